"""Changes of how sure an account is, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.report.likelihood import percent

if TYPE_CHECKING:
    from countermove.analysis.comparison.change import ModelChange


def sure(before: str, after: str) -> str:
    """Return how sure something is, and was."""
    was, now = (percent(float(each)) if each else "certain" for each in (before, after))
    return f"{now}, no longer {was}"


def surer(change: ModelChange) -> str:
    """Return whether a statement that says the same is surer, as the first words of what changed of it."""
    both = next((both for name, *both in change.details if name == "confidence"), None)
    if both is None:
        return "same"
    before, after = (float(each) if each else 1.0 for each in both)
    return "surer of a" if after > before else "less sure of a"


def doubts(change: ModelChange) -> str:
    """Return what else of a statement or a rule changed, in brackets; empty if nothing did."""
    told = [_doubt(*each) for each in change.details]
    return f" ({'; '.join(told)})" if told else ""


def _doubt(name: str, before: str, after: str) -> str:
    """Return how an attribute of a statement or a rule changed."""
    if name == "confidence":
        return sure(before, after)
    if name == "order":
        return "its place is uncertain now" if after else "its place is certain now"
    return "now vital" if after else "no longer vital"
