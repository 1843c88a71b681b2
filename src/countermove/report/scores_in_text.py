"""Probabilities and scores as text."""

from __future__ import annotations

from countermove.report.percentages import percent


def shown(probability: float | None) -> str:
    """Return a probability in percent, if there is one."""
    return "none" if probability is None else percent(probability)


def score(number: float) -> str:
    """Return a score with three digits."""
    return f"{number:.3f}" if number < float("inf") else "infinite"
