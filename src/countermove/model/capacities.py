"""Capacities as rules: a decision maker's options together draw no more of a resource than there is."""

from __future__ import annotations

from fractions import Fraction
from math import floor, gcd, lcm
from typing import TYPE_CHECKING

import numpy as np

from countermove.model.records import Rule
from countermove.model.weights import exactly, is_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

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
    if sum(exactly(amount) for _, amount in capacity.draws) <= exactly(capacity.amount):
        return "true"
    unit = _unit(capacity)
    counted = [(option, int(exactly(amount) / unit)) for option, amount in capacity.draws if amount]
    listed = ", ".join(option if count == 1 else f"{count} {option}" for option, count in counted)
    return f"at most {floor(exactly(capacity.amount) / unit)} of ({listed})"


def least_drawn(capacity: Capacity, options: Sequence[str], members: NDArray[np.int32]) -> Fraction:
    """Return the least that a state draws on a capacity.

    Parameters
    ----------
    capacity : Capacity
    options : sequence of str
        The option of each bit.
    members : ndarray of int32, shape (F,)
        At least one state, as masks.

    Examples
    --------
    >>> import numpy as np
    >>> from countermove.model.records import Capacity
    >>> men = Capacity(dm="a", resource="men", amount=3, draws=(("go", 0.1), ("stay", 0.2)))
    >>> least_drawn(men, ["go", "stay"], np.array([1, 3], np.int32)), least_drawn(men, ["go", "stay"], np.array([3]))
    (Fraction(1, 10), Fraction(3, 10))
    """
    unit, draws = _unit(capacity), dict(capacity.draws)
    drawn = np.zeros(len(members), np.int64)
    for bit, name in enumerate(options):
        drawn += (members >> bit & 1) * int(exactly(draws.get(name, 0)) / unit)
    return int(drawn.min()) * unit


def units(capacity: Capacity) -> int:
    """Return the sum of all draws, in the largest unit that divides every draw."""
    return int(sum(exactly(amount) for _, amount in capacity.draws if is_number(amount)) / _unit(capacity))


def _unit(capacity: Capacity) -> Fraction:
    amounts = [exactly(amount) for _, amount in capacity.draws if amount and is_number(amount)]
    whole = lcm(*(amount.denominator for amount in amounts))
    return Fraction(gcd(*(int(amount * whole) for amount in amounts)), whole) if amounts else Fraction(1)


def _in_words(capacity: Capacity) -> str:
    drawn = ", ".join(f"{amount:g} for {option}" for option, amount in capacity.draws)
    return f"{capacity.dm} has {capacity.amount:g} of {capacity.resource} in all: {drawn}"
