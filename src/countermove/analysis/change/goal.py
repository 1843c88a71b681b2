"""Goals of a change: what is to hold, to fall, to be always or never so, or to be likely enough.

A goal is asked of a trial, the solution of one changed conflict, so that the same goal serves every search. Goals
about shares are asked of an `EndShares`, where a conflict settles, which may also come from a sample of worlds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np

from countermove.analysis.change.places import where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from countermove.analysis.assumptions.trial import Trial

    Members = NDArray[np.bool_]

CLOSE = 1e-9
"""Probabilities that differ by less are equal."""


class Goal(Protocol):
    """A goal that one solved conflict meets or does not meet."""

    @property
    def text(self) -> str:
        """The goal as it was asked."""

    def met(self, trial: Trial) -> bool:
        """Whether a solved conflict meets the goal."""


@dataclass(frozen=True, eq=False)
class EndShares:
    """Where a conflict settles, by K states.

    Attributes
    ----------
    shares : ndarray of float64, shape (K,)
        The probability that it settles in each state.
    members : callable
        From the text of a goal to the states that it names, shape (K,).
    unsettled : float
        The probability that it never settles.
    """

    shares: NDArray[np.float64]
    members: Callable[[str], Members]
    unsettled: float


@runtime_checkable
class ShareGoal(Protocol):
    """A goal about where a conflict settles."""

    @property
    def text(self) -> str:
        """The goal as it was asked."""

    def share_in(self, outlook: EndShares) -> float:
        """Return the share that the goal is about."""

    def margin(self, outlook: EndShares) -> float:
        """By how much the shares exceed what is asked; below 0 if they fall short."""

    def met(self, trial: Trial) -> bool:
        """Whether a solved conflict meets the goal."""

    def met_in(self, outlook: EndShares) -> bool:
        """Whether the shares meet the goal."""


@dataclass(frozen=True, slots=True)
class Stands:
    """A state is an equilibrium, or is none.

    Attributes
    ----------
    text : str
        The goal as it was asked.
    state : str
        The state: a name, a pattern, a number, a list of options or a condition. A condition asks for one state or
        more that satisfy it: some of them is to hold, or none of them.
    concept : str
        The id of the concept.
    falls : bool
        Whether the state is not to hold.
    """

    text: str
    state: str
    concept: str
    falls: bool = False

    def met(self, trial: Trial) -> bool:
        """Whether some state that is meant holds, or none of them if it is to fall."""
        meant = np.flatnonzero(where(trial.conflict, self.state)).tolist()
        return any(trial.holds(k, self.concept) for k in meant) != self.falls


@dataclass(frozen=True, slots=True)
class Throughout:
    """A condition holds in every end that is reached from the status quo, or in none; at least one is reached.

    Attributes
    ----------
    text : str
        The goal as it was asked.
    condition : str
        The condition.
    never : bool
        Whether it is to hold in none.
    """

    text: str
    condition: str
    never: bool = False

    def met(self, trial: Trial) -> bool:
        """Whether the ends of a solved conflict are as asked."""
        reached = [k for k, chance in trial.settles or () if chance > CLOSE]
        if not reached:
            return False
        holds = where(trial.conflict, self.condition)
        return not any(holds[k] == self.never for k in reached)


@dataclass(frozen=True, slots=True)
class Leads:
    """An end is likelier than every other one, and likelier than never settling.

    Attributes
    ----------
    text : str
        The goal as it was asked.
    end : str
        The end.
    ends : tuple of str
        The ends that the file names, in their order, if `end` is one of them: a state belongs to the first that it
        satisfies, and the states of none are one more end. Otherwise each state outside `end` is another end.
    """

    text: str
    end: str
    ends: tuple[str, ...] = ()

    def share_in(self, outlook: EndShares) -> float:
        """Return the share of the end."""
        return _own_and_rest(outlook, self.end, self.ends)[0]

    def margin(self, outlook: EndShares) -> float:
        """By how much the end is likelier than the likeliest other one."""
        own, other = _own_and_rest(outlook, self.end, self.ends)
        return own - max(outlook.unsettled, *other)

    def met(self, trial: Trial) -> bool:
        """Whether the end is the likeliest of a solved conflict."""
        return self.met_in(outlook_of(trial))

    def met_in(self, outlook: EndShares) -> bool:
        """Whether the end is the likeliest; a tie is not enough."""
        return self.margin(outlook) > CLOSE


@dataclass(frozen=True, slots=True)
class LikelyEnough:
    """An end has at least a share.

    Attributes
    ----------
    text : str
        The goal as it was asked.
    end : str
        The end.
    share : float
        The share.
    ends : tuple of str
        As for `Leads`.
    """

    text: str
    end: str
    share: float
    ends: tuple[str, ...] = ()

    def share_in(self, outlook: EndShares) -> float:
        """Return the share of the end."""
        return _own_and_rest(outlook, self.end, self.ends)[0]

    def margin(self, outlook: EndShares) -> float:
        """By how much the end exceeds the share."""
        return self.share_in(outlook) - self.share

    def met(self, trial: Trial) -> bool:
        """Whether the end of a solved conflict has the share."""
        return self.met_in(outlook_of(trial))

    def met_in(self, outlook: EndShares) -> bool:
        """Whether the end has the share."""
        return self.margin(outlook) >= -CLOSE


@dataclass(frozen=True, slots=True)
class Answered:
    """A question is answered with yes by at least a share of what settles.

    Attributes
    ----------
    text : str
        The goal as it was asked.
    when : str
        The condition of the question.
    share : float
        The share.
    """

    text: str
    when: str
    share: float

    def share_in(self, outlook: EndShares) -> float:
        """Return the probability of a yes among what settles; 0 if nothing does."""
        settled = float(outlook.shares.sum())
        yes = float(outlook.shares[outlook.members(self.when)].sum())
        return yes / settled if settled > CLOSE else 0.0

    def margin(self, outlook: EndShares) -> float:
        """By how much the probability of a yes exceeds the share."""
        return self.share_in(outlook) - self.share

    def met(self, trial: Trial) -> bool:
        """Whether a solved conflict answers the question so."""
        return self.met_in(outlook_of(trial))

    def met_in(self, outlook: EndShares) -> bool:
        """Whether the probability of a yes is large enough."""
        return self.margin(outlook) >= -CLOSE


@dataclass(frozen=True, slots=True)
class AllGoals:
    """Several goals at once.

    Attributes
    ----------
    text : str
        The goals as they were asked.
    goals : tuple of Goal
        The goals.
    """

    text: str
    goals: tuple[Goal, ...]

    def met(self, trial: Trial) -> bool:
        """Whether a solved conflict meets all of them."""
        return all(each.met(trial) for each in self.goals)


def parts(goal: Goal) -> tuple[Goal, ...]:
    """Return the goals of which a goal is made.

    Examples
    --------
    >>> one, other = Stands("1 holds", "1", "seq"), Throughout("never a", "a", never=True)
    >>> [each.text for each in parts(AllGoals("1 holds and never a", (one, other)))]
    ['1 holds', 'never a']
    """
    return goal.goals if isinstance(goal, AllGoals) else (goal,)


def about_shares(goal: Goal) -> bool:
    """Whether any part of a goal is about where the conflict settles with which share."""
    return any(isinstance(each, ShareGoal) for each in parts(goal))


def wanted(goal: Goal) -> str:
    """Return what the ends are to be by a goal that names some, as a text for `where`; empty for other goals.

    Examples
    --------
    >>> wanted(Stands("1 holds", "1", "seq")), wanted(Stands("1 falls", "1", "seq", falls=True))
    ('1', '')
    """
    for each in parts(goal):
        if isinstance(each, Stands) and not each.falls:
            return each.state
        if isinstance(each, (Leads, LikelyEnough)):
            return each.end
    return ""


def outlook_of(trial: Trial) -> EndShares:
    """Return where a solved conflict settles."""
    conflict = trial.conflict
    shares = np.zeros(len(conflict.states))
    for k, chance in trial.settles or ():
        shares[k] = chance
    return EndShares(shares, lambda text: where(conflict, text), max(0.0, 1.0 - float(shares.sum())))


def shares_of(outlook: EndShares, ends: tuple[str, ...]) -> dict[str, float]:
    """Return the share of each end that a file names; a state belongs to the first that it satisfies."""
    return {each: float(outlook.shares[members].sum()) for each, members in _named(outlook, ends) if each}


def _own_and_rest(outlook: EndShares, end: str, ends: tuple[str, ...]) -> tuple[float, list[float]]:
    """Return the share of an end, and those of the others."""
    if not ends:
        own = outlook.members(end)
        return float(outlook.shares[own].sum()), outlook.shares[~own].tolist() or [0.0]
    found = {each: float(outlook.shares[members].sum()) for each, members in _named(outlook, ends)}
    return found.pop(end), [*found.values()]


def _named(outlook: EndShares, ends: tuple[str, ...]) -> Iterator[tuple[str, Members]]:
    """Yield the states of each end that the file names, and those of none."""
    left = np.ones(len(outlook.shares), np.bool_)
    for each in ends:
        here = outlook.members(each)
        yield each, here & left
        left &= ~here
    yield "", left
