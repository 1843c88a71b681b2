"""Probabilities in percent: in a table, with their standard error, and in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from countermove.simulation.result import Share

CERTAIN = 1 - 1e-9
"""From which probability on the rest is but the dust of sums."""


def percent(probability: float) -> str:
    """Return a probability with one digit behind the point, never rounded up to certainty or down to nothing.

    Examples
    --------
    >>> percent(0.5), percent(1.0), percent(0.99999), percent(1e-6), percent(0.0)
    ('50.0 %', '100 %', '>99.9 %', '<0.1 %', '0 %')
    """
    if probability <= 0:
        return "0 %"
    if probability >= CERTAIN:
        return "100 %"
    rounded = f"{100 * probability:.1f}"
    return {"0.0": "<0.1 %", "100.0": ">99.9 %"}.get(rounded, f"{rounded} %")


def estimated(share: Share) -> str:
    """Return a share with its standard error, if it has one and is not certain.

    Examples
    --------
    >>> from countermove.simulation.result import Share
    >>> estimated(Share(0.25, 0.012)), estimated(Share(0.25, 0.0))
    ('25.0 % ±1.2', '25.0 %')
    """
    return percent(share.value) + (f" ±{100 * share.error:.1f}" if share.error and 0 < share.value < CERTAIN else "")


def share(probability: float) -> str:
    """Return a probability as a sentence says it, without a digit that says nothing.

    Examples
    --------
    >>> share(0.5), share(0.375), share(0.99999), share(1e-6)
    ('50 %', '37.5 %', '> 99.9 %', '< 0.1 %')
    """
    return percent(probability).replace(".0 %", " %").replace("<", "< ").replace(">", "> ")
