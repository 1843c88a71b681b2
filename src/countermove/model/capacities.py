"""Capacities as rules: a decision maker's options together draw no more of a resource than there is."""

from __future__ import annotations

from fractions import Fraction
from math import floor, gcd, isfinite, lcm
from typing import TYPE_CHECKING

from countermove.model.preferences import exactly
from countermove.model.records import Rule

if TYPE_CHECKING:
    from countermove.model.records import Capacity


def rule_name(dm: str, resource: str) -> str:
    """Return the name of a capacity's rule."""
    return f"{resource} of {dm}"


def capacity_rule(capacity: Capacity) -> Rule:
    """Return a capacity as a rule of feasibility.

    Examples
    --------
    >>> from countermove.model.records import Capacity
    >>> capacity_rule(Capacity(dm="a", resource="men", amount=3, draws=(("go", 2), ("stay", 2)))).holds
    'at most 1 of (go, stay)'
    """
    return Rule(
        holds=_statement(capacity),
        name=rule_name(capacity.dm, capacity.resource),
        because=capacity.because or _in_words(capacity),
        evidence=capacity.evidence,
        confidence=capacity.confidence,
    )


def _statement(capacity: Capacity) -> str:
    """Return the rule's statement, which counts in the largest unit that divides every draw."""
    if sum(exactly(amount) for _, amount in capacity.draws) <= capacity.amount:
        return "true"
    unit = _unit(capacity)
    counted = [(option, int(exactly(amount) / unit)) for option, amount in capacity.draws if amount]
    listed = ", ".join(option if count == 1 else f"{count} {option}" for option, count in counted)
    return f"at most {floor(exactly(capacity.amount) / unit)} of ({listed})"


def units(capacity: Capacity) -> int:
    """Return the sum of all draws, in the largest unit that divides every draw."""
    return int(sum(exactly(amount) for _, amount in capacity.draws if isfinite(amount)) / _unit(capacity))


def _unit(capacity: Capacity) -> Fraction:
    amounts = [exactly(amount) for _, amount in capacity.draws if amount and isfinite(amount)]
    whole = lcm(*(amount.denominator for amount in amounts))
    return Fraction(gcd(*(int(amount * whole) for amount in amounts)), whole) if amounts else Fraction(1)


def _in_words(capacity: Capacity) -> str:
    drawn = ", ".join(f"{amount:g} for {option}" for option, amount in capacity.draws)
    return f"{capacity.dm} has {capacity.amount:g} of {capacity.resource} in all: {drawn}"
