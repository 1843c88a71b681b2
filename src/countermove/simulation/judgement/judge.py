"""The question `brief`: what will most likely happen, how sure that is and why, and on what it turns.

All numbers come from one sample of worlds, from one start: the standpoint of the file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.assumptions.freeing import freeing
from countermove.analysis.evolution.evolve import evolving_concept
from countermove.analysis.published import compared_equilibria
from countermove.errors import Complaint, InvalidConflict, TooLarge
from countermove.kernels.jit import THREADS, can_compile
from countermove.model.arguments import refuse_other_kinds
from countermove.model.naming import start_said
from countermove.model.provenance import BASE
from countermove.model.variation import standpoint_of, start_name, vary
from countermove.simulation.estimates import estimated_seconds
from countermove.simulation.first_moves import FirstMoves
from countermove.simulation.judgement.confidence import (
    best_grade,
    confidence,
    linchpin_points,
    source_points,
    spread_points,
    unsettled_points,
)
from countermove.simulation.judgement.joint_moves import joint_moves
from countermove.simulation.judgement.linchpins import linchpins
from countermove.simulation.judgement.names import group_names
from countermove.simulation.judgement.other_start import OtherStart
from countermove.simulation.judgement.readings import Readings, concepts_beside
from countermove.simulation.judgement.result import JudgedEnd, JudgedQuestion, Judgement
from countermove.simulation.judgement.robustness import robustness
from countermove.simulation.judgement.signs import signs
from countermove.simulation.judgement.ties import tie_of
from countermove.simulation.judgement.unreached import unreached_ends
from countermove.simulation.one_pass import plans_by, worlds_by
from countermove.simulation.plan import DRAWS
from countermove.simulation.result import ALMOST_NONE, leaves
from countermove.simulation.workers import cores

if TYPE_CHECKING:
    from collections.abc import Callable

    from countermove.analysis.published import ComparedEquilibria
    from countermove.model.conflict import Conflict
    from countermove.simulation.judgement.confidence import Confidence, Reason
    from countermove.simulation.judgement.ends import EndGroup
    from countermove.simulation.judgement.joint_moves import JointMoves
    from countermove.simulation.judgement.linchpins import Linchpin
    from countermove.simulation.judgement.robustness import Robustness
    from countermove.simulation.plan import Plan

MOST_STATES = 1 << 20
"""States of a conflict at most, so that a judgement takes seconds."""

MOST_COUNTED = 1 << 12
"""States of a conflict at most, for which it is counted in which of many worlds each state holds."""

LONGEST = 120.0
"""Seconds of a judgement at most by default, by estimate."""


def brief(  # noqa: PLR0913  (all but the conflict by name, with defaults)
    conflict: Conflict,
    concept: str | None = None,
    *,
    count: int = DRAWS,
    seed: int = 1,
    variation: str | None = None,
    longest: float = LONGEST,
    progress: Callable[[int, int], None] | None = None,
) -> Judgement:
    """Return the judgement on a conflict.

    Parameters
    ----------
    conflict : Conflict
        With a status quo.
    concept : str, optional
        The id of the concept of the default reading; by default the conflict's own reading.
    count : int
        The number of draws, if there are more worlds than that.
    seed : int
        The seed of the draws.
    variation : str, optional
        What `vary` takes: the start from which to judge; by default the standpoint.
    longest : float
        The seconds that it may take, by estimate.
    progress : callable, optional
        Called with the number of solved worlds and the number of worlds.

    Returns
    -------
    Judgement

    Raises
    ------
    InvalidConflict
        If there is no status quo, or it is feasible in no world.
    UnknownName
        If the concept does not exist or drives no evolution, or there is no such variation.
    TooLarge
        If there are too many states, or the worlds would take more than some minutes.

    Examples
    --------
    >>> from countermove import cases
    >>> judged = brief(cases.load("elmira"))
    >>> judged.deduction, judged.ends[0].letter, judged.confidence.level
    (True, 'A', 'low')
    """
    refuse_other_kinds(brief, locals())
    view = vary(conflict, variation)
    concept = evolving_concept(view, concept).id
    if view.status_quo is None:
        message = f"{conflict.title!r} has no status quo, so nothing can be said of what will happen"
        message += f"; say {start_said(view)}"
        raise InvalidConflict([Complaint(message, ("status_quo",))])
    if len(view.states) > MOST_STATES:
        message = f"{conflict.title!r} has {len(view.states):,} states; a judgement takes {MOST_STATES:,} at most"
        raise TooLarge(f"{message}. What would help: rules that leave fewer states, or 'countermove evolve'")
    plans = _counting(view, plans_by(view, concepts_beside(view, concept), count, seed))
    seen = standpoint_of(conflict)
    other = OtherStart(vary(conflict, BASE), concept, count, seed) if seen and view.variation == seen else None
    _refuse_long(plans, other, longest)
    first = FirstMoves()
    made = Readings(view, concept, worlds_by(plans, progress=progress, first=first))
    if not made.starts:
        message = f"in no world of {conflict.title!r} is the status quo feasible; 'countermove worlds' says what is"
        raise InvalidConflict([Complaint(message, ("status_quo",))])
    return _Judging(conflict, made, first, other).judgement()


def _counting(view: Conflict, plans: dict[str, Plan]) -> dict[str, Plan]:
    """Return the plans; over many worlds of a large conflict it is not counted which states hold.

    That takes nearly all of the time. It is told of ends that nothing leads to, where nothing is doubted.
    """
    doubted = any(each.space.count > 1 for each in plans.values())
    if not doubted or len(view.states) <= MOST_COUNTED:
        return plans
    return {id_: replace(each, counted=()) for id_, each in plans.items()}


def _refuse_long(plans: dict[str, Plan], other: OtherStart | None, longest: float) -> None:
    """Refuse a judgement that takes longer than a number of seconds.

    Raises
    ------
    TooLarge
        If the estimate exceeds the limit; the message names a number of draws that does not.
    """
    planned, number = next((each, each.count) for each in plans.values())
    threads = min(THREADS, cores())
    needed = estimated_seconds(planned, number, tuple(plans), threads) + (other.seconds(threads) if other else 0.0)
    if needed > longest:
        fewer = max(1, int(0.9 * number * longest / needed))
        asked = f"{number:,} worlds of {planned.space.conflict.title!r}, by {len(plans)} readings"
        numba = "" if can_compile() else "pip install numba, or "
        raise TooLarge(
            f"{asked}, would take about {needed:,.0f} seconds; {longest:,.0f} are the most. What would help: {numba}"
            f"fewer worlds, as with --count {fewer}"
        )


@dataclass(frozen=True, eq=False)
class _Judging:
    """The parts of a judgement: the file, its readings from one start, and the file's own start."""

    file: Conflict
    readings: Readings
    first_moves: FirstMoves
    other: OtherStart | None

    @property
    def groups(self) -> tuple[EndGroup, ...]:
        """The groups of ends; see `Readings.groups`."""
        return self.readings.groups

    @property
    def leaders(self) -> dict[str, int]:
        """The position of the likeliest end by reading; see `Readings.leaders`."""
        return self.readings.leaders

    @property
    def _first(self) -> EndGroup | None:
        """The likeliest end; None if it is likelier that the conflict never settles."""
        k = self.leaders[self.readings.concept]
        return None if k < 0 else self.groups[k]

    def judgement(self) -> Judgement:
        readings = self.readings
        names = group_names(readings.view, self.groups, readings.letters)
        turning = linchpins(readings.found, readings.contenders) if self.groups and not readings.deduction else ()
        overturned = self.joint.overturned if self.joint else ()
        unreached = unreached_ends(readings, self.joint)
        return Judgement(
            conflict=readings.view,
            title=self.file.title,
            start=start_name(self.file, self.readings.view),
            concept=readings.concept,
            worlds=readings.found,
            questions=tuple(self.questions()),
            ends=tuple(self.end(k, name) for k, name in enumerate(names)),
            came_about=readings.came_about,
            unsettled=readings.unsettled,
            linchpins=turning,
            confidence=self.confidence(turning, overturned),
            leaders=self.leaders,
            other_start=self.other.likeliest(self.groups, self.leaders[readings.concept]) if self.other else None,
            overturned=overturned,
            published=self.published(),
            signs=signs(readings, self.groups, unreached, self.first_moves, self.leaders[readings.concept]),
            unreached=unreached,
            moves=readings.moves,
            freed=() if leaves(readings.found) else freeing(readings.view, readings.concept),
            robustness=self.robustness(),
        )

    def robustness(self) -> Robustness | None:
        """Return how little would end the likeliest end; None if it never settles, or nobody moves."""
        readings, first = self.readings, self.leaders[self.readings.concept]
        if first < 0 or not readings.moves or self.groups[first].rest:
            return None
        decimals = [readings.axes.keys[each.members].tolist() for each in self.groups]
        others = [k for k, each in enumerate(self.groups) if k != first and not each.rest]
        return robustness(readings.view, readings.concept, decimals, first, next(iter(others), None))

    def questions(self) -> list[JudgedQuestion]:
        """Return the questions that are asked from this standpoint, among the worlds that settle."""
        asked = {each.id: each for each in self.readings.view.questions}
        answered = self.readings.moves and self._settles
        return [
            JudgedQuestion(asked[id_], self.readings.chance_of(id_, yes), answered)
            for id_, yes in self.readings.axes.questions
        ]

    @property
    def _settles(self) -> bool:
        """Whether the conflict settles in any world of the default reading."""
        return bool(self.readings.settles[self.readings.concept].sum() > ALMOST_NONE)

    def end(self, k: int, name: str) -> JudgedEnd:
        """Return the end of one group; options are compared in the states that occur in the default reading."""
        group, readings = self.groups[k], self.readings
        own = readings.settles[readings.concept]
        weight = own if own[group.members].any() else readings.ever
        inside = np.flatnonzero(group.members & (weight > 0))
        inside = inside[np.argsort(-weight[inside], kind="stable")]
        letters, start = readings.letters[inside], self._start()
        on, off = (tuple(np.flatnonzero((letters == value).all(axis=0)).tolist()) for value in (1, 0))
        return JudgedEnd(
            letter="-" if group.rest else chr(ord("A") + k),
            id=group.id,
            name=name,
            on=on,
            off=tuple(bit for bit in off if bit in start),
            open=tuple(bit for bit in range(letters.shape[1]) if bit not in {*on, *off}),
            decimals=tuple(readings.axes.keys[inside].tolist()),
            chance=readings.chance(group.members),
            came_about=readings.share_that_came_about(inside, weight),
            tie=tie_of(readings.found, group.members),
        )

    def _start(self) -> set[int]:
        """Return the bits of the options that are on in the status quo."""
        view = self.readings.view
        return set() if view.graph is not None else {view.bits[name] for name in view.status_quo or ()}

    @cached_property
    def joint(self) -> JointMoves | None:
        """What coalitions could do from the likeliest state of the likeliest end; None if it never settles."""
        readings = self.readings
        if self._first is None:
            return None
        own = np.where(self._first.members, readings.settles[readings.concept], 0.0)
        return joint_moves(readings.view, readings.found.state(int(own.argmax())).decimal, readings.concept)

    def published(self) -> tuple[ComparedEquilibria, ...]:
        """Return what is published from this start beside what follows; nothing if it is too large."""
        try:
            return compared_equilibria(self.readings.view) if self.readings.view.published else ()
        except TooLarge:
            return ()

    def confidence(self, turning: tuple[Linchpin, ...], overturned: tuple[tuple[str, ...], ...]) -> Confidence:
        """Return the confidence, by points for the readings, the linchpins, their sources and what never settles."""
        readings = self.readings
        first = readings.unsettled if self._first is None else readings.chance(self._first.members)
        others = sum(each != self.leaders[readings.concept] for each in self.leaders.values())
        points: dict[Reason, int] = {
            "spread": spread_points(first.by_reading.values(), others),
            "linchpins": linchpin_points(len(turning)),
            "sources": self._source_points(turning),
            "unsettled": unsettled_points(readings.unsettled.share.value),
            "coalition": 2 if overturned else 0,
        }
        return confidence(points, doubted=not readings.deduction, moves=readings.moves)

    def _source_points(self, turning: tuple[Linchpin, ...]) -> int:
        """Return the points for the weakest source of a linchpin; without linchpins, for a file without sources."""
        sources = self.readings.view.sources
        if not turning:
            return 0 if sources else 2
        graded = [best_grade(each.claim.evidence if each.claim else (), sources) for each in turning]
        return max(source_points(grade, disputed=disputed) for grade, disputed in graded)
