"""Small bars as SVG that take the width of their place: ranges, shares and effects, all from 0 to 100 %.

Coordinates are percents of the width, so that a bar is as wide as a phone or a column leaves room for. Colours come
from the style sheet, by class.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

RANGE_HEIGHT, BAR_HEIGHT, EFFECT_HEIGHT = 16, 14, 22
"""Heights in pixels."""

LEAST_THICK, MOST_THICK = 2.0, 16.0
"""Thickness of the bar of an effect, for an assumption that is certain and for one that is quite open, in pixels."""


def range_bar(low: float, value: float, high: float, tone: str, words: str) -> str:
    """Return a track from 0 to 100 % with a band between two shares and a dot at a third.

    Examples
    --------
    >>> range_bar(0.36, 0.48, 0.52, "A", "48 %").count("<circle")
    1
    """
    band = f'<rect class="band" x="{_at(low)}" y="5" width="{_at(high - low)}" height="6" rx="3"/>'
    dot = f'<circle class="dot" cx="{_at(value)}" cy="8" r="6"/>'
    return _svg("range", tone, RANGE_HEIGHT, words, f"{_track(8)}{band}{dot}")


def share_bar(share: float, top: float, tone: str, words: str) -> str:
    """Return a bar as long as a share, on a scale from 0 to `top`."""
    body = f'<rect class="empty" width="100%" height="{BAR_HEIGHT}"/>'
    body += f'<rect class="full" width="{_at(share / top if top else 0.0)}" height="{BAR_HEIGHT}"/>'
    return _svg("share", tone, BAR_HEIGHT, words, body)


def parts_bar(parts: Sequence[tuple[str, float]], words: str) -> str:
    """Return a bar of 100 % in parts, each with its tone."""
    body, at = "", 0.0
    for tone, share in parts:
        body += f'<rect class="t{escape(tone)}" x="{_at(at)}" width="{_at(share)}" height="{BAR_HEIGHT}"/>'
        at += share
    return _svg("parts", "O", BAR_HEIGHT, words, body)


def effect_bar(if_so: float, if_not: float, now: float, doubt: float, words: str) -> str:
    """Return a bar from the share if an assumption holds (full dot) to that if it does not (ring).

    Parameters
    ----------
    if_so, if_not, now : float
        Shares; `now` is marked by a dashed line.
    doubt : float
        From 0, if the assumption is certain, to 1; the thicker the bar.
    words : str
        What the bar says, for those who do not see it.
    """
    low, high, middle = min(if_so, if_not), max(if_so, if_not), EFFECT_HEIGHT / 2
    thick = LEAST_THICK + (MOST_THICK - LEAST_THICK) * doubt
    bar = f'<rect class="band" x="{_at(low)}" y="{middle - thick / 2:.1f}" '
    bar += f'width="{_at(high - low)}" height="{thick:.1f}"/>'
    line = f'<line class="now" x1="{_at(now)}" x2="{_at(now)}" y1="0" y2="{EFFECT_HEIGHT}"/>'
    ends = f'<circle class="ring" cx="{_at(if_not)}" cy="{middle:.0f}" r="5"/>'
    ends += f'<circle class="dot" cx="{_at(if_so)}" cy="{middle:.0f}" r="5"/>'
    return _svg("effect", "A", EFFECT_HEIGHT, words, f"{_track(middle)}{line}{bar}{ends}")


def _track(y: float) -> str:
    return f'<line class="track" x1="0" x2="100%" y1="{y:.0f}" y2="{y:.0f}"/>'


def _at(share: float) -> str:
    return f"{100 * min(1.0, max(0.0, share)):.1f}%"


def _svg(kind: str, tone: str, height: int, words: str, body: str) -> str:
    said = f'role="img" aria-label="{escape(words, quote=True)}"' if words else 'aria-hidden="true"'
    return f'<svg class="cm-bar cm-{kind} t{escape(tone)}" width="100%" height="{height}" {said}>{body}</svg>'
