"""The arrays that all worlds of one coding share: statements and rules as columns over its widest states."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.batch import StatementArrays, relative_tempo
from countermove.analysis.structure import Structure, fits, structure
from countermove.model.preferences import rank_or_complaints
from countermove.model.scope import truth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from countermove.kernels.jit import Engine
    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker
    from countermove.simulation.draws import Coding
    from countermove.simulation.uncertain import Kind

    Integers = NDArray[np.int32]
    Where = NDArray[np.bool_]

MOST_STATES = 1 << 16
MOST_ARCS = 1 << 23
REMEMBERED = 256
"""How many shapes are remembered."""

SHAPES: tuple[Kind, ...] = ("rule", "option", "irreversible")
WANTS: tuple[Kind, ...] = ("statement", "order", "ranking")


@dataclass(frozen=True, eq=False)
class CodedArrays:
    """One coding as arrays; S are the states of its widest conflict.

    Attributes
    ----------
    coding : Coding
        The coding.
    widest : Conflict
        With only the certain rules, and every option in reach.
    tail : ndarray of int32, shape (n, S)
        By what ties of statements are broken; of a decision maker of whom all is certain, its ranks.
    drawn : tuple of bool
        Of which decision makers statements count: of those who want anything uncertain.
    """

    coding: Coding
    widest: Conflict = field(repr=False)
    tail: Integers = field(repr=False)
    drawn: tuple[bool, ...]

    @cached_property
    def levels(self) -> tuple[tuple[int, int, int], ...]:
        """The levels of statements that count: decision maker, position in its list, number of statements."""
        found = enumerate(dm.preferences.statements for dm in self.coding.conflict.decision_makers)
        return tuple((i, k, len(level)) for i, levels in found if self.drawn[i] for k, level in enumerate(levels))

    @cached_property
    def truth(self) -> NDArray[np.uint8]:
        """Where each statement of these levels holds, shape (T, S)."""
        dms = self.coding.conflict.decision_makers
        texts = [each.holds for i, k, _ in self.levels for each in dms[i].preferences.statements[k]]
        columns = [truth(self.widest, text, self.widest.states.masks) for text in texts]
        return np.array(columns, np.uint8).reshape(len(texts), len(self.widest.states))

    @cached_property
    def statement_at(self) -> dict[tuple[int, ...], int]:
        """From decision maker, position of the level and position within it to the row of `truth`."""
        places = [(i, k, j) for i, k, many in self.levels for j in range(many)]
        return {place: row for row, place in enumerate(places)}

    @cached_property
    def columns(self) -> dict[str, NDArray[np.int64]]:
        """Which things shape states and moves, and which only what is wanted."""
        things = self.coding.things
        kinds = {"shapes": SHAPES, "wants": WANTS}
        return {
            name: np.array([k for k, each in enumerate(things) if each.kind in which], np.int64)
            for name, which in kinds.items()
        }

    def shaped(self, ways: tuple[int, ...]) -> Structure:
        """Return the states and moves of the worlds in which the things that shape them are in certain ways."""
        things = [self.coding.things[k] for k in self.columns["shapes"]]
        feasible, free = np.ones(len(self.widest.states), np.bool_), 0
        for thing, way, where in zip(things, ways, self._cuts, strict=True):
            value = thing.ways[way].value
            if thing.kind == "irreversible":
                free |= 0 if value else 1 << self._bit(thing.at)
            elif value == (thing.kind == "rule"):
                feasible &= where
        return structure(self.widest, np.flatnonzero(feasible), free, self.coding.conflict.status_quo)

    def ranks(self, shape: Shape, ways: NDArray[np.int64], engine: Engine) -> Integers:
        """Return the ranks in W worlds with the same states, from the ways of all things: shape (W, n, S)."""
        return shape.statements.ranks(*self.wanted(ways), engine)

    @cached_property
    def tempo(self) -> NDArray[np.float64]:
        """The relative tempo of the decision makers, shape (n,)."""
        return relative_tempo(self.coding.conflict)

    def wanted(self, ways: NDArray[np.int64]) -> tuple[Integers, NDArray[np.uint8], NDArray[np.uint8]]:
        """Return what is wanted in W worlds, from the ways of all things, shape (W, D).

        Returns
        -------
        sequence : ndarray of int32, shape (W, V)
            The levels in their order, most important first.
        held, tail_held : ndarray of uint8, shapes (W, T) and (W, n)
            Which statements hold, and whether weights and rankings do.
        """
        held = np.ones((len(ways), len(self.truth)), np.uint8)
        tail_held = np.ones((len(ways), len(self.drawn)), np.uint8)
        sequence = np.tile(np.arange(len(self.levels), dtype=np.int32), (len(ways), 1))
        for k in self.columns["wants"]:
            thing = self.coding.things[k]
            value = np.array([way.value for way in thing.ways])[ways[:, k]]
            if thing.kind == "statement":
                held[:, self.statement_at[thing.at]] = value
            elif thing.kind == "ranking":
                tail_held[:, thing.at[0]] = value
            else:
                first = next(p for p, (i, at, _) in enumerate(self.levels) if (i, at) == thing.at)
                sequence[:, first : first + value.shape[1]] = first + value
        return sequence, held, tail_held

    @cached_property
    def _cuts(self) -> list[Where]:
        """For each thing that shapes states where it leaves them feasible: a rule, or an option out of reach."""
        things = [self.coding.things[k] for k in self.columns["shapes"]]
        masks = self.widest.states.masks
        rules = self.coding.conflict.rules
        return [
            truth(self.widest, rules[each.at[0]].holds, masks)
            if each.kind == "rule"
            else (masks >> self._bit(each.at) & 1) == 0
            for each in things
        ]

    def _bit(self, at: tuple[int, ...]) -> int:
        dm = self.coding.conflict.decision_makers[at[0]]
        return self.coding.conflict.bits[dm.full(dm.options[at[1]])]


@dataclass(frozen=True, eq=False)
class Shape:
    """What worlds with the same states and moves have in common.

    Attributes
    ----------
    structure : Structure
        The states and moves.
    statements : StatementArrays
        Where statements hold in these states, and what breaks their ties.
    """

    structure: Structure
    statements: StatementArrays


@lru_cache(maxsize=REMEMBERED)
def shape_of(arrays: CodedArrays, ways: tuple[int, ...]) -> Shape:
    """Return what the worlds share in which the things that shape states and moves are in certain ways."""
    structure = arrays.shaped(ways)
    truth = np.ascontiguousarray(arrays.truth[:, structure.states])
    tail = np.ascontiguousarray(arrays.tail[:, structure.states])
    sizes, owners = [many for _, _, many in arrays.levels], [i for i, _, _ in arrays.levels]
    return Shape(structure, StatementArrays(truth, sizes, owners, tail))


def coded_arrays(coding: Coding, widest: Conflict) -> CodedArrays | None:
    """Return a coding as arrays; None where the kernels of worlds do not take it."""
    if not fits(widest, MOST_STATES, MOST_ARCS):
        return None
    drawn = tuple(
        any(thing.kind in WANTS and thing.at[0] == i for thing in coding.things)
        for i in range(len(widest.decision_makers))
    )
    tails = [*_tails(coding.conflict, widest, drawn)]
    if any(tail is None for tail in tails):
        return None
    return CodedArrays(coding, widest, np.array(tails, np.int32), drawn)


def _tails(conflict: Conflict, widest: Conflict, drawn: tuple[bool, ...]) -> Iterator[NDArray[np.int64] | None]:
    """Yield what breaks the ties of statements; None for a ranking of some states only, which may become too few."""
    for i, dm in enumerate(conflict.decision_makers):
        if drawn[i]:
            found = rank_or_complaints(widest, _without_statements(dm))
            yield None if isinstance(found, list) else found
        else:
            yield widest.ranks[i].astype(np.int64)


def _without_statements(dm: DecisionMaker) -> DecisionMaker:
    return replace(dm, preferences=replace(dm.preferences, statements=()))
