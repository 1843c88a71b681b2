"""Likelihoods in words and whole percents: the seven bands of ICD 203, and shares that add up to 100.

Office of the Director of National Intelligence, "Intelligence Community Directive 203: Analytic Standards" (2015).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

BANDS = (
    (1, 5, "almost no chance"),
    (5, 20, "very unlikely"),
    (20, 45, "unlikely"),
    (45, 55, "roughly even chance"),
    (55, 80, "likely"),
    (80, 95, "very likely"),
    (95, 99, "almost certain"),
)
"""Lower and upper bound of each band in percent, and its word. A number on a border takes the word nearer 50."""


def likelihood(percent: int) -> str:
    """Return the word for a probability in whole percents; nothing below 1 and above 99.

    Examples
    --------
    >>> [likelihood(number) for number in (0, 5, 45, 48, 55, 80, 99, 100)]
    ['', 'very unlikely', 'roughly even chance', 'roughly even chance', 'roughly even chance', 'likely', \
'almost certain', '']
    """
    fitting = [word for low, high, word in BANDS if low <= percent <= high]
    return min(fitting, key=_distance_from_even, default="")


def _distance_from_even(word: str) -> int:
    low, high = next((low, high) for low, high, each in BANDS if each == word)
    return 0 if low <= 50 <= high else min(abs(low - 50), abs(high - 50))


def whole_percents(shares: Sequence[float]) -> list[int]:
    """Return shares that add up to 1 as whole percents that add up to 100, by the largest remainder.

    Examples
    --------
    >>> whole_percents([0.335, 0.335, 0.33])
    [34, 33, 33]
    """
    exact = [100 * share for share in shares]
    whole = [int(each + 1e-9) for each in exact]
    missing = max(0, round(sum(exact)) - sum(whole))
    for k in sorted(range(len(exact)), key=lambda k: (whole[k] - exact[k], k))[:missing]:
        whole[k] += 1
    return whole


def whole_range(low: float, high: float) -> str:
    """Return a range of probabilities in whole percents, or the one that both come to.

    Examples
    --------
    >>> whole_range(0.0, 0.1), whole_range(0.0, 0.0)
    ('0 to 10 %', '0 %')
    """
    ends = [f"{round(100 * each)} %" for each in (low, high)]
    return ends[0] if ends[0] == ends[1] else f"{ends[0].removesuffix(' %')} to {ends[1]}"


def percent(share: float) -> str:
    """Return a probability as a whole percent; never 0 or 100 for what is strictly between.

    Examples
    --------
    >>> percent(0.0), percent(0.004), percent(0.484), percent(0.999), percent(1.0)
    ('0 %', '<1 %', '48 %', '>99 %', '100 %')
    """
    if 0 < share < 0.01:
        return "<1 %"
    if 0.99 < share < 1 - 1e-9:
        return ">99 %"
    return f"{round(100 * share)} %"
