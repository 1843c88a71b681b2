"""The explanation of one state: its improvements, and the sanction of each or the lack of one.

The search goes forwards from the state, so the conflict need not be solved.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.differences import difference
from countermove.analysis.explanation.result import Explanation, Response, Sanction, move
from countermove.analysis.explanation.sanctions import ShortestSanctions
from countermove.analysis.explanation.simultaneous import JointSanctions
from countermove.analysis.improvements import foremost
from countermove.errors import TooLarge, UnknownName
from countermove.model.concepts import Sanctions, with_known_sanctions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from countermove.analysis.moves import Positions, Walk
    from countermove.model.concepts import Concept
    from countermove.model.conflict import Conflict

MOST_RESPONSES = 1 << 14
"""The most improvements that are searched for sanctions; each of them takes a search of its own."""


def explanation_of(walk: Walk, who: int, start: int, concept: str) -> Explanation:
    """Return why a state is or is not stable for a decision maker.

    Parameters
    ----------
    walk : Walk
        The moves of the conflict.
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
        If there is no such concept, or the conflict's form does not define it.
    InvalidRequest
        If the registry does not say which moves of the opponents can sanction under the concept.
    TooLarge
        If too many moves, or combinations of moves, would have to be searched.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.moves import walk
    >>> found = explanation_of(walk(cases.load("prisoners-dilemma")), 0, 3, "seq")
    >>> found.stable, [each.mover for each in found.answers[0].sanction.moves]
    (True, ['b'])
    """
    conflict, by = walk.conflict, with_known_sanctions(concept)
    count, _, moves = foremost(conflict, who, start, MOST_RESPONSES + 1)
    ends = moves[:, 0]
    answers = [*_until_unsanctioned(conflict, _responses(walk, who, start, by, ends))]
    stable = all(answer.sanction is not None for answer in answers)
    heading = (conflict, conflict.decision_makers[who].id, start + 1, concept, stable, count)
    return Explanation(*heading, tuple(answers) if stable else (answers[-1],))


def _responses(walk: Walk, who: int, start: int, by: Concept, ends: Positions) -> Iterator[Response]:
    """Return the responses to improvements, lazily; `ends` has shape (M,)."""
    if by.needs_options and walk.conflict.graph is not None:
        raise UnknownName(f"{by.in_words} ({by.id}) is defined by options, not for a graph of states")
    if by.simultaneous:
        return _simultaneous(walk.conflict, who, start)
    search = ShortestSanctions(walk, who, start, by.credible, by.countermove)
    response = _no_response if by.sanctions is Sanctions.NONE else _response
    return (response(search, end) for end in map(int, ends))


def _until_unsanctioned(conflict: Conflict, responses: Iterable[Response]) -> Iterator[Response]:
    """Yield responses up to the first improvement without a sanction, which makes the state unstable."""
    for k, response in enumerate(responses):
        if k == MOST_RESPONSES:
            raise TooLarge(_too_many(conflict))
        yield response
        if response.sanction is None:
            return


def _too_many(conflict: Conflict) -> str:
    return (
        f"to explain this state of {conflict.title!r}, more than {MOST_RESPONSES:,} improvements would have to be "
        "gone through, each of which is punished. What would help: leave out options, or solve it, which says "
        "whether the state is stable but not why"
    )


def _no_response(search: ShortestSanctions, end: int) -> Response:
    return Response(move(search.conflict, search.who, search.start, end), None)


def _response(search: ShortestSanctions, first: int) -> Response:
    """Return the opponents' response to the improvement that leads to position `first`."""
    path, reach = search.sanction(first)
    improvement = move(search.conflict, search.who, search.start, first)
    if path is None:
        return Response(improvement, None, tuple((reach + 1).tolist()))
    counter = search.counter(path[-1][1]) if search.symmetric else None
    sanction = sequential_sanction(search.conflict, search.who, (search.start, first), path, counter)
    return Response(improvement, sanction)


def sequential_sanction(
    conflict: Conflict, who: int, improvement: tuple[int, int], path: list[tuple[int, int]], counter: int | None
) -> Sanction:
    """Return a sanction by moves in sequence, given by the positions of its states.

    Parameters
    ----------
    conflict : Conflict
    who : int
        The focal decision maker's position.
    improvement : (int, int)
        The positions between which its improvement leads.
    path : list of (int, int)
        The movers and the positions that they move to, in sequence.
    counter : int or None
        The position that the best countermove leads to; None if the concept has no countermoves, or there is none.
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
    """Return the responses to the improvements from each member of a state, lazily."""
    states = conflict.states
    members = states.members[np.flatnonzero(states.state_of == start)]
    return (answer for member in members.tolist() for answer in JointSanctions(conflict, who, member).responses())
