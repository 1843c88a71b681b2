"""The arrays that all worlds of one coding share: statements and rules as columns over its widest states."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.batch import StatementArrays, tempos
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
    from countermove.simulation.uncertain import Kind, Uncertainty

    Integers = NDArray[np.int32]
    Where = NDArray[np.bool_]

MOST_STATES = 1 << 16
MOST_ARCS = 1 << 23
CACHED_SHAPES = 256
"""The number of cached shapes."""

STRUCTURE_KINDS: tuple[Kind, ...] = ("rule", "option", "irreversible")
PREFERENCE_KINDS: tuple[Kind, ...] = ("statement", "order", "ranking")


@dataclass(frozen=True, eq=False)
class CodedArrays:
    """One coding as arrays over the S states of its widest conflict.

    Attributes
    ----------
    coding : Coding
        The coding.
    widest : Conflict
        The coding with only the certain rules, and with every option in reach.
    tail : ndarray of int32, shape (n, S)
        For each of the n movers, ranks that break ties of statements. They are the full ranks of a mover with
        certain preferences.
    drawn : tuple of bool
        Whether the preferences of each mover are uncertain.
    """

    coding: Coding
    widest: Conflict = field(repr=False)
    tail: Integers = field(repr=False)
    drawn: tuple[bool, ...]

    @cached_property
    def levels(self) -> tuple[tuple[int, int, int], ...]:
        """The levels of movers' uncertain preferences: decision maker, position in its list, number of statements."""
        dms = self.coding.conflict.decision_makers
        found = [
            (i, dms[i].preferences.statements) for i, drawn in zip(self.movers, self.drawn, strict=True) if drawn
        ]
        return tuple((i, k, len(level)) for i, levels in found for k, level in enumerate(levels))

    @cached_property
    def movers(self) -> tuple[int, ...]:
        """The positions of the decision makers who can move; the preferences of the others change nothing."""
        return self.widest.movers

    @cached_property
    def rows(self) -> dict[int, int]:
        """The row of each mover in arrays."""
        return {dm: row for row, dm in enumerate(self.movers)}

    @cached_property
    def truth(self) -> NDArray[np.uint8]:
        """Whether each statement of these levels holds in each state, shape (T, S)."""
        dms = self.coding.conflict.decision_makers
        texts = [each.holds for i, k, _ in self.levels for each in dms[i].preferences.statements[k]]
        columns = [truth(self.widest, text, self.widest.states.masks) for text in texts]
        return np.array(columns, np.uint8).reshape(len(texts), len(self.widest.states))

    @cached_property
    def statement_at(self) -> dict[tuple[int, ...], int]:
        """The row of `truth` by decision maker, position of the level, and position in the level."""
        places = [(i, k, j) for i, k, many in self.levels for j in range(many)]
        return {place: row for row, place in enumerate(places)}

    @cached_property
    def columns(self) -> dict[str, NDArray[np.int64]]:
        """The positions of the uncertainties of structure (states and moves) and of the movers' preferences."""
        uncertainties = self.coding.uncertainties
        kinds = {"structure": STRUCTURE_KINDS, "preferences": PREFERENCE_KINDS}
        return {
            name: np.array([k for k, each in enumerate(uncertainties) if self._counts(each, which)], np.int64)
            for name, which in kinds.items()
        }

    def _counts(self, uncertainty: Uncertainty, kinds: tuple[Kind, ...]) -> bool:
        watches = uncertainty.kind in PREFERENCE_KINDS and uncertainty.at[0] not in self.rows
        return uncertainty.kind in kinds and not watches

    def structure_of(self, alternatives: tuple[int, ...], within: NDArray[np.int64] | None = None) -> Structure:
        """Return the states and moves for one alternative of each uncertainty of structure.

        Parameters
        ----------
        alternatives : tuple of int
            The positions of the alternatives.
        within : ndarray of int64, shape (S,), optional
            The positions of the states to keep; by default all that are feasible.
        """
        uncertainties = [self.coding.uncertainties[k] for k in self.columns["structure"]]
        feasible, free = np.ones(len(self.widest.states), np.bool_), 0
        for uncertainty, alternative, where in zip(uncertainties, alternatives, self._feasible_where, strict=True):
            value = uncertainty.alternatives[alternative].value
            if uncertainty.kind == "irreversible":
                free |= 0 if value else 1 << self._bit(uncertainty.at)
            elif value == (uncertainty.kind == "rule"):
                feasible &= where
        states = np.flatnonzero(feasible) if within is None else within
        return structure(self.widest, states, free, self.coding.conflict.status_quo)

    def ranks(self, shape: Shape, alternatives: NDArray[np.int64], engine: Engine) -> Integers:
        """Return the ranks in W worlds with the same states, shape (W, n, S).

        Parameters
        ----------
        shape : Shape
            The states and moves of these worlds.
        alternatives : ndarray of int64, shape (W, D)
            The positions of the alternatives of all uncertainties.
        engine : {"plain", "compiled"}
            How loops over states are run.
        """
        return shape.statements.ranks(*self.preference_arrays(alternatives), engine)

    @cached_property
    def tempo(self) -> NDArray[np.float64]:
        """The tempo of each mover, shape (n,)."""
        return tempos(self.coding.conflict)

    def preference_arrays(
        self, alternatives: NDArray[np.int64]
    ) -> tuple[Integers, NDArray[np.uint8], NDArray[np.uint8]]:
        """Return the preferences in W worlds.

        Parameters
        ----------
        alternatives : ndarray of int64, shape (W, D)
            The positions of the alternatives of all uncertainties.

        Returns
        -------
        sequence : ndarray of int32, shape (W, V)
            The positions of the levels, most important first.
        held, tail_held : ndarray of uint8, shapes (W, T) and (W, n)
            Which statements count, and whether weights and rankings do.
        """
        held = np.ones((len(alternatives), len(self.truth)), np.uint8)
        tail_held = np.ones((len(alternatives), len(self.drawn)), np.uint8)
        sequence = np.tile(np.arange(len(self.levels), dtype=np.int32), (len(alternatives), 1))
        for k in self.columns["preferences"]:
            uncertainty = self.coding.uncertainties[k]
            value = np.array([alternative.value for alternative in uncertainty.alternatives])[alternatives[:, k]]
            if uncertainty.kind == "statement":
                held[:, self.statement_at[uncertainty.at]] = value
            elif uncertainty.kind == "ranking":
                tail_held[:, self.rows[uncertainty.at[0]]] = value
            else:
                first = next(p for p, (i, at, _) in enumerate(self.levels) if (i, at) == uncertainty.at)
                sequence[:, first : first + value.shape[1]] = first + value
        return sequence, held, tail_held

    @cached_property
    def _feasible_where(self) -> list[Where]:
        """For each uncertainty of structure, the states where its rule holds or its option is off, shape (S,)."""
        uncertainties = [self.coding.uncertainties[k] for k in self.columns["structure"]]
        masks = self.widest.states.masks
        rules = self.coding.conflict.rules
        return [
            truth(self.widest, rules[each.at[0]].holds, masks)
            if each.kind == "rule"
            else (masks >> self._bit(each.at) & 1) == 0
            for each in uncertainties
        ]

    def _bit(self, at: tuple[int, ...]) -> int:
        dm = self.coding.conflict.decision_makers[at[0]]
        return self.coding.conflict.bits[dm.full(dm.options[at[1]])]


@dataclass(frozen=True, eq=False)
class Shape:
    """The arrays that worlds with the same states and moves share.

    Attributes
    ----------
    structure : Structure
        The states and moves.
    statements : StatementArrays
        The truth of statements in these states, and the ranks that break ties.
    """

    structure: Structure
    statements: StatementArrays


@lru_cache(maxsize=CACHED_SHAPES)
def shape_of(arrays: CodedArrays, alternatives: tuple[int, ...]) -> Shape:
    """Return the shape of the worlds with one alternative for each uncertainty of structure."""
    return _shape(arrays, arrays.structure_of(alternatives))


@lru_cache(maxsize=CACHED_SHAPES)
def shape_in_reach(arrays: CodedArrays, alternatives: tuple[int, ...]) -> Shape:
    """Return the shape of the same worlds with only the states that moves lead to from the status quo.

    Where a world settles depends on no others. Without a status quo it is that of all states.
    """
    whole = arrays.structure_of(alternatives)
    if whole.start < 0:
        return _shape(arrays, whole)
    return _shape(arrays, arrays.structure_of(alternatives, within=whole.states[whole.in_reach()]))


def _shape(arrays: CodedArrays, structure: Structure) -> Shape:
    truth = np.ascontiguousarray(arrays.truth[:, structure.states])
    tail = np.ascontiguousarray(arrays.tail[:, structure.states])
    sizes, owners = [many for _, _, many in arrays.levels], [arrays.rows[i] for i, _, _ in arrays.levels]
    return Shape(structure, StatementArrays(truth, sizes, owners, tail))


def coded_arrays(coding: Coding, widest: Conflict) -> CodedArrays | None:
    """Return a coding as arrays; None if the kernels of worlds do not support it."""
    if not fits(widest, MOST_STATES, MOST_ARCS):
        return None
    drawn = tuple(
        any(uncertainty.kind in PREFERENCE_KINDS and uncertainty.at[0] == i for uncertainty in coding.uncertainties)
        for i in widest.movers
    )
    tails = [*_tails(coding.conflict, widest, drawn)]
    if any(tail is None for tail in tails):
        return None
    return CodedArrays(coding, widest, np.array(tails, np.int32), drawn)


def _tails(conflict: Conflict, widest: Conflict, drawn: tuple[bool, ...]) -> Iterator[NDArray[np.int64] | None]:
    """Yield the ranks that break ties of statements; None for a ranking that names only some states."""
    for i, uncertain in zip(widest.movers, drawn, strict=True):
        if uncertain:
            found = rank_or_complaints(widest, _without_statements(conflict.decision_makers[i]))
            yield None if isinstance(found, list) else found
        else:
            yield widest.ranks[i].astype(np.int64)


def _without_statements(dm: DecisionMaker) -> DecisionMaker:
    return replace(dm, preferences=replace(dm.preferences, statements=()))
