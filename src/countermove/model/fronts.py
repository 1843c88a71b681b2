"""The fronts of a joined conflict: their names, bits and masks, and each front as a conflict by itself."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.model.language import parse
from countermove.model.records import Preferences

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker, Statement


def fronts_of(conflict: Conflict) -> tuple[str, ...]:
    """Return the ids of a conflict's fronts, in the order of their options; empty if it has none."""
    return tuple(front.id for front in conflict.joint.fronts) if conflict.joint else ()


def several_fronts(conflict: Conflict) -> bool:
    """Whether a conflict has more than one front."""
    return conflict.joint is not None and len(conflict.joint.fronts) > 1


def front_of(option: str) -> str:
    """Return the front of an option of a joined conflict.

    Examples
    --------
    >>> front_of("kazakhstan.stay")
    'kazakhstan'
    """
    return option.partition(".")[0]


def belongs_to_front(conflict: Conflict, id_: str) -> bool:
    """Whether an id begins with the id of one of the conflict's fronts and a point."""
    return "." in id_ and front_of(id_) in fronts_of(conflict)


@cache
def named_fronts(text: str) -> frozenset[str]:
    """Return the fronts whose options a statement names.

    Raises
    ------
    StatementError
        If the text is not a statement.
    """
    return frozenset(front_of(node.text) for node in parse(text).names())


def ranked_fronts(conflict: Conflict, wants: Preferences) -> frozenset[str]:
    """Return the fronts whose options a ranking's patterns fix; all fronts if an entry is no pattern."""
    if not wants.ranking:
        return frozenset()
    patterns = [entry.strip() for level in wants.ranking for entry in level]
    if not all(re.fullmatch(f"[YN-]{{{len(conflict.options)}}}", each) for each in patterns):
        return frozenset(fronts_of(conflict))
    slices = {front: slice_of(conflict, front) for front in fronts_of(conflict)}
    return frozenset(
        front
        for front, (low, count) in slices.items()
        if any(set(each[low : low + count]) - {"-"} for each in patterns)
    )


def within(text: str, front: str) -> bool:
    """Whether a statement names no options of other fronts; raises as `named_fronts` does."""
    return named_fronts(text) <= {front}


def slice_of(conflict: Conflict, front: str) -> tuple[int, int]:
    """Return the lowest bit of a front's options, and their number."""
    bits = [bit for bit, name in enumerate(conflict.options) if front_of(name) == front]
    return (bits[0], len(bits)) if bits else (0, 0)


def local_masks(conflict: Conflict, front: str, masks: NDArray[np.signedinteger[Any]]) -> NDArray[np.int32]:
    """Return the part of each mask that belongs to one front, shifted to bit 0; int32, of the shape of `masks`."""
    low, count = slice_of(conflict, front)
    local: NDArray[np.int32] = (masks >> low & ((1 << count) - 1)).astype(np.int32)
    return local


def ranks_alone(conflict: Conflict, dm: str, front: str, masks: NDArray[np.signedinteger[Any]]) -> NDArray[np.int32]:
    """Return a decision maker's ranks on one front alone of the parts of some states there; both shapes (S,).

    Examples
    --------
    >>> from countermove import cases
    >>> canal = cases.load("canal")
    >>> ranks_alone(canal, "centre", "north", canal.states.masks[:4])
    array([5, 4, 1, 0], dtype=int32)
    """
    here = conflict.alone[front]
    at = np.searchsorted(here.states.members, local_masks(conflict, front, masks))
    found: NDArray[np.int32] = here.ranks[here.position(dm), here.states.state_of[at]]
    return found


def front_conflict(conflict: Conflict, front: str) -> Conflict:
    """Return one front as a conflict by itself, with the names of the joined conflict.

    It keeps the decision makers with options or preferences on the front, their statements about the front, the rules
    that name no other front, and the named conditions and ends of the front's own file. Its options are in the order
    of the joined conflict, from bit 0.

    Raises
    ------
    InvalidConflict
        If the front is no valid conflict by itself.

    Examples
    --------
    >>> from countermove import cases
    >>> front_conflict(cases.load("canal"), "north").options[:1]
    ('north.compensate',)
    """
    joint = conflict.joint
    assert joint is not None  # noqa: S101  (for the type checker)
    front_only = replace(
        joint,
        fronts=tuple(each for each in joint.fronts if each.id == front),
        shared=(),
        rules=(),
        capacities=(),
        definitions=(),
        reading="",
    )
    at = slice_of(conflict, front)
    kept = tuple(_part(dm, front, at) for dm in conflict.decision_makers if _takes_part(dm, front))
    names = {dm.full(option) for dm in kept for option in dm.options}
    status_quo = conflict.status_quo
    ends = {f"{front}.{id_}" for each in joint.fronts if each.id == front for id_ in each.conflict.ends}
    named = tuple(each for each in conflict.definitions if front_of(each.id) == front and within(each.when, front))
    return conflict.with_(
        title=f"{conflict.title}: {front}",
        decision_makers=kept,
        rules=tuple(rule for rule in conflict.rules if within(rule.holds, front)),
        status_quo=None if status_quo is None else tuple(name for name in status_quo if front_of(name) == front),
        questions=(),
        variations=(),
        published=(),
        definitions=named,
        ends=tuple(each.id for each in named if each.id in ends),
        came_about="",
        standpoint="",
        option_order=tuple(name for name in conflict.option_order if name in names),
        joint=front_only,
    )


def _takes_part(dm: DecisionMaker, front: str) -> bool:
    if dm.id.startswith(f"{front}.") or any(front_of(option.id) == front for option in dm.options):
        return True
    wants = dm.preferences
    texts = (each.holds for level in wants.statements for each in level)
    return front in {share.front for share in wants.fronts} or any(named_fronts(text) == {front} for text in texts)


def _part(dm: DecisionMaker, front: str, at: tuple[int, int]) -> DecisionMaker:
    options = tuple(option for option in dm.options if front_of(option.id) == front)
    return replace(dm, options=options, preferences=wanted_on(dm.preferences, front, at))


def wanted_on(wants: Preferences, front: str, at: tuple[int, int]) -> Preferences:
    """Return the preferences about one front; `at` is the front's lowest bit and size, as `slice_of` returns them."""
    share = next((each.preferences for each in wants.fronts if each.front == front), Preferences())
    kept = tuple(level for level in (_statements_on(level, front) for level in wants.statements) if level)
    return replace(
        wants,
        statements=kept + share.statements,
        weights=tuple(pair for pair in (*wants.weights, *share.weights) if within(pair[0], front)),
        ranking=_cut(wants.ranking, at) or _cut(share.ranking, at),
        fronts=(),
    )


def _statements_on(level: tuple[Statement, ...], front: str) -> tuple[Statement, ...]:
    return tuple(each for each in level if named_fronts(each.holds) == {front})


def _cut(ranking: tuple[tuple[str, ...], ...], at: tuple[int, int]) -> tuple[tuple[str, ...], ...]:
    """Return a ranking with its patterns cut to one front; empty if a pattern fixes options of another front."""
    low, count = at
    if any(set(pattern[:low] + pattern[low + count :]) - {"-"} for level in ranking for pattern in level):
        return ()
    cut = tuple(tuple(pattern[low : low + count] for pattern in level) for level in ranking)
    return cut if any(set(pattern) - {"-"} for level in cut for pattern in level) else ()
