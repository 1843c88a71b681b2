"""Whether a state is stable for a decision maker: every improvement in turn, until one cannot be punished."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np

from countermove.analysis.local.preferences import best_first
from countermove.analysis.local.problem import Moves, Spent

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.local.problem import Budget, Problem
    from countermove.analysis.local.sanctions import Path
    from countermove.analysis.local.statements import Masks, Truth

AT_ONCE = 1 << 12
PATIENCE = (1 << 10, 1 << 14, 1 << 18, 1 << 62)
"""How many states are looked at for one improvement before the next is tried; in each round more."""

MANY, SIMPLEST = 256, 64


@dataclass(eq=False)
class Judgement:
    """What was found of a state, for one decision maker under one concept.

    Attributes
    ----------
    improvements : ndarray of int64
        Where the improvements lead, the most preferred first.
    complete : bool
        Whether these are all that there are.
    free : int or None
        Where one leads that nobody can punish.
    ways : list of Path
        The ways in which improvements are punished.
    by : ndarray of int32
        For each improvement the one of them by which it is; -1 where that is open.
    """

    improvements: Masks
    complete: bool
    free: int | None = None
    ways: list[Path] = field(default_factory=list)
    by: NDArray[np.int32] = field(init=False)

    def __post_init__(self) -> None:
        self.by = np.full(len(self.improvements), -1, np.int32)

    @property
    def stable(self) -> bool | None:
        """The verdict; None where it is open."""
        if self.free is not None:
            return False
        return True if self.complete and bool((self.by >= 0).all()) else None


def improvements(ground: Problem, who: int, start: int, budget: Budget) -> Judgement:
    """Return where a decision maker could do better by a move of its own; nothing of what the others would do.

    At most half of the budget goes into that, or nothing would be left to judge what was found.
    """
    budget.pause = max(1, budget.most // 2)
    own, here = ground.own[who], np.array([start])
    worth, found, complete = ground.wants(who, own), [np.zeros(0, np.int64)], True
    try:
        for _, ends in Moves(ground, own, worth).ends(here, worth.keys(here), budget):
            found.append(ends)
    except Spent:
        complete = False
    every = np.concatenate(found)
    best = best_first(worth.keys(every), every, np.bitwise_count(every ^ start))
    return Judgement(every[best], complete)


class SanctionSearch(Protocol):
    """What knows how improvements are punished, or spoilt."""

    @property
    def start(self) -> int:
        """The state that the improvements leave."""

    @property
    def budget(self) -> Budget:
        """How many states may be looked at."""

    def path(self, first: int) -> Path | None:
        """Return how an improvement is punished; None if it is not; raise `Spent` where that is open."""

    def replays(self, path: Path, ends: Masks) -> Truth:
        """Return which improvements are punished in a way that punishes another."""


def judge(judgement: Judgement, punishing: SanctionSearch) -> None:
    """Find out, for one improvement after the other, how it is punished, until one cannot be.

    One that takes long waits until the others have been tried. Of very many the simplest are tried first: what
    punishes them often punishes others, and what does not is soon known.
    """
    every = np.arange(len(judgement.improvements))
    if len(every) > MANY:
        changes = np.bitwise_count(judgement.improvements ^ punishing.start)
        _judge(judgement, punishing, every[np.argsort(changes, kind="stable")[:SIMPLEST]], PATIENCE[0])
    for patience in PATIENCE:
        for begin in range(0, len(every), AT_ONCE):
            part = every[begin : begin + AT_ONCE]
            if judgement.free is not None or punishing.budget.spent:
                return
            _judge(judgement, punishing, part[judgement.by[part] < 0], patience)


def _judge(judgement: Judgement, punishing: SanctionSearch, part: NDArray[np.int64], patience: int) -> None:
    """Judge some improvements, given by position: what punishes one is tried on the others first."""
    for way in range(len(judgement.ways)):
        part = _replayed(judgement, punishing, part, way)
    while len(part) and not punishing.budget.spent:
        first = int(judgement.improvements[part[0]])
        punishing.budget.pause = punishing.budget.looked_at + patience
        try:
            path = punishing.path(first)
        except Spent:
            part = part[1:]
            continue
        if path is None:
            judgement.free = first
            return
        judgement.ways.append(path)
        judgement.by[part[0]] = len(judgement.ways) - 1
        part = _replayed(judgement, punishing, part[1:], len(judgement.ways) - 1)


def _replayed(
    judgement: Judgement, punishing: SanctionSearch, part: NDArray[np.int64], way: int
) -> NDArray[np.int64]:
    """Note which improvements are punished in a way that punishes another; return the rest."""
    if not len(part):
        return part
    punishing.budget.pause = punishing.budget.most
    try:
        punished = punishing.replays(judgement.ways[way], judgement.improvements[part])
    except Spent:
        return part
    judgement.by[part[punished]] = way
    return part[~punished]
