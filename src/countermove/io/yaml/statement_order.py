"""The order of the statements of a decision maker, changed in the text of a conflict file.

A statement moves with the comments right above it and with the one behind it, and nothing in it changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.io.yaml.checked_edit import checked
from countermove.io.yaml.preference_edits import comment_lines, parts_of_text, without_marks
from countermove.io.yaml.spans import Spans
from countermove.io.yaml.tree import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from countermove.model.conflict import Conflict

    Path = tuple[str | int, ...]
    Place = tuple[int, int]
    """The position of a level, and of a statement on it."""


def with_order(  # noqa: PLR0913  (a text, where in it, and what it becomes)
    text: str,
    file: str,
    dm: str,
    order: Sequence[Sequence[Place]],
    *,
    comments: Iterable[str],
    read: Callable[[str], Conflict],
) -> str:
    """Return the text of a conflict file with the statements of a decision maker in another order.

    Parameters
    ----------
    text : str
        The text of the conflict file.
    file : str
        Its name, for complaints.
    dm : str
        The decision maker's id.
    order : sequence of sequence of (int, int)
        The new levels; each statement by its level and its place there in the text, from 0.
    comments : iterable of str
        The lines to put above the statements.
    read : callable
        Function from such a text to its conflict.

    Raises
    ------
    InvalidConflict
        If the file is invalid, or would no longer say the same of everything else.
    """
    plain, mark, newline = parts_of_text(text)
    tree = parse_yaml(plain, file)
    path: Path = ("decision_makers", dm, "preferences")
    path = (*path, "statements") if tree.has((*path, "statements")) else path
    spans = Spans(plain, tree)
    changed = (_in_flow if spans.in_flow(path) else _in_block)(spans, path, order, [*comments])
    whole = mark + changed.replace("\n", newline)
    old = read(text)
    wants = old.decision_makers[old.position(dm)].preferences.statements
    meant = [sorted(wants[i][k].holds for i, k in level) for level in order]
    return checked(
        text,
        whole,
        dm,
        read=read,
        place=tree.key_place(path),
        as_meant=lambda found: [sorted(each.holds for each in level) for level in found.statements] == meant,
    )


def _statement(spans: Spans, path: Path, place: Place) -> tuple[str, int]:
    """Return the text of a statement, and the column in which it begins."""
    level, k = place
    at = (*path, level, k) if isinstance(spans.tree.value_at((*path, level)), list) else (*path, level)
    start, end = spans.value(at)
    return spans.text[start:end], spans.column(at)


def _in_flow(spans: Spans, path: Path, order: Sequence[Sequence[Place]], comments: list[str]) -> str:
    """Return the text with another order inside the brackets, and the comments above their line."""
    levels = [[_statement(spans, path, each)[0] for each in level] for level in order]
    items = [level[0] if len(level) == 1 else f"[{', '.join(level)}]" for level in levels]
    start, end = spans.value(path)
    text = f"{spans.text[:start]}[{', '.join(items)}]{spans.text[end:]}"
    line = text.rfind("\n", 0, spans.entry(path)[0]) + 1
    indent = len(text[line:]) - len(text[line:].lstrip(" "))
    above = "".join(f"{each}\n" for each in comment_lines(comments, indent))
    return f"{without_marks(text[:line])}{above}{text[line:]}"


@dataclass(frozen=True)
class Chunk:
    """The lines of one item of a list.

    Attributes
    ----------
    above : tuple of str
        The comments right above it.
    lines : tuple of str
        Its own lines, the comment behind it included.
    """

    above: tuple[str, ...]
    lines: tuple[str, ...]


def _chunks(spans: Spans, path: Path) -> tuple[list[Chunk], int, int]:
    """Return the items of a list as chunks, with the first character of all and the one behind them."""
    text, number = spans.text, len(spans.tree.value_at(path))
    starts = [text.rfind("\n", 0, spans.value((*path, k))[0]) + 1 for k in range(number)]
    ends = [_behind_line(text, spans.value((*path, k))[1]) for k in range(number)]
    chunks = []
    for k in range(number):
        above = text[ends[k - 1] : starts[k]] if k else ""
        chunks.append(Chunk(tuple(above.splitlines()), tuple(text[starts[k] : ends[k]].splitlines())))
    return chunks, starts[0], ends[-1]


def _in_block(spans: Spans, path: Path, order: Sequence[Sequence[Place]], comments: list[str]) -> str:
    """Return the text with another order of the lines of the statements, below the comments."""
    chunks, start, end = _chunks(spans, path)
    indent, used, lines = spans.column(path), set[int](), list[str]()
    sizes = [len(each) if isinstance(each, list) else 1 for each in spans.tree.value_at(path)]
    for level in order:
        sources = dict.fromkeys(place[0] for place in level)
        whole = len(sources) == 1 and len(level) == sizes[level[0][0]]
        for source in sources:
            if source not in used:
                lines += chunks[source].above
                lines += () if whole else [" " * indent + each for each in _loose(spans, (*path, source))]
            used.add(source)
        lines += comment_lines(comments, indent) if level is order[0] else ()
        lines += chunks[level[0][0]].lines if whole else _level(spans, path, level, indent)
    text = spans.text
    closed = "\n" if text[:end].endswith("\n") else ""
    return without_marks(text[:start]) + "\n".join(lines) + closed + text[end:]


def _loose(spans: Spans, at: Path) -> list[str]:
    """Return the comments of an item of a list that stand in none of its statements."""
    start, end = spans.value(at)
    several = isinstance(spans.tree.value_at(at), list)
    inner = [spans.value((*at, k)) for k in range(len(spans.tree.value_at(at)))] if several else [(start, end)]
    edges = [start, *(each for pair in inner for each in pair), _behind_line(spans.text, end)]
    return [each for first, last in zip(edges[::2], edges[1::2], strict=True) for each in spans.comments(first, last)]


def _level(spans: Spans, path: Path, level: Sequence[Place], indent: int) -> list[str]:
    """Return the lines of a level that is put together anew."""
    deep = indent + (2 if len(level) == 1 else 4)
    found = []
    for k, place in enumerate(level):
        first, *rest = _moved(*_statement(spans, path, place), deep)
        dash = "- " if len(level) == 1 else "- - " if k == 0 else "  - "
        found += [" " * indent + dash + first, *rest]
    return found


def _moved(text: str, column: int, to: int) -> list[str]:
    """Return the lines of a value that began in one column and begins in another."""
    first, *rest = text.split("\n")
    by = to - column
    return [
        first,
        *((" " * by + line if by > 0 else line[min(-by, _blanks(line)) :]) if line else "" for line in rest),
    ]


def _blanks(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _behind_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1
