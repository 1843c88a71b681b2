"""The ranks of states for each decision maker, from statements, weights and rankings, in exact arithmetic.

Ranks are dense integers from 0; larger is preferred, equal is indifferent, and only their order has a meaning.
Statements order states lexicographically (Hipel, Kilgour, Fang, Peng 1997): the most important statement on which two
states differ decides. Each statement refines the ranks so far, so the order is exact for any number of statements.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.errors import Complaint, DocumentPath, InvalidConflict, UnknownName
from countermove.model.evaluation_time import refuse_evaluation
from countermove.model.fronts import ranked_fronts, ranks_alone
from countermove.model.scope import truth
from countermove.model.weights import ROOM, in_units, places, places_of_sums

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker, FrontPreferences

    Integers = NDArray[np.int64]
    Keys = NDArray[np.signedinteger[Any]]
    Truth = NDArray[np.bool_]


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
        If a ranking omits, repeats or misnames states, or preferences differ between members of a coalesced state.
    TooLarge
        If it would take minutes.

    Examples
    --------
    >>> from countermove import Conflict, DecisionMaker, Option, Preferences, Statement
    >>> wants = Preferences(statements=((Statement(holds="not stay"),), (Statement(holds="go"),)))
    >>> dm = DecisionMaker(id="a", options=(Option(id="go"), Option(id="stay")), preferences=wants)
    >>> ranks(Conflict(title="t", decision_makers=(dm,)))
    array([[2, 3, 0, 1]], dtype=int32)
    """
    refuse_ranking(conflict)
    found = [rank_or_complaints(conflict, dm) for dm in conflict.decision_makers]
    complaints = [complaint for rank in found if isinstance(rank, list) for complaint in rank]
    if complaints:
        raise InvalidConflict(complaints)
    ranked = np.array(found, dtype=np.int32).reshape(len(found), len(conflict.states))
    ranked.setflags(write=False)
    return ranked


def refuse_ranking(conflict: Conflict) -> None:
    """Refuse preferences that would take too long to rank all states by.

    Raises
    ------
    TooLarge
        With an estimate, and what would help.
    """
    texts = [
        text
        for dm in conflict.decision_makers
        for text in (
            *(each.holds for level in dm.preferences.statements for each in level),
            *(text for text, _ in dm.preferences.weights),
        )
    ]
    refuse_evaluation(conflict, texts, len(conflict.states.members), "statements of preference")


def rank_or_complaints(
    conflict: Conflict, dm: DecisionMaker, held: Callable[[str], Truth] | None = None
) -> Integers | list[Complaint]:
    """Return one decision maker's ranks, int64, shape (S,), or the complaints that prevent them.

    Parameters
    ----------
    conflict : Conflict
        The states.
    dm : DecisionMaker
        The decision maker, whose preferences need not be those that it has in the conflict.
    held : callable, optional
        From a statement to its truth in the members of the states, where that is known already.
    """
    states = conflict.states
    held = held or partial(_held, conflict)
    by_member = np.zeros(len(states.members), np.int64)
    keys = chain(_statement_keys(dm, held), _weight_keys(conflict, dm), _front_keys(conflict, dm))
    for key, radix in keys:  # one at a time: each has a number for each state
        by_member = _refined(by_member, key, radix)
    by_member = _dense(by_member)
    if states.coalesced and (apart := _unequal_members(conflict, dm, by_member)):
        return apart
    rank = np.zeros(len(states), np.int64)
    rank[states.state_of] = by_member
    return _ranked(conflict, dm, rank) if dm.preferences.ranking else rank


def _refined(rank: Integers, key: Keys, radix: int) -> Integers:
    """Return `rank` with ties broken by `key`, from 0 to `radix` - 1; the result need not be dense."""
    if int(rank.max(initial=0)) + 1 > ROOM // radix:
        rank = _dense(rank)
    refined: Integers = rank * radix
    refined += key
    return refined


def _dense(key: Integers) -> Integers:
    """Return ranks in the same order, from 0 without gaps."""
    top = int(key.max(initial=0)) + 1
    if top > 8 * len(key) + 1024:
        return places(key)[0]
    present = np.zeros(top, np.int64)
    present[key] = 1
    dense: Integers = (np.cumsum(present) - 1)[key]
    return dense


def _held(conflict: Conflict, text: str) -> Truth:
    return truth(conflict, text, conflict.states.members)


def _statement_keys(dm: DecisionMaker, held: Callable[[str], Truth]) -> Iterator[tuple[Keys, int]]:
    for level in dm.preferences.statements:
        first, *others = level
        number = held(first.holds).astype(np.int16)
        for each in others:
            number += held(each.holds)
        yield number, len(level) + 1


def _weight_keys(conflict: Conflict, dm: DecisionMaker) -> Iterator[tuple[Integers, int]]:
    """Yield the places of the sums of weights; sums are exact integers, so that 0.1 + 0.2 ties with 0.3."""
    if not dm.preferences.weights:
        return
    texts, weights = zip(*dm.preferences.weights, strict=True)
    members = conflict.states.members
    yield places_of_sums(lambda k: truth(conflict, texts[k], members), [1] * len(texts), in_units(weights))


def _front_keys(conflict: Conflict, dm: DecisionMaker) -> Iterator[tuple[Integers, int]]:
    """Yield the ranks on each front in turn, or the places of their exact weighted sums."""
    shares = dm.preferences.fronts
    ranks = [_rank_on(conflict, dm, share) for share in shares]
    if any(share.front_weight is None for share in shares):
        yield from ((rank, int(rank.max(initial=0)) + 1) for rank in ranks)
    elif shares:
        most = [int(rank.max(initial=0)) for rank in ranks]
        yield places_of_sums(ranks.__getitem__, most, in_units(share.front_weight or 0 for share in shares))


def _rank_on(conflict: Conflict, dm: DecisionMaker, share: FrontPreferences) -> Integers:
    """Return a decision maker's rank on one front of each member, shape (F,), among the front's feasible states."""
    return ranks_alone(conflict, dm.id, share.front, conflict.states.members).astype(np.int64)


def _unequal_members(conflict: Conflict, dm: DecisionMaker, by_member: Integers) -> list[Complaint]:
    """Return a complaint if members of a coalesced state have different ranks."""
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
    """Return `rank` with ties broken by the direct ranking, or the complaints about the ranking."""
    path: DocumentPath = ("decision_makers", dm.id, "preferences", "ranking")
    level, complaints, unfound = _levels(conflict, dm, path)
    complaints += [] if unfound else _omitted(conflict, dm, rank, level, path)
    if complaints:
        return complaints
    return _dense(_refined(rank, level + 1, len(dm.preferences.ranking) + 1))


def _levels(conflict: Conflict, dm: DecisionMaker, path: DocumentPath) -> tuple[Integers, list[Complaint], int]:
    """Return the level of each state (-1 if unranked), the complaints, and the number of entries without a state."""
    # rules across fronts may exclude a state that a ranking of one front names; that is no fault of the ranking
    of_one_front = conflict.joint is not None and len(ranked_fronts(conflict, dm.preferences)) <= 1
    level, unfound = np.full(len(conflict.states), -1, np.int64), 0
    complaints: list[Complaint] = []
    for depth, entries in enumerate(dm.preferences.ranking):
        for k, entry in enumerate(entries):
            at = (*path, depth, k) if len(entries) > 1 else (*path, depth)
            try:
                found = conflict.states.find(entry)
            except UnknownName as fault:
                if of_one_front:
                    continue
                complaints.append(Complaint(f"{fault} (in the ranking of {dm.id})", at))
                unfound += 1
                continue
            this = len(dm.preferences.ranking) - 1 - depth
            # several members of a coalesced state may stand on one level
            again = level[found] == this if conflict.states.coalesced else np.False_
            complaints += _repeated(conflict, dm, found[(level[found] >= 0) & ~again], at)
            level[found] = this
    return level, complaints, unfound


def _repeated(conflict: Conflict, dm: DecisionMaker, twice: NDArray[np.intp], at: DocumentPath) -> list[Complaint]:
    if not len(twice):
        return []
    return [Complaint(f"the ranking of {dm.id} names {_listed(conflict, twice)} more than once", at)]


def _omitted(
    conflict: Conflict, dm: DecisionMaker, rank: Integers, level: Integers, path: DocumentPath
) -> list[Complaint]:
    """Return a complaint if a ranking names some of the states that are tied so far, but not all."""
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
