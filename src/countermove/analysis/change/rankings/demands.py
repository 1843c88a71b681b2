"""What a proposal of rankings lacks for a state to hold, or to fall: demands that every ranking with it meets.

The programme is asked without them at first. A proposal is judged by the definitions; where an improvement has no
sanction, or one that should have none has, the demand is added that forbids just this: a change of some relation that
the verdict rests on. So each answer is exact, for any number of decision makers and any concept (implicit hitting
sets).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.analysis.change.rankings.programme import negated
from countermove.analysis.change.rankings.replies import joint_moves, legal_pairs, upper_sets
from countermove.model.concepts import Sanctions, with_known_sanctions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from countermove.analysis.change.rankings.programme import Programme, Proposal
    from countermove.analysis.change.rankings.replies import Temptation, UpperSets
    from countermove.analysis.moves import Walk

    Ranks = NDArray[np.int32]
    Truth = NDArray[np.bool_]
    Step = tuple[int, int, int]
    """A mover, and the states between which it moves."""
    Sanction = tuple[tuple[Step, ...], frozenset[int]]
    """The improvements that lead to a sanction, and the states that it consists of."""

INDEPENDENT = frozenset({Sanctions.NONE, Sanctions.ANY})
"""Sanctions that do not depend on the rankings of those who make them."""

MOST_SANCTIONS = 64
"""The most sanctions of one move that are forbidden at a time."""


@dataclass(eq=False)
class StateVerdicts:
    """The verdicts on one state, for any rankings.

    Attributes
    ----------
    walk : Walk
        The moves of the conflict.
    state : int
        The position of the state.
    concepts : tuple of str
        The id of each decision maker's concept.
    """

    walk: Walk
    state: int
    concepts: tuple[str, ...]
    _known: dict[int, tuple[Ranks | None, UpperSets]] = field(default_factory=dict, repr=False)

    def family(self, who: int, ranks: Ranks) -> UpperSets:
        """Return the upper sets that make the state stable, with the others' rankings of shape (n, S)."""
        known, family = self._known.get(who, (None, None))
        if family is not None and (known is None or known is ranks):
            return family
        found = upper_sets(self.walk, ranks, who, self.state, self.concepts[who])
        by = with_known_sanctions(self.concepts[who])
        if not (by.credible or by.simultaneous):
            self._known[who] = None, found
        elif not ranks.flags.writeable:  # no row of them can change later
            self._known[who] = ranks, found
        return found

    def unsanctioned(self, who: int, ranks: Ranks) -> tuple[Temptation, ...]:
        """Return a decision maker's improvements without a sanction, under rankings of shape (n, S)."""
        rank = ranks[who]
        return self.family(who, ranks).unsanctioned(np.flatnonzero(rank > rank[self.state]).tolist())

    @property
    def independent(self) -> bool:
        """Whether no decision maker's verdict depends on the rankings of the others."""
        return all(
            with_known_sanctions(self.concepts[who]).sanctions in INDEPENDENT for who in self.walk.conflict.movers
        )

    def holds(self, ranks: Ranks) -> bool:
        """Whether the state is an equilibrium under rankings of shape (n, S)."""
        return not any(self.unsanctioned(who, ranks) for who in self.walk.conflict.movers)


@dataclass(eq=False)
class Holding:
    """The demands of a state that is to hold."""

    verdicts: StateVerdicts
    programme: Programme

    def refine(self, proposal: Proposal) -> bool:
        """Add the demands that a proposal does not meet; whether there are any."""
        found = [
            (who, move)
            for who in self.verdicts.walk.conflict.movers
            for move in self.verdicts.unsanctioned(who, proposal.ranks)
        ]
        for who, move in found:
            self._demand_sanction(who, move, proposal.ranks)
        return bool(found)

    def _demand_sanction(self, who: int, move: Temptation, ranks: Ranks) -> None:
        """Demand that a move is no improvement, that a reply sanctions it, or that the others can go further."""
        state, ask = self.verdicts.state, self.programme
        replies = [ask.all_of(ask.at_least(who, state, k) for k in sorted(reply)) for reply in move.replies]
        further = [ask.better(dm, to, left) for dm, left, to in further_steps(self.verdicts, who, move.end, ranks)]
        ask.demand([ask.at_least(who, state, move.end), *replies, *further])


def further_steps(verdicts: StateVerdicts, who: int, first: int, ranks: Ranks) -> Iterator[Step]:
    """Yield the moves that would widen the opponents' reach from a state if they were improvements.

    Parameters
    ----------
    verdicts : StateVerdicts
        The state that is judged, and the concepts.
    who, first : int
        The positions of the decision maker that is tempted, and of the state that it moves to.
    ranks : ndarray of int32, shape (n, S)
        The rankings.
    """
    by, walk = with_known_sanctions(verdicts.concepts[who]), verdicts.walk
    if not (by.credible or by.simultaneous):
        return
    others = [dm for dm in walk.conflict.movers if dm != who]
    pairs = legal_pairs(walk, ranks, who, first, credible=True) if by.credible else np.zeros(ranks.shape, np.bool_)
    inside: Truth = np.logical_or.reduce(pairs)
    inside[first] = True
    for dm in others:
        begun: Truth = np.logical_or.reduce(pairs[[other for other in others if other != dm]])
        begun[first if by.credible else verdicts.state] = True
        starts = np.flatnonzero(inside if by.credible and walk.transitive else begun)
        source, ends = walk.moves(dm, starts)
        left = starts[source]
        new = ranks[dm, ends] <= ranks[dm, left]
        if by.credible and walk.transitive:
            new &= ~inside[ends]
        yield from ((dm, int(a), int(b)) for a, b in zip(left[new], ends[new], strict=True))


@dataclass(eq=False)
class Falling:
    """The demands of a state that is not to hold: a switch for each move says that it is free of sanctions."""

    verdicts: StateVerdicts
    programme: Programme
    _switches: dict[int, tuple[int, int, Any]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        ranks, ask = self.programme.ranks, self.programme
        for who in self.verdicts.walk.conflict.movers:
            for k, move in enumerate(self.verdicts.family(who, ranks).temptations):
                index, switch = ask.switch()
                self._switches[index] = who, k, switch
                ask.demand([negated(switch), ask.better(who, move.end, self.verdicts.state)])
        ask.demand(switch for _, _, switch in self._switches.values())

    def refine(self, proposal: Proposal) -> bool:
        """Add the demands that a proposal does not meet; whether there are any."""
        if not self.verdicts.holds(proposal.ranks):
            return False
        for index in sorted(proposal.chosen & self._switches.keys()):
            who, k, switch = self._switches[index]
            for steps, reply in islice(self._sanctions(who, k, proposal.ranks), MOST_SANCTIONS):
                self._forbid(who, switch, steps, reply)
        return True

    def _forbid(self, who: int, switch: Any, steps: tuple[Step, ...], reply: frozenset[int]) -> None:
        """Demand that a move with a sanction is not chosen, or that the sanction fails."""
        ask, state = self.programme, self.verdicts.state
        stopped = [ask.at_least(dm, left, to) for dm, left, to in steps]
        escaped = [ask.better(who, k, state) for k in sorted(reply)]
        ask.demand([negated(switch), *stopped, *escaped])

    def _sanctions(self, who: int, k: int, ranks: Ranks) -> Iterator[Sanction]:
        """Yield the sanctions of a decision maker's move under some rankings of shape (n, S)."""
        verdicts, by = self.verdicts, with_known_sanctions(self.verdicts.concepts[who])
        state, rank = verdicts.state, ranks[who]
        if by.simultaneous:
            _, ends = next(islice(joint_moves(verdicts.walk.conflict, ranks, who, state), k, None))
            found: Iterator[Sanction] = (
                (tuple((dm, state, to) for dm, to in each.steps), frozenset({each.end} - {state})) for each in ends
            )
        elif by.credible:
            found = _credible(verdicts, who, verdicts.family(who, ranks).temptations[k].end, ranks)
        else:
            found = (((), reply) for reply in verdicts.family(who, ranks).temptations[k].replies)
        return (each for each in found if all(rank[one] <= rank[state] for one in each[1]))


def _credible(verdicts: StateVerdicts, who: int, first: int, ranks: Ranks) -> Iterator[Sanction]:
    """Yield the ends of the opponents' improvements from a state, the nearest first, with the steps to each."""
    symmetric = with_known_sanctions(verdicts.concepts[who]).countermove
    met: set[tuple[int, int]] = set()
    waiting: list[tuple[int, int, tuple[Step, ...]]] = [(first, -1, ())]
    for at, last, steps in waiting:
        for dm in verdicts.walk.conflict.movers:
            if dm in {who, last}:
                continue
            ends = verdicts.walk.moves(dm, np.array([at]))[1]
            for end in ends[ranks[dm, ends] > ranks[dm, at]].tolist():
                if (end, dm) not in met:
                    met.add((end, dm))
                    path = (*steps, (dm, at, end))
                    waiting.append((end, dm, path))
                    counters = verdicts.walk.moves(who, np.array([end]))[1].tolist() if symmetric else []
                    yield path, frozenset({end, *counters} - {verdicts.state})
