"""The matrix method of Xu, Hipel and Kilgour (2009): a second check in tests, the reference in benchmarks.

Matrices are over pairs of states. `moves[i][s, t]` tells whether decision maker i can move from s to t. `ranks[i, s]`
is larger for states that i prefers; only its order counts.

There are two choices. Joint movement matrices keep the last mover, because nobody moves twice in a row. "Not
preferred" is E - P_plus. The papers, as far as we recall, also subtract the diagonal; a return to the start could
then not be a sanction.

Storage is quadratic in the number of states and time is cubic, so this is not the engine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Bools: TypeAlias = NDArray[np.bool_]


def matrices(
    states: Sequence[int],
    moves: Sequence[Mapping[int, frozenset[int]]],
    rank: Sequence[Mapping[int, int]],
) -> tuple[list[Bools], NDArray[np.int64]]:
    """Return moves and ranks as matrices, with states in the given order.

    Parameters
    ----------
    states : sequence of int
    moves : sequence of mappings, one per decision maker
        From a state to the states that one move leads to; a missing state has no moves.
    rank : sequence of mappings, one per decision maker
        From a state to its rank.

    Returns
    -------
    list of (S, S) bool arrays, (n, S) int array
    """
    number = {state: index for index, state in enumerate(states)}
    dense = [np.zeros((len(states), len(states)), dtype=np.bool_) for _ in moves]
    for matrix, mine in zip(dense, moves, strict=True):
        for start, ends in mine.items():
            matrix[number[start], [number[end] for end in ends]] = True
    return dense, np.array([[mine[state] for state in states] for mine in rank], dtype=np.int64)


def dense_stable(moves: Sequence[Bools], ranks: NDArray[np.integer]) -> dict[str, Bools]:
    """Return the stable states of each decision maker by nash, gmr, smr, seq and sseq.

    Parameters
    ----------
    moves : sequence of n (S, S) bool arrays
        Entry (s, t) tells whether the decision maker can move from s to t.
    ranks : (n, S) int array

    Returns
    -------
    dict from concept to (n, S) bool array
    """
    preferred = [row[None, :] > row[:, None] for row in ranks]
    improving = [move & better for move, better in zip(moves, preferred, strict=True)]
    rows = [_stable_for(dm, moves, improving, preferred[dm]) for dm in range(len(moves))]
    return {concept: np.stack([row[concept] for row in rows]) for concept in rows[0]}


def _stable_for(dm: int, moves: Sequence[Bools], improving: Sequence[Bools], preferred: Bools) -> dict[str, Bools]:
    """Return the stable states of one decision maker by each concept; the shape of each array is (S,)."""
    deterring = ~preferred.T
    lasting = deterring & ~_product(moves[dm], preferred.T)
    joint, credible = _joint_movement(moves, dm), _joint_movement(improving, dm)
    tempting = improving[dm]
    return {
        "nash": _sanctioned(tempting, np.zeros_like(tempting)),
        "gmr": _sanctioned(tempting, _product(joint, deterring)),
        "smr": _sanctioned(tempting, _product(joint, lasting)),
        "seq": _sanctioned(tempting, _product(credible, deterring)),
        "sseq": _sanctioned(tempting, _product(credible, lasting)),
    }


def _product(left: Bools, right: Bools) -> Bools:
    """Return sgn(left · right), in single precision: only floats have a fast product."""
    counts = left.astype(np.float32) @ right.astype(np.float32)
    return np.asarray(counts > 0, dtype=np.bool_)


def _joint_movement(steps: Sequence[Bools], dm: int) -> Bools:
    """Return the (S, S) matrix of states that the opponents of `dm` reach by legal sequences of `steps`.

    `by[j]` has the ends of the sequences so far whose last mover is j.
    """
    opponents = [j for j in range(len(steps)) if j != dm]
    by = {j: steps[j] for j in opponents}
    grown = len(opponents) > 1
    while grown:
        before = by
        by = {j: before[j] | _product(_union(before, j, steps[j]), steps[j]) for j in opponents}
        grown = any((by[j] != before[j]).any() for j in opponents)
    return _union(by, None, steps[dm])


def _union(by: Mapping[int, Bools], but: int | None, like: Bools) -> Bools:
    """Return the union of all matrices in `by` except that of `but`."""
    together = np.zeros_like(like)
    for other, matrix in by.items():
        if other != but:
            together |= matrix
    return together


def _sanctioned(tempting: Bools, sanctions: Bools) -> Bools:
    """Return whether all improvements from each state are sanctioned; the shape is (S,).

    Entry (t, s) of `sanctions` tells whether a move from s to t is sanctioned. Only the diagonal of the product of
    `tempting` and E - `sanctions` is needed, so the product is not formed.
    """
    tempted = np.asarray((tempting & ~sanctions.T).any(axis=1))
    return ~tempted
