"""The tornado plot: the range of the headline's strength over all changes of each assumption."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

from countermove.report.assumptions import headline, strength
from countermove.report.part_names import PartNames
from countermove.report.words import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countermove.analysis.assumptions.result import Assumptions
    from countermove.analysis.assumptions.singles import ChangeEffect, Checked

WIDTH, LEFT, RIGHT = 760.0, 320.0, 640.0
"""Width of the figure, and left and right end of the scale, in pixels."""

ROW, HEAD, FOOT, BAR = 30.0, 34.0, 40.0, 13.0
"""Heights of a row, of the space above and below the rows, and of a bar, in pixels."""

MOST_ROWS, LETTERS = 20, 50
"""Maximum number of assumptions, and of letters on a line of their names, which have two."""


def style() -> str:
    """Return the style sheet, which a page has to include once; all colours are custom properties."""
    return (Path(__file__).parent / "tornado.css").read_text("utf-8")


def tornado(found: Assumptions, prefix: str = "tornado") -> str:
    """Return the tornado plot of a key assumptions check as an SVG element for HTML.

    Each row is an assumption that matters. A full bar shows how far the headline falls, an outlined bar how far it
    gains. A ring marks the headline without the assumption, a cross a change that the headline does not survive.

    Parameters
    ----------
    found : Assumptions
        The answer of `countermove.assumptions`.
    prefix : str
        The prefix of all ids in the element; each figure of a page needs its own.

    Returns
    -------
    str

    Examples
    --------
    >>> from countermove import assumptions, cases
    >>> tornado(assumptions(cases.load("elmira"), "8", pairs=False))[:25]
    '<svg xmlns="http://www.w3'
    """
    names = PartNames(found.conflict)
    matter = [each for each in found.checked if each.worst.status != "same"][:MOST_ROWS]
    rows = [_row(found, each, names[each.assumption.name]) for each in matter]
    top = float(found.asked.most)
    high = HEAD + ROW * len(rows) + FOOT
    base = _x(found.asked.value(found.asked.base), top)
    parts = [*_head(found, rows, prefix, high), *_scale(top, high - FOOT)]
    parts += [line for k, row in enumerate(rows) for line in _bars(row, HEAD + ROW * k, base, top)]
    parts.append(f'<path class="base" d="M{base:.1f} {HEAD - 6:.1f}V{high - FOOT:.1f}"/>')
    parts.append(
        f'<text class="note" x="8" y="{high - 8:.1f}">The line is how the headline stands. Full: it falls; outlined: '
        "it gains; a ring: left out; a cross: it does not survive.</text>"
    )
    return "\n".join([*parts, "</svg>"])


@dataclass(frozen=True, slots=True)
class _Row:
    """An assumption: the lowest and highest strength of the headline, and the changes that lead to them.

    `out` is the strength without the assumption, None if it is not known. `broken` tells whether the headline fails
    under some change.
    """

    name: str
    low: float
    high: float
    least: str
    most: str
    out: float | None
    broken: bool
    words: str


def _row(found: Assumptions, each: Checked, name: str) -> _Row:
    known = [(found.asked.value(one.standing), one) for one in each.findings if one.standing is not None]
    base = found.asked.value(found.asked.base)
    low, least = min(known, key=lambda each: each[0], default=(base, each.worst))
    high, most = max(known, key=lambda each: each[0], default=(base, each.worst))
    out = None if (left := each.findings[0].standing) is None else found.asked.value(left)
    words = "; ".join(_effect_in_words(found, one) for one in each.findings)
    broken = any(one.survives is False for one in each.findings)
    return _Row(
        tidy(name),
        min(low, base),
        max(high, base),
        _end(found, least),
        _end(found, most),
        out,
        broken,
        words,
    )


def _end(found: Assumptions, one: ChangeEffect) -> str:
    return f"{'' if one.standing is None else strength(found, one.standing)} {one.changes[0].label}".strip()


def _effect_in_words(found: Assumptions, one: ChangeEffect) -> str:
    stands = "" if one.standing is None else f" ({strength(found, one.standing)})"
    return f"{one.changes[0].label}: {one.status}{stands}"


def _head(found: Assumptions, rows: list[_Row], prefix: str, high: float) -> list[str]:
    """Return the start of the element: the title, and the description in words."""
    words = "\n".join([*headline(found), *(f"{row.name}: {row.words}" for row in rows)])
    ids = f"{escape(prefix)}-title {escape(prefix)}-desc"
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="cm-tornado" role="img" aria-labelledby="{ids}" '
        f'viewBox="0 0 {WIDTH:.0f} {high:.0f}" width="{WIDTH:.0f}" height="{high:.0f}">',
        f'<title id="{escape(prefix)}-title">{escape(tidy(f"What it hinges on: {found.conflict.title}"))}</title>',
        f'<desc id="{escape(prefix)}-desc">{escape(words)}</desc>',
    ]


def _scale(top: float, foot: float) -> Iterator[str]:
    steps = round(top) if top > 1 else 5
    for k in range(steps + 1):
        x, label = _x(top * k / steps, top), f"{k} of {steps}" if top > 1 else f"{20 * k} %"
        yield f'<path class="grid" d="M{x:.1f} {HEAD - 6:.1f}V{foot:.1f}"/>'
        yield f'<text class="scale" x="{x:.1f}" y="{HEAD - 12:.1f}" text-anchor="middle">{label}</text>'


def _bars(row: _Row, y: float, base: float, top: float) -> Iterator[str]:
    """Yield the elements of a row: the name, the bars, and the change that matters most."""
    low, high, bar = _x(row.low, top), _x(row.high, top), y + (ROW - BAR) / 2
    yield f"<g><title>{escape(f'{row.name}: {row.words}')}</title>"
    lines = wrap(row.name, LETTERS, max_lines=2, placeholder="…")
    for k, line in enumerate(lines):
        yield f'<text x="8" y="{y + ROW / 2 + 4 + 13 * k - 6.5 * (len(lines) - 1):.1f}">{escape(line)}</text>'
    if low < base:
        yield f'<rect class="falls" x="{low:.1f}" y="{bar:.1f}" width="{base - low:.1f}" height="{BAR:.0f}"/>'
    if high > base:
        yield f'<rect class="gains" x="{base:.1f}" y="{bar:.1f}" width="{high - base:.1f}" height="{BAR:.0f}"/>'
    if row.broken:
        yield f'<path class="broken" d="M{low - 15:.1f} {bar + 2:.1f}l8 9m0 -9l-8 9"/>'
    if row.out is not None:
        yield f'<circle class="gains" cx="{_x(row.out, top):.1f}" cy="{y + ROW / 2:.1f}" r="4"/>'
    label = row.most if high > base else row.least
    yield f'<text class="note" x="{max(high, base) + 9:.1f}" y="{y + ROW / 2 + 3.5:.1f}">{escape(label)}</text></g>'


def _x(value: float, top: float) -> float:
    return LEFT + (RIGHT - LEFT) * value / top
