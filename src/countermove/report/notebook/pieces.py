"""The pieces of a view in a notebook: a page of bounded height with sentences, tables that are cut, and figures."""

from __future__ import annotations

from html import escape
from math import ceil
from typing import TYPE_CHECKING

from countermove.report.words import count_of, tidy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from countermove.report.figures.figure import Figure

LETTERS = 92
"""Letters on a line of a table, over all columns."""

TITLE = 160
"""Letters of a title."""

HEIGHT = 420
"""Pixels of a figure in a view; STYLE has the same number."""

LINES = 26
"""Lines of a view without a figure."""

STYLE = """
.cm-view { max-width: 800px; font-size: 13px; line-height: 1.4; }
.cm-view .cm-figure { max-height: 420px; overflow: auto; border-bottom: 1px solid rgba(128, 128, 128, 0.4); }
.cm-view h4 { font-size: 15px; margin: 0.2em 0 0.4em; }
.cm-view p { margin: 0.3em 0; max-width: 100%; }
.cm-view .cm-small { font-size: 12px; opacity: 0.8; }
.cm-view table { border-collapse: collapse; margin: 0.6em 0; }
.cm-view th, .cm-view td { padding: 2px 10px 2px 0; vertical-align: top; text-align: left; font-size: 13px; }
.cm-view th { border-bottom: 1px solid currentColor; font-weight: 600; }
.cm-view .cm-right { text-align: right; white-space: nowrap; }
"""

Cell = str | tuple[str, ...]
"""What stands in a cell of a table; several lines in a tuple."""


def view(title: str, *parts: str) -> str:
    """Return a view: its style sheet, the title, and the parts in their order."""
    head = f"<h4>{escape(shortened(title, TITLE))}</h4>"
    return f'<div class="cm-view"><style>{STYLE}</style>{"".join((head, *parts))}</div>'


def paragraph(text: str, *, small: bool = False) -> str:
    """Return a sentence or two; nothing for an empty text."""
    return f"<p{' class=cm-small' * small}>{escape(tidy(text))}</p>" if text else ""


def shortened(text: str, most: int) -> str:
    """Return a text of at most `most` letters, cut between words.

    Examples
    --------
    >>> shortened("a dispute over water", 16)
    'a dispute...'
    """
    text = tidy(text)
    return text if len(text) <= most else f"{text[: most - 3].rpartition(' ')[0] or text[: most - 3]}..."


def figure(shown: Figure, whole: str) -> str:
    """Return a figure in a view; one that is too high for it can be scrolled, and `whole` shows it as a whole."""
    inside, name = shown._repr_html_(), escape(tidy(shown.title))
    more = paragraph(f"Scroll for the rest of the figure; {whole} shows it whole.", small=True)
    cut = more if shown.height > HEIGHT else ""
    return f'<div class="cm-figure" tabindex="0" role="group" aria-label="{name}">{inside}</div>{cut}'


def table(  # noqa: PLR0913  (most have a default)
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    lines: int = LINES,
    whole: str,
    beyond: int = 0,
    right: Collection[str] = (),
) -> str:
    """Return a table of as many rows as fit, and below it a line that counts the rest and says what shows it.

    Parameters
    ----------
    columns : sequence of str
        The heads.
    rows : iterable of sequence of (str or tuple of str)
        The cells; several lines in a tuple.
    lines : int
        The lines that the rows may take.
    whole : str
        What shows all rows, such as ``solution.to_frame()``.
    beyond : int
        The number of further rows, which are not among these.
    right : collection of str
        The columns that are aligned to the right.

    Examples
    --------
    >>> cut = table(["state"], [["1"], ["2"], ["3"]], lines=2, whole="solution.to_frame()")
    >>> cut.count("<td>"), cut[cut.index("... and") :]
    (2, '... and 1 more: solution.to_frame() has all.</p>')
    """
    listed = [[(each,) if isinstance(each, str) else each for each in row] for row in rows]
    shown = listed[: _fitting(listed, lines)]
    kinds = ["cm-right" if name in right else "" for name in columns]
    head = "".join(map(_head, columns, kinds))
    body = "".join(f"<tr>{''.join(map(_cell, row, kinds))}</tr>" for row in shown)
    left = len(listed) - len(shown) + beyond
    more = paragraph(f"... and {left:,} more: {whole} has all.", small=True) if left else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _head(name: str, kind: str) -> str:
    return f'<th class="{kind}">{escape(name)}</th>' if kind else f"<th>{escape(name)}</th>"


def _cell(lines: tuple[str, ...], kind: str) -> str:
    words = "<br>".join(escape(tidy(line)) for line in lines)
    return f'<td class="{kind}">{words}</td>' if kind else f"<td>{words}</td>"


def _fitting(rows: Sequence[Sequence[tuple[str, ...]]], lines: int) -> int:
    """Return how many rows fit into a number of lines, one at least; columns share a line by their longest cells."""
    few = rows[:lines]
    longest = [max(len(line) for row in few for line in row[k]) for k in range(len(few[0]))] if few else []
    room = [max(4.0, LETTERS * each / max(sum(longest), LETTERS)) for each in longest]
    taken = 0.0
    for k, row in enumerate(few):
        taken += max(
            sum(max(1, ceil(len(line) / wide)) for line in cell) for cell, wide in zip(row, room, strict=True)
        )
        if taken > lines and k:
            return k
    return len(few)


def counted(found: int, noun: str) -> str:
    """Return a number with its noun and a full stop, as a paragraph."""
    return paragraph(f"{count_of(found, noun)}.")
