"""The question of the least edits: which smallest sets of edits meet a goal."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from countermove.analysis.change.edits.candidates import candidates_of
from countermove.analysis.change.edits.costs import costs_of
from countermove.analysis.change.edits.effort import refuse_search, refuse_sets
from countermove.analysis.change.edits.field import Field, on_offers, with_offers
from countermove.analysis.change.edits.groups import group_of
from countermove.analysis.change.edits.keeping import kept_of
from countermove.analysis.change.edits.results import found_changes
from countermove.analysis.change.edits.search import Search
from countermove.analysis.change.edits.statements import Wanted
from countermove.analysis.change.edits.untried import idle_offers, untried
from countermove.analysis.change.edits.verdicts import Verdicts
from countermove.analysis.change.result import LeastChanges
from countermove.errors import InvalidRequest, UnknownName, did_you_mean
from countermove.kernels.jit import can_compile
from countermove.model.reading import concept_in

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from countermove.analysis.change.edits.groups import Group, Slots
    from countermove.analysis.change.edits.step import Steps
    from countermove.analysis.change.goal import Goal
    from countermove.analysis.change.result import LeastChange, Proof
    from countermove.kernels.jit import Engine
    from countermove.model.conflict import Conflict

WAYS = ("statements", "field")
"""What edits may change; ``all`` beside it means all statements, not only those that the file marks as doubtful."""

SMALL = 64
"""Up to this many states, plain loops take less time than importing the compiler."""

WIDER = frozenset({"no rule", "unconditional", "offer"})
"""Kinds of edits that make more states feasible."""


def least_edits(  # noqa: PLR0913  (each has a default)
    conflict: Conflict,
    goal: Goal,
    *,
    by: Collection[str] = ("statements",),
    most: float = 3.0,
    keep: Collection[str] = (),
    candidates: Collection[str] = (),
    costs: Mapping[str, float] | None = None,
    concept: str | None = None,
    offers: Mapping[str, str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> LeastChanges:
    """Return all inclusion-minimal sets of edits up to a cost that meet a goal, the cheapest first.

    A set is minimal if no part of it meets the goal; a move of several places contains those of fewer. Every edit
    costs what `costs` says of its kind, times the confidence of what it touches, at least 0.1.

    Parameters
    ----------
    conflict : Conflict
        The conflict, from the standpoint that is meant.
    goal : Goal
        What is to hold of the changed conflict.
    by : collection of str
        What may change: ``statements`` that the file marks as doubtful, or all where it marks none; ``field``, the
        field of play. ``all`` beside them: all statements.
    most : float
        The cost up to which is searched.
    keep : collection of str
        What may not change: decision makers, options, texts of statements, names or texts of rules.
    candidates : collection of str
        Statements that may be added, or become rules, beside those that occur in the file and single options.
    costs : mapping of str to float, optional
        Costs of kinds of edits in place of `countermove.analysis.change.edits.costs.COSTS`.
    concept : str, optional
        The id of the concept by which the conflict moves on; by default the conflict's own reading.
    offers : mapping of str to str, optional
        From a decision maker to an option that it has not got and might offer or threaten with; statements of others
        may come to depend on it. Offers are edits of the field of play.
    progress : callable, optional
        Called with the number of sets of edits that are done, and of those known so far.

    Returns
    -------
    LeastChanges
        After a keyboard interrupt what was found so far; all that costs less than its `bound` was covered.

    Raises
    ------
    UnknownName
        If `by`, `keep`, `costs`, `offers` or the concept names what does not exist.
    InvalidConflict
        If a candidate is no statement.
    InvalidRequest
        If a cost is not above 0, or an offer is made in graph form, on several fronts or without ``field``.
    TooLarge
        If it would take too long.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.change.goal import Stands
    >>> dilemma = cases.load("prisoners-dilemma")
    >>> found = least_edits(dilemma, Stands("both", "a.cooperate and b.cooperate", "nash"), concept="nash", most=6)
    >>> [(each.cost, len(each.edits)) for each in found.found][:1], found.proof
    ([(6.0, 2)], 'exhausted')
    """
    asked = _Question(conflict, goal, tuple(by), most, tuple(keep), tuple(candidates), costs, dict(offers or {}))
    return asked.answer(concept_in(conflict, concept).id, _Progress(progress))


@dataclass(frozen=True)
class _Question:
    """What is asked for."""

    conflict: Conflict
    goal: Goal
    by: tuple[str, ...]
    most: float
    keep: tuple[str, ...]
    candidates: tuple[str, ...]
    costs: Mapping[str, float] | None
    offers: dict[str, str]

    def __post_init__(self) -> None:
        for each in self.by:
            if each not in (*WAYS, "all"):
                raise UnknownName(f"{each!r} is nothing that edits may change{did_you_mean(each, (*WAYS, 'all'))}")
        if self.offers and "field" not in self.by:
            raise InvalidRequest("an offer is an edit of the field of play: ask for 'field' among what may change")

    def answer(self, concept: str, progress: _Progress) -> LeastChanges:
        """Search, and tell what was found."""
        conflict = with_offers(self.conflict, self.offers)
        slots, wider = self._slots(conflict)
        dms = tuple(dm for dm in conflict.movers if slots[dm])
        verdicts = Verdicts(conflict, self.goal, concept, _engine(conflict), dms, wider)
        proof: Proof = ""
        search = Search((), self.most)
        try:
            search = Search(self._groups(verdicts, slots, progress), self.most)
            progress.total += refuse_search(conflict, search.groups, self.most)
            search.run(verdicts, progress.add)
            proof = "exhausted"
        except KeyboardInterrupt:
            pass
        ways = " and ".join(each for each in WAYS if each in self.by) or WAYS[0]
        bound = min(self.most, search.bound)
        found = found_changes(verdicts, search.found, self.conflict)
        offers = [] if _made(found) else idle_offers(conflict, self.offers, self.by, self.most, costs_of(self.costs))
        notes = (*untried(conflict, self.goal, self.by), *offers)
        return LeastChanges(
            self.conflict, self.goal.text, ways, found, self.most, search.tried, proof, bound, notes=notes
        )

    def _slots(self, conflict: Conflict) -> tuple[list[Slots], Steps]:
        """Return what may change of each decision maker and, last, of the field, and all edits that add states."""
        kept, costs = kept_of(conflict, self.keep), costs_of(self.costs)
        candidates = candidates_of(conflict, self.candidates)
        field_of_play: Slots = ()
        wider: Steps = ()
        if "field" in self.by:
            given = (*self.candidates, *on_offers(conflict, len(self.offers)))
            field_of_play = [*Field(conflict, costs, kept, len(self.offers)).edits((), conflict.states.members)]
            wider = tuple(step for variants in field_of_play for step in variants if step.kind in WIDER)
            widest = Verdicts(conflict, self.goal, "", "plain", (), wider).widest
            if widest is not None:
                candidates = candidates_of(widest.conflict, given)
                field_of_play = [
                    *Field(conflict, costs, kept, len(self.offers)).edits(candidates, widest.conflict.states.members)
                ]
        wanted: Slots = ()
        if {*self.by} != {"field"}:
            wanted = [*Wanted(conflict, costs, kept, "all" in self.by).edits(candidates)]
        by_dm = [[each for each in wanted if each[0].slot[1] == i] for i in range(len(conflict.decision_makers))]
        return [*by_dm, field_of_play], wider

    def _groups(self, verdicts: Verdicts, slots: list[Slots], progress: _Progress) -> list[Group]:
        states = len((verdicts.widest or verdicts).conflict.states)
        refuse_sets(verdicts.conflict, [slots[dm] for dm in (*verdicts.dms, -1)], self.most, states)
        groups = [group_of(slots[dm], self.most, partial(verdicts.does, dm), progress.add) for dm in verdicts.dms]
        if slots[-1]:
            groups.append(group_of(slots[-1], self.most, verdicts.shapes, progress.add))
        return groups


def _engine(conflict: Conflict) -> Engine:
    return "compiled" if can_compile() and len(conflict.states) > SMALL else "plain"


def _made(found: Collection[LeastChange]) -> bool:
    """Whether an offer is in some change."""
    return any(edit.kind == "offer" for each in found for edit in each.edits)


class _Progress:
    """The number of sets of edits that are done, and of those known so far."""

    def __init__(self, progress: Callable[[int, int], None] | None) -> None:
        self.progress, self.done, self.total = progress, 0, 0

    def add(self, number: int) -> None:
        """Report that some more are done."""
        self.done += number
        if self.progress:
            self.progress(self.done, max(self.done, self.total))
