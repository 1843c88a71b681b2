"""One sample of worlds by several readings: the chance of ends and questions in each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from countermove.model.reading import reading_of
from countermove.simulation.draws import AS_IT_STANDS, Draws
from countermove.simulation.forecasts.chances import chance
from countermove.simulation.judgement.ends import EndGroup, end_groups, where_in_worlds
from countermove.simulation.judgement.result import ChanceByReading
from countermove.simulation.result import ALMOST_NONE, Share, leaves
from countermove.simulation.totals import BY_STATE, COUNTED, UNSETTLED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict
    from countermove.simulation.result import Worlds
    from countermove.simulation.totals import Axes
    from countermove.simulation.uncertain import Uncertainty

    Floats = NDArray[np.float64]
    Members = NDArray[np.bool_]

SETTLES = BY_STATE.index("settles")


def concepts_beside(view: Conflict, concept: str) -> list[str]:
    """Return the ids of the readings of a judgement: the default one, the usual ones, and the conflict's own.

    Examples
    --------
    >>> from countermove import cases
    >>> concepts_beside(cases.load("elmira"), "nash")
    ['nash', 'gmr', 'smr', 'seq', 'sseq']
    """
    own = reading_of(view)
    return [*dict.fromkeys((concept, *COUNTED, *([own.id] if own.evolves else [])))]


@dataclass(frozen=True, eq=False)
class Readings:
    """The worlds of a conflict by several readings, over the same K states.

    Attributes
    ----------
    view : Conflict
        The conflict from its standpoint.
    concept : str
        The id of the concept of the default reading.
    by_reading : mapping of str to Worlds
        By concept id.
    """

    view: Conflict
    concept: str
    by_reading: Mapping[str, Worlds]

    @property
    def found(self) -> Worlds:
        """The worlds of the default reading."""
        return self.by_reading[self.concept]

    @property
    def axes(self) -> Axes:
        """The axes of all readings."""
        return self.found.plan.axes

    @property
    def deduction(self) -> bool:
        """Whether nothing is doubted, so that there is one world."""
        return self.found.plan.space.count == 1

    @cached_property
    def settles(self) -> dict[str, Floats]:
        """The share of worlds that settle in each state, by reading, shape (K,)."""
        return {id_: settling(each) for id_, each in self.by_reading.items()}

    @cached_property
    def ever(self) -> Floats:
        """The sum of the shares of all readings, shape (K,)."""
        total: Floats = np.add.reduce([*self.settles.values()])
        return total

    @cached_property
    def letters(self) -> NDArray[np.int8]:
        """For each state and option 1 if it is on, 0 if it is off, and -1 if both occur, shape (K, m)."""
        letters = np.full((len(self.ever), len(self.view.options)), -1, np.int8)
        for k in np.flatnonzero(self.ever).tolist():
            pattern = self.found.state(k).pattern
            letters[k, : len(pattern)] = [{"Y": 1, "N": 0}.get(letter, -1) for letter in pattern]
        return letters

    @cached_property
    def groups(self) -> tuple[EndGroup, ...]:
        """The groups of ends, those in which most worlds settle in the default reading first, the rest last."""
        own = self.settles[self.concept]
        groups = end_groups(self.axes, self.letters, self.ever)
        return tuple(sorted(groups, key=lambda each: (each.rest, -round(float(own[each.members].sum()), 9))))

    @property
    def contenders(self) -> tuple[EndGroup, ...]:
        """The groups one of which is the likeliest: without the rest, if that only holds what is seldom."""
        first = tuple(each for each in self.groups if not each.rest)
        return self.groups if self.view.ends or not first else first

    @cached_property
    def leaders(self) -> dict[str, int]:
        """The position of the likeliest end by reading; -1 if it is likelier that it never settles."""
        members = [each.members for each in self.contenders]
        return {id_: self.leader(id_, members) for id_ in self.by_reading}

    def chance(self, members: NDArray[np.bool_]) -> ChanceByReading:
        """Return the probability of settling in some states, shape (K,)."""
        by_reading = {id_: float(each[members].sum()) for id_, each in self.settles.items()}
        value = by_reading[self.concept]
        certain = None if self.certain is None else float(self.certain[members].sum())
        return ChanceByReading(Share(value, self._error(value)), by_reading, certain)

    def chance_of(self, question: str, yes: NDArray[np.bool_]) -> ChanceByReading:
        """Return the probability of a yes to a question, given that the conflict settles, as `forecast` does.

        `yes` says in which states it is answered so, shape (K,). Readings in which the conflict never settles are
        left out. All is 0 if it never does in the default reading.
        """
        settled = {id_: total for id_, each in self.settles.items() if (total := float(each.sum())) > ALMOST_NONE}
        by_reading = {id_: float(self.settles[id_][yes].sum()) / total for id_, total in settled.items()}
        if self.concept not in settled:
            return ChanceByReading(Share(0.0), {self.concept: 0.0}, None)
        certain = None
        if self.certain is not None and self.certain.sum() > ALMOST_NONE:
            certain = float(self.certain[yes].sum() / self.certain.sum())
        value = by_reading[self.concept]
        return ChanceByReading(Share(value, chance(self.found, question).error), by_reading, certain)

    def _error(self, value: float) -> float:
        """Return the standard error of a share, as of a coin; 0 if all worlds are solved."""
        return 0.0 if self.found.exact else float(np.sqrt(max(value * (1 - value), 0.0) / self.found.count))

    @cached_property
    def certain(self) -> Floats | None:
        """The probability of each state if every assumption is certain, shape (K,); None if nothing is doubted.

        The coding is the file as it stands, or if that has no weight the likeliest rival coding.
        """
        if self.deduction:
            return None
        space = self.found.plan.space
        at = max(
            range(len(space.codings)),
            key=lambda k: (space.codings[k].name == AS_IT_STANDS, space.codings[k].probability),
        )
        alternatives = np.zeros((1, space.width), np.int64)
        stated = [_as_in_the_file(each) for each in space.codings[at].uncertainties]
        alternatives[0, : len(stated)] = stated
        world = Draws(np.array([at]), alternatives, np.ones(1))
        planned = replace(self.found.plan, counted=())
        shares: Floats = planned.totals(world, (self.concept,))[self.concept].by_state[0, SETTLES]
        return shares

    @cached_property
    def outcome(self) -> NDArray[np.bool_] | None:
        """In which states what came about holds, shape (K,); None if the file does not say what came about."""
        return where_in_worlds(self.axes, self.view.came_about) if self.view.came_about else None

    @property
    def unsettled(self) -> ChanceByReading:
        """The probability that the conflict never settles."""
        by_reading = {id_: _count(each, UNSETTLED) for id_, each in self.by_reading.items()}
        value = by_reading[self.concept]
        certain = None if self.certain is None else max(0.0, 1.0 - float(self.certain.sum()))
        return ChanceByReading(Share(value, self._error(value)), by_reading, certain)

    @property
    def came_about(self) -> float | None:
        """The share of worlds that settle where what came about holds; None if the file does not say."""
        return None if self.outcome is None else float(self.settles[self.concept][self.outcome].sum())

    def share_that_came_about(self, inside: NDArray[np.intp], weight: Floats) -> float | None:
        """Return the share in which what came about holds, among states by position, weighted; shapes (I,), (K,)."""
        if self.outcome is None:
            return None
        return float(weight[inside][self.outcome[inside]].sum() / weight[inside].sum())

    def leader(self, concept: str, groups: Sequence[Members]) -> int:
        """Return the position of the likeliest group of states, of shape (K,); -1 if it never settles."""
        shares = [float(self.settles[concept][members].sum()) for members in groups]
        best = int(np.argmax(shares)) if shares else -1
        return best if best >= 0 and shares[best] >= _count(self.by_reading[concept], UNSETTLED) else -1

    @property
    def starts(self) -> bool:
        """Whether the conflict has a start in any world: it settles there, or goes on for ever."""
        return bool(self.ever.any()) or self.unsettled.range[1] > 0

    @cached_property
    def moves(self) -> bool:
        """Whether the conflict leaves its status quo in any world of any reading."""
        return any(leaves(each) for each in self.by_reading.values())


def settling(found: Worlds) -> Floats:
    """Return the share of worlds that settle in each state, shape (K,)."""
    shares: Floats = found.totals.by_state[0, SETTLES] / found.totals.counts[0, 0]
    return shares


def _count(found: Worlds, which: int) -> float:
    return float(found.totals.counts[0, which] / found.totals.counts[0, 0])


def _as_in_the_file(uncertainty: Uncertainty) -> int:
    """Return the position of the alternative that the file states; 0 if the file rules it out."""
    values = [each.value for each in uncertainty.alternatives]
    return next((k for k, value in enumerate(values) if value is True or value == _in_order(value)), 0)


def _in_order(value: bool | tuple[int, ...]) -> tuple[int, ...]:  # noqa: FBT001  (the value of an alternative)
    return tuple(range(len(value))) if isinstance(value, tuple) else ()
