"""One look at the coalitions of a conflict: which there are, what each can do, and what survives them all.

What decision makers can bring about together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.coalitions.agreements import agreements
from countermove.analysis.coalitions.members import coalitions_of, refuse_too_much
from countermove.analysis.coalitions.result import Coalition, Coalitions
from countermove.analysis.coalitions.stability import stable_for
from countermove.analysis.coalitions.steps import steps
from countermove.analysis.solve import solve
from countermove.errors import UnknownName, did_you_mean, refuse_at_once
from countermove.model.concepts import ids_of
from countermove.model.variation import vary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from countermove.analysis.coalitions.steps import Members, Steps
    from countermove.analysis.solution import Solution
    from countermove.model.conflict import Conflict


def coalition_concepts(ids: Iterable[str] | None) -> tuple[str, ...]:
    """Return the concepts with these ids that are defined for coalitions, those by default for None.

    Raises
    ------
    UnknownName
        If one is not among them, or none is asked for.
    """
    if ids is None:
        return ids_of(lambda each: each.coalitional and each.by_default)
    known = ids_of(lambda each: each.coalitional)
    ids = ids.split(",") if isinstance(ids, str) else ids
    asked = {id_.strip().lower() for id_ in ids} - {""}
    for id_ in sorted(asked - {*known}):
        raise UnknownName(f"for coalitions there is no concept {id_!r}{did_you_mean(id_, known)}")
    if not asked:
        raise UnknownName(f"no concept is asked for; for coalitions there are: {', '.join(known)}")
    return tuple(id_ for id_ in known if id_ in asked)


def look_into(
    conflict: Conflict,
    of: Iterable[str | Iterable[str]] | None,
    up_to: int | None,
    solved: Callable[[], Solution],
) -> Coalitions:
    """Return what coalitions can do; see `countermove.coalitions`.

    `solved` gives the equilibria, once it is sure that the conflict is not too large.
    """
    chosen = coalitions_of(conflict, of, up_to)
    refuse_too_much(conflict, len(chosen))
    solution, taken = solved(), steps(conflict)
    found = tuple(_coalition(conflict, taken, members, solution.concepts) for members in chosen)
    lone = _lone(taken, solution.concepts)
    universal = {id_: np.logical_and.reduce([*lone[id_], *(each.stable[id_] for each in found)]) for id_ in lone}
    start = conflict.status_quo_number
    agreed = [] if start is None else [agreements(conflict, taken, members, start - 1) for members in chosen]
    return Coalitions(solution, found, universal, tuple(each for some in agreed for each in some))


def _coalition(conflict: Conflict, taken: Steps, members: Members, concepts: Iterable[str]) -> Coalition:
    stable = {id_: stable_for(taken, members, id_) for id_ in concepts}
    ids = tuple(conflict.decision_makers[i].id for i in members)
    return Coalition(ids, taken.improvements(members), _alone(taken, members), stable)


def _alone(taken: Steps, members: Members) -> NDArray[np.bool_]:
    """Return which improvements of a coalition some member could bring about by one move of its own."""
    codes = [moves[:, 0].astype(np.int64) * taken.size + moves[:, 1] for moves in taken.moves]
    start, to = taken.improvements(members).T
    return np.isin(start.astype(np.int64) * taken.size + to, np.concatenate([codes[i] for i in members]))


def _lone(taken: Steps, concepts: Iterable[str]) -> dict[str, list[NDArray[np.bool_]]]:
    """Return, by concept, where each decision maker alone is stable, with sanctions by coalitions of the others."""
    return {id_: [stable_for(taken, (i,), id_) for i in range(len(taken.moves))] for id_ in concepts}


def coalitions(
    conflict: Conflict,
    of: Iterable[str | Iterable[str]] | None = None,
    up_to: int | None = None,
    concepts: Iterable[str] | None = None,
    variation: str | None = None,
) -> Coalitions:
    """Return what decision makers can bring about together, and which equilibria do not survive it.

    Parameters
    ----------
    conflict : Conflict
        The conflict, of a few thousand states at most.
    of : iterable of (str or iterable of str), optional
        The coalitions to look into, each a list of decision makers, or one text with commas; by default all.
    up_to : int, optional
        All coalitions of up to so many members.
    concepts : iterable of str, optional
        Ids of stability concepts that are defined for coalitions; by default all usual ones.
    variation : str, optional
        Look into this variation of the conflict instead.

    Returns
    -------
    Coalitions

    Raises
    ------
    NotACoalition
        If a coalition has fewer than two members, or the same one twice.
    UnknownName
        If a decision maker, a concept or the variation does not exist.
    TooLarge
        If there are too many states or coalitions.

    Examples
    --------
    >>> from countermove import cases
    >>> coalitions(cases.load("elmira")).jumps("nash")
    (Jump(coalition=('ministry', 'uniroyal'), start=5, to=8, joint_only=True),)
    """
    from countermove.analysis.coalitions.members import coalitions_as_named, coalitions_of

    if variation is not None:
        conflict = vary(conflict, variation)
    asked = concepts if concepts is None or isinstance(concepts, str) else tuple(concepts)
    coalitions = None if of is None else coalitions_as_named(of)
    refuse_at_once(lambda: coalition_concepts(asked), lambda: coalitions_of(conflict, coalitions, up_to))
    return look_into(conflict, coalitions, up_to, lambda: solve(conflict, coalition_concepts(asked)))
