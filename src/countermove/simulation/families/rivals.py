"""What a template is compared with: base rates, and rules of thumb as they stand and as learnt from other cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.model.family import Case, SimpleRule

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]


def in_sample(answers: Bools) -> Floats:
    """Return the share of yes among all cases, for each: it has seen the answer that it forecasts.

    Examples
    --------
    >>> in_sample(np.array([True, False, False, False])).tolist()
    [0.25, 0.25, 0.25, 0.25]
    """
    return np.full(len(answers), answers.mean())


def from_others(answers: Bools) -> Floats:
    """Return for each case the share of yes among the others, one half where there are none.

    Examples
    --------
    >>> from_others(np.array([True, False, True])).tolist()
    [0.5, 1.0, 0.5]
    """
    if len(answers) == 1:
        return np.array([0.5])
    return np.asarray((answers.sum() - answers) / (len(answers) - 1))


def as_it_stands(rule: SimpleRule, cases: list[Case]) -> Floats:
    """Return 1 where a rule says yes, and else 0."""
    return np.array([float(case.is_so(rule.says)) for case in cases])


def learnt(says: Floats, answers: Bools) -> Floats:
    """Return how often the answer was yes in the other cases in which a rule says the same.

    Laplace's rule of succession: (yes + 1) / (cases + 2), so that nothing is ever certain.

    Parameters
    ----------
    says : ndarray of float64, shape (N,)
        What the rule says of each case; a rule that always says the same is the base rate.
    answers : ndarray of bool, shape (N,)
        How the cases came out.

    Examples
    --------
    >>> learnt(np.zeros(3), np.array([True, False, False])).tolist()
    [0.25, 0.5, 0.5]
    """
    alike = says[:, None] == says[None, :]
    np.fill_diagonal(alike, val=False)
    return np.asarray((alike @ answers.astype(float) + 1) / (alike.sum(axis=1) + 2))
