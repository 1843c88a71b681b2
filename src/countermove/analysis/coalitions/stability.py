"""Coalition stability: Nash, GMR, SMR and SEQ for coalitions (Inohara and Hipel 2008).

A coalition H improves if every member does. The others sanction an improvement of H from s if a sequence of theirs
ends in a state that some member of H does not prefer to s. For CGMR and CSEQ the least rank of each member at these
ends decides. For CSMR, H must also be unable to escape from there by moves of its own.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.coalitions.steps import least_reached, unpacked
from countermove.errors import UnknownName
from countermove.model.concepts import CONCEPTS, Sanctions

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from countermove.analysis.coalitions.steps import Arcs, Members, Steps, Where

    Sanctioned = Callable[[Steps, Members], Where]


def stable_for(steps: Steps, members: Members, concept: str) -> Where:
    """Return the states in which a coalition has no unsanctioned improvement.

    Parameters
    ----------
    steps : Steps
        The moves of a conflict with S states.
    members : tuple of int
        The positions of the decision makers of the coalition, one or more.
    concept : str
        The id of a concept that is defined for coalitions.

    Returns
    -------
    ndarray of bool, shape (S,)

    Raises
    ------
    UnknownName
        If the concept is not defined for coalitions.
    KeyError
        If no concept has this id.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.coalitions.steps import steps
    >>> stable_for(steps(cases.load("prisoners-dilemma")), (0, 1), "nash").tolist()
    [False, True, True, True]
    """
    by, stable = CONCEPTS[concept], np.ones(steps.size, np.bool_)
    if not by.coalitional or (by.sanctions, by.countermove) not in SANCTIONED:
        raise UnknownName(f"for coalitions there is no concept {concept!r}")
    sanctioned = SANCTIONED[by.sanctions, by.countermove](steps, members)
    stable[steps.improvements(members)[~sanctioned, 0]] = False
    return stable


def _by_nobody(steps: Steps, members: Members) -> Where:
    return np.zeros(len(steps.improvements(members)), np.bool_)


def _by_moves(steps: Steps, members: Members) -> Where:
    return _sanctioned(steps, members, [steps.moves[j] for j in steps.others(members)])


def _by_improvements(steps: Steps, members: Members) -> Where:
    """Sanctions by coalition improvements; every coalition of the others is a mover."""
    others = steps.others(members)
    coalitions = [each for size in range(1, len(others) + 1) for each in combinations(others, size)]
    return _sanctioned(steps, members, [steps.improvements(each) for each in coalitions])


def _sanctioned(steps: Steps, members: Members, movers: list[Arcs]) -> Where:
    """Return, for each improvement, whether movers lead some member to a rank no higher than at its start."""
    start, end = steps.improvements(members).T
    sanctioned = np.zeros(len(start), np.bool_)
    for i in members if movers else ():
        sanctioned |= least_reached(movers, steps.rank[i])[end] <= steps.rank[i][start]
    return sanctioned


def _by_moves_without_escape(steps: Steps, members: Members) -> Where:
    """Sanctions by moves of the others to states that the coalition cannot escape from by moves of its own."""
    start, end = steps.improvements(members).T
    others = steps.others(members)
    if not len(start) or not others:
        return np.zeros(len(start), np.bool_)
    caught, kind = _caught(steps, members)
    reached, place = _reached_kinds(unpacked(steps.reached(others), steps.size), kind, caught.shape[1])
    sanctioned: Where = (caught.astype(np.float32) @ reached.T.astype(np.float32))[start, place[end]] > 0
    return sanctioned


def _caught(steps: Steps, members: Members) -> tuple[Where, NDArray[np.int64]]:
    """Return the kinds of states from which a coalition cannot escape, and the kind of each state, shape (S,).

    From states of one kind the coalition can stay in, or move to, the same states. It escapes if every member prefers
    one of these to the start. The first array has shape (S, kinds), a row for each start.
    """
    within = unpacked(steps.reached(members), steps.size)
    np.fill_diagonal(within, val=True)
    first, kind = _row_kinds(within)
    rank, rows = steps.rank[[*members]], within[first]
    caught = np.ones((steps.size, len(rows)), np.bool_)
    for k, row in enumerate(rows):
        best = undominated(np.unique(rank[:, row], axis=1))
        for to in best.T:
            caught[:, k] &= (rank >= to[:, None]).any(axis=0)
    return caught, kind


def _reached_kinds(reached: Where, kind: NDArray[np.int64], kinds: int) -> tuple[Where, NDArray[np.int64]]:
    """Return the kinds of states reached from each kind of start, and the kind of start of each state, shape (S,)."""
    first, place = _row_kinds(reached)
    found = np.zeros((len(first), kinds), np.bool_)
    for k, row in enumerate(reached[first]):
        found[k, kind[row]] = True
    return found, place


def _row_kinds(rows: Where) -> tuple[list[int], NDArray[np.int64]]:
    """Group equal rows: return the index of the first row of each kind, and the kind of each row."""
    known: dict[bytes, int] = {}
    kind = np.array([known.setdefault(row.tobytes(), len(known)) for row in np.packbits(rows, axis=1)], np.int64)
    return np.unique(kind, return_index=True)[1].tolist(), kind


def undominated(ranks: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the Pareto-undominated columns of ranks, each once.

    Parameters
    ----------
    ranks : ndarray of int32, shape (m, P)
        A row for each decision maker, a column for each state.

    Returns
    -------
    ndarray of int32, shape (m, Q)
        The columns in descending lexicographic order.

    Examples
    --------
    >>> undominated(np.array([[0, 2, 1, 1], [3, 0, 1, 2]])).tolist()
    [[2, 1, 0], [0, 2, 3]]
    """
    kept = []
    left = ranks[:, np.lexsort((*ranks[::-1],))][:, ::-1]
    while left.shape[1]:
        kept.append(left[:, 0])
        left = left[:, (left > left[:, :1]).any(axis=0)]
    return np.stack(kept, axis=1) if kept else left


SANCTIONED: dict[tuple[Sanctions | None, bool], Sanctioned] = {
    (Sanctions.NONE, False): _by_nobody,
    (Sanctions.ANY, False): _by_moves,
    (Sanctions.ANY, True): _by_moves_without_escape,
    (Sanctions.CREDIBLE, False): _by_improvements,
}
"""The test for sanctioned improvements, by sanctions and countermove of a concept: CNash, CGMR, CSMR, CSEQ.

Each returns an array of shape (P,) for the P improvements of a coalition."""
