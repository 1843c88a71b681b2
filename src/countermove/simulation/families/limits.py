"""Statistical limits of a few cases: exact rate interval, concordance, and statements that fit by chance."""

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
    """Return the exact 95 % confidence interval of a rate (Clopper and Pearson 1934).

    Examples
    --------
    >>> [round(bound, 3) for bound in exact_interval(1, 20)]
    [0.001, 0.249]
    """
    from scipy.stats import binomtest

    found = binomtest(yes, count).proportion_ci(LEVEL, method="exact")
    return float(found.low), float(found.high)


def concordance(chances: Floats, answers: Bools) -> tuple[float, float] | None:
    """Return the share of concordant pairs of cases, and its exact permutation p-value.

    A pair is a case with a yes and a case with a no. It is concordant if the yes has the higher forecast.

    Parameters
    ----------
    chances, answers : ndarray, shape (N,)
        The probabilities (float64) and the answers (bool) of the cases.

    Returns
    -------
    tuple of float or None
        The share of concordant pairs, where ties count half, and the exact probability that a random permutation of
        the forecasts gives at least this share. None if all answers are equal.

    Examples
    --------
    >>> concordance(np.array([0.9, 0.1, 0.2, 0.3]), np.array([True, False, False, False]))
    (1.0, 0.25)
    """
    yes, no = int(answers.sum()), int((~answers).sum())
    if not yes or not no:
        return None
    above = (chances[:, None] > chances[None, :]).sum(axis=1)
    equal = (chances[:, None] == chances[None, :]).sum(axis=1) - 1
    twice = 2 * above + equal  # twice the midrank, from 0: whole numbers
    counts = _subset_sums(twice.tolist(), yes)
    reached = int(twice[answers].sum())
    luck = sum(count for total, count in counts.items() if total >= reached) / sum(counts.values())
    return (reached - yes * (yes - 1)) / (2 * yes * no), luck


def _subset_sums(numbers: list[int], chosen: int) -> dict[int, int]:
    """Return the number of subsets of a given size for each sum, by dynamic programming."""
    counts: list[dict[int, int]] = [{0: 1}, *({} for _ in range(chosen))]
    for number in numbers:
        for k in range(chosen, 0, -1):
            for total, count in counts[k - 1].items():
                counts[k][total + number] = counts[k].get(total + number, 0) + count
    return counts[chosen]


def fitting_statements(facts: list[Fact], cases: list[Case], answers: Bools) -> tuple[int, tuple[str, ...]]:
    """Return the number of statements of up to three facts, and those true of exactly the cases with a yes.

    Parameters
    ----------
    facts : list of Fact
        The facts known when the question was open. Numeric facts are ignored.
    cases : list of Case
        The cases.
    answers : ndarray of bool, shape (N,)
        The answers of the cases.

    Returns
    -------
    tuple of int and tuple of str
        The shortest first. A statement is left out if a part of it already fits.
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
