"""Why a state is or is not stable: what each improvement leads to, and who would punish it, how and why.

Everything is found by working forwards from the one state, so that a large conflict need not be solved again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.differences import difference
from countermove.analysis.explanation.result import Explanation, Response, Sanction, move
from countermove.analysis.explanation.sanctions import Search
from countermove.analysis.explanation.simultaneous import Together
from countermove.analysis.improvements import improving
from countermove.errors import TooLarge, UnknownName
from countermove.model.concepts import Sanctions, with_known_sanctions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from countermove.analysis.moves import Positions, Walk
    from countermove.model.concepts import Concept
    from countermove.model.conflict import Conflict

MOST_ANSWERS = 1 << 14


def explained(walk: Walk, who: int, start: int, concept: str) -> Explanation:
    """Return why a state is or is not stable for a decision maker.

    Parameters
    ----------
    walk : Walk
        What knows the conflict's moves.
    who, start : int
        The positions of the decision maker and of the state.
    concept : str
        The id of a registered concept.

    Returns
    -------
    Explanation

    Raises
    ------
    UnknownName
        If the conflict's form does not define the concept.
    InvalidRequest
        If it is not known which moves of the others can punish under it.
    TooLarge
        If too many moves, or combinations of them, would have to be looked at.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.moves import walk
    >>> found = explained(walk(cases.load("prisoners-dilemma")), 0, 3, "seq")
    >>> found.stable, [each.mover for each in found.answers[0].sanction.moves]
    (True, ['b'])
    """
    conflict, by = walk.conflict, with_known_sanctions(concept)
    ends = improving(conflict, who, start)[:, 0]
    answers = [*_until_free(conflict, _answers(walk, who, start, by, ends))]
    stable = all(answer.sanction is not None for answer in answers)
    asked = (conflict, conflict.decision_makers[who].id, start + 1, concept, stable, len(ends))
    return Explanation(*asked, tuple(answers) if stable else (answers[-1],))


def _answers(walk: Walk, who: int, start: int, by: Concept, ends: Positions) -> Iterator[Response]:
    if by.needs_options and walk.conflict.graph is not None:
        raise UnknownName(f"{by.in_words} ({by.id}) is defined by options, not for a graph of states")
    if by.simultaneous:
        return _simultaneous(walk.conflict, who, start)
    search = Search(walk, who, start, by.credible, by.countermove)
    answer = _free if by.sanctions is Sanctions.NONE else _answer
    return (answer(search, end) for end in map(int, ends))


def _until_free(conflict: Conflict, answers: Iterable[Response]) -> Iterator[Response]:
    """Yield answers up to the first improvement that nobody can punish, which decides."""
    for k, answer in enumerate(answers):
        if k == MOST_ANSWERS:
            raise TooLarge(_too_many(conflict))
        yield answer
        if answer.sanction is None:
            return


def _too_many(conflict: Conflict) -> str:
    return (
        f"to explain this state of {conflict.title!r}, more than {MOST_ANSWERS:,} improvements would have to be gone "
        "through, each of which is punished. What would help: leave out options, or solve it, which says whether the "
        "state is stable but not why"
    )


def _free(search: Search, end: int) -> Response:
    return Response(move(search.conflict, search.who, search.start, end), None)


def _answer(search: Search, first: int) -> Response:
    """Return what the opponents make of an improvement."""
    path, met = search.sanction(first)
    improvement = move(search.conflict, search.who, search.start, first)
    if path is None:
        return Response(improvement, None, tuple((met + 1).tolist()))
    return Response(improvement, _sanction(search, first, path))


def _sanction(search: Search, first: int, path: list[tuple[int, int]]) -> Sanction:
    counter = search.counter(path[-1][1]) if search.symmetric else None
    return sanctioned(search.conflict, search.who, (search.start, first), path, counter)


def sanctioned(
    conflict: Conflict, who: int, improvement: tuple[int, int], path: list[tuple[int, int]], counter: int | None
) -> Sanction:
    """Return a sanction, given by positions of states.

    Parameters
    ----------
    conflict : Conflict
    who : int
        The focal decision maker's position.
    improvement : (int, int)
        From where to where it moves.
    path : list of (int, int)
        The movers and the states they move to, one after the other.
    counter : int or None
        Where the best countermove leads, which does not rescue from it, where one is asked for and there is any.
    """
    start, first = improvement
    end = path[-1][1]
    starts = [first, *(to for _, to in path)]
    moves = tuple(move(conflict, mover, left, to) for left, (mover, to) in zip(starts, path, strict=False))
    sanction = Sanction(moves, end + 1, int(conflict.states.masks[end]), difference(conflict, who, start, end))
    if counter is None:
        return sanction
    reply, after = move(conflict, who, end, counter), difference(conflict, who, start, counter)
    return replace(sanction, counter=counter + 1, reply=reply, afterwards=after)


def _simultaneous(conflict: Conflict, who: int, start: int) -> Iterator[Response]:
    states = conflict.states
    members = states.members[np.flatnonzero(states.state_of == start)]
    return (answer for member in members.tolist() for answer in Together(conflict, who, member).answers())
