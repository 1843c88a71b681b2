"""Bars as SVG: a share of the whole for each of a few things, with its standard error."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from countermove.report.figures.figure import PREFIX, Figure
from countermove.report.figures.text import drawable, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WIDTH, LEFT, RIGHT = 760.0, 8.0, 660.0
"""Width of the figure, and left and right end of the scale, in pixels."""

SIZE, LINE, BAR, AFTER = 12.0, 16.0, 9.0, 13.0
"""Size of letters, and heights of a line, of a bar, and of the space below it."""

LINES = 2
"""Maximum lines of a label."""


@dataclass(frozen=True, slots=True)
class BarRow:
    """A bar: what it is of, its share, the standard error of it, and the share in words."""

    label: str
    share: float
    error: float
    value: str


def bars(title: str, shown: Sequence[BarRow]) -> Figure:
    """Return a figure with a bar for each of some shares, each below its label.

    Examples
    --------
    >>> bars("Where it settles", [BarRow("Peace", 0.75, 0.01, "75 %")]).title
    'Where it settles'
    """
    labels = [wrapped(each.label, RIGHT - LEFT, SIZE, LINES) for each in shown]
    height, parts = 4.0, []
    for each, lines in zip(shown, labels, strict=True):
        parts += [*_row(each, lines, height)]
        height += LINE * len(lines) + BAR + AFTER
    words = "\n".join(f"{each.label}: {each.value}" for each in shown)
    ids = f"{PREFIX}-title {PREFIX}-desc"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="cm-bars" role="img" aria-labelledby="{ids}" '
        f'viewBox="0 0 {WIDTH:.0f} {height:.0f}" width="{WIDTH:.0f}" height="{height:.0f}">'
        f'<title id="{PREFIX}-title">{escape(drawable(title))}</title>'
        f'<desc id="{PREFIX}-desc">{escape("; ".join(map(drawable, words.splitlines())))}</desc>'
    )
    return Figure(title, "\n".join([head, *parts, "</svg>"]), style())


def style() -> str:
    """Return the style sheet; all colours are custom properties."""
    return (Path(__file__).parent / "bars.css").read_text("utf-8")


def _row(each: BarRow, lines: Sequence[str], top: float) -> Iterator[str]:
    for k, line in enumerate(lines):
        yield f'<text x="{LEFT:.0f}" y="{top + LINE * k + 12:.1f}">{escape(line)}</text>'
    y = top + LINE * len(lines) + 1
    track, full = f'x="{LEFT:.0f}" y="{y:.1f}" height="{BAR:.0f}"', RIGHT - LEFT
    yield f'<rect class="track" {track} width="{full:.0f}"/>'
    yield f'<rect class="bar" {track} width="{full * each.share:.1f}"/>'
    if each.error:
        low, high = (LEFT + full * min(max(each.share + k * each.error, 0), 1) for k in (-1, 1))
        yield f'<path class="error" d="M{low:.1f} {y + BAR / 2:.1f}H{high:.1f}"/>'
    yield f'<text class="value" x="{RIGHT + 8:.0f}" y="{y + BAR:.1f}">{escape(each.value)}</text>'
