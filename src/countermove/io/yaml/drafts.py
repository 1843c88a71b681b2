"""Writing of a drafted source as YAML, with a comment on the origin of each value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from countermove.io.texts.draft import Draft
    from countermove.model.provenance import Quotation

WIDTH = 110
"""Columns of a line; longer texts are folded."""

PLAIN = re.compile(r"[^\W\d_](?:[^:#]|:(?=\S)|(?<=\S)#)*(?<!\s)")
"""A text that needs no quotation marks: it begins with a letter, and no colon ends a word, no # begins one."""

WORDS_WITH_MEANING = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
"""Words that some readers of YAML take for something other than text."""


def draft_as_yaml(draft: Draft, file: str, indent: int = 2) -> str:
    r"""Return a drafted source as an entry of the mapping ``sources``.

    Parameters
    ----------
    draft : Draft
        The draft.
    file : str
        Path of the text for the key `file`; empty to write a comment instead.
    indent : int
        Spaces before the id.

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
    lines = [f"{draft.id}:", *(f"  {line}" for line in _entry_lines(draft, file))]
    return "".join(f"{' ' * indent}{line}\n" for line in lines)


def _entry_lines(draft: Draft, file: str) -> Iterator[str]:
    for remark in draft.remarks:
        yield from _comment(remark)
    for found in draft.findings:
        yield from _comment(found.where)
        yield from _key_lines(found.key, found.value) if found.value else [f"# {found.key}:"]
    yield from (
        _key_lines("file", file) if file else ["# file: put the text beside the conflict file, and name it here"]
    )
    yield "# for you to judge: reliability (A to F) and credibility (1 to 6)"
    yield from ["quoted:"] if draft.quotations else []
    for quotation, note in draft.quotations:
        yield from (f"  {line}" for line in _comment(note))
        first, *rest = _quotation_lines(quotation)
        yield from [f"  - {first}", *(f"    {line}" for line in rest)]


def _quotation_lines(quotation: Quotation) -> Iterator[str]:
    for key in ("by", "paragraph"):
        if value := getattr(quotation, key):
            yield from _key_lines(key, value)
    yield from _key_lines("quotation", quotation.quotation)


def _comment(text: str) -> list[str]:
    """Return a text as lines of a YAML comment; unprintable characters become blanks."""
    clean = "".join(letter if letter.isprintable() else " " for letter in text)
    return wrap(clean, WIDTH - 10, initial_indent="# ", subsequent_indent="#   ", break_on_hyphens=False)


def _key_lines(key: str, value: str | int | tuple[str, ...]) -> list[str]:
    """Return a key with its value as lines of YAML; a long text is folded."""
    if isinstance(value, tuple):
        value = value[0] if len(value) == 1 else value
    if isinstance(value, str) and len(value) > WIDTH - 30 and _is_foldable(value):
        folded = wrap(value, WIDTH - 10, break_long_words=False, break_on_hyphens=False)
        return [f"{key}: >-", *(f"  {line}" for line in folded)]
    if isinstance(value, tuple):
        return [f"{key}:", *(f"  - {_scalar(each)}" for each in value)]
    return [f"{key}: {_scalar(value)}"]


def _scalar(value: str | int) -> str:
    """Return a value on one line of YAML: plain if it can be read in no other way, in quotation marks otherwise."""
    if not isinstance(value, str):
        return str(value).lower()
    if not value.isprintable():
        return f'"{"".join(map(_escaped, value))}"'
    if PLAIN.fullmatch(value) and value.casefold() not in WORDS_WITH_MEANING:
        return value
    return "'{}'".format(value.replace("'", "''"))


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return f"\\{letter}"
    return letter if letter.isprintable() else f"\\U{ord(letter):08x}"


def _is_foldable(value: str) -> bool:
    """Whether a folded text reads back unchanged: it is printable and has single blanks only."""
    return value.isprintable() and " ".join(value.split()) == value
