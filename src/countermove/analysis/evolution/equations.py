"""Sparse linear equations, solved by LU factors or, where these may fill up, by BiCGSTAB and GMRES.

What enters the states of a part leaves them again. A solution for which this does not hold has lost its digits, and
elimination without subtraction takes its place.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import KW_ONLY, dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.linalg import LinAlgError

from countermove.analysis.evolution.elimination import Elimination
from countermove.errors import TooLarge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scipy.sparse import csc_array, sparray

    from countermove.analysis.evolution.chain import Floats

DIRECT = 1_000
"""Maximum number of equations that are solved by factors; larger systems are solved by iteration."""

ROUNDS, RESIDUAL = 2, 1e-10
"""Number of refinements, and relative tolerance of each; together they give about the digits of the factors."""

DONE = np.finfo(np.float64).eps
"""Relative residual at which refinement stops."""

FOLLOWED = 20
"""Number of Jacobi steps before iteration; BiCGSTAB breaks down if the right side is 0 for most states."""

BALANCED = 1e-8
"""Relative difference between what enters and what leaves up to which a solution counts."""

AT_ONCE = 1 << 18
"""Approximate number of unknowns in one iteration."""


@dataclass(frozen=True, eq=False)
class Equations:
    """A square system with 1 on the diagonal and no positive entry beside it.

    Attributes
    ----------
    system : csc_array, shape (k, k)
        The coefficients.
    leaving : ndarray of float64, shape (k,)
        What each column lacks of 0: the probability of leaving for good from each state.
    triangular : bool
        Whether all entries above the diagonal are 0, so that the factors are as sparse as the system.
    """

    system: csc_array
    leaving: Floats
    _: KW_ONLY
    triangular: bool

    def solve(self, right: Floats) -> Floats:
        """Return the solution x of system @ x = right; both have shape (k,) and no entry below 0.

        Raises
        ------
        TooLarge
            If the solution has no digits, and the system is too large for elimination without subtraction.
        """
        for found in self._solved(self.system, right, "N"):
            if self.triangular or abs(self.leaving @ found - right.sum()) <= BALANCED * right.sum():
                return found
        raise self._without_digits()

    def solve_transposed(self, right: Floats) -> Floats:
        """Return the solution x of system.T @ x = right; both have shape (k, K).

        Raises
        ------
        TooLarge
            As `solve` does.
        """
        if self.triangular:
            return next(self._solved(self.system.T, right, "T"))
        for found in self._solved(self.system.T, np.column_stack([right, self.leaving]), "T"):
            if (np.abs(found[:, -1] - 1.0) <= BALANCED).all():  # from each state the chain leaves for certain
                return found[:, :-1]
        raise self._without_digits()

    def _solved(self, system: sparray, right: Floats, trans: str) -> Iterator[Floats]:
        """Yield solutions, each by a dearer and surer method than the one before."""
        from scipy.sparse.linalg import splu

        if not self.triangular and len(right) > DIRECT:
            found = _iterated(system, right)
            if found is not None:
                yield found
        kept = {"permc_spec": "NATURAL", "diag_pivot_thresh": 0.0} if self.triangular else {}
        with suppress(RuntimeError):  # SciPy, if a factor is exactly singular
            yield np.asarray(splu(self.system, **kept).solve(right, trans), np.float64)
        if len(right) <= DIRECT:
            sure = Elimination(self.system.toarray(), self.leaving)
            with suppress(LinAlgError):
                yield sure.solve(right) if trans == "N" else sure.solve_transposed(right)

    def _without_digits(self) -> TooLarge:
        return TooLarge(
            f"improvements go round {len(self.leaving):,} states for so long before they leave them that the "
            "probabilities of the ends cannot be computed; what would help: tempos that differ less"
        )


def _iterated(system: sparray, right: Floats) -> Floats | None:
    """Solve by iteration, some columns at a time; None if one does not converge."""
    columns = right.reshape(len(right), -1)
    parts = np.array_split(columns, 1 + columns.size // AT_ONCE, axis=1)
    found = [_together(system, part) for part in parts if part.size]
    if any(part is None for part in found):
        return None
    return np.concatenate([part for part in found if part is not None], axis=1).reshape(right.shape)


def _together(system: sparray, right: Floats) -> Floats | None:
    """Solve for all columns in one iteration, by BiCGSTAB or, if that fails, by GMRES; None if both fail."""
    from scipy.sparse.linalg import LinearOperator, bicgstab, gmres

    operator = LinearOperator((right.size, right.size), dtype=np.float64, matvec=lambda x: _product(system, x, right))
    quick = partial(bicgstab, operator, rtol=RESIDUAL, maxiter=500)
    sure = partial(gmres, operator, rtol=RESIDUAL, restart=50, maxiter=100)
    for method in (quick, sure):
        found = _refined(system, right, method)
        if found is not None:
            return found
    return None


def _refined(system: sparray, right: Floats, method: Callable[..., tuple[Floats, int]]) -> Floats | None:
    """Make Jacobi steps, then solve for the residual and refine; None if the method fails."""
    found, left = np.zeros_like(right), right
    for _ in range(FOLLOWED):
        found, left = found + left, left - system @ left
    for _ in range(ROUNDS):
        left = right - system @ found
        size = float(np.abs(left).max())
        if size <= DONE * np.abs(right).max():
            break
        step, failed = method((left / size).ravel())
        if failed:
            return None
        found = found + size * step.reshape(right.shape)
    return found


def _product(system: sparray, unknown: Floats, right: Floats) -> Floats:
    """Return system @ unknown as one vector; `unknown` is a vector of the entries of an array shaped as `right`."""
    return np.asarray(system @ unknown.reshape(right.shape)).ravel()
