"""Elimination without subtraction, for chains that are left so seldom that ordinary elimination loses all digits.

In Gaussian elimination of 1 less the probabilities of moves, the pivot of a state is the probability of leaving it
for a state that is still there, or for good. Added up from these parts, it loses no digit, and neither does anything
else (Grassmann, Taksar, Heyman 1985; O'Cinneide 1993): each probability is as exact as those of the moves.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.linalg import LinAlgError

if TYPE_CHECKING:
    from countermove.analysis.evolution.chain import Floats


@dataclass(frozen=True, eq=False)
class Elimination:
    """A system of k equations, as `Equations` has them, with what leaves each column.

    Attributes
    ----------
    system : ndarray of float64, shape (k, k)
        By the states that moves enter and leave: less the probability of the moves, and 1 on the diagonal.
    leaving : ndarray of float64, shape (k,)
        The probability of leaving for good from each state.

    Examples
    --------
    >>> seldom = Elimination(np.array([[1.0, -1.0], [-1.0, 1.0]]), np.array([1e-30, 0.0]))
    >>> seldom.solve(np.array([1.0, 0.0])), seldom.solve_transposed(np.array([[1e-30], [0.0]])).T
    (array([1.e+30, 1.e+30]), array([[1., 1.]]))
    """

    system: Floats = field(repr=False)
    leaving: Floats = field(repr=False)

    @cached_property
    def factors(self) -> Floats:
        """The lower factor, without its diagonal of 1, and the upper factor in one, shape (k, k).

        Raises
        ------
        LinAlgError
            If a probability of leaving is below all floats.
        """
        found, left = self.system.copy(), self.leaving.copy()
        for k in range(len(left)):
            found[k, k] = pivot = left[k] - found[k + 1 :, k].sum()
            if not pivot > 0:
                raise LinAlgError
            found[k + 1 :, k] /= pivot
            found[k + 1 :, k + 1 :] -= np.outer(found[k + 1 :, k], found[k, k + 1 :])
            left[k + 1 :] -= left[k] / pivot * found[k, k + 1 :]
        return found

    def solve(self, right: Floats) -> Floats:
        """Return the solution x of system @ x = right, of the shape of `right`, (k,) or (k, K).

        Raises
        ------
        LinAlgError
            If a probability of leaving is below all floats.
        """
        from scipy.linalg import solve_triangular

        lower = solve_triangular(self.factors, right, lower=True, unit_diagonal=True, check_finite=False)
        return np.asarray(solve_triangular(self.factors, lower, check_finite=False))

    def solve_transposed(self, right: Floats) -> Floats:
        """Return the solution x of system.T @ x = right, of the shape of `right`; it raises as `solve` does."""
        from scipy.linalg import solve_triangular

        upper = solve_triangular(self.factors, right, trans="T", check_finite=False)
        solved = solve_triangular(self.factors, upper, trans="T", lower=True, unit_diagonal=True, check_finite=False)
        return np.asarray(solved)
