"""Separation of a conflict into its fronts: what crosses them, and the utility of each front to a decision maker.

A conflict separates if no rule or preference speaks of several fronts. The utilities of all fronts then add up to
how a decision maker compares states. An order by importance is such a sum, too: each key gets a unit larger than
all less important keys together. The units can exceed 64 bits, so they are Python integers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.model.fronts import front_conflict, front_of, fronts_of, named_fronts, ranked_fronts, slice_of
from countermove.model.scope import truth
from countermove.model.states import binding_rules
from countermove.model.weights import in_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker, Preferences
    from countermove.model.states import StateSpace

    Key = dict[str, NDArray[Any]]
    """By front, integers of shape (S,), whose sum over the fronts is compared."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """A rule or a preference that speaks of several fronts at once.

    Attributes
    ----------
    kind : {"rule", "statement", "weight", "ranking", "coalescing"}
    text : str
        The statement; empty for a ranking.
    fronts : tuple of str
        The fronts, in their order.
    dm : str
        The id of the decision maker whose preference it is; empty for a rule.
    name : str
        The name of a rule, such as a capacity.
    because : str
        The reason.
    """

    kind: str
    text: str
    fronts: tuple[str, ...]
    dm: str = ""
    name: str = ""
    because: str = ""


@dataclass(frozen=True, eq=False)
class SeparatedConflict:
    """A conflict that separates.

    Attributes
    ----------
    conflict : Conflict
        The whole.
    locals : mapping of str to Conflict
        Each front as a conflict by itself, with the ids of the whole.
    """

    conflict: Conflict
    locals: Mapping[str, Conflict] = field(repr=False)

    @cached_property
    def utilities(self) -> tuple[dict[str, FrontUtility], ...]:
        """The utility of each front, by decision maker of the whole."""
        given = dict(self.locals)
        return tuple(utilities(self.conflict, given, dm) for dm in self.conflict.decision_makers)

    def acts_on(self, dm: DecisionMaker) -> tuple[str, ...]:
        """Return the fronts on which a decision maker has options."""
        own = {front_of(option.id) for option in dm.options}
        return tuple(front for front in self.locals if front in own)


def separated(conflict: Conflict) -> SeparatedConflict:
    """Return a conflict that separates, with its fronts."""
    return SeparatedConflict(conflict, local_conflicts(conflict))


def crossings(conflict: Conflict) -> tuple[Crossing, ...]:
    """Return what crosses the fronts; a conflict separates if nothing does.

    Examples
    --------
    >>> from countermove import cases
    >>> crossings(cases.load("prisoners-dilemma"))
    ()
    """
    if conflict.joint is None:
        return ()
    return (*_rules(conflict), *(each for dm in conflict.decision_makers for each in _preferences(conflict, dm)))


def _rules(conflict: Conflict) -> Iterator[Crossing]:
    for rule in binding_rules(conflict):
        if len(named := named_fronts(rule.holds)) > 1:
            yield Crossing("rule", rule.holds, _in_order(conflict, named), "", rule.name, rule.because)
    for text in conflict.coalesce:
        yield Crossing("coalescing", text, fronts_of(conflict))


def _preferences(conflict: Conflict, dm: DecisionMaker) -> Iterator[Crossing]:
    for level in dm.preferences.statements:
        for each in level:
            if len(named := named_fronts(each.holds)) > 1:
                yield Crossing("statement", each.holds, _in_order(conflict, named), dm.id, because=each.because)
    for text, _ in dm.preferences.weights:
        if len(named := named_fronts(text)) > 1:
            yield Crossing("weight", text, _in_order(conflict, named), dm.id, because=dm.preferences.because)
    if len(named := ranked_fronts(conflict, dm.preferences)) > 1:
        yield Crossing("ranking", "", _in_order(conflict, named), dm.id, because=dm.preferences.because)


def _in_order(conflict: Conflict, named: frozenset[str]) -> tuple[str, ...]:
    return tuple(front for front in fronts_of(conflict) if front in named)


@dataclass(frozen=True, eq=False)
class FrontUtility:
    """The utility of the states of one front to one decision maker of the whole.

    Attributes
    ----------
    rank : ndarray of int32, shape (S,)
        By local state, a dense rank; larger is preferred.
    values : tuple of int
        By rank, the utility on the front, ascending; utilities of all fronts are added.
    """

    rank: NDArray[np.int32]
    values: tuple[int, ...]


def utilities(conflict: Conflict, locals_: dict[str, Conflict], dm: DecisionMaker) -> dict[str, FrontUtility]:
    """Return, by front, its utility to a decision maker of a conflict that separates.

    Parameters
    ----------
    conflict : Conflict
    locals_ : dict
        By front, its conflict by itself.
    dm : DecisionMaker
        A decision maker with no preference across fronts.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.model.joining import join
    >>> from countermove.model.conflict import Front, Joint
    >>> from countermove.model.records import Shared
    >>> fronts = tuple(Front(id=id_, conflict=cases.load("chicken")) for id_ in ("one", "two"))
    >>> both = Shared(id="both", there=(("one", "a"), ("two", "a")), order=("one", "two"))
    >>> whole = join(Joint(fronts=fronts, shared=(both,)), title="Two")
    >>> [utility.values for utility in utilities(whole, local_conflicts(whole), whole.decision_makers[0]).values()]
    [(0, 4, 8, 12), (0, 1, 2, 3)]
    """
    total: dict[str, NDArray[np.object_]] = {
        id_: np.zeros(len(each.states), np.object_) for id_, each in locals_.items()
    }
    unit = 1
    for key in reversed([*_keys(conflict, locals_, dm)]):
        for front, values in key.items():
            total[front] = total[front] + values.astype(np.object_) * unit
        unit *= 1 + sum(int(values.max()) - int(values.min()) for values in key.values())
    return {front: _front_utility(values) for front, values in total.items()}


def _front_utility(values: NDArray[np.object_]) -> FrontUtility:
    distinct, rank = np.unique(values, return_inverse=True)
    return FrontUtility(rank.reshape(-1).astype(np.int32), tuple(int(each) for each in distinct))


def _keys(conflict: Conflict, locals_: dict[str, Conflict], dm: DecisionMaker) -> Iterator[Key]:
    """Yield the keys that are compared one after the other, the most important first."""
    wants = dm.preferences
    for level in wants.statements:
        yield _counted(locals_, [(each.holds, 1) for each in level])
    if wants.weights:
        units = in_units(weight for _, weight in wants.weights)
        yield _counted(locals_, [(text, unit) for (text, _), unit in zip(wants.weights, units, strict=True)])
    yield from _shares(locals_, dm)
    if wants.ranking:
        yield _ranked(conflict, locals_, wants)


def _counted(locals_: dict[str, Conflict], counted: list[tuple[str, int]]) -> Key:
    key: Key = {}
    for text, unit in counted:
        for front in named_fronts(text):  # at most one; a statement on no front is true in all states or in none
            here = locals_[front]
            held = truth(here, text, here.states.masks).astype(np.object_) * unit
            key[front] = key[front] + held if front in key else held
    return key


def _shares(locals_: dict[str, Conflict], dm: DecisionMaker) -> Iterator[Key]:
    shares = dm.preferences.fronts
    ranks = [_rank(locals_[share.front], dm.id) for share in shares]
    if any(share.front_weight is None for share in shares):
        yield from ({share.front: rank} for share, rank in zip(shares, ranks, strict=True))
    elif shares:
        units = in_units(share.front_weight or 0 for share in shares)
        yield {
            share.front: rank.astype(np.object_) * unit
            for share, rank, unit in zip(shares, ranks, units, strict=True)
        }


def _rank(local: Conflict, dm: str) -> NDArray[np.int32]:
    rank: NDArray[np.int32] = local.ranks[local.position(dm)]
    return rank


def _ranked(conflict: Conflict, locals_: dict[str, Conflict], wants: Preferences) -> Key:
    """Return the levels of a ranking by patterns, which all speak of one front only."""
    front = next(iter(ranked_fronts(conflict, wants)), "")
    if not front:
        return {}
    low, count = slice_of(conflict, front)
    states = locals_[front].states
    level = np.zeros(len(states), np.int64)
    for depth, entries in enumerate(wants.ranking):
        for entry in entries:
            level[_matching(states, entry.strip()[low : low + count])] = len(wants.ranking) - depth
    return {front: level}


def _matching(states: StateSpace, pattern: str) -> NDArray[np.bool_]:
    """Return where states match a pattern, shape (S,)."""
    care = sum(1 << k for k, letter in enumerate(pattern) if letter != "-")
    on = sum(1 << k for k, letter in enumerate(pattern) if letter == "Y")
    found: NDArray[np.bool_] = np.equal(states.masks & care, on)
    return found


def local_conflicts(conflict: Conflict) -> dict[str, Conflict]:
    """Return, by front, its conflict by itself."""
    return {front: front_conflict(conflict, front) for front in fronts_of(conflict)}
