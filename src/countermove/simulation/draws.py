"""The space of worlds of a conflict, listed in mixed-radix order or drawn from a seed."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from countermove.errors import TooLarge
from countermove.model.patch import patched
from countermove.simulation.realise import realised
from countermove.simulation.uncertain import uncertainties

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict
    from countermove.simulation.uncertain import Alternative, Uncertainty

MOST_UNCERTAIN = 1000
"""The most uncertain parts of one coding."""

AS_IT_STANDS = "as it stands"
COUNTED_AT_ONCE = 4
"""Random numbers per step of the Philox generator; a draw uses a multiple of them."""


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
        The conflict of this coding.
    uncertainties : tuple of Uncertainty
        Its uncertainties.
    """

    name: str
    probability: float
    conflict: Conflict = field(repr=False)
    uncertainties: tuple[Uncertainty, ...] = field(repr=False)

    @property
    def count(self) -> int:
        """The number of worlds."""
        return prod(len(uncertainty.alternatives) for uncertainty in self.uncertainties)


@dataclass(frozen=True, eq=False)
class World:
    """One draw of all uncertainties.

    Attributes
    ----------
    coding : Coding
        The conflict itself, or one of its rival codings.
    alternatives : tuple of Alternative
        One alternative for each uncertainty of the coding.
    """

    coding: Coding = field(repr=False)
    alternatives: tuple[Alternative, ...]

    @property
    def probability(self) -> float:
        """The probability of this world."""
        return self.coding.probability * prod(alternative.probability for alternative in self.alternatives)

    @cached_property
    def conflict(self) -> Conflict:
        """The world as an ordinary conflict; see `countermove.simulation.realise.realised`."""
        return realised(self.coding.conflict, self.coding.uncertainties, self.alternatives)

    def says(self) -> tuple[str, ...]:
        """Return the coding and each alternative in words."""
        coding = () if self.coding.name == AS_IT_STANDS else (f"coding: {self.coding.name}",)
        drawn = zip(self.coding.uncertainties, self.alternatives, strict=True)
        return (*coding, *(f"{uncertainty.name}: {alternative.says}" for uncertainty, alternative in drawn))


@dataclass(frozen=True, eq=False)
class Draws:
    """W worlds as arrays, with at most D uncertainties.

    Attributes
    ----------
    coding : ndarray of int64, shape (W,)
        The position of each world's coding.
    alternatives : ndarray of int64, shape (W, D)
        The position of the alternative of each uncertainty of the coding; 0 in unused columns.
    world_weight : ndarray of float64, shape (W,)
        The probability of each world, or the number of times that it was drawn.
    """

    coding: NDArray[np.int64]
    alternatives: NDArray[np.int64]
    world_weight: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Space:
    """All worlds of a conflict.

    Attributes
    ----------
    conflict : Conflict
        The conflict.
    codings : tuple of Coding
        The conflict itself, unless variations have all the weight, then the variations with a weight.
    """

    conflict: Conflict = field(repr=False)
    codings: tuple[Coding, ...]

    @property
    def count(self) -> int:
        """The number of worlds."""
        return sum(coding.count for coding in self.codings)

    @property
    def width(self) -> int:
        """The largest number of uncertainties of a coding."""
        return max(len(coding.uncertainties) for coding in self.codings)

    def numbered(self, start: int, stop: int) -> Draws:
        """Return the worlds `start` to `stop` in mixed-radix order; the first uncertainty changes most slowly."""
        number, begin, parts = np.arange(start, min(stop, self.count), dtype=np.int64), 0, []
        for position, coding in enumerate(self.codings):
            own = number[(number >= begin) & (number < begin + coding.count)] - begin
            parts.append(self._mixed_radix(position, coding, own))
            begin += coding.count
        return Draws(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))

    def _mixed_radix(
        self, position: int, coding: Coding, number: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        alternatives, world_weight = (
            np.zeros((len(number), self.width), np.int64),
            np.full(len(number), coding.probability),
        )
        for k in range(len(coding.uncertainties) - 1, -1, -1):
            number, alternatives[:, k] = np.divmod(number, len(coding.uncertainties[k].alternatives))
        for k, uncertainty in enumerate(coding.uncertainties):
            world_weight = (
                world_weight
                * np.array([alternative.probability for alternative in uncertainty.alternatives])[alternatives[:, k]]
            )
        return np.full(len(alternatives), position), alternatives, world_weight

    def drawn(self, seed: int, start: int, stop: int) -> Draws:
        """Return draws number `start` to `stop`; draw k depends on the seed and on k alone.

        Equal draws are one world, whose weight is their number.
        """
        steps = -(-(1 + self.width) // COUNTED_AT_ONCE)
        generator = np.random.Philox(key=seed)
        generator.advance(start * steps)
        chance = np.random.Generator(generator).random((stop - start, steps * COUNTED_AT_ONCE))
        coding = _inverse_transform([each.probability for each in self.codings], chance[:, 0])
        alternatives = np.zeros((stop - start, self.width), np.int64)
        for position, each in enumerate(self.codings):
            own = np.flatnonzero(coding == position)
            for k, uncertainty in enumerate(each.uncertainties):
                alternatives[own, k] = _inverse_transform(
                    [alternative.probability for alternative in uncertainty.alternatives], chance[own, 1 + k]
                )
        return _distinct(coding, alternatives)

    def worlds(self, draws: Draws) -> Iterator[World]:
        """Yield some worlds one by one."""
        for position, alternatives in zip(draws.coding.tolist(), draws.alternatives.tolist(), strict=True):
            coding = self.codings[position]
            yield World(
                coding,
                tuple(
                    uncertainty.alternatives[k]
                    for uncertainty, k in zip(coding.uncertainties, alternatives, strict=False)
                ),
            )


def _inverse_transform(probability: list[float], chance: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the alternative for each random number from 0 to 1, by inverse transform sampling, shape (W,)."""
    bounds = np.cumsum(probability)[:-1]
    return np.searchsorted(bounds, chance, side="right")


def _distinct(coding: NDArray[np.int64], alternatives: NDArray[np.int64]) -> Draws:
    """Return the distinct draws in ascending order, weighted by their number."""
    rows = np.column_stack([coding, alternatives])
    order = np.lexsort(rows.T[::-1])
    rows = rows[order]
    begin = np.flatnonzero(np.append([True], (rows[1:] != rows[:-1]).any(axis=1)))
    times = np.diff(np.append(begin, len(rows))).astype(np.float64)
    return Draws(rows[begin, 0], rows[begin, 1:], times)


def space(conflict: Conflict) -> Space:
    """Return all worlds of a conflict.

    Raises
    ------
    TooLarge
        If more than `MOST_UNCERTAIN` parts are uncertain.

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
    codings = (
        [Coding(AS_IT_STANDS, left if rivals else 1.0, conflict, uncertainties(conflict))] if left > 1e-9 else []
    )
    for each in rivals:
        varied = patched(conflict, each)
        codings.append(Coding(each.id, each.weight or 0.0, varied, uncertainties(varied)))
    _refuse_many(conflict, max((len(each.uncertainties) for each in codings), default=0))
    return Space(conflict, tuple(codings))


def _refuse_many(conflict: Conflict, uncertain: int) -> None:
    if uncertain > MOST_UNCERTAIN:
        raise TooLarge(
            f"{uncertain:,} parts of {conflict.title!r} are uncertain, and {MOST_UNCERTAIN:,} are the most: that is "
            f"a number of worlds with {int(uncertain * 0.30103):,} digits. What would help: leave out the confidence "
            "of those that do not matter"
        )
