"""All worlds of a conflict: one draw of everything that is uncertain, listed one by one or drawn by a seed."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from countermove.model.variation import vary
from countermove.simulation.realise import realised
from countermove.simulation.uncertain import uncertain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict
    from countermove.simulation.uncertain import Alternative, Uncertain

AS_IT_STANDS = "as it stands"
COUNTED_AT_ONCE = 4
"""How many random numbers one step of the generator makes: a draw takes a multiple of them."""


@dataclass(frozen=True, eq=False)
class Coding:
    """The conflict itself, or a variation of it with a weight.

    Attributes
    ----------
    name : str
        The variation's id, or ``as it stands``.
    probability : float
        Above 0.
    conflict : Conflict
        As this coding has it.
    things : tuple of Uncertain
        What is uncertain in it.
    """

    name: str
    probability: float
    conflict: Conflict = field(repr=False)
    things: tuple[Uncertain, ...] = field(repr=False)

    @property
    def count(self) -> int:
        """How many worlds it has."""
        return prod(len(thing.ways) for thing in self.things)


@dataclass(frozen=True, eq=False)
class World:
    """One draw of everything that is uncertain.

    Attributes
    ----------
    coding : Coding
        The conflict itself, or one of its rival codings.
    ways : tuple of Alternative
        In which way each of the coding's uncertain things is.
    """

    coding: Coding = field(repr=False)
    ways: tuple[Alternative, ...]

    @property
    def probability(self) -> float:
        """How likely this very world is."""
        return self.coding.probability * prod(way.probability for way in self.ways)

    @cached_property
    def conflict(self) -> Conflict:
        """The world as an ordinary conflict; see `countermove.simulation.realise.realised`."""
        return realised(self.coding.conflict, self.coding.things, self.ways)

    def says(self) -> tuple[str, ...]:
        """Return in words how each uncertain thing is."""
        coding = () if self.coding.name == AS_IT_STANDS else (f"coding: {self.coding.name}",)
        pairs = zip(self.coding.things, self.ways, strict=True)
        return (*coding, *(f"{thing.name}: {way.says}" for thing, way in pairs))


@dataclass(frozen=True, eq=False)
class Draws:
    """Some worlds as arrays.

    Attributes
    ----------
    coding : ndarray of int64, shape (W,)
        The position of each world's coding.
    ways : ndarray of int64, shape (W, D)
        The position of the way of each thing of the coding; 0 behind its last thing.
    weight : ndarray of float64, shape (W,)
        The probability of each world, or how often it was drawn.
    """

    coding: NDArray[np.int64]
    ways: NDArray[np.int64]
    weight: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Space:
    """All worlds of a conflict.

    Attributes
    ----------
    conflict : Conflict
        The conflict.
    codings : tuple of Coding
        It itself, unless variations take up all the weight, and the variations with a weight.
    """

    conflict: Conflict = field(repr=False)
    codings: tuple[Coding, ...]

    @property
    def count(self) -> int:
        """How many worlds there are."""
        return sum(coding.count for coding in self.codings)

    @property
    def width(self) -> int:
        """How many things are uncertain in the coding that has most of them."""
        return max(len(coding.things) for coding in self.codings)

    def numbered(self, start: int, stop: int) -> Draws:
        """Return the worlds with some numbers, from 0; the first thing changes most slowly."""
        number, begin, parts = np.arange(start, min(stop, self.count), dtype=np.int64), 0, []
        for position, coding in enumerate(self.codings):
            own = number[(number >= begin) & (number < begin + coding.count)] - begin
            parts.append(self._unfolded(position, coding, own))
            begin += coding.count
        return Draws(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))

    def _unfolded(
        self, position: int, coding: Coding, number: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        ways, weight = np.zeros((len(number), self.width), np.int64), np.full(len(number), coding.probability)
        for k in range(len(coding.things) - 1, -1, -1):
            number, ways[:, k] = np.divmod(number, len(coding.things[k].ways))
        for k, thing in enumerate(coding.things):
            weight = weight * np.array([way.probability for way in thing.ways])[ways[:, k]]
        return np.full(len(ways), position), ways, weight

    def drawn(self, seed: int, start: int, stop: int) -> Draws:
        """Return draws number `start` to `stop`; draw k depends on the seed and on k alone.

        Worlds that are drawn more than once stand once, with their number as weight.
        """
        steps = -(-(1 + self.width) // COUNTED_AT_ONCE)
        generator = np.random.Philox(key=seed)
        generator.advance(start * steps)
        chance = np.random.Generator(generator).random((stop - start, steps * COUNTED_AT_ONCE))
        coding = _picked([each.probability for each in self.codings], chance[:, 0])
        ways = np.zeros((stop - start, self.width), np.int64)
        for position, each in enumerate(self.codings):
            own = np.flatnonzero(coding == position)
            for k, thing in enumerate(each.things):
                ways[own, k] = _picked([way.probability for way in thing.ways], chance[own, 1 + k])
        return _gathered(coding, ways)

    def worlds(self, draws: Draws) -> Iterator[World]:
        """Yield some worlds one by one."""
        for position, ways in zip(draws.coding.tolist(), draws.ways.tolist(), strict=True):
            coding = self.codings[position]
            yield World(coding, tuple(thing.ways[k] for thing, k in zip(coding.things, ways, strict=False)))


def _picked(probability: list[float], chance: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return which of some ways each random number from 0 to 1 picks."""
    bounds = np.cumsum(probability)[:-1]
    return np.searchsorted(bounds, chance, side="right")


def _gathered(coding: NDArray[np.int64], ways: NDArray[np.int64]) -> Draws:
    """Return each different draw once, in ascending order, with how often it occurs."""
    rows = np.column_stack([coding, ways])
    order = np.lexsort(rows.T[::-1])
    rows = rows[order]
    begin = np.flatnonzero(np.append([True], (rows[1:] != rows[:-1]).any(axis=1)))
    times = np.diff(np.append(begin, len(rows))).astype(np.float64)
    return Draws(rows[begin, 0], rows[begin, 1:], times)


def space(conflict: Conflict) -> Space:
    """Return all worlds of a conflict.

    Examples
    --------
    >>> from countermove import cases
    >>> space(cases.load("kazakhstan-2022")).count
    16777216
    >>> one = space(cases.load("chicken"))
    >>> [world.says() for world in one.worlds(one.numbered(0, 5))]
    [()]
    """
    rivals = [each for each in conflict.variations if each.weight]
    left = 1 - sum(each.weight or 0.0 for each in rivals)
    codings = [Coding(AS_IT_STANDS, left if rivals else 1.0, conflict, uncertain(conflict))] if left > 1e-9 else []
    for each in rivals:
        varied = vary(conflict, each.id)
        codings.append(Coding(each.id, each.weight or 0.0, varied, uncertain(varied)))
    return Space(conflict, tuple(codings))
