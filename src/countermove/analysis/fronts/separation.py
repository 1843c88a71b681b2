"""Whether a conflict on several fronts falls apart into them, and what crosses if it does not.

What each front is worth to a decision maker, so that the worths of all fronts add up to how it compares states.

An order by importance is a sum, too: each thing counts more than all less important ones together. The numbers grow
beyond any machine word, so they are Python's own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.model.fronts import front_conflict, front_of, fronts_of, named_fronts, ranked_fronts, slice_of
from countermove.model.preferences import exactly, in_units
from countermove.model.scope import truth

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker, Preferences
    from countermove.model.states import StateSpace

    Key = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Crossing:
    """Something that speaks of several fronts at once.

    Attributes
    ----------
    kind : {"rule", "statement", "weight", "ranking", "coalescing"}
    text : str
        The statement; for a ranking, nothing.
    fronts : tuple of str
        The fronts that it speaks of, in their order.
    dm : str
        Whose wish it is; nothing for a rule.
    name : str
        What a rule stands for, such as a capacity.
    because : str
        The reason that is given for it.
    """

    kind: str
    text: str
    fronts: tuple[str, ...]
    dm: str = ""
    name: str = ""
    because: str = ""


@dataclass(frozen=True, eq=False)
class Parts:
    """A conflict that separates.

    Attributes
    ----------
    conflict : Conflict
        The whole.
    locals : mapping of str to Conflict
        The fronts alone, with the ids of the whole.
    """

    conflict: Conflict
    locals: Mapping[str, Conflict] = field(repr=False)

    @cached_property
    def stakes(self) -> tuple[dict[str, Stake], ...]:
        """What each front is worth to each decision maker of the whole."""
        given = dict(self.locals)
        return tuple(stakes(self.conflict, given, dm) for dm in self.conflict.decision_makers)

    def acts_on(self, dm: DecisionMaker) -> tuple[str, ...]:
        """Return the fronts on which a decision maker has options."""
        own = {front_of(option.id) for option in dm.options}
        return tuple(front for front in self.locals if front in own)


def parts(conflict: Conflict) -> Parts:
    """Return the fronts of a conflict that separates."""
    return Parts(conflict, locals_of(conflict))


def crossings(conflict: Conflict) -> tuple[Crossing, ...]:
    """Return what speaks of several fronts at once: if nothing does, the conflict separates.

    Examples
    --------
    >>> from countermove import cases
    >>> crossings(cases.load("prisoners-dilemma"))
    ()
    """
    if conflict.joint is None:
        return ()
    return (*_rules(conflict), *(each for dm in conflict.decision_makers for each in _wishes(conflict, dm)))


def _rules(conflict: Conflict) -> Iterator[Crossing]:
    for rule in conflict.rules:
        if len(named := named_fronts(rule.holds)) > 1:
            yield Crossing("rule", rule.holds, _in_order(conflict, named), "", rule.name, rule.because)
    for text in conflict.coalesce:
        yield Crossing("coalescing", text, fronts_of(conflict))


def _wishes(conflict: Conflict, dm: DecisionMaker) -> Iterator[Crossing]:
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
class Stake:
    """What the states of one front are worth to one decision maker of the whole.

    Attributes
    ----------
    rank : ndarray of int32, shape (S,)
        Dense, by local state; larger is preferred.
    worth : tuple of int
        What each rank adds to the sum over all fronts, in ascending order.
    """

    rank: NDArray[np.int32]
    worth: tuple[int, ...]


def stakes(conflict: Conflict, locals_: dict[str, Conflict], dm: DecisionMaker) -> dict[str, Stake]:
    """Return what each front is worth to a decision maker of a conflict that separates.

    Parameters
    ----------
    conflict : Conflict
    locals_ : dict
        Each front as a conflict by itself.
    dm : DecisionMaker
        None of whose wishes speaks of two fronts at once.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.model.joining import join
    >>> from countermove.model.conflict import Front, Joint
    >>> from countermove.model.records import Shared
    >>> fronts = tuple(Front(id=id_, conflict=cases.load("chicken")) for id_ in ("one", "two"))
    >>> both = Shared(id="both", there=(("one", "a"), ("two", "a")), order=("one", "two"))
    >>> whole = join(Joint(fronts=fronts, shared=(both,)), title="Two")
    >>> [stake.worth for stake in stakes(whole, locals_of(whole), whole.decision_makers[0]).values()]
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
    return {front: _stake(values) for front, values in total.items()}


def _stake(values: NDArray[np.object_]) -> Stake:
    worth, rank = np.unique(values, return_inverse=True)
    return Stake(rank.reshape(-1).astype(np.int32), tuple(int(each) for each in worth))


def _keys(conflict: Conflict, locals_: dict[str, Conflict], dm: DecisionMaker) -> Iterator[Key]:
    """Yield what is compared, the most important first: numbers by front, whose sum over the fronts counts."""
    wants = dm.preferences
    for level in wants.statements:
        yield _counted(locals_, [(each.holds, 1) for each in level])
    if wants.weights:
        units = in_units([exactly(weight) for _, weight in wants.weights])
        yield _counted(locals_, [(text, unit) for (text, _), unit in zip(wants.weights, units, strict=True)])
    yield from _shares(locals_, dm)
    if wants.ranking:
        yield _ranked(conflict, locals_, wants)


def _counted(locals_: dict[str, Conflict], counted: list[tuple[str, int]]) -> Key:
    key: Key = {}
    for text, unit in counted:
        for front in named_fronts(text):  # one at most: a statement that speaks of none tells no states apart
            here = locals_[front]
            held = truth(here, text, here.states.masks).astype(np.object_) * unit
            key[front] = key[front] + held if front in key else held
    return key


def _shares(locals_: dict[str, Conflict], dm: DecisionMaker) -> Iterator[Key]:
    shares = dm.preferences.fronts
    ranks = [_rank(locals_[share.front], dm.id) for share in shares]
    if any(share.weight is None for share in shares):
        yield from ({share.front: rank} for share, rank in zip(shares, ranks, strict=True))
    elif shares:
        units = in_units([exactly(share.weight or 0) for share in shares])
        yield {
            share.front: rank.astype(np.object_) * unit
            for share, rank, unit in zip(shares, ranks, units, strict=True)
        }


def _rank(local: Conflict, dm: str) -> NDArray[np.int32]:
    rank: NDArray[np.int32] = local.ranks[local.position(dm)]
    return rank


def _ranked(conflict: Conflict, locals_: dict[str, Conflict], wants: Preferences) -> Key:
    """Return the levels of a ranking by patterns, all of which leave every front but one open."""
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
    """Return which states have a pattern, if any."""
    care = sum(1 << k for k, letter in enumerate(pattern) if letter != "-")
    on = sum(1 << k for k, letter in enumerate(pattern) if letter == "Y")
    found: NDArray[np.bool_] = np.equal(states.masks & care, on)
    return found


def locals_of(conflict: Conflict) -> dict[str, Conflict]:
    """Return every front as a conflict by itself, as it is now."""
    return {front: front_conflict(conflict, front) for front in fronts_of(conflict)}
