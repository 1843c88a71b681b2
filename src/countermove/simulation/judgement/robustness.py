"""How little would end the likeliest end: the cheapest single edit of a statement, or the nearest other ranking.

It is asked of the file with every assumption taken as certain, and only if the likeliest end leads there too. A
statement is moved, dropped or negated; none is added. If the file has no statements, it is the radius of the
equilibrium: the least change of one ranking that ends it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from countermove.analysis.change.edits.costs import costs_of
from countermove.analysis.change.edits.results import found_changes
from countermove.analysis.change.edits.statements import Wanted
from countermove.analysis.change.edits.verdicts import Verdicts
from countermove.analysis.change.rankings.radius import radius
from countermove.analysis.change.result import LeastChange
from countermove.errors import CountermoveError
from countermove.kernels.jit import can_compile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from countermove.analysis.assumptions.trial import Trial
    from countermove.analysis.change.edits.step import Steps
    from countermove.kernels.jit import Engine
    from countermove.model.conflict import Conflict

MOST = 1 << 20
"""Ranks that all changed conflicts have together at most, so that it takes a fraction of a second."""

PLAIN = 1 << 13
"""Ranks up to which no kernels are compiled."""


@dataclass(frozen=True, eq=False)
class Robustness:
    """The cheapest single changes that end the likeliest end, and that bring another one.

    Attributes
    ----------
    kind : str
        ``statements`` or ``rankings``.
    ends : LeastChange or None
        The cheapest that ends it; None if none does.
    then : int or None
        The position of the end that this one brings; None if it is none of the ends, or if it never settles.
    other : int or None
        The position of the end that is asked for beside: the next likeliest; None if there is none.
    brings : LeastChange or None
        The cheapest that brings the other end; None if none does.
    tried : int
        The number of single changes that were tried.
    """

    kind: str
    ends: LeastChange | None
    then: int | None
    other: int | None
    brings: LeastChange | None
    tried: int


@dataclass(frozen=True, eq=False)
class LeaderIs:
    """A goal about which of the groups of ends a solved conflict most likely settles in.

    Attributes
    ----------
    groups : mapping of int to int
        From the decimal of a state to the position of its group.
    which : int
        The position of a group.
    other : bool
        Whether any other is to lead instead.
    """

    groups: Mapping[int, int]
    which: int
    other: bool = False
    text: str = field(default="", init=False)

    def met(self, trial: Trial) -> bool:
        """Whether the group leads, or does not."""
        return (self.leader(trial) == self.which) != self.other

    def leader(self, trial: Trial) -> int | None:
        """Return the position of the group that leads; None if never settling does, or a state of no group."""
        shares: dict[int | None, float] = {None: 1.0}
        for position, chance in trial.settles or ():
            group = self.groups.get(int(trial.conflict.states.masks[position]))
            shares[None] -= chance if group is not None else 0.0
            shares[group] = shares.get(group, 0.0) + (chance if group is not None else 0.0)
        return max(shares, key=lambda each: round(shares[each], 9))


def robustness(
    view: Conflict, concept: str, groups: Sequence[Sequence[int]], first: int, other: int | None
) -> Robustness | None:
    """Return how little would end an end, and bring another one.

    Parameters
    ----------
    view : Conflict
        The conflict from its standpoint.
    concept : str
        The id of the concept of the judgement.
    groups : sequence of sequence of int
        The decimals of the states of each end.
    first, other : int, int or None
        The positions of the likeliest end, and of the next.

    Returns
    -------
    Robustness or None
        None if it is too large, nothing can be tried, or another end leads once nothing is doubted.
    """
    by_state = {decimal: k for k, group in enumerate(groups) for decimal in group}
    sets = _single_edits(view)
    if not sets:
        return _by_rankings(view, concept, groups[first], other)
    size = len(view.states) * max(1, len(view.movers)) * len(sets)
    if size > MOST or (size > PLAIN and not can_compile()):
        return None
    return _by_statements(view, concept, sets, by_state, (first, other), "compiled" if size > PLAIN else "plain")


def _single_edits(view: Conflict) -> list[Steps]:
    """Return the moves, drops and negations of one statement each, the cheapest first."""
    slots = Wanted(view, costs_of(None), (), every=False).edits(())
    return sorted(((step,) for slot in slots for step in slot), key=lambda steps: steps[0].cost)


def _by_statements(  # noqa: PLR0913  (the search and what it looks for)
    view: Conflict,
    concept: str,
    sets: Sequence[Steps],
    by_state: Mapping[int, int],
    ends: tuple[int, int | None],
    engine: Engine,
) -> Robustness | None:
    first, other = ends
    ending = Verdicts(view, LeaderIs(by_state, first, other=True), concept, engine)
    if ending.serving([()])[0]:
        return None
    served = _served(ending, sets)
    if not served:
        return Robustness("statements", None, None, other, None, len(sets))

    def bringing(end: int, some: Sequence[Steps]) -> list[Steps]:
        return _served(Verdicts(view, LeaderIs(by_state, end), concept, engine), some)

    then = next((k for k in sorted({*by_state.values()} - {first}) if bringing(k, served[:1])), None)
    brings = bringing(other, served)[:1] if other is not None else []
    told = found_changes(ending, [served[0], *brings])
    return Robustness("statements", told[0], then, other, told[1] if brings else None, len(sets))


def _served(verdicts: Verdicts, sets: Sequence[Steps]) -> list[Steps]:
    """Return the sets of edits that serve."""
    return [steps for steps, serves in zip(sets, verdicts.serving([(each,) for each in sets]), strict=True) if serves]


def _by_rankings(view: Conflict, concept: str, states: Sequence[int], other: int | None) -> Robustness | None:
    """Return the radius of an end of one state."""
    where = [k for k, mask in enumerate(view.states.masks.tolist()) if mask in {*states}]
    if len(where) != 1:
        return None
    try:
        found = radius(view, where[0] + 1, concept)
    except CountermoveError:
        return None
    if not found.holds or found.distance is None or not found.edits:
        return None
    return Robustness("rankings", LeastChange(found.edits, found.distance, view), None, other, None, 0)
