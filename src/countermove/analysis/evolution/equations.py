"""One sparse system of linear equations: by its factors or, where they may fill up, by iteration."""

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
"""Up to how many equations are solved by their factors; above, by iteration."""

ROUNDS, RESIDUAL = 2, 1e-10
"""How often, and down to which part of what was left; so to about as many digits as the factors would give."""

DONE = np.finfo(np.float64).eps

FOLLOWED = 20
"""How many moves are followed before: bicgstab breaks down where what is given stands for a few states only."""

AT_ONCE = 1 << 18
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
    """Solve by iteration, some columns at a time; None if that comes to no end."""
    columns = right.reshape(len(right), -1)
    parts = np.array_split(columns, 1 + columns.size // AT_ONCE, axis=1)
    found = [_together(system, part) for part in parts if part.size]
    if any(part is None for part in found):
        return None
    return np.concatenate([part for part in found if part is not None], axis=1).reshape(right.shape)


def _together(system: sparray, right: Floats) -> Floats | None:
    """Solve for all columns as one unknown, by the quicker method or else by the one that fails less."""
    operator = LinearOperator((right.size, right.size), dtype=np.float64, matvec=lambda x: _product(system, x, right))
    quick = partial(bicgstab, operator, rtol=RESIDUAL, maxiter=500)
    sure = partial(gmres, operator, rtol=RESIDUAL, restart=50, maxiter=100)
    for method in (quick, sure):
        found = _refined(system, right, method)
        if found is not None:
            return found
    return None


def _refined(system: sparray, right: Floats, method: Callable[..., tuple[Floats, int]]) -> Floats | None:
    """Follow some moves first, which spreads what is given over many states; then solve for what is left over."""
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
    return np.asarray(system @ unknown.reshape(right.shape)).ravel()
