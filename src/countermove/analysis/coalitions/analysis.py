"""The question `coalitions`: joint improvements, universal stability, equilibrium jumps and agreements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.coalitions.agreements import agreements
from countermove.analysis.coalitions.members import coalitions_as_named, coalitions_of
from countermove.analysis.coalitions.result import Coalition, Coalitions
from countermove.analysis.coalitions.stability import stable_for
from countermove.analysis.coalitions.steps import steps
from countermove.analysis.solve import solve
from countermove.errors import UnknownName, did_you_mean, refuse_at_once
from countermove.model.arguments import refuse_other_kinds
from countermove.model.concepts import ids_of
from countermove.model.reading import READING, reading_of
from countermove.model.variation import vary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from countermove.analysis.coalitions.steps import Members, Steps
    from countermove.model.conflict import Conflict

MIXED = "a coalition has no reading, for its members go by different concepts"
"""Why coalitions are not asked by a mixed reading."""


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
        A conflict of a few thousand states at most.
    of : iterable of (str or iterable of str), optional
        The coalitions, each a list of decision makers or one text with commas; by default all.
    up_to : int, optional
        The maximum number of members, if `of` is not given.
    concepts : iterable of str, optional
        The ids of stability concepts that are defined for coalitions; by default all usual ones.
    variation : str, optional
        The variation of the conflict to take instead.

    Returns
    -------
    Coalitions

    Raises
    ------
    NotACoalition
        If a coalition has fewer than two members or the same one twice, or `of` and `up_to` do not go together.
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
    refuse_other_kinds(coalitions, locals())
    conflict = vary(conflict, variation)
    ids = concepts if concepts is None or isinstance(concepts, str) else tuple(concepts)
    named = None if of is None else coalitions_as_named(of)
    refuse_at_once(lambda: coalition_concepts(conflict, ids), lambda: coalitions_of(conflict, named, up_to))
    return _analysed(conflict, coalitions_of(conflict, named, up_to), coalition_concepts(conflict, ids))


def coalition_concepts(conflict: Conflict, ids: Iterable[str] | None) -> tuple[str, ...]:
    """Return the ids of concepts that are defined for coalitions; for None those used by default.

    ``reading`` is the conflict's own reading, unless it is mixed: a coalition has no concept if its members differ.

    Raises
    ------
    UnknownName
        If a concept is not defined for coalitions, or `ids` is empty.
    """
    if ids is None:
        return ids_of(lambda each: each.coalitional and each.by_default)
    known = ids_of(lambda each: each.coalitional)
    ids = ids.split(",") if isinstance(ids, str) else ids
    wanted = {id_.strip().lower() for id_ in ids} - {""}
    if READING in wanted:
        own = reading_of(conflict)
        if own.each:
            raise UnknownName(f"{MIXED}; name some of: {', '.join(known)}")
        wanted = wanted - {READING} | {own.id}
    for id_ in sorted(wanted - {*known}):
        raise UnknownName(f"for coalitions there is no concept {id_!r}{did_you_mean(id_, known)}")
    if not wanted:
        raise UnknownName(f"no concept is asked for; for coalitions there are: {', '.join(known)}")
    return tuple(id_ for id_ in known if id_ in wanted)


def _analysed(conflict: Conflict, chosen: tuple[Members, ...], concepts: tuple[str, ...]) -> Coalitions:
    solution, joint = solve(conflict, concepts), steps(conflict)
    found = tuple(_coalition(conflict, joint, members, solution.concepts) for members in chosen)
    single = _single(joint, solution.concepts)
    universal = {id_: np.logical_and.reduce([*single[id_], *(each.stable[id_] for each in found)]) for id_ in single}
    start = conflict.status_quo_number
    agreed = [] if start is None else [agreements(conflict, joint, members, start - 1) for members in chosen]
    return Coalitions(solution, found, universal, tuple(each for some in agreed for each in some))


def _coalition(conflict: Conflict, joint: Steps, members: Members, concepts: Iterable[str]) -> Coalition:
    stable = {id_: stable_for(joint, members, id_) for id_ in concepts}
    ids = tuple(conflict.decision_makers[i].id for i in members)
    return Coalition(ids, joint.improvements(members), _alone(joint, members), stable)


def _alone(joint: Steps, members: Members) -> NDArray[np.bool_]:
    """Return whether some member can make each improvement of a coalition by one move of its own, shape (P,)."""
    codes = [moves[:, 0].astype(np.int64) * joint.size + moves[:, 1] for moves in joint.moves]
    start, to = joint.improvements(members).T
    return np.isin(start.astype(np.int64) * joint.size + to, np.concatenate([codes[i] for i in members]))


def _single(joint: Steps, concepts: Iterable[str]) -> dict[str, list[NDArray[np.bool_]]]:
    """Return, by concept id, the stable states of each decision maker under sanctions by coalitions of the others."""
    return {id_: [stable_for(joint, (i,), id_) for i in range(len(joint.moves))] for id_ in concepts}
