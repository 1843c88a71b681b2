"""The map of all states as SVG: a dot for each, in columns by the number of moves from the start."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

GAP, RADIUS, HIGHEST = 12.0, 3.4, 24
"""Distance of two dots, radius of a dot, in pixels; and dots in a column, above which it is broken into several."""


def state_map(columns: Sequence[Sequence[str]], words: str) -> str:
    """Return the map.

    Parameters
    ----------
    columns : sequence of sequence of str
        By number of moves from the start, the class of each state; states that no moves attain come last.
    words : str
        What the map shows, for those who do not see it.

    Examples
    --------
    >>> state_map([["start"], ["holds", ""]], "three states").count("<circle")
    3
    """
    dots, x, high = [], GAP, 1
    for states in columns:
        for k, kind in enumerate(states):
            down, across = k % HIGHEST, k // HIGHEST
            look = f' class="{escape(kind)}"' if kind else ""
            dots.append(
                f'<circle{look} cx="{x + across * GAP:.0f}" cy="{(down + 1) * GAP:.0f}" r="{_radius(kind)}"/>'
            )
            high = max(high, down + 1)
        x += GAP * (1 + (max(len(states), 1) - 1) // HIGHEST) + GAP
    box = f"0 0 {max(x, 30 * GAP):.0f} {(high + 1) * GAP:.0f}"
    head = f'<svg class="cm-map" viewBox="{box}" role="img" aria-label="{escape(words, quote=True)}">'
    return f"{head}{''.join(dots)}</svg>"


def _radius(kind: str) -> float:
    return RADIUS + 1.4 if kind.startswith(("end", "start")) else RADIUS if kind else RADIUS - 1.2
