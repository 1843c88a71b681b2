"""The difference between two states for a decision maker: the most important preference that separates them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from countermove.model.fronts import ranks_alone
from countermove.model.scope import holds
from countermove.model.weights import exactly, nearest

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker, FrontPreferences, Preferences, Statement

Kind = Literal["equal", "statements", "weights", "fronts", "ranking"]
Ends = tuple[str, int, int]
"""The id of a decision maker, and the numbers of the better and the worse state."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The reason why a decision maker prefers one of two states, or neither.

    Attributes
    ----------
    dm : str
        The decision maker's id.
    better, worse : int
        The numbers of the two states, from 1; equally preferred states stand in the order given.
    kind : {"equal", "statements", "weights", "fronts", "ranking"}
        The form of preference that decides; ``"fronts"`` is the sum of the weighted ranks on several fronts.
    front : str
        The front whose preferences decide, if a decision maker compares its fronts in order; empty otherwise.
    place : int
        The level of the deciding statements, 1 being the most important; 0 for the other kinds.
    statements : tuple of Statement
        The deciding statements: those of the level that hold in the better state and not in the worse one.
    levels : tuple of float
        The values of the better and the worse state. For weights and fronts, their sums; for a ranking, their places
        among all states, 1 being the best.
    because : str
        The reason given for the weights or the ranking; statements have their own.
    """

    dm: str
    better: int
    worse: int
    kind: Kind
    place: int = 0
    statements: tuple[Statement, ...] = ()
    levels: tuple[float, ...] = ()
    because: str = ""
    front: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        statements = [{"holds": each.holds, "because": each.because} for each in self.statements]
        ends = {"dm": self.dm, "better": self.better, "worse": self.worse, "decided_by": self.kind}
        details = {"front": self.front, "place": self.place, "statements": statements}
        details |= {"levels": [*self.levels], "because": self.because}
        return ends | {key: value for key, value in details.items() if value}


def difference(conflict: Conflict, who: int, first: int, second: int) -> Difference:
    """Return the difference between two states for a decision maker.

    Parameters
    ----------
    conflict : Conflict
    who : int
        The decision maker's position.
    first, second : int
        The positions of the states.

    Returns
    -------
    Difference

    Examples
    --------
    >>> from countermove import cases
    >>> found = difference(cases.load("kazakhstan-2022"), 3, 0, 1)
    >>> found.better, found.statements[0].holds
    (1, 'not (revolt and not (csto or alone))')
    """
    dm, rank = conflict.decision_makers[who], conflict.ranks[who]
    better, worse = (first, second) if rank[first] >= rank[second] else (second, first)
    ends = (dm.id, better + 1, worse + 1)
    if rank[first] == rank[second]:
        return Difference(*ends, "equal")
    wants = dm.preferences
    return (
        _by_statements(conflict, wants, ends)
        or _by_weights(conflict, wants, ends)
        or _by_fronts(conflict, dm, ends)
        or _by_ranking(conflict, dm, ends)
    )


def _held(conflict: Conflict, text: str, ends: Ends) -> tuple[bool, bool]:
    """Return whether a statement holds in the better and in the worse state."""
    if conflict.graph is not None:
        return False, False
    better, worse = conflict.states.masks[[ends[1] - 1, ends[2] - 1]].tolist()
    return holds(conflict, text, better), holds(conflict, text, worse)


def _by_statements(conflict: Conflict, wants: Preferences, ends: Ends) -> Difference | None:
    for place, level in enumerate(wants.statements, start=1):
        held = [_held(conflict, each.holds, ends) for each in level]
        if sum(better for better, _ in held) != sum(worse for _, worse in held):
            gained = tuple(each for each, (better, worse) in zip(level, held, strict=True) if better and not worse)
            return Difference(*ends, "statements", place, gained)
    return None


def _by_weights(conflict: Conflict, wants: Preferences, ends: Ends) -> Difference | None:
    sums = [Fraction(0), Fraction(0)]
    for text, weight in wants.weights:
        for k, held in enumerate(_held(conflict, text, ends)):
            sums[k] += exactly(weight) if held else 0
    if sums[0] == sums[1]:
        return None
    return Difference(*ends, "weights", levels=(nearest(sums[0]), nearest(sums[1])), because=wants.because)


def _by_fronts(conflict: Conflict, dm: DecisionMaker, ends: Ends) -> Difference | None:
    """Return the difference by the sum of weighted ranks, or by the preferences on the first front that differs."""
    shares, masks = dm.preferences.fronts, conflict.states.masks[[number - 1 for number in ends[1:]]]
    ranks = [ranks_alone(conflict, dm.id, share.front, masks).tolist() for share in shares]
    if any(share.front_weight is None for share in shares):
        differing = (share for share, (better, worse) in zip(shares, ranks, strict=True) if better != worse)
        return next((_on_front(conflict, dm, share, ends) for share in differing), None)
    weights = [exactly(share.front_weight or 0) for share in shares]
    sums = [sum((w * rank[k] for w, rank in zip(weights, ranks, strict=True)), Fraction(0)) for k in (0, 1)]
    if sums[0] == sums[1]:
        return None
    return Difference(*ends, "fronts", levels=(nearest(sums[0]), nearest(sums[1])), because=dm.preferences.because)


def _on_front(conflict: Conflict, dm: DecisionMaker, share: FrontPreferences, ends: Ends) -> Difference:
    """Return the difference by the preferences on one front, whose ranks there differ."""
    wants, here = share.preferences, conflict.alone[share.front]
    found = _by_statements(conflict, wants, ends) or _by_weights(conflict, wants, ends)
    if found is None:
        masks = conflict.states.masks[[number - 1 for number in ends[1:]]]
        best = here.levels[here.position(dm.id)]
        better, worse = (best - rank for rank in ranks_alone(conflict, dm.id, share.front, masks).tolist())
        found = Difference(*ends, "ranking", levels=(better, worse), because=wants.because)
    return replace(found, front=share.front)


def _by_ranking(conflict: Conflict, dm: DecisionMaker, ends: Ends) -> Difference:
    first, second = _places(conflict, dm, ends)
    return Difference(*ends, "ranking", levels=(first, second), because=dm.preferences.because)


def _places(conflict: Conflict, dm: DecisionMaker, ends: Ends) -> tuple[int, int]:
    """Return the places of two states among all states; if these are not listed, their levels in the ranking."""
    numbers = [number - 1 for number in ends[1:]]
    if conflict.states.numbered:
        who = conflict.position(dm.id)
        first, second = (conflict.levels[who] - int(conflict.ranks[who, number]) for number in numbers)
    else:
        from countermove.analysis.pattern_rankings import pattern_ranking

        levels = pattern_ranking(conflict, dm).values(conflict.states.masks[numbers].astype(np.int64))
        first, second = (len(dm.preferences.ranking) + 1 - levels).tolist()
    return first, second
