"""Simultaneous stability: sanctions by improvements that opponents make from the same state at the same time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.errors import TooLarge
from countermove.kernels import simultaneous
from countermove.kernels.jit import can_compile
from countermove.model.concepts import ids_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.arrays import OptionArrays
    from countermove.kernels.jit import Engine
    from countermove.model.concepts import Concept

MOST = 1 << 33
"""The most steps of compiled loops: changes of options that are looked at, and combinations that are tried."""

MOST_PLAIN = 1 << 26
"""The most steps of plain loops, about half a minute."""

SOON = 1 << 22
"""Steps up to which plain loops take less time than importing numba."""


def sim(arrays: OptionArrays, engine: Engine | None = None) -> NDArray[np.bool_]:
    """Return whether every improvement is sanctioned by simultaneous ones (Fraser, Hipel 1979, 1984).

    The joint end of simultaneous improvements has to be feasible and not preferred to the start.

    Parameters
    ----------
    arrays : OptionArrays
        A conflict in option form: the concept is not defined without options.
    engine : {"plain", "compiled"}, optional
        How the loop over states is run; by default whichever is faster for the estimated number of steps.

    Returns
    -------
    ndarray of bool, shape (n, 2^m)

    Raises
    ------
    TooLarge
        If there are more steps than the engine takes in a reasonable time.
    """
    count = steps(arrays)
    chosen: Engine = engine or ("compiled" if count > SOON and can_compile() else "plain")
    most = MOST if chosen == "compiled" else MOST_PLAIN
    if count > most:
        numba = "" if can_compile() else "pip install numba, or "
        raise TooLarge(
            f"simultaneous stability (sim) would try about {count:,.0f} moves and combinations of moves; {most:,} "
            f"are the most. What would help: {numba}leave it out, with --concepts {','.join(ids_of(_may_stay))}"
        )
    stable = np.zeros(arrays.rank.shape, np.bool_)
    place = (np.array(arrays.low), np.array(arrays.width))
    simultaneous.sanctioned.by(chosen)(arrays.members, arrays.rank, *place, arrays.stays_on, arrays.stays_off, stable)
    return stable


def _may_stay(concept: Concept) -> bool:
    return concept.by_default and not concept.needs_options


def steps(arrays: OptionArrays) -> float:
    """Return the number of changes and combinations that are tried, as if all options were reversible.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.arrays import member_arrays
    >>> steps(member_arrays(cases.load("prisoners-dilemma")))
    34.0
    """
    feasible = len(arrays.members)
    looked_at = float(feasible * sum(min(1 << width, feasible) for width in arrays.width))
    each = np.ones(feasible)
    for dm in range(len(arrays.rank)):
        each *= 1 + _improvements(arrays, dm)
    return looked_at + len(arrays.rank) * float(each.sum())


def _improvements(arrays: OptionArrays, dm: int) -> NDArray[np.int64]:
    """Return the number of improvements from each member, shape (F,), as if all options were reversible."""
    rank = arrays.rank[dm][arrays.members].astype(np.int64)
    levels = int(rank.max(initial=0)) + 1
    block = (arrays.members & ~arrays.own(dm)).astype(np.int64) * levels
    ordered = np.sort(block + rank)
    better = np.searchsorted(ordered, block + levels) - np.searchsorted(ordered, block + rank, side="right")
    return np.asarray(better, np.int64)
