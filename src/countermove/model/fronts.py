"""One front of a conflict cut out again: what of the whole, as it is now, belongs to it alone."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from countermove.model.language import parse
from countermove.model.records import Preferences

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker, Statement


def fronts_of(conflict: Conflict) -> tuple[str, ...]:
    """Return the ids of a conflict's fronts, in the order of their options; nothing for a conflict without any."""
    return tuple(front.id for front in conflict.joint.fronts) if conflict.joint else ()


def several_fronts(conflict: Conflict) -> bool:
    """Whether a conflict has more than one front."""
    return conflict.joint is not None and len(conflict.joint.fronts) > 1


def front_of(option: str) -> str:
    """Return the front that an option of a joint conflict belongs to.

    Examples
    --------
    >>> front_of("kazakhstan.stay")
    'kazakhstan'
    """
    return option.partition(".")[0]


def of_a_front(conflict: Conflict, id_: str) -> bool:
    """Whether an id is that of something from one front; ids of the conflict's own may have a point in them, too."""
    return "." in id_ and front_of(id_) in fronts_of(conflict)


@cache
def named_fronts(text: str) -> frozenset[str]:
    """Return the fronts that a statement speaks of."""
    return frozenset(front_of(node.text) for node in parse(text).names())


def ranked_fronts(conflict: Conflict, wants: Preferences) -> frozenset[str]:
    """Return the fronts that a ranking speaks of; all of them where it names states otherwise than by patterns."""
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
    """Whether a statement speaks of one front only; one that speaks of none is true or false on all of them."""
    return named_fronts(text) <= {front}


def slice_of(conflict: Conflict, front: str) -> tuple[int, int]:
    """Return the lowest bit of a front's options, and how many there are."""
    bits = [bit for bit, name in enumerate(conflict.options) if front_of(name) == front]
    return (bits[0], len(bits)) if bits else (0, 0)


def local_masks(conflict: Conflict, front: str, masks: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the masks that states have on one front alone."""
    low, count = slice_of(conflict, front)
    local: NDArray[np.int32] = masks >> low & ((1 << count) - 1)
    return local


def alone(conflict: Conflict, front: str) -> Conflict:
    """Return one front as a conflict by itself, with the ids of the whole.

    Every decision maker that has options or wants there is kept, with the wants that concern the front and with the
    rules that concern no other; so it has the same bits as in the whole, from the lowest.

    Examples
    --------
    >>> from countermove import cases
    >>> alone(cases.load("canal"), "north").options[:1]
    ('north.compensate',)
    """
    joint = conflict.joint
    assert joint is not None  # noqa: S101  (for the type checker)
    here = replace(
        joint, fronts=tuple(each for each in joint.fronts if each.id == front), shared=(), rules=(), capacities=()
    )
    at = slice_of(conflict, front)
    kept = tuple(_part(dm, front, at) for dm in conflict.decision_makers if _takes_part(dm, front))
    names = {dm.full(option) for dm in kept for option in dm.options}
    status_quo = conflict.status_quo
    return conflict.with_(
        title=f"{conflict.title}: {front}",
        decision_makers=kept,
        rules=tuple(rule for rule in conflict.rules if within(rule.holds, front)),
        status_quo=None if status_quo is None else tuple(name for name in status_quo if front_of(name) == front),
        questions=(),
        variations=(),
        published=(),
        option_order=tuple(name for name in conflict.option_order if name in names),
        joint=here,
    )


def _takes_part(dm: DecisionMaker, front: str) -> bool:
    if dm.id.startswith(f"{front}.") or any(front_of(option.id) == front for option in dm.options):
        return True
    wants = dm.preferences
    said = (each.holds for level in wants.statements for each in level)
    return front in {share.front for share in wants.fronts} or any(named_fronts(text) == {front} for text in said)


def _part(dm: DecisionMaker, front: str, at: tuple[int, int]) -> DecisionMaker:
    options = tuple(option for option in dm.options if front_of(option.id) == front)
    return replace(dm, options=options, preferences=wanted_on(dm.preferences, front, at))


def wanted_on(wants: Preferences, front: str, at: tuple[int, int]) -> Preferences:
    """Return what is wanted on one front alone: what speaks of no other; `at` as in `slice_of`."""
    share = next((each.preferences for each in wants.fronts if each.front == front), Preferences())
    kept = tuple(level for level in (_said(level, front) for level in wants.statements) if level)
    return replace(
        wants,
        statements=kept + share.statements,
        weights=tuple(pair for pair in (*wants.weights, *share.weights) if within(pair[0], front)),
        ranking=_cut(wants.ranking, at) or _cut(share.ranking, at),
        fronts=(),
    )


def _said(level: tuple[Statement, ...], front: str) -> tuple[Statement, ...]:
    return tuple(each for each in level if named_fronts(each.holds) == {front})


def _cut(ranking: tuple[tuple[str, ...], ...], at: tuple[int, int]) -> tuple[tuple[str, ...], ...]:
    """Return a ranking by patterns of the whole as one of a front, if it leaves every other front open."""
    low, count = at
    if any(set(pattern[:low] + pattern[low + count :]) - {"-"} for level in ranking for pattern in level):
        return ()
    cut = tuple(tuple(pattern[low : low + count] for pattern in level) for level in ranking)
    return cut if any(set(pattern) - {"-"} for level in cut for pattern in level) else ()
