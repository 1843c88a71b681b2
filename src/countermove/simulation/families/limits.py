"""What a handful of cases can show: the rate behind a count, luck in the order, and statements that fit as well."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.model.family import Case, Fact

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

LEVEL = 0.95
MOST_FACTS = 3


def exact_interval(yes: int, count: int) -> tuple[float, float]:
    """Return the exact 95 % interval of the rate behind so many yes (Clopper and Pearson 1934).

    Examples
    --------
    >>> [round(bound, 3) for bound in exact_interval(1, 20)]
    [0.001, 0.249]
    """
    from scipy.stats import binomtest

    found = binomtest(yes, count).proportion_ci(LEVEL, method="exact")
    return float(found.low), float(found.high)


def order(chances: Floats, answers: Bools) -> tuple[float, float] | None:
    """Return how often a case with a yes got more than one with a no, and the chance of that much by luck alone.

    Parameters
    ----------
    chances, answers : ndarray, shape (N,)
        The forecasts, and how the cases came out.

    Returns
    -------
    tuple of float or None
        The share of pairs in which the yes got more, ties counted half; and the probability that it is at least as
        large if the same forecasts had been handed out at random, exactly. None if all answers are the same.

    Examples
    --------
    >>> order(np.array([0.9, 0.1, 0.2, 0.3]), np.array([True, False, False, False]))
    (1.0, 0.25)
    """
    yes, no = int(answers.sum()), int((~answers).sum())
    if not yes or not no:
        return None
    above = (chances[:, None] > chances[None, :]).sum(axis=1)
    equal = (chances[:, None] == chances[None, :]).sum(axis=1) - 1
    twice = 2 * above + equal  # twice the midrank, from 0: whole numbers
    ways = _ways(twice.tolist(), yes)
    reached = int(twice[answers].sum())
    luck = sum(count for total, count in ways.items() if total >= reached) / sum(ways.values())
    return (reached - yes * (yes - 1)) / (2 * yes * no), luck


def _ways(numbers: list[int], chosen: int) -> dict[int, int]:
    """Return in how many ways so many of the numbers add up to each total."""
    ways: list[dict[int, int]] = [{0: 1}, *({} for _ in range(chosen))]
    for number in numbers:
        for k in range(chosen, 0, -1):
            for total, count in ways[k - 1].items():
                ways[k][total + number] = ways[k].get(total + number, 0) + count
    return ways[chosen]


def fitting(facts: list[Fact], cases: list[Case], answers: Bools) -> tuple[int, tuple[str, ...]]:
    """Return how many statements of up to three facts there are, and those true of the cases with a yes only.

    Parameters
    ----------
    facts : list of Fact
        The facts that were known when the question was open; numbers are passed over.
    cases : list of Case
        The cases.
    answers : ndarray of bool, shape (N,)
        How they came out.

    Returns
    -------
    tuple of int and tuple of str
        The shortest first. A longer one is left out where a part of it fits alone.
    """
    single = [(fact.id, text, _truth(text, cases)) for fact in facts for text in _literals(fact)]
    every, fits = 0, dict[frozenset[str], str]()
    for size in range(1, MOST_FACTS + 1):
        for chosen in combinations(single, size):
            if len({fact for fact, _, _ in chosen}) < size:
                continue
            every += 1
            words = frozenset(text for _, text, _ in chosen)
            where = np.logical_and.reduce([there for _, _, there in chosen])
            if (where == answers).all() and not any(shorter < words for shorter in fits):
                fits[words] = " and ".join(text for _, text, _ in chosen)
    return every, tuple(fits.values())


def _truth(text: str, cases: list[Case]) -> Bools:
    return np.array([case.satisfies(text) for case in cases])


def _literals(fact: Fact) -> Iterator[str]:
    if fact.values == ("yes", "no"):
        yield from (fact.id, f"not {fact.id}")
        return
    for value in fact.values:
        yield f"{fact.id}.{value}"
        if len(fact.values) > 2:
            yield f"not {fact.id}.{value}"
