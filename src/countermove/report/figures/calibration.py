"""The calibration plot as SVG: the share that came true against the forecast probability, and a histogram below."""

from __future__ import annotations

from html import escape
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from countermove.simulation.scores.calibration import Bin

SIZE, LEFT, TOP, BELOW, BAR = 300, 56, 34, 44, 60
"""Side of the square, its margins to the left, above and below, and the height of the histogram, in pixels."""

WIDTH, HEIGHT = LEFT + SIZE + 24, TOP + SIZE + BELOW + BAR + 46
TICKS = (0, 20, 40, 60, 80, 100)
SMALLEST, LARGEST = 3.0, 10.0
"""Radius of a point: minimum and maximum; its area grows with the number of forecasts."""


def calibration(bins: Sequence[Bin], title: str) -> str:
    """Return the plot as an SVG element; the page has to include `style`.

    Parameters
    ----------
    bins : sequence of Bin
        The calibration table.
    title : str
        The text above the plot.

    Examples
    --------
    >>> from countermove.simulation.scores.calibration import calibration as table
    >>> calibration(table([0.2, 0.9], [False, True]), "Two forecasts").count('class="point"')
    2
    """
    parts = [*_frame(title), *_points(bins), *_bars(bins)]
    words = f"{sum(each.count for each in bins)} forecasts in {len(bins)} bins"
    return (
        f'<svg class="cm-calibration" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" role="img"><title>{escape(title)}</title>'
        f"<desc>{escape(words)}: the share that came true against the probability that was given.</desc>\n"
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def standalone(bins: Sequence[Bin], title: str) -> str:
    """Return the plot as an SVG file with its style sheet inside."""
    return calibration(bins, title).replace("<title>", f"<style>{style()}</style><title>", 1)


def style() -> str:
    """Return the style sheet of the plot."""
    return (Path(__file__).parent / "calibration.css").read_text("utf-8")


def _x(probability: float) -> float:
    return round(LEFT + SIZE * probability, 2)


def _y(share: float) -> float:
    return round(TOP + SIZE * (1 - share), 2)


def _frame(title: str) -> Iterator[str]:
    yield f'<rect class="paper" width="{WIDTH}" height="{HEIGHT}"/>'
    yield f'<text x="{LEFT}" y="20">{escape(title)}</text>'
    for tick in TICKS:
        at = tick / 100
        yield f'<line class="grid" x1="{_x(at)}" y1="{_y(0)}" x2="{_x(at)}" y2="{_y(1)}"/>'
        yield f'<line class="grid" x1="{_x(0)}" y1="{_y(at)}" x2="{_x(1)}" y2="{_y(at)}"/>'
        yield f'<text class="note" x="{_x(at)}" y="{_y(0) + 14}" text-anchor="middle">{tick} %</text>'
        yield f'<text class="note" x="{LEFT - 6}" y="{_y(at) + 3}" text-anchor="end">{tick} %</text>'
    yield f'<rect class="frame" x="{LEFT}" y="{TOP}" width="{SIZE}" height="{SIZE}"/>'
    yield f'<line class="perfect" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}"/>'
    yield f'<text x="{_x(0.5)}" y="{_y(0) + 32}" text-anchor="middle">probability given</text>'
    yield f'<text transform="translate(14 {_y(0.5)}) rotate(-90)" text-anchor="middle">share that came true</text>'


def _points(bins: Sequence[Bin]) -> Iterator[str]:
    most = max(each.count for each in bins)
    for each in bins:
        x, radius = _x(each.said), max(SMALLEST, LARGEST * sqrt(each.count / most))
        words = f"{each.count} forecasts, {100 * each.said:.0f} % on average; {100 * each.came:.0f} % came true"
        yield f'<line class="interval" x1="{x}" y1="{_y(each.came_low)}" x2="{x}" y2="{_y(each.came_high)}"/>'
        yield f'<circle class="point" cx="{x}" cy="{_y(each.came)}" r="{radius:.1f}"><title>{words}</title></circle>'


def _bars(bins: Sequence[Bin]) -> Iterator[str]:
    most, base = max(each.count for each in bins), TOP + SIZE + BELOW + BAR
    for each in bins:
        high, wide = BAR * each.count / most, SIZE * (each.high - each.low) - 2
        at = f'x="{_x(each.low) + 1:.1f}" y="{base - high:.1f}"'
        yield f'<rect class="bar" {at} width="{wide:.1f}" height="{high:.1f}"/>'
        middle = _x((each.low + each.high) / 2)
        yield f'<text class="note" x="{middle}" y="{base + 13}" text-anchor="middle">{each.count}</text>'
    yield f'<text x="{_x(0.5)}" y="{base + 32}" text-anchor="middle">how many forecasts</text>'
