"""How little would end the likeliest end: the cheapest change of one statement, or the nearest other ranking.

It is asked of the file with every assumption taken as certain, and only if the likeliest end leads there too. A
statement is left out, turned into its contrary, or moved one place, as in `countermove assumptions`, at the cost that
`countermove change` gives it. If the file has no statements, it is the radius of the equilibrium: the least change of
one ranking that ends it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from countermove.analysis.assumptions.assumption import assumptions_of
from countermove.analysis.assumptions.changes import Change
from countermove.analysis.assumptions.trials import Trials
from countermove.analysis.change.edits.costs import costs_of, times
from countermove.analysis.change.rankings.radius import radius
from countermove.errors import CountermoveError, InvalidConflict
from countermove.kernels.jit import can_compile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from countermove.analysis.assumptions.assumption import Assumption, How
    from countermove.analysis.assumptions.trial import Trial
    from countermove.analysis.change.result import Edit
    from countermove.model.conflict import Conflict

KINDS: Mapping[How, str] = {"left out": "drop", "negated": "negate", "moved up": "move", "moved down": "move"}
"""The kind of step of `countermove change` that a change of a statement is."""

MOST = 1 << 20
"""Ranks that all changed conflicts have together at most, so that it takes a fraction of a second."""

PLAIN = 1 << 13
"""Ranks up to which no kernels are compiled."""

MOST_UNCOMPILED = 1 << 15
"""`MOST` without numba."""


@dataclass(frozen=True, slots=True)
class PricedChange:
    """A change of one statement, or edits of one ranking, with its cost.

    Attributes
    ----------
    change : Change or None
        Of a statement; None for a ranking.
    edits : tuple of Edit
        Of a ranking.
    cost : float
        Its cost.
    """

    change: Change | None
    edits: tuple[Edit, ...]
    cost: float

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        changes = (
            [] if self.change is None else [{"assumption": self.change.assumption.name, "change": self.change.how}]
        )
        return {"cost": self.cost, "changes": changes, "says": [each.says for each in self.edits]}


@dataclass(frozen=True, slots=True)
class Robustness:
    """The cheapest changes of one thing that end the likeliest end, and that bring another one.

    Attributes
    ----------
    kind : str
        ``statements`` or ``rankings``.
    ends : PricedChange or None
        The cheapest that ends it; None if none does.
    then : int or None
        The position of the end that leads then; None if it is none of the ends, or never settling.
    other : int or None
        The position of the end that is asked for beside: the next likeliest; None if there is none.
    brings : PricedChange or None
        The cheapest that brings the other end; None if none does.
    tried : int
        The number of changes that were tried.
    """

    kind: str
    ends: PricedChange | None
    then: int | None
    other: int | None
    brings: PricedChange | None
    tried: int


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
    changes = sorted(_changes(view), key=lambda each: each.cost)
    if not changes:
        return _by_rankings(view, concept, groups[first], other)
    size = len(view.states) * max(1, len(view.movers)) * len(changes)
    if size > (MOST if can_compile() else MOST_UNCOMPILED):
        return None
    trials = Trials(view, concept, "compiled" if size > PLAIN and can_compile() else "plain")
    by_state = {decimal: k for k, group in enumerate(groups) for decimal in group}
    if _leader(trials.trial(()), by_state) != first:
        return None
    led = [*_led(trials, changes, by_state)]
    ends = next((k for k, leader in enumerate(led) if leader not in {first, VOID}), None)
    brings = next((k for k, leader in enumerate(led) if leader == other), None) if other is not None else None
    return Robustness(
        "statements",
        None if ends is None else changes[ends],
        None if ends is None else led[ends],
        other,
        None if brings is None else changes[brings],
        len(changes),
    )


VOID = -1
"""Instead of the position of an end: the changed conflict is not valid."""


def _changes(view: Conflict) -> Iterator[PricedChange]:
    """Yield the changes of one statement or weight, each with its cost."""
    costs = costs_of(None)
    for each in assumptions_of(view):
        if each.kind in {"statement", "weight"}:
            confidence = _confidence(view, each)
            for how in each.hows:
                yield PricedChange(Change(each, how), (), times(costs[KINDS[how]], confidence))


def _confidence(view: Conflict, assumption: Assumption) -> float | None:
    wants = view.decision_makers[assumption.at[0]].preferences
    if assumption.kind == "weight":
        return wants.confidence
    _, level, place = assumption.at
    return wants.statements[level][place].confidence


def _led(trials: Trials, changes: Sequence[PricedChange], by_state: Mapping[int, int]) -> Iterator[int | None]:
    """Yield the position of the end that leads after each change."""
    for each in changes:
        try:
            yield _leader(trials.trial([each.change] if each.change else []), by_state)
        except InvalidConflict:
            yield VOID


def _leader(trial: Trial, by_state: Mapping[int, int]) -> int | None:
    """Return the position of the end that leads; None if never settling does, or states of no end."""
    shares: dict[int | None, float] = {None: 1.0}
    for position, chance in trial.settles or ():
        end = by_state.get(int(trial.conflict.states.masks[position]))
        if end is not None:
            shares[end] = shares.get(end, 0.0) + chance
            shares[None] -= chance
    return max(shares, key=lambda each: (round(shares[each], 9), -1 if each is None else -each))


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
    return Robustness("rankings", PricedChange(None, found.edits, found.distance), None, other, None, 0)
