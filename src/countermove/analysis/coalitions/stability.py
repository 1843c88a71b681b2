"""When a coalition stays: coalition Nash, GMR, SMR and SEQ (Inohara and Hipel 2008).

A coalition improves if every member does, so the others have an answer to an improvement of H from s as soon as they
can end where one member of H is no better off than in s. For CGMR and CSEQ it is enough to know, for each member, the
least rank that the others lead to; CSMR compares what H can still escape to, member by member.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.coalitions.steps import least, unpacked
from countermove.errors import UnknownName
from countermove.model.concepts import CONCEPTS, Sanctions

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from countermove.analysis.coalitions.steps import Arcs, Members, Steps, Where

    Answered = Callable[[Steps, Members], Where]


def stable_for(steps: Steps, members: Members, concept: str) -> Where:
    """Return where a coalition has no improvement that the others leave unanswered.

    Parameters
    ----------
    steps : Steps
        Of a conflict with S states.
    members : tuple of int
        The coalition, one decision maker or more.
    concept : str
        The id of a concept that is defined for coalitions, by which the others answer.

    Returns
    -------
    ndarray of bool, shape (S,)

    Raises
    ------
    UnknownName
        If it is not defined for coalitions.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.coalitions.steps import steps
    >>> stable_for(steps(cases.load("prisoners-dilemma")), (0, 1), "nash").tolist()
    [False, True, True, True]
    """
    by, stable = CONCEPTS[concept], np.ones(steps.size, np.bool_)
    if not by.coalitional or (by.sanctions, by.countermove) not in ANSWERED:
        raise UnknownName(f"for coalitions there is no concept {concept!r}")
    answered = ANSWERED[by.sanctions, by.countermove](steps, members)
    stable[steps.improvements(members)[~answered, 0]] = False
    return stable


def _never(steps: Steps, members: Members) -> Where:
    return np.zeros(len(steps.improvements(members)), np.bool_)


def _by_any_moves(steps: Steps, members: Members) -> Where:
    return _answered(steps, members, [steps.moves[j] for j in steps.others(members)])


def _by_improvements(steps: Steps, members: Members) -> Where:
    """Whether others can answer by coalition improvements, in any coalitions, none of them twice running."""
    others = steps.others(members)
    banded = [each for size in range(1, len(others) + 1) for each in combinations(others, size)]
    return _answered(steps, members, [steps.improvements(each) for each in banded])


def _answered(steps: Steps, members: Members, movers: list[Arcs]) -> Where:
    """Return, for each improvement, whether some member can be brought to a rank no better than at its start."""
    start, end = steps.improvements(members).T
    answered = np.zeros(len(start), np.bool_)
    for i in members if movers else ():
        answered |= least(movers, steps.rank[i])[end] <= steps.rank[i][start]
    return answered


def _beyond_escape(steps: Steps, members: Members) -> Where:
    """Whether others can answer by any moves so that the coalition cannot escape by moves of its own."""
    start, end = steps.improvements(members).T
    others = steps.others(members)
    if not len(start) or not others:
        return np.zeros(len(start), np.bool_)
    caught, kind = _caught(steps, members)
    touched, place = _touched(unpacked(steps.reached(others), steps.size), kind, caught.shape[1])
    answered: Where = (caught.astype(np.float32) @ touched.T.astype(np.float32))[start, place[end]] > 0
    return answered


def _caught(steps: Steps, members: Members) -> tuple[Where, NDArray[np.int64]]:
    """Return from which kinds of states a coalition cannot better a start, shape (S, kinds), and each state's kind.

    States are of a kind if the coalition can stay in or go to the same states from them.
    """
    within = unpacked(steps.reached(members), steps.size)
    np.fill_diagonal(within, val=True)
    first, kind = _kinds(within)
    rank, rows = steps.rank[[*members]], within[first]
    caught = np.ones((steps.size, len(rows)), np.bool_)
    for k, row in enumerate(rows):
        best = undominated(np.unique(rank[:, row], axis=1))
        for to in best.T:
            caught[:, k] &= (rank >= to[:, None]).any(axis=0)
    return caught, kind


def _touched(reached: Where, kind: NDArray[np.int64], kinds: int) -> tuple[Where, NDArray[np.int64]]:
    """Return which kinds of states are reached from each kind of start, and each state's kind of start."""
    first, place = _kinds(reached)
    touched = np.zeros((len(first), kinds), np.bool_)
    for k, row in enumerate(reached[first]):
        touched[k, kind[row]] = True
    return touched, place


def _kinds(rows: Where) -> tuple[list[int], NDArray[np.int64]]:
    """Return where each kind of row comes first, and the kind of every row."""
    known: dict[bytes, int] = {}
    kind = np.array([known.setdefault(row.tobytes(), len(known)) for row in np.packbits(rows, axis=1)], np.int64)
    return np.unique(kind, return_index=True)[1].tolist(), kind


def undominated(ranks: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return those columns of ranks that no other column equals or betters in every row, equal ones once.

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


ANSWERED: dict[tuple[Sanctions | None, bool], Answered] = {
    (Sanctions.NONE, False): _never,
    (Sanctions.ANY, False): _by_any_moves,
    (Sanctions.ANY, True): _beyond_escape,
    (Sanctions.CREDIBLE, False): _by_improvements,
}
"""By how the others answer, and whether a countermove follows, which improvements of a coalition they answer: CNash,
CGMR, CSMR, CSEQ."""
