"""From what decision makers want to one rank array each: statements, weights and rankings, exactly.

Ranks are dense integers from 0, larger is preferred, equal is indifferent; only their order means anything.
The order by statements is lexicographic (Hipel, Kilgour, Fang, Peng 1997): the most important statement on which
two states differ decides between them. It is found by refining ranks, so any number of statements is exact.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.errors import Complaint, DocumentPath, InvalidConflict, UnknownName
from countermove.model.fronts import alone, local_masks, ranked_fronts
from countermove.model.scope import truth

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker, FrontPreferences

    Integers = NDArray[np.int64]

ROOM = 1 << 62


def ranks(conflict: Conflict) -> NDArray[np.int32]:
    """Return every decision maker's ranks.

    Parameters
    ----------
    conflict : Conflict
        With n decision makers and S states.

    Returns
    -------
    ndarray of int32, shape (n, S)
        Dense ranks from 0; larger is preferred, equal is indifferent.

    Raises
    ------
    InvalidConflict
        If a ranking omits, repeats or cannot name states, or tells apart states that are coalesced.

    Examples
    --------
    >>> from countermove import Conflict, DecisionMaker, Option, Preferences, Statement
    >>> wants = Preferences(statements=((Statement(holds="not stay"),), (Statement(holds="go"),)))
    >>> dm = DecisionMaker(id="a", options=(Option(id="go"), Option(id="stay")), preferences=wants)
    >>> ranks(Conflict(title="t", decision_makers=(dm,)))
    array([[2, 3, 0, 1]], dtype=int32)
    """
    found = [rank_or_complaints(conflict, dm) for dm in conflict.decision_makers]
    complaints = [complaint for rank in found if isinstance(rank, list) for complaint in rank]
    if complaints:
        raise InvalidConflict(complaints)
    ranked = np.array(found, dtype=np.int32).reshape(len(found), len(conflict.states))
    ranked.setflags(write=False)
    return ranked


def rank_or_complaints(conflict: Conflict, dm: DecisionMaker) -> Integers | list[Complaint]:
    """Return one decision maker's ranks, shape (S,), or what keeps them from being found."""
    states = conflict.states
    by_member = np.zeros(len(states.members), np.int64)
    for key, radix in [*_statement_keys(conflict, dm), *_weight_keys(conflict, dm), *_front_keys(conflict, dm)]:
        by_member = _refined(by_member, key, radix)
    by_member = _dense(by_member)
    if states.coalesced and (apart := _told_apart(conflict, dm, by_member)):
        return apart
    rank = np.zeros(len(states), np.int64)
    rank[states.state_of] = by_member
    return _ranked(conflict, dm, rank) if dm.preferences.ranking else rank


def _refined(rank: Integers, key: Integers, radix: int) -> Integers:
    """Break the ties of `rank` by `key`, a number from 0 to `radix` - 1; not yet dense."""
    if int(rank.max(initial=0)) + 1 > ROOM // radix:
        rank = _dense(rank)
    refined: Integers = rank * radix + key
    return refined


def _dense(key: Integers) -> Integers:
    """Return ranks from 0 without gaps, in the same order."""
    top = int(key.max(initial=0)) + 1
    if top > 8 * len(key) + 1024:
        return _places(key)[0]
    present = np.zeros(top, np.int64)
    present[key] = 1
    dense: Integers = (np.cumsum(present) - 1)[key]
    return dense


def _statement_keys(conflict: Conflict, dm: DecisionMaker) -> Iterator[tuple[Integers, int]]:
    for level in dm.preferences.statements:
        held = sum(truth(conflict, each.holds, conflict.states.members).astype(np.int64) for each in level)
        yield np.asarray(held, np.int64), len(level) + 1


def _weight_keys(conflict: Conflict, dm: DecisionMaker) -> Iterator[tuple[Integers, int]]:
    """Yield the sum of weights as an exact integer, so that 0.1 + 0.2 ties with 0.3."""
    if not dm.preferences.weights:
        return
    units = in_units([exactly(weight) for _, weight in dm.preferences.weights])
    integers: Any = np.int64 if sum(map(abs, units)) < ROOM else np.object_
    total: NDArray[Any] = np.zeros(len(conflict.states.members), integers)
    for (text, _), weight in zip(dm.preferences.weights, units, strict=True):
        total = total + truth(conflict, text, conflict.states.members).astype(integers) * weight
    yield _places(total)


def _front_keys(conflict: Conflict, dm: DecisionMaker) -> Iterator[tuple[Integers, int]]:
    """Yield the ranks on each front in turn, or their weighted sum as an exact integer."""
    shares = dm.preferences.fronts
    ranks = [_rank_on(conflict, dm, share) for share in shares]
    if any(share.weight is None for share in shares):
        yield from ((rank, int(rank.max(initial=0)) + 1) for rank in ranks)
    elif shares:
        units = in_units([exactly(share.weight or 0) for share in shares])
        total = sum((rank * unit for rank, unit in zip(ranks, units, strict=True)), start=np.int64(0))
        yield _places(np.asarray(total))


def _places(values: NDArray[Any]) -> tuple[Integers, int]:
    """Return the place of each value among the distinct ones, from 0, and how many of these there are, at least 1."""
    distinct, places = np.unique(values, return_inverse=True)
    return places.astype(np.int64), max(1, len(distinct))


def _rank_on(conflict: Conflict, dm: DecisionMaker, share: FrontPreferences) -> Integers:
    """Return a decision maker's rank, among all that is feasible on one front, of what each member is there."""
    here = alone(conflict, share.front)
    rank = here.ranks[here.position(dm.id)]
    local = local_masks(conflict, share.front, conflict.states.members)
    levels: Integers = rank[np.searchsorted(here.states.members, local)].astype(np.int64)
    return levels


def in_units(weights: list[Fraction]) -> list[int]:
    """Return weights as whole numbers in the same proportion."""
    unit = lcm(*(weight.denominator for weight in weights))
    return [int(weight * unit) for weight in weights]


def exactly(weight: float) -> Fraction:
    """Return a weight as the analyst wrote it: a decimal fraction by its digits, a whole number as it is."""
    return Fraction(weight) if weight == int(weight) else Fraction(str(weight))


def _told_apart(conflict: Conflict, dm: DecisionMaker, by_member: Integers) -> list[Complaint]:
    states = conflict.states
    stands_for = np.searchsorted(states.members, states.masks)
    if np.array_equal(by_member, by_member[stands_for][states.state_of]):
        return []
    at = int(np.flatnonzero(by_member != by_member[stands_for][states.state_of])[0])
    pattern = states.pattern(int(states.state_of[at]))
    return [
        Complaint(
            f"{dm.id} is not indifferent among the states that {pattern} makes one; coalesced states must be equal "
            "for everyone: word every statement so that it is true in all of it or in none",
            ("decision_makers", dm.id, "preferences"),
        )
    ]


def _ranked(conflict: Conflict, dm: DecisionMaker, rank: Integers) -> Integers | list[Complaint]:
    """Break the ties of `rank` by the direct ranking, which is all there is if nothing came before it."""
    path: DocumentPath = ("decision_makers", dm.id, "preferences", "ranking")
    level, complaints, unfound = _levels(conflict, dm, path)
    complaints += [] if unfound else _omitted(conflict, dm, rank, level, path)
    if complaints:
        return complaints
    return _dense(_refined(rank, level + 1, len(dm.preferences.ranking) + 1))


def _levels(conflict: Conflict, dm: DecisionMaker, path: DocumentPath) -> tuple[Integers, list[Complaint], int]:
    """Return the level of each state (larger is preferred, -1 is unranked), what is wrong, and entries lost."""
    # what one front ranks may be ruled out by what crosses the fronts, which is no fault of the ranking
    of_one_front = conflict.joint is not None and len(ranked_fronts(conflict, dm.preferences)) <= 1
    level, unfound = np.full(len(conflict.states), -1, np.int64), 0
    complaints: list[Complaint] = []
    for depth, entries in enumerate(dm.preferences.ranking):
        for k, entry in enumerate(entries):
            at = (*path, depth, k) if len(entries) > 1 else (*path, depth)
            try:
                here = conflict.states.find(entry)
            except UnknownName as fault:
                if of_one_front:
                    continue
                complaints.append(Complaint(f"{fault} (in the ranking of {dm.id})", at))
                unfound += 1
                continue
            this = len(dm.preferences.ranking) - 1 - depth
            again = level[here] == this if conflict.states.coalesced else np.False_  # by several of its members
            complaints += _repeated(conflict, dm, here[(level[here] >= 0) & ~again], at)
            level[here] = this
    return level, complaints, unfound


def _repeated(conflict: Conflict, dm: DecisionMaker, twice: NDArray[np.intp], at: DocumentPath) -> list[Complaint]:
    if not len(twice):
        return []
    return [Complaint(f"the ranking of {dm.id} names {_listed(conflict, twice)} more than once", at)]


def _omitted(
    conflict: Conflict, dm: DecisionMaker, rank: Integers, level: Integers, path: DocumentPath
) -> list[Complaint]:
    """Return a complaint if, among states that are tied so far, some are ranked and some are not."""
    ranked_tie = np.zeros(int(rank.max(initial=0)) + 1, np.bool_)
    ranked_tie[rank[level >= 0]] = True
    broken = dm.preferences.statements or dm.preferences.weights
    left_out = np.flatnonzero((level < 0) & (ranked_tie[rank] if broken else True))
    if not len(left_out):
        return []
    return [Complaint(f"the ranking of {dm.id} omits {_listed(conflict, left_out)}", path)]


def _listed(conflict: Conflict, positions: NDArray[np.intp]) -> str:
    shown = [f"{k + 1} ({conflict.states[int(k)].pattern or conflict.states[int(k)].name})" for k in positions[:6]]
    more = f" and {len(positions) - 6:,} more" if len(positions) > 6 else ""
    return f"{'states' if len(positions) > 1 else 'state'} {', '.join(shown)}{more}"
