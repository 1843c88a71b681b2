"""What a report tells: all questions asked of one conflict, one after the other.

What a variation changes: where it ends, and what holds, beside the conflict itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from countermove.analysis.assumptions.check import assumptions
from countermove.analysis.coalitions.analysis import coalitions
from countermove.analysis.evolution.evolve import evolve, evolving_concept
from countermove.analysis.fronts.result import fronts
from countermove.analysis.grounds import sources
from countermove.analysis.solution import Solution
from countermove.analysis.solve import solve
from countermove.errors import InvalidRequest, NotACoalition, TooLarge
from countermove.model.concepts import strongest
from countermove.model.variation import vary
from countermove.report.explanation import Account, explain
from countermove.simulation.forecasts.forecast import forecast

if TYPE_CHECKING:
    from collections.abc import Callable

    from countermove.analysis.assumptions.result import Assumptions
    from countermove.analysis.coalitions.result import Coalitions
    from countermove.analysis.evolution.absorption import End
    from countermove.analysis.evolution.result import Evolution
    from countermove.analysis.fronts.result import Fronts
    from countermove.analysis.grounds import Grounds
    from countermove.model.conflict import Conflict
    from countermove.model.records import Variation
    from countermove.simulation.forecasts.result import Forecast


Answer = TypeVar("Answer")

TOLD = 8
"""How many equilibria are told of at most, beside the ends."""

MOST_ENDS = 6

MOST_TO_COMPARE = 1 << 16

MOST_TO_CHANGE = 1 << 12
"""Above so many states a report leaves out what solves the conflict many times over."""

DRAWS = 1_000
"""How many worlds a forecast in a report is drawn from; the command draws more."""


@dataclass(frozen=True)
class Findings:
    """All answers about a conflict that a report shows.

    Attributes
    ----------
    conflict : Conflict
        The conflict, or the variation of it that was asked for.
    concept : str
        The stability concept by which the conflict moves on and situations are explained.
    solution : Solution
        What holds, by all concepts.
    told : mapping of int to tuple of str
        The equilibria that the report tells of: from position to the concepts by which each holds.
    untold : int
        How many more there are.
    accounts : tuple of Account
        Why the status quo, and each of them, holds or does not.
    evolution, fronts, coalitions : Evolution or None, Fronts or None, Coalitions or None
        None where there is nothing to ask, or too much.
    variations : tuple of VariationAnswer
        What each variation changes.
    grounds : Grounds
        What rests on which source.
    assumptions : Assumptions or None
        What the conflict's likeliest end hinges on, one assumption at a time.
    forecast : Forecast or None
        How likely a yes to each question is.
    left_out : tuple of str
        What is not told, and why.
    """

    conflict: Conflict = field(repr=False)
    concept: str
    solution: Solution = field(repr=False)
    told: dict[int, tuple[str, ...]]
    untold: int
    accounts: tuple[Account, ...] = field(repr=False)
    evolution: Evolution | None = field(repr=False)
    fronts: Fronts | None = field(repr=False)
    coalitions: Coalitions | None = field(repr=False)
    variations: tuple[VariationAnswer, ...] = field(repr=False)
    grounds: Grounds = field(repr=False)
    assumptions: Assumptions | None = field(repr=False)
    forecast: Forecast | None = field(repr=False)
    left_out: tuple[str, ...]

    @property
    def ends(self) -> tuple[End, ...]:
        """The likeliest ends from the status quo."""
        return self.evolution.ends[:MOST_ENDS] if self.evolution else ()


def findings(
    conflict: Conflict,
    concept: str = "seq",
    *,
    variation: str | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Findings:
    """Ask everything that a report tells of one conflict.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    concept : str
        The id of the concept by which it moves on, and situations are explained.
    variation : str, optional
        Report on this variation instead.
    progress : callable, optional
        Called with what is being looked into, for long work.

    Returns
    -------
    Findings

    Raises
    ------
    UnknownName
        If the concept or the variation does not exist.

    Examples
    --------
    >>> from countermove import cases
    >>> found = findings(cases.load("elmira"))
    >>> [position + 1 for position in found.told], len(found.accounts)
    ([5, 1, 8, 9, 4], 5)
    """
    concept = evolving_concept(concept).id
    base = conflict if variation is None else vary(conflict, variation)
    left_out: list[str] = []
    progress("what holds")
    solution = _solution(base, concept)
    progress("how it moves on")
    evolution = None if base.status_quo is None else _asked(left_out, lambda: evolve(base, concept))
    told, untold = _told(solution, evolution)
    progress("why")
    accounts = _accounts(base, concept, told, left_out)
    progress("fronts")
    joint = None if base.joint is None else _asked(left_out, lambda: fronts(base))
    progress("coalitions")
    together = _asked(left_out, lambda: coalitions(base)) if len(base.decision_makers) > 1 else None
    progress("variations")
    variations = _variations(base, concept, left_out)
    progress("what it hinges on")
    hinges = _hinges(base, concept, left_out)
    progress("forecasts")
    expected = _forecast(base, concept, left_out)
    notes = (*solution.notes, *left_out)
    return Findings(
        base,
        concept,
        solution,
        told,
        untold,
        accounts,
        evolution,
        joint,
        together,
        variations,
        sources(base),
        hinges,
        expected,
        tuple(dict.fromkeys(notes)),
    )


def _solution(conflict: Conflict, concept: str) -> Solution:
    """Return what holds by the usual concepts, and by the one that is asked for."""
    usual = solve(conflict)
    if concept in usual.stable:
        return usual
    return Solution(conflict, {**usual.stable, **solve(conflict, [concept]).stable}, usual.notes)


def _asked(left_out: list[str], question: Callable[[], Answer]) -> Answer | None:
    """Return the answer to a question; what is too large for an answer is left out, and said to be."""
    try:
        return question()
    except (TooLarge, NotACoalition, InvalidRequest) as reason:
        left_out.append(f"left out: {reason}")
        return None


def _told(solution: Solution, evolution: Evolution | None) -> tuple[dict[int, tuple[str, ...]], int]:
    """Return the equilibria to tell of: the ends, then those that hold most strongly and lie nearest."""
    held, more = solution.foremost(TOLD)
    ends = [end.states[0] - 1 for end in (evolution.ends if evolution else ())[:MOST_ENDS] if end.settles]
    holds = {k: tuple(id_ for id_ in solution.concepts if solution.where(id_)[k]) for k in ends}
    told = {k: ids for k, ids in holds.items() if ids}
    told.update((k, ids) for k, ids in held.items() if k not in told)
    return told, max(0, len(held) + more - len(told))


def _accounts(
    conflict: Conflict, concept: str, told: dict[int, tuple[str, ...]], left_out: list[str]
) -> tuple[Account, ...]:
    asked: dict[int, str] = {}
    if conflict.status_quo_number is not None:
        asked[conflict.status_quo_number] = concept
    for position, held in told.items():
        asked.setdefault(position + 1, concept if concept in held else strongest(held)[0])
    found = (_asked(left_out, partial(explain, conflict, number, concept=by)) for number, by in asked.items())
    return tuple(each for each in found if each is not None)


def _variations(conflict: Conflict, concept: str, left_out: list[str]) -> tuple[VariationAnswer, ...]:
    if conflict.variations and len(conflict.states) > MOST_TO_COMPARE:
        left_out.append(
            f"left out: the variations side by side, each with up to {len(conflict.states):,} states; "
            "report on each with --variation"
        )
        return ()
    return tuple(compared(conflict, each, concept) for each in conflict.variations)


def _hinges(conflict: Conflict, concept: str, left_out: list[str]) -> Assumptions | None:
    if conflict.status_quo is None or _is_too_much(conflict, "what it hinges on", "assumptions", left_out):
        return None
    return _asked(left_out, lambda: assumptions(conflict, None, concept, pairs=False))


def _forecast(conflict: Conflict, concept: str, left_out: list[str]) -> Forecast | None:
    if not conflict.questions or _is_too_much(conflict, "the forecasts", "forecast", left_out):
        return None
    return _asked(left_out, lambda: forecast(conflict, concept, count=_draws(conflict), workers=1))


def _draws(conflict: Conflict) -> int | None:
    """Return how many worlds to draw: None, for all of them, where there are few."""
    from countermove.simulation.draws import space

    return DRAWS if space(conflict).count > DRAWS else None


def _is_too_much(conflict: Conflict, what: str, command: str, left_out: list[str]) -> bool:
    if len(conflict.states) <= MOST_TO_CHANGE:
        return False
    left_out.append(f"left out: {what}, which solves many times over; countermove {command} does so")
    return True


@dataclass(frozen=True)
class VariationAnswer:
    """A variation, solved by one concept beside the conflict that it varies.

    States are compared by their decimals: their numbers differ where other states are feasible.
    """

    variation: Variation
    solution: Solution = field(repr=False)
    evolution: Evolution | None = field(repr=False)

    @property
    def conflict(self) -> Conflict:
        """The conflict as the variation has it."""
        return self.solution.conflict

    def held(self, concept: str) -> set[int]:
        """Return the decimals of the states that hold by a concept."""
        return held(self.solution, concept)

    def likeliest(self) -> frozenset[int]:
        """Return the decimals of the likeliest end; empty where nothing is known of it."""
        return likeliest(self.evolution)


def held(solution: Solution, concept: str) -> set[int]:
    """Return the decimals of the states that hold by a concept."""
    return {state.decimal for state in solution.equilibria(concept)}


def likeliest(evolution: Evolution | None) -> frozenset[int]:
    """Return the decimals of the states of the likeliest end, several if two are equally likely."""
    if evolution is None or not evolution.ends:
        return frozenset()
    most = evolution.ends[0].probability
    ends = [end for end in evolution.ends if end.probability >= most - 1e-9]
    return frozenset(evolution.conflict.states[number - 1].decimal for end in ends for number in end.states)


def compared(conflict: Conflict, variation: Variation, concept: str) -> VariationAnswer:
    """Return a variation of a conflict, solved.

    Examples
    --------
    >>> from countermove import cases
    >>> conflict = cases.load("kazakhstan-2022")
    >>> [variation] = [each for each in conflict.variations if each.id == "no-kompromat"]
    >>> compared(conflict, variation, "nash").likeliest() == likeliest(evolve(conflict, "nash"))
    False
    """
    varied = vary(conflict, variation.id)
    try:
        evolution = None if varied.status_quo is None else evolve(varied, concept)
    except TooLarge:
        evolution = None
    return VariationAnswer(variation, solve(varied, [concept]), evolution)
