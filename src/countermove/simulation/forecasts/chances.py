"""From sums over worlds to the probability of a yes.

A world in which nothing is feasible, or that has no status quo to start from, answers nothing and is left out. So is
what never settles: a question is asked of the state where the conflict settles. How much is left out is said beside
the probability, and what it would be if all that never settles were counted as a no, or as a yes.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from countermove.simulation.result import DIGITS, Given, Share
from countermove.simulation.totals import CODING, CONTRADICTS, MOVES, NO_START, NOTHING, UNSETTLED, WEIGHED

if TYPE_CHECKING:
    from countermove.simulation.result import Worlds


@dataclass(frozen=True, slots=True)
class Chance:
    """How likely a yes is in some worlds.

    Attributes
    ----------
    worlds : float
        The share of these worlds among all.
    settled, unsettled, excluded : float
        The shares of these worlds, each by its probability, that settle, that never settle, and that answer nothing.
    probability : float or None
        Of a yes, given that it settles; None if it never does.
    error : float
        The standard error of the draws; 0 where all worlds were solved.
    decided : float or None
        The part of the variance of the answer that lies between worlds, rather than in who moves first within one;
        None where the answer is certain.
    """

    worlds: float
    settled: float
    unsettled: float
    excluded: float
    probability: float | None
    error: float
    decided: float | None

    @property
    def least(self) -> float:
        """The probability if all that never settles counts as a no."""
        return self._counted(0.0)

    @property
    def most(self) -> float:
        """The probability if all that never settles counts as a yes."""
        return self._counted(self.unsettled)

    def _counted(self, as_yes: float) -> float:
        started = self.settled + self.unsettled
        return ((self.probability or 0.0) * self.settled + as_yes) / started if started else 0.0


def chance(found: Worlds, question: str, row: int = 0) -> Chance:
    """Return how likely a yes to a question is.

    Parameters
    ----------
    found : Worlds
        The worlds.
    question : str
        Its id.
    row : int
        Which worlds: a position among ``found.plan.axes.rows``; 0 stands for all.
    """
    counts = found.tally.counts[row]
    total, every = float(counts[WEIGHED]), float(found.tally.counts[0, WEIGHED])
    if not total:
        return Chance(0.0, 0.0, 0.0, 0.0, None, 0.0, None)
    excluded = float(counts[[NOTHING, CONTRADICTS, NO_START]].sum()) / total
    unsettled = float(counts[UNSETTLED]) / total
    settled = max(0.0, 1 - excluded - unsettled)
    if settled < ALMOST_NONE:
        return Chance(total / every, 0.0, unsettled, excluded, None, 0.0, None)
    at = MOVES + 1 + 2 * [id_ for id_, _ in found.plan.axes.questions].index(question)
    yes, square = (counts[at : at + 2] / total / settled).tolist()
    likely = round(yes, DIGITS)  # a certain forecast is to be seen as one
    between, whole = max(0.0, square - likely**2), likely * (1 - likely)
    error = 0.0 if found.exact else sqrt(between / (total * settled))
    decided = min(between / whole, 1.0) if whole > ALMOST_NONE else None
    return Chance(total / every, settled, unsettled, excluded, likely, error, decided)


ALMOST_NONE = 1e-12


def by_coding(found: Worlds, question: str) -> dict[str, Chance]:
    """Return how likely a yes is in each rival coding; by the coding's name."""
    if len(found.plan.space.codings) == 1:
        return {found.plan.space.codings[0].name: chance(found, question)}
    rows = enumerate(found.plan.axes.rows)
    return {way: chance(found, question, k) for k, (thing, way) in rows if thing == CODING}


def given(found: Worlds, question: str) -> tuple[Given, ...]:
    """Return how likely a yes is for each way of each uncertain thing, what tells most apart first."""
    each = [
        Given(thing, way, here.worlds, Share(here.probability, here.error))
        for k, (thing, way) in enumerate(found.plan.axes.rows)
        if k and (here := chance(found, question, k)).probability is not None
    ]
    spread: dict[str, list[float]] = {}
    for one in each:
        spread.setdefault(one.thing, []).append(one.share.value)
    return tuple(sorted(each, key=lambda one: min(spread[one.thing]) - max(spread[one.thing])))
