"""The tornado plot: for each assumption, how far the headline falls, or gains, over all that was tried on it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from countermove.report.assumptions import headline, strength
from countermove.report.words import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countermove.analysis.assumptions.result import Assumptions
    from countermove.analysis.assumptions.singles import ChangeEffect, Checked

WIDTH, LEFT, RIGHT = 760.0, 320.0, 640.0
"""How wide the figure is, and between which places the scale lies."""

ROW, HEAD, FOOT, BAR = 26.0, 34.0, 40.0, 13.0
SHOWN, LETTERS = 20, 50


def style() -> str:
    """Return the style sheet of the figure, which a page needs once; all colours are custom properties."""
    return (Path(__file__).parent / "tornado.css").read_text("utf-8")


def tornado(found: Assumptions, prefix: str = "tornado") -> str:
    """Return the assumptions that matter as bars about how the headline stands, as an SVG element for HTML.

    A full bar is what falls, an outlined one what is gained. A ring stands where the headline is when the
    assumption is left out, a cross where it does not survive some change.

    Parameters
    ----------
    found : Assumptions
        The answer of `countermove.assumptions`.
    prefix : str
        What the ids in it begin with; it has to differ between the figures of a page.

    Returns
    -------
    str

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.assumptions.check import assumptions
    >>> tornado(assumptions(cases.load("elmira"), "8", pairs=False))[:25]
    '<svg xmlns="http://www.w3'
    """
    rows = [_row(found, each) for each in found.checked if each.worst.status != "same"][:SHOWN]
    top = float(found.asked.most)
    high = HEAD + ROW * len(rows) + FOOT
    base = _place(found.asked.value(found.asked.base), top)
    parts = [*_opening(found, rows, prefix, high), *_scale(top, high - FOOT)]
    parts += [line for k, row in enumerate(rows) for line in _drawn(row, HEAD + ROW * k, base, top)]
    parts.append(f'<path class="base" d="M{base:.1f} {HEAD - 6:.1f}V{high - FOOT:.1f}"/>')
    parts.append(
        f'<text class="note" x="8" y="{high - 8:.1f}">The line is how the headline stands. Full: it falls; outlined: '
        "it gains; a ring: left out; a cross: it does not survive.</text>"
    )
    return "\n".join([*parts, "</svg>"])


@dataclass(frozen=True, slots=True)
class _Row:
    """One assumption: the least and the greatest strength of the headline, and by which change."""

    name: str
    low: float
    high: float
    least: str
    most: str
    out: float | None
    broken: bool
    told: str


def _row(found: Assumptions, each: Checked) -> _Row:
    known = [(found.asked.value(one.standing), one) for one in each.findings if one.standing is not None]
    base = found.asked.value(found.asked.base)
    low, least = min(known, key=lambda each: each[0], default=(base, each.worst))
    high, most = max(known, key=lambda each: each[0], default=(base, each.worst))
    out = None if (left := each.findings[0].standing) is None else found.asked.value(left)
    told = "; ".join(_told(found, one) for one in each.findings)
    broken = any(one.survives is False for one in each.findings)
    return _Row(
        tidy(each.assumption.name),
        min(low, base),
        max(high, base),
        _end(found, least),
        _end(found, most),
        out,
        broken,
        told,
    )


def _end(found: Assumptions, one: ChangeEffect) -> str:
    return f"{'' if one.standing is None else strength(found, one.standing)} {one.changes[0].label}".strip()


def _told(found: Assumptions, one: ChangeEffect) -> str:
    stands = "" if one.standing is None else f" ({strength(found, one.standing)})"
    return f"{one.changes[0].label}: {one.status}{stands}"


def _opening(found: Assumptions, rows: list[_Row], prefix: str, high: float) -> list[str]:
    """Return the head of the figure: its title, and all of it in words."""
    words = "\n".join([*headline(found), *(f"{row.name}: {row.told}" for row in rows)])
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
        x, said = _place(top * k / steps, top), f"{k} of {steps}" if top > 1 else f"{20 * k} %"
        yield f'<path class="grid" d="M{x:.1f} {HEAD - 6:.1f}V{foot:.1f}"/>'
        yield f'<text class="scale" x="{x:.1f}" y="{HEAD - 12:.1f}" text-anchor="middle">{said}</text>'


def _drawn(row: _Row, y: float, base: float, top: float) -> Iterator[str]:
    """Yield a row: its name, what falls and what is gained, and by which changes."""
    low, high, bar = _place(row.low, top), _place(row.high, top), y + (ROW - BAR) / 2
    name = row.name if len(row.name) <= LETTERS else f"{row.name[: LETTERS - 1]}…"
    yield f"<g><title>{escape(f'{row.name}: {row.told}')}</title>"
    yield f'<text x="8" y="{y + 17:.1f}">{escape(name)}</text>'
    if low < base:
        yield f'<rect class="falls" x="{low:.1f}" y="{bar:.1f}" width="{base - low:.1f}" height="{BAR:.0f}"/>'
    if high > base:
        yield f'<rect class="gains" x="{base:.1f}" y="{bar:.1f}" width="{high - base:.1f}" height="{BAR:.0f}"/>'
    if row.broken:
        yield f'<path class="broken" d="M{low - 15:.1f} {bar + 2:.1f}l8 9m0 -9l-8 9"/>'
    if row.out is not None:
        yield f'<circle class="gains" cx="{_place(row.out, top):.1f}" cy="{y + ROW / 2:.1f}" r="4"/>'
    said = row.most if high > base else row.least
    yield f'<text class="note" x="{max(high, base) + 9:.1f}" y="{y + 16.5:.1f}">{escape(said)}</text></g>'


def _place(value: float, top: float) -> float:
    return LEFT + (RIGHT - LEFT) * value / top
