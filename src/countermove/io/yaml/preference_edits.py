"""What a decision maker wants, changed in the text of a conflict file; the rest of the text stays as it is.

Comments that this module writes begin with `MARK`, and are replaced when it writes there again. Other comments inside
what is replaced are kept.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from textwrap import fill
from typing import TYPE_CHECKING

from countermove.io.yaml.checked_edit import checked
from countermove.io.yaml.spans import Spans
from countermove.io.yaml.tree import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from countermove.model.conflict import Conflict

    Levels = Sequence[Sequence[str]]

MARK = "# elicit: "
"""The beginning of each comment that is written here."""

WIDE = 116
"""Columns of the lines that are written here."""

KEYS = ("preferences", "weights", "ranking")
"""Keys of a decision maker that say what it wants."""

RANKING = (("ranking",), ("preferences", "ranking"))
"""Where in a decision maker its ranking may stand."""

_PLAIN = re.compile(r"[^\W\d_](?:[\w ().'-]|[,:](?! ))*")
"""A text that needs no quotation marks, in lists neither."""


@dataclass(frozen=True)
class Ranked:
    """A ranking to write, and what is said of it.

    Attributes
    ----------
    levels : sequence of sequence of str
        Levels of states, most preferred first.
    because : str
        The reason, for the key `because`.
    comments : sequence of str
        The lines to put above it.
    """

    levels: Levels
    because: str
    comments: Sequence[str] = ()

    @property
    def flow(self) -> str:
        """The preferences in braces, on one line."""
        return f"{{ranking: [{', '.join(self.items)}], because: {json.dumps(self.because, ensure_ascii=False)}}}"

    @property
    def items(self) -> list[str]:
        """The levels, each as one item of a list."""
        levels = ([quoted(each) for each in level] for level in self.levels)
        return [level[0] if len(level) == 1 else f"[{', '.join(level)}]" for level in levels]

    def block(self, indent: int, kept: Iterable[str] = (), labels: Mapping[str, str] | None = None) -> str:
        """Return the keys of the preferences on lines of their own, below the comments.

        Parameters
        ----------
        indent : int
            The number of spaces before a key.
        kept : iterable of str
            Comments that stood there before.
        labels : mapping of str to str, optional
            The comments behind single states; where there are any, each level has a line of its own.
        """
        pad = " " * indent
        listed = self._wrapped(pad) if labels is None else self._lines(pad, labels)
        above = [*(f"{pad}{each}" for each in kept), *comment_lines(self.comments, indent)]
        return "\n".join([*above, listed, f"{pad}because: {quoted(self.because)}"])

    def _wrapped(self, pad: str) -> str:
        first, rest = f"{pad}ranking: [", f"{pad}  "
        listed = ", ".join(self.items)
        return f"{filled(listed, first, rest)}]"

    def _lines(self, pad: str, labels: Mapping[str, str]) -> str:
        said = (", ".join(labels[each] for each in level if each in labels) for level in self.levels)
        lines = (
            f"{pad}  - {item}{'  # ' if label else ''}{label}" for item, label in zip(self.items, said, strict=True)
        )
        return "\n".join([f"{pad}ranking:", *lines])


def quoted(text: str) -> str:
    """Return a text as a scalar of YAML, in quotation marks if it needs them.

    Examples
    --------
    >>> quoted("NY-"), quoted("-Y-"), quoted("Y"), quoted("on 2 May: Anna"), quoted("not sue")
    ('NY-', '"-Y-"', '"Y"', '"on 2 May: Anna"', 'not sue')
    """
    word = text.lower() in {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
    return (
        text if _PLAIN.fullmatch(text) and not word and text == text.strip() else json.dumps(text, ensure_ascii=False)
    )


def filled(text: str, first: str, rest: str) -> str:
    """Return a text in lines of whole words, behind what begins the first line and the others."""
    return fill(
        text, WIDE, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )


def comment_lines(comments: Iterable[str], indent: int) -> list[str]:
    """Return comments as indented lines, each with the mark; long ones go on in further lines."""
    head = f"{' ' * indent}{MARK}"
    return [filled(each, head, f"{head}  ") for each in comments]


def with_ranking(text: str, file: str, dm: str, ranked: Ranked, read: Callable[[str], Conflict]) -> str:
    """Return the text of a conflict file in which a decision maker has a ranking in place of all other preferences.

    Parameters
    ----------
    text : str
        The text of the conflict file.
    file : str
        Its name, for complaints.
    dm : str
        The decision maker's id.
    ranked : Ranked
    read : callable
        Function from such a text to its conflict.

    Raises
    ------
    InvalidConflict
        If the file is invalid, or would no longer say the same of everything else.
    """
    plain, mark, newline = parts_of_text(text)
    tree = parse_yaml(plain, file)
    path = ("decision_makers", dm)
    spans = Spans(plain, tree)
    changed = (_in_flow if spans.in_flow(path) else _in_block)(spans, path, ranked)
    whole = mark + changed.replace("\n", newline)
    levels = tuple(map(tuple, ranked.levels))
    return checked(
        text, whole, dm, read=read, place=tree.key_place(path), as_meant=lambda found: found.ranking == levels
    )


def parts_of_text(text: str) -> tuple[str, str, str]:
    """Return a text with plain line ends and without a mark of byte order; that mark; and how its lines end."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    newline = "\r\n" if "\r\n" in text else "\n"
    return text.removeprefix(mark).replace(newline, "\n"), mark, newline


def _present(spans: Spans, path: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the paths of the keys that say what a decision maker wants, in the order of the text."""
    there = [(*path, key) for key in KEYS if spans.tree.has((*path, key))]
    return sorted(there, key=spans.entry)


def _region(spans: Spans, at: tuple[str, ...]) -> tuple[int, int]:
    """Return the characters of an entry in block style, with the comment behind it."""
    start, end = spans.entry(at)
    line = _line_end(spans.text, end)
    return start, line if spans.text[end:line].lstrip().startswith("#") else end


def _labels(spans: Spans, path: tuple[str, ...]) -> dict[str, str] | None:
    """Return the comments behind the states of a ranking that has a line for each; None for another ranking."""
    at = next((each for each in (*((*path, *key) for key in RANKING),) if spans.tree.has(each)), None)
    if at is None or spans.in_flow(at) or not isinstance(ranked := spans.tree.value_at(at), list):
        return None
    found: dict[str, str] = {}
    for k, each in enumerate(ranked):
        end = spans.value((*at, k))[1]
        behind = spans.comments(end, _line_end(spans.text, end))
        names = each if isinstance(each, list) else [each]
        said = behind[0].lstrip("# ") if behind else ""
        parts = said.split(", ") if len(names) > 1 else [said]
        found |= zip(map(str, names), parts, strict=True) if said and len(parts) == len(names) else ()
    return found


def _kept(spans: Spans, regions: Iterable[tuple[int, int]], labels: Mapping[str, str] | None) -> list[str]:
    found = [each for start, end in regions for each in spans.comments(start, end)]
    again = ", ".join((labels or {}).values())
    return [each for each in found if not each.startswith(MARK.strip()) and each.lstrip("# ") not in again]


def _in_block(spans: Spans, path: tuple[str, ...], ranked: Ranked) -> str:
    """Return the text with the ranking on lines of its own."""
    text, indent = spans.text, spans.column(path)
    regions = [_region(spans, each) for each in _present(spans, path)]
    if not regions:
        end = _line_end(text, spans.value(path)[1])
        return f"{text[:end]}\n{' ' * indent}preferences:\n{ranked.block(indent + 2)}{text[end:]}"
    labels = _labels(spans, path)
    written = ranked.block(indent + 2, _kept(spans, regions, labels), labels)
    (start, end), *others = regions
    for first, last in reversed(others):
        text = text[: text.rindex("\n", 0, first)] + text[last:]
    return f"{text[:start]}preferences:\n{written}{text[end:]}"


def _in_flow(spans: Spans, path: tuple[str, ...], ranked: Ranked) -> str:
    """Return the text with the ranking in the braces of the decision maker, and the comments above their line."""
    text, present = spans.text, _present(spans, path)
    written = f"preferences: {ranked.flow}"
    if not present:
        end = spans.value(path)[1] - 1
        inside = spans.tree.value["decision_makers"][path[1]]
        text = f"{text[:end].rstrip()}{', ' if inside else ''}{written}{text[end:]}"
    else:
        first, *others = present
        for at in reversed(others):
            start, end = spans.entry(at)
            text = re.sub(r",\s*\Z", "", text[:start]) + text[end:]
        start, end = spans.entry(first)
        text = f"{text[:start]}{written}{text[end:]}"
    start = text.rfind("\n", 0, spans.entry(path)[0]) + 1
    indent = len(text[start:]) - len(text[start:].lstrip(" "))
    above = "".join(f"{line}\n" for line in comment_lines(ranked.comments, indent))
    return f"{without_marks(text[:start])}{above}{text[start:]}"


def without_marks(before: str) -> str:
    """Return a text without the comments of these edits on its last lines."""
    lines = before.splitlines(keepends=True)
    while lines and lines[-1].lstrip().startswith(MARK.strip()):
        lines.pop()
    return "".join(lines)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
