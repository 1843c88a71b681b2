"""All answers about one conflict that a report shows.

A question that is too large for a report is left out, and the reason is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar

from countermove.analysis.assumptions.check import assumptions
from countermove.analysis.coalitions.analysis import coalitions
from countermove.analysis.evolution.evolve import evolve, evolving_concept
from countermove.analysis.fronts.result import fronts
from countermove.analysis.grounds import sources
from countermove.analysis.solution import Solution
from countermove.analysis.solve import solve
from countermove.errors import InvalidConflict, InvalidRequest, NotACoalition, TooLarge
from countermove.model.concepts import strongest
from countermove.model.variation import start_name, vary
from countermove.report.explanation import Account, explain
from countermove.report.pages.courses import courses
from countermove.report.pages.names import StateNames
from countermove.report.pages.variations import VariationAnswer, solve_variation
from countermove.simulation.judgement.judge import brief

if TYPE_CHECKING:
    from collections.abc import Callable

    from countermove.analysis.assumptions.result import Assumptions
    from countermove.analysis.coalitions.result import Coalitions
    from countermove.analysis.evolution.absorption import End
    from countermove.analysis.evolution.result import Evolution
    from countermove.analysis.fronts.result import Fronts
    from countermove.analysis.grounds import Grounds
    from countermove.model.conflict import Conflict
    from countermove.report.pages.courses import Course
    from countermove.simulation.comparison.result import Comparison
    from countermove.simulation.judgement.result import Judgement


Answer = TypeVar("Answer")

MOST_EQUILIBRIA = 5
"""Maximum number of equilibria in a report that are not ends."""

MOST_ENDS = 6
"""Maximum number of ends in a report."""

MOST_TO_COMPARE = 1 << 16
"""Maximum number of states of a conflict whose variations are compared."""

MOST_TO_SOLVE_AGAIN = 1 << 12
"""Maximum number of states for questions that solve the conflict many times."""


LONGEST = 20.0
"""Seconds of the judgement at most, by estimate."""


@dataclass(frozen=True)
class Findings:
    """All answers about a conflict that a report shows.

    Attributes
    ----------
    title : str
        The title of the file.
    conflict : Conflict
        The conflict from the start that the report is about.
    start : str
        The name of this start; empty for the file as it stands.
    judged : Judgement or None
        The judgement from this start; None if the conflict cannot be judged.
    unjudged : str
        The reason why it cannot; empty if it can.
    concept : str
        The id of the stability concept of the evolution and the explanations.
    solution : Solution
        The stable states and equilibria by all concepts.
    told : mapping of int to tuple of str
        The equilibria in the report: from state index, counted from 0, to the concepts by which the state holds.
    untold : int
        The number of further equilibria.
    courses : tuple of Course
        The ways to the likeliest ends, and to what came about.
    accounts : tuple of Account
        The explanations of the status quo, of the ends and of what came about; then of the other states on the page.
    evolution, fronts, coalitions : Evolution or None, Fronts or None, Coalitions or None
        None if the question does not apply, or is too large.
    variations : tuple of VariationAnswer
        The variations, each one solved.
    grounds : Grounds
        The claims of the conflict, with their sources.
    assumptions : Assumptions or None
        The key assumptions check of the likeliest end, one assumption at a time.
    left_out : tuple of str
        The questions that were left out, with the reasons, and the notes of the solution.
    beside : Comparison or None
        The comparison with another account, if one is asked for.
    """

    title: str
    conflict: Conflict = field(repr=False)
    start: str
    judged: Judgement | None = field(repr=False)
    unjudged: str
    concept: str
    solution: Solution = field(repr=False)
    told: dict[int, tuple[str, ...]]
    untold: int
    courses: tuple[Course, ...]
    accounts: tuple[Account, ...] = field(repr=False)
    evolution: Evolution | None = field(repr=False)
    fronts: Fronts | None = field(repr=False)
    coalitions: Coalitions | None = field(repr=False)
    variations: tuple[VariationAnswer, ...] = field(repr=False)
    grounds: Grounds = field(repr=False)
    assumptions: Assumptions | None = field(repr=False)
    left_out: tuple[str, ...]
    beside: Comparison | None = field(default=None, repr=False)

    @property
    def ends(self) -> tuple[End, ...]:
        """The likeliest ends from the status quo."""
        return self.evolution.ends[:MOST_ENDS] if self.evolution else ()

    def account(self, number: int) -> Account | None:
        """Return the explanation of a state, given by number; None if the page has none."""
        return next((each for each in self.accounts if each.explanations[0].state == number), None)

    @cached_property
    def names(self) -> StateNames:
        """The names of states on the page."""
        return StateNames(self.conflict, self.judged)


def findings(
    conflict: Conflict,
    concept: str | None = None,
    *,
    variation: str | None = None,
    beside: Comparison | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Findings:
    """Answer all questions of a report.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    concept : str, optional
        The id of the stability concept of the evolution and the explanations; by default the conflict's own reading.
    variation : str, optional
        What `countermove.model.variation.vary` takes; by default the standpoint.
    beside : Comparison, optional
        What `compare` returned for this conflict and another one.
    progress : callable, optional
        Called with the name of each question before it is answered.

    Returns
    -------
    Findings

    Raises
    ------
    UnknownName
        If the concept or the variation does not exist, or there is no evolution under the concept.
    TooLarge
        If the conflict is too large to be solved.

    Examples
    --------
    >>> from countermove import cases
    >>> found = findings(cases.load("elmira"))
    >>> [position + 1 for position in found.told], len(found.accounts)
    ([5, 1, 8, 9, 4], 6)
    """
    view = vary(conflict, variation)
    concept = evolving_concept(view, concept).id
    left_out: list[str] = []
    progress("the judgement")
    judged, unjudged = _judgement(conflict, concept, variation)
    title, start, conflict = conflict.title, start_name(conflict, view), view
    progress("what holds")
    solution = _solution(conflict, concept)
    progress("how it moves on")
    evolution = _evolution(conflict, concept, left_out)
    told, untold = _chosen_equilibria(solution, evolution)
    progress("why")
    ways = courses(evolution, judged, StateNames(conflict, judged))
    accounts = _accounts(conflict, concept, told, ways, left_out)
    progress("fronts")
    linked = _fronts(conflict, left_out)
    progress("coalitions")
    together = _coalitions(conflict, left_out)
    progress("variations")
    variations = _variations(conflict, concept, left_out)
    progress("what it hinges on")
    hinges = _assumptions(conflict, concept, left_out)
    return Findings(
        title=title,
        conflict=conflict,
        start=start,
        judged=judged,
        unjudged=unjudged,
        concept=concept,
        solution=solution,
        told=told,
        untold=untold,
        courses=ways,
        accounts=accounts,
        evolution=evolution,
        fronts=linked,
        coalitions=together,
        variations=variations,
        grounds=sources(conflict),
        assumptions=hinges,
        left_out=tuple(dict.fromkeys((*solution.notes, *left_out))),
        beside=beside,
    )


def _judgement(conflict: Conflict, concept: str, variation: str | None) -> tuple[Judgement | None, str]:
    """Return the judgement, or None and the reason why there is none."""
    try:
        return brief(conflict, concept, variation=variation, longest=LONGEST), ""
    except InvalidConflict as fault:
        return None, "; ".join(each.message for each in fault.complaints)
    except TooLarge as reason:
        return None, str(reason)


def _solution(conflict: Conflict, concept: str) -> Solution:
    """Solve the conflict by the usual concepts and by the given one."""
    usual = solve(conflict)
    if concept in usual.stable:
        return usual
    return Solution(conflict, {**usual.stable, **solve(conflict, [concept]).stable}, usual.notes)


def _unless_refused(left_out: list[str], question: Callable[[], Answer]) -> Answer | None:
    """Return the answer to a question; if it is refused, note the reason in `left_out` and return None."""
    try:
        return question()
    except (TooLarge, NotACoalition, InvalidRequest) as reason:
        left_out.append(f"left out: {reason}")
        return None


def _evolution(conflict: Conflict, concept: str, left_out: list[str]) -> Evolution | None:
    return None if conflict.status_quo is None else _unless_refused(left_out, lambda: evolve(conflict, concept))


def _fronts(conflict: Conflict, left_out: list[str]) -> Fronts | None:
    return None if conflict.joint is None else _unless_refused(left_out, lambda: fronts(conflict))


def _coalitions(conflict: Conflict, left_out: list[str]) -> Coalitions | None:
    if len(conflict.decision_makers) < 2:
        return None
    return _unless_refused(left_out, lambda: coalitions(conflict))


def _chosen_equilibria(solution: Solution, evolution: Evolution | None) -> tuple[dict[int, tuple[str, ...]], int]:
    """Return the equilibria for the report, and the number of further ones.

    The ends come first, then the equilibria by most concepts, those near the status quo first among equals.
    """
    held, more = solution.foremost(MOST_EQUILIBRIA)
    ends = [end.states[0] - 1 for end in (evolution.ends if evolution else ())[:MOST_ENDS] if end.settles]
    holds = {k: tuple(id_ for id_ in solution.concepts if solution.where(id_)[k]) for k in ends}
    told = {k: ids for k, ids in holds.items() if ids}
    told.update((k, ids) for k, ids in held.items() if k not in told)
    return told, max(0, len(held) + more - len(told))


def _accounts(
    conflict: Conflict, concept: str, told: dict[int, tuple[str, ...]], ways: tuple[Course, ...], left_out: list[str]
) -> tuple[Account, ...]:
    start = conflict.status_quo_number
    first = [*([start] if start else []), *(each.number for each in ways)]
    on_the_way = [number for each in ways for number in each.states]
    concepts = dict.fromkeys(first, concept)
    for number in [*(k + 1 for k in told), *on_the_way]:
        held = told.get(number - 1, ())
        concepts.setdefault(number, strongest(held)[0] if held and concept not in held else concept)
    found = (
        _unless_refused(left_out, partial(explain, conflict, number, concept=by)) for number, by in concepts.items()
    )
    return tuple(each for each in found if each is not None)


def _variations(conflict: Conflict, concept: str, left_out: list[str]) -> tuple[VariationAnswer, ...]:
    if conflict.variations and len(conflict.states) > MOST_TO_COMPARE:
        left_out.append(
            f"left out: the variations side by side, each with up to {len(conflict.states):,} states; "
            "report on each with --variation"
        )
        return ()
    return tuple(solve_variation(conflict, each, concept) for each in conflict.variations)


def _assumptions(conflict: Conflict, concept: str, left_out: list[str]) -> Assumptions | None:
    if conflict.status_quo is None or _is_too_much(conflict, "what it hinges on", "assumptions", left_out):
        return None
    return _unless_refused(left_out, lambda: assumptions(conflict, None, concept, pairs=False))


def _is_too_much(conflict: Conflict, what: str, command: str, left_out: list[str]) -> bool:
    """Return whether the conflict has too many states to be solved many times; if so, note it in `left_out`."""
    if len(conflict.states) <= MOST_TO_SOLVE_AGAIN:
        return False
    left_out.append(f"left out: {what}, which solves many times over; countermove {command} does so")
    return True
