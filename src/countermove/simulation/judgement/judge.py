"""The question `brief`: what will most likely happen, how sure that is and why, and on what it turns.

All numbers come from one sample of worlds, from one start: the standpoint of the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.coalitions.analysis import coalitions
from countermove.analysis.evolution.evolve import evolving_concept
from countermove.errors import Complaint, InvalidConflict, TooLarge, UnknownName
from countermove.model.variation import vary_with_rivals
from countermove.simulation.judgement.confidence import (
    best_grade,
    confidence,
    linchpin_points,
    source_points,
    spread_points,
    unsettled_points,
)
from countermove.simulation.judgement.ends import EndGroup, end_groups, named_groups
from countermove.simulation.judgement.linchpins import linchpins
from countermove.simulation.judgement.names import group_names
from countermove.simulation.judgement.readings import Readings, settling
from countermove.simulation.judgement.result import JudgedEnd, JudgedQuestion, Judgement
from countermove.simulation.plan import estimated_seconds, plan
from countermove.simulation.run import worlds
from countermove.simulation.totals import COUNTED

if TYPE_CHECKING:
    from collections.abc import Callable

    from countermove.model.conflict import Conflict
    from countermove.simulation.judgement.confidence import Confidence, Reason
    from countermove.simulation.judgement.linchpins import Linchpin
    from countermove.simulation.result import Worlds

DRAWS = 1_000
"""Draws by default: the standard error of a share is at most 1.6 points."""

MOST_STATES = 1 << 20
"""States of a conflict at most, so that a judgement takes seconds."""

LONGEST = 300.0
"""Seconds of a judgement at most, by estimate."""

MOST_FOR_COALITIONS = 1 << 12
"""States of a conflict at most, for which coalitions are asked."""


def standpoint_of(conflict: Conflict) -> str:
    """Return the id of the variation from which a conflict is judged; empty for the conflict as it stands.

    The file names it. Otherwise it is the variation that all questions share.

    Examples
    --------
    >>> from countermove import cases
    >>> standpoint_of(cases.load("kazakhstan-2022")), standpoint_of(cases.load("elmira"))
    ('as-of-7-january', '')
    """
    asked = {each.variation for each in conflict.questions}
    return conflict.standpoint or (asked.pop() if len(asked) == 1 else "")


def brief(
    conflict: Conflict,
    concept: str = "seq",
    *,
    count: int = DRAWS,
    seed: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Judgement:
    """Return the judgement on a conflict.

    Parameters
    ----------
    conflict : Conflict
        With a status quo.
    concept : str
        The id of the concept of the default reading.
    count : int
        The number of draws, if there are more worlds than that.
    seed : int
        The seed of the draws.
    progress : callable, optional
        Called with the number of readings that are finished, and their number.

    Returns
    -------
    Judgement

    Raises
    ------
    InvalidConflict
        If there is no status quo, or it is feasible in no world.
    UnknownName
        If the concept does not exist or drives no evolution.
    TooLarge
        If there are too many states, or the worlds would take more than some minutes.

    Examples
    --------
    >>> from countermove import cases
    >>> judged = brief(cases.load("elmira"))
    >>> judged.deduction, judged.ends[0].letter, judged.confidence.level
    (True, 'A', 'low')
    """
    evolving_concept(concept)
    standpoint = standpoint_of(conflict)
    view = vary_with_rivals(conflict, standpoint) if standpoint else conflict
    if view.status_quo is None:
        message = f"{conflict.title!r} has no status quo, so nothing can be said of what will happen"
        raise InvalidConflict([Complaint(message, ("status_quo",))])
    if len(view.states) > MOST_STATES:
        message = f"{conflict.title!r} has {len(view.states):,} states; a judgement takes {MOST_STATES:,} at most"
        raise TooLarge(f"{message}. What would help: rules that leave fewer states, or 'countermove evolve'")
    _refuse_long(view, concept, count, seed)
    found = {}
    readings = [concept, *(each for each in COUNTED if each != concept)]
    for done, each in enumerate(readings):
        if progress is not None:
            progress(done, len(readings))
        found[each] = _worlds(view, each, count, seed)
    other = _worlds(conflict, concept, count, seed) if standpoint and conflict.status_quo is not None else None
    made = Readings(view, concept, found)
    if not made.starts:
        message = f"in no world of {conflict.title!r} is the status quo feasible; 'countermove worlds' says what is"
        raise InvalidConflict([Complaint(message, ("status_quo",))])
    return _Judging(conflict, standpoint, made, other).judgement()


def _refuse_long(view: Conflict, concept: str, count: int, seed: int) -> None:
    """Refuse a judgement that takes more than some minutes.

    Raises
    ------
    TooLarge
        If the estimate exceeds the limit; the message names a number of draws that does not.
    """
    planned = plan(view, concept, count, seed)
    number = min(planned.space.count, count)
    needed = (1 + len(COUNTED)) * estimated_seconds(planned, number)
    if needed > LONGEST:
        fewer = max(1, int(0.9 * number * LONGEST / needed))
        asked = f"{number:,} worlds of {view.title!r}, by {len(COUNTED)} readings"
        raise TooLarge(
            f"{asked}, would take about {needed:,.0f} seconds; {LONGEST:,.0f} are the most. What would help: fewer "
            f"worlds, as with --count {fewer}"
        )


def _worlds(view: Conflict, concept: str, count: int, seed: int) -> Worlds:
    from countermove.simulation.draws import space

    few = space(view).count <= count
    return worlds(view, concept, count="all" if few else count, seed=seed, workers=1)


@dataclass(frozen=True, eq=False)
class _Judging:
    """The parts of a judgement: the file, its standpoint, its readings, and the worlds from the file's own start."""

    file: Conflict
    standpoint: str
    readings: Readings
    other: Worlds | None

    @cached_property
    def groups(self) -> tuple[EndGroup, ...]:
        """The groups of ends, those in which most worlds settle in the default reading first, the rest last."""
        own = self.readings.settles[self.readings.concept]
        groups = end_groups(self.readings.axes, self.readings.letters, self.readings.ever)
        return tuple(sorted(groups, key=lambda each: (each.rest, -round(float(own[each.members].sum()), 9))))

    @cached_property
    def leaders(self) -> dict[str, int]:
        """The position of the likeliest end by reading; -1 if it is likelier that it never settles."""
        members = [each.members for each in self.groups]
        return {id_: self.readings.leader(id_, members) for id_ in self.readings.by_reading}

    @property
    def _first(self) -> EndGroup | None:
        """The likeliest end; None if it is likelier that the conflict never settles."""
        k = self.leaders[self.readings.concept]
        return None if k < 0 else self.groups[k]

    def judgement(self) -> Judgement:
        readings = self.readings
        names = group_names(readings.view, self.groups, readings.letters)
        turning = linchpins(readings.found, self.groups) if self.groups and not readings.deduction else ()
        overturned = self.overturned()
        variation = next((each for each in self.file.variations if each.id == self.standpoint), None)
        return Judgement(
            conflict=readings.view,
            standpoint=self.standpoint,
            standpoint_name=(variation.name or variation.id) if variation else "",
            concept=readings.concept,
            worlds=readings.found,
            questions=tuple(self.questions()),
            ends=tuple(self.end(k, name) for k, name in enumerate(names)),
            came_about=readings.came_about,
            unsettled=readings.unsettled,
            linchpins=turning,
            confidence=self.confidence(turning, overturned),
            leaders=self.leaders,
            other_start=self.other_start(),
            overturned=overturned,
            moves=readings.moves,
        )

    def questions(self) -> list[JudgedQuestion]:
        """Return the questions that are asked from this standpoint, among the worlds that settle."""
        asked = {each.id: each for each in self.readings.view.questions}
        return [
            JudgedQuestion(asked[id_], self.readings.chance_among_settled(yes))
            for id_, yes in self.readings.axes.questions
        ]

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
        )

    def _start(self) -> set[int]:
        """Return the bits of the options that are on in the status quo."""
        view = self.readings.view
        return set() if view.graph is not None else {view.bits[name] for name in view.status_quo or ()}

    def other_start(self) -> tuple[int, float] | None:
        """Return the likeliest end from the file as it stands and its share there, if it is another end.

        None if the file names no ends: then its states cannot be told by name.
        """
        groups = named_groups(self.other.plan.axes) if self.other else None
        if self.other is None or groups is None:
            return None
        settles = settling(self.other)
        shares = {each.id: float(settles[each.members].sum()) for each in groups}
        best = max(shares, key=lambda id_: shares[id_])
        k = next((k for k, each in enumerate(self.groups) if each.id == best), -1)
        return (k, shares[best]) if k not in {-1, self.leaders[self.readings.concept]} else None

    def overturned(self) -> tuple[tuple[str, ...], ...]:
        """Return the coalitions that would leave the likeliest state of the likeliest end together."""
        readings, view = self.readings, self.readings.view
        if self._first is None or len(view.states) > MOST_FOR_COALITIONS or len(view.decision_makers) < 2:
            return ()
        own = np.where(self._first.members, readings.settles[readings.concept], 0.0)
        state = readings.found.state(int(own.argmax()))
        try:
            together = coalitions(view, concepts=[readings.concept])
        except (TooLarge, UnknownName):  # coalitions are not defined by every concept
            return ()
        number = int(np.searchsorted(view.states.masks, state.decimal)) + 1
        return tuple(together.overturned(readings.concept).get(number, ()))

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
