"""One sparse system of linear equations: by its factors or, where they may fill up, by iteration."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse.linalg import LinearOperator, gmres, splu

if TYPE_CHECKING:
    from scipy.sparse import csc_array, sparray

    from countermove.analysis.evolution.chain import Floats

DIRECT = 1_000
"""Up to how many equations are solved by their factors; above, by iteration."""

ROUNDS, RESIDUAL = 2, 1e-10
"""How often, and down to which part of what was left; so to about as many digits as the factors would give."""

AT_ONCE = 1 << 19
"""About how many unknowns are iterated on at once."""


@dataclass(frozen=True, eq=False)
class Equations:
    """A square system in which 1 stands on the diagonal, and nothing above 0 beside it.

    Attributes
    ----------
    system : csc_array, shape (k, k)
    triangular : bool
        Whether nothing stands above the diagonal, so that the factors are as sparse as the system.
    """

    system: csc_array
    _: KW_ONLY
    triangular: bool

    def solve(self, right: Floats) -> Floats:
        """Return x with system @ x = right, shape (k,)."""
        return self._solved(self.system, right, "N")

    def solve_transposed(self, right: Floats) -> Floats:
        """Return x with system.T @ x = right, shape (k, K)."""
        return self._solved(self.system.T, right, "T")

    def _solved(self, system: sparray, right: Floats, way: str) -> Floats:
        found = None if self.triangular or len(right) <= DIRECT else _iterated(system, right)
        if found is None:
            kept = {"permc_spec": "NATURAL", "diag_pivot_thresh": 0.0} if self.triangular else {}
            found = splu(self.system, **kept).solve(right, way)
        return np.asarray(found, np.float64)


def _iterated(system: sparray, right: Floats) -> Floats | None:
    """Solve by GMRES, some columns at a time; None if that comes to no end."""
    columns = right.reshape(len(right), -1)
    parts = np.array_split(columns, 1 + columns.size // AT_ONCE, axis=1)
    found = [_together(system, part) for part in parts if part.size]
    if any(part is None for part in found):
        return None
    return np.concatenate([part for part in found if part is not None], axis=1).reshape(right.shape)


def _together(system: sparray, right: Floats) -> Floats | None:
    """Solve for all columns as one unknown, and again for what is left over."""

    def product(unknown: Floats) -> Floats:
        return np.asarray(system @ unknown.reshape(right.shape)).ravel()

    operator = LinearOperator((right.size, right.size), matvec=product, dtype=np.float64)
    found = np.zeros(right.size)
    for _ in range(ROUNDS):
        step, failed = gmres(operator, right.ravel() - product(found), rtol=RESIDUAL, restart=50, maxiter=100)
        if failed:
            return None
        found += step
    return found.reshape(right.shape)
