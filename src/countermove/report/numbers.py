"""Probabilities and scores as text."""

from __future__ import annotations


def shown(probability: float | None) -> str:
    """Return a probability in percent, never rounded up to certainty or down to nothing."""
    if probability is None:
        return "none"
    if probability in {0.0, 1.0}:
        return f"{100 * probability:.0f} %"
    rounded = f"{100 * probability:.1f}"
    return {"0.0": "<0.1 %", "100.0": ">99.9 %"}.get(rounded, f"{rounded} %")


def score(number: float) -> str:
    """Return a score with three digits."""
    return f"{number:.3f}" if number < float("inf") else "infinite"
