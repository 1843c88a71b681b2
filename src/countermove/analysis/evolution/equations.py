"""Sparse linear equations, solved by LU factors or, where these may fill up, by BiCGSTAB and GMRES."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse.linalg import LinearOperator, bicgstab, gmres, splu

if TYPE_CHECKING:
    from collections.abc import Callable

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

AT_ONCE = 1 << 18
"""Approximate number of unknowns in one iteration."""


@dataclass(frozen=True, eq=False)
class Equations:
    """A square system with 1 on the diagonal and no positive entry beside it.

    Attributes
    ----------
    system : csc_array, shape (k, k)
        The coefficients.
    triangular : bool
        Whether all entries above the diagonal are 0, so that the factors are as sparse as the system.
    """

    system: csc_array
    _: KW_ONLY
    triangular: bool

    def solve(self, right: Floats) -> Floats:
        """Return the solution x of system @ x = right; both have shape (k,)."""
        return self._solved(self.system, right, "N")

    def solve_transposed(self, right: Floats) -> Floats:
        """Return the solution x of system.T @ x = right; both have shape (k, K)."""
        return self._solved(self.system.T, right, "T")

    def _solved(self, system: sparray, right: Floats, trans: str) -> Floats:
        found = None if self.triangular or len(right) <= DIRECT else _iterated(system, right)
        if found is None:
            kept = {"permc_spec": "NATURAL", "diag_pivot_thresh": 0.0} if self.triangular else {}
            found = splu(self.system, **kept).solve(right, trans)
        return np.asarray(found, np.float64)


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
