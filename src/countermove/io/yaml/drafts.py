"""A drafted source as YAML: each key with a comment on where it was found, ready to be kept or struck out."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from textwrap import wrap
from typing import TYPE_CHECKING

from ruamel.yaml import YAML

if TYPE_CHECKING:
    from countermove.io.texts.draft import Draft
    from countermove.model.provenance import Quotation

WIDTH = 110


def draft_as_yaml(draft: Draft, file: str, indent: int = 2) -> str:
    r"""Return a drafted source as an entry of the mapping ``sources``.

    Parameters
    ----------
    draft : Draft
        The draft.
    file : str
        The text, as the conflict file is to name it; if there is no such name, nothing.
    indent : int
        How far the id is set in.

    Examples
    --------
    >>> from countermove.io.texts.draft import drafted
    >>> from countermove.io.texts.outline import outlined
    >>> print(draft_as_yaml(drafted(outlined("Talks stall\n\n“It rains,” said Nora Fen.", "a.txt")), "a.txt"))
      a:
        # paragraph 1 begins ““It rains,” said Nora Fen.”
        # not found: publisher, author, language, date
        # the headline, line 1
        title: Talks stall
        # “said Nora Fen” in paragraph 1 (a.txt, line 3)
        speaker: Nora Fen
        file: a.txt
        # for you to judge: reliability (A to F) and credibility (1 to 6)
        quoted:
          - by: Nora Fen
            paragraph: 1
            quotation: It rains,
    <BLANKLINE>
    """
    lines = [f"{draft.id}:", *(f"  {line}" for line in _entry(draft, file))]
    return "".join(f"{' ' * indent}{line}\n" for line in lines)


def _entry(draft: Draft, file: str) -> Iterator[str]:
    for remark in draft.remarks:
        yield from _comment(remark)
    for found in draft.findings:
        yield from _comment(found.where)
        yield from _written(found.key, found.value) if found.value else [f"# {found.key}:"]
    yield from _written("file", file) if file else ["# file: put the text beside the conflict file, and name it here"]
    yield "# for you to judge: reliability (A to F) and credibility (1 to 6)"
    yield from ["quoted:"] if draft.quotations else []
    for quotation, note in draft.quotations:
        yield from (f"  {line}" for line in _comment(note))
        first, *rest = _quotation(quotation)
        yield from [f"  - {first}", *(f"    {line}" for line in rest)]


def _quotation(quotation: Quotation) -> Iterator[str]:
    for key in ("by", "paragraph"):
        if value := getattr(quotation, key):
            yield from _written(key, value)
    yield from _written("quotation", quotation.quotation)


def _comment(text: str) -> list[str]:
    """Return a text as the lines of a comment, in letters that YAML allows there."""
    clean = "".join(letter if letter.isprintable() else " " for letter in text)
    return wrap(clean, WIDTH - 10, initial_indent="# ", subsequent_indent="#   ", break_on_hyphens=False)


def _written(key: str, value: str | int | tuple[str, ...]) -> list[str]:
    """Return a key with its value, on several lines where it is long."""
    if isinstance(value, tuple):
        value = value[0] if len(value) == 1 else value
    if (
        isinstance(value, str)
        and len(value) > WIDTH - 30
        and value.isprintable()
        and " ".join(value.split()) == value
    ):
        folded = wrap(value, WIDTH - 10, break_long_words=False, break_on_hyphens=False)
        return [f"{key}: >-", *(f"  {line}" for line in folded)]
    yaml = YAML(typ="rt", pure=True)
    yaml.allow_unicode, yaml.width = True, 1 << 20
    yaml.default_flow_style = False
    yaml.indent(mapping=2, sequence=4, offset=2)
    text = StringIO()
    yaml.dump({key: [*value] if isinstance(value, tuple) else value}, text)
    return text.getvalue().splitlines()


def _can_be_folded(value: str) -> bool:
    """Whether nothing in a text is changed by breaking lines at its blanks."""
    return value.isprintable() and " ".join(value.split()) == value
