"""The probability of a yes to a question, from totals over worlds.

A question refers to the state where the conflict settles. Worlds that have no feasible state or no status quo are
excluded, as is the probability of never settling. `Chance` gives their shares. Its bounds `least` and `most` count
evolutions that never settle as a no or as a yes.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from countermove.simulation.result import ALMOST_NONE, DIGITS, Given, Share
from countermove.simulation.totals import CODING, CONTRADICTS, MOVES, NO_START, NOTHING, UNSETTLED, WEIGHED

if TYPE_CHECKING:
    from countermove.simulation.result import Worlds


@dataclass(frozen=True, slots=True)
class Chance:
    """The probability of a yes in some worlds.

    Attributes
    ----------
    worlds : float
        The share of these worlds among all worlds.
    settled, unsettled, excluded : float
        The weighted shares of these worlds that settle, that never settle, and that are excluded.
    probability : float or None
        The probability of a yes, given that the conflict settles; None if it never does.
    error : float
        The standard error of the draws; 0 where all worlds were solved.
    decided : float or None
        The part of the variance of the answer between worlds. The rest is within worlds, from the random order of
        moves. None if the answer is certain.
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
        """The probability of a yes if never settling counts as a no."""
        return self._counted(0.0)

    @property
    def most(self) -> float:
        """The probability of a yes if never settling counts as a yes."""
        return self._counted(self.unsettled)

    def _counted(self, as_yes: float) -> float:
        started = self.settled + self.unsettled
        return ((self.probability or 0.0) * self.settled + as_yes) / started if started else 0.0


def chance(found: Worlds, question: str, row: int = 0) -> Chance:
    """Return the probability of a yes to a question.

    Parameters
    ----------
    found : Worlds
        The worlds.
    question : str
        The id of the question.
    row : int
        The worlds: a position among ``found.plan.axes.rows``; 0 stands for all.
    """
    counts = found.totals.counts[row]
    total, every = float(counts[WEIGHED]), float(found.totals.counts[0, WEIGHED])
    if not total:
        return Chance(0.0, 0.0, 0.0, 0.0, None, 0.0, None)
    excluded = float(counts[[NOTHING, CONTRADICTS, NO_START]].sum()) / total
    unsettled = float(counts[UNSETTLED]) / total
    settled = max(0.0, 1 - excluded - unsettled)
    if settled < ALMOST_NONE:
        return Chance(total / every, 0.0, unsettled, excluded, None, 0.0, None)
    at = MOVES + 1 + 2 * [id_ for id_, _ in found.plan.axes.questions].index(question)
    yes, square = (counts[at : at + 2] / total / settled).tolist()
    likely = round(yes, DIGITS)  # shows a certain forecast as exactly 0 or 1
    between, whole = max(0.0, square - likely**2), likely * (1 - likely)
    error = 0.0 if found.exact else sqrt(between / (total * settled))
    decided = min(between / whole, 1.0) if whole > ALMOST_NONE else None
    return Chance(total / every, settled, unsettled, excluded, likely, error, decided)


def chances_by_coding(found: Worlds, question: str) -> dict[str, Chance]:
    """Return the probability of a yes in each rival coding, by its name."""
    if len(found.plan.space.codings) == 1:
        return {found.plan.space.codings[0].name: chance(found, question)}
    rows = enumerate(found.plan.axes.rows)
    return {
        alternative: chance(found, question, k) for k, (uncertainty, alternative) in rows if uncertainty == CODING
    }


def conditional_chances(found: Worlds, question: str) -> tuple[Given, ...]:
    """Return the probability of a yes for each alternative of each uncertainty, the widest range first."""
    each = [
        Given(uncertainty, alternative, here.worlds, Share(here.probability, here.error))
        for k, (uncertainty, alternative) in enumerate(found.plan.axes.rows)
        if k and (here := chance(found, question, k)).probability is not None
    ]
    spread: dict[str, list[float]] = {}
    for one in each:
        spread.setdefault(one.uncertainty, []).append(one.share.value)
    return tuple(sorted(each, key=lambda one: min(spread[one.uncertainty]) - max(spread[one.uncertainty])))
