"""Three-valued statements: where a statement must hold, and where it can, while some options are unknown.

The bounds are computed connective by connective. Where parts of a statement share an unknown option they may be
wider than necessary, but they are never too narrow.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, reduce
from typing import TYPE_CHECKING

import numpy as np

from countermove.model.scope import truth_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict
    from countermove.model.language import Node

    Masks = NDArray[np.int64]
    Truth = NDArray[np.bool_]
    Bounds = tuple[Truth, Truth]
    Counts = tuple[NDArray[np.int64], NDArray[np.int64]]


@dataclass(frozen=True, eq=False)
class BoundedStatement:
    """A statement over the options of one conflict.

    Attributes
    ----------
    tree : Node
        The parsed statement.
    bits : mapping of str to int
        The bit of each option name.

    Examples
    --------
    >>> from countermove.model.language import parse
    >>> bounded_statement = BoundedStatement(parse("a implies b"), {"a": 0, "b": 1})
    >>> [part.tolist() for part in bounded_statement.bounds(np.array([0b00, 0b01, 0b10]), unknown=0b10)]
    [[True, False, True], [True, True, True]]
    """

    tree: Node
    bits: Mapping[str, int]

    @cached_property
    def mask(self) -> int:
        """The mask of the options that it mentions."""
        return reduce(int.__or__, (1 << self.bits[node.text] for node in self.tree.names()), 0)

    def holds(self, masks: Masks) -> Truth:
        """Return in which states it holds; both shapes (S,)."""
        return truth_in(masks, self.tree, self.bits)

    def bounds(self, masks: Masks, unknown: int) -> Bounds:
        """Return where it must hold and where it can hold, over all settings of the unknown options.

        Parameters
        ----------
        masks : ndarray of int64, shape (S,)
        unknown : int
            A mask of options whose bits in `masks` do not count.

        Returns
        -------
        must, may : ndarray of bool, shape (S,)
        """
        if not self.mask & unknown:
            held = self.holds(masks)
            return held, held
        must, may = _bounds(self.tree, lambda name: self._known(masks, name, unknown))
        return np.broadcast_to(must, masks.shape), np.broadcast_to(may, masks.shape)

    def _is_on(self, masks: Masks, name: str) -> Truth:
        on: Truth = (masks & (1 << self.bits[name])) != 0
        return on

    def _known(self, masks: Masks, name: str, unknown: int) -> Bounds:
        if unknown >> self.bits[name] & 1:
            return np.False_, np.True_  # type: ignore[return-value]  # they broadcast
        on = self._is_on(masks, name)
        return on, on


def bounded_statement(conflict: Conflict, text: str) -> BoundedStatement:
    """Return a valid statement of a conflict, parsed, with the bits of its options."""
    return BoundedStatement(conflict.tree(text), conflict.bits)


def _bounds(node: Node, known: Callable[[str], Bounds]) -> Bounds:
    if node.kind == "name":
        return known(node.text)
    parts = [_bounds(part, known) for part in node.parts]
    if node.kind in _COUNTS:
        return _COUNTS[node.kind](_counted(parts, node), node.number)
    return _CONNECTIVES[node.kind](parts)


def _not(part: Bounds) -> Bounds:
    return ~part[1], ~part[0]


def _and(parts: list[Bounds]) -> Bounds:
    must, may = (reduce(np.logical_and, side) for side in zip(*parts, strict=True))
    return must, may


def _or(parts: list[Bounds]) -> Bounds:
    must, may = (reduce(np.logical_or, side) for side in zip(*parts, strict=True))
    return must, may


def _xor(first: Bounds, second: Bounds) -> Bounds:
    return _or([_and([first, _not(second)]), _and([_not(first), second])])


def _counted(parts: list[Bounds], node: Node) -> Counts:
    """Return the least and the most operands of a count that hold in each state, with their multiplicities."""
    least, most = (
        sum(np.asarray(part[side], np.int64) * times for part, (_, times) in zip(parts, node.counted(), strict=True))
        for side in (0, 1)
    )
    return np.asarray(least), np.asarray(most)


def _at_least(counts: Counts, number: int) -> Bounds:
    least, most = counts
    return np.asarray(least >= number), np.asarray(most >= number)


def _at_most(counts: Counts, number: int) -> Bounds:
    return _not(_at_least(counts, number + 1))


_CONNECTIVES: dict[str, Callable[[list[Bounds]], Bounds]] = {
    "true": lambda _: (np.ones((), np.bool_), np.ones((), np.bool_)),
    "false": lambda _: (np.zeros((), np.bool_), np.zeros((), np.bool_)),
    "not": lambda parts: _not(parts[0]),
    "and": _and,
    "or": _or,
    "xor": lambda parts: _xor(*parts),
    "implies": lambda parts: _or([_not(parts[0]), parts[1]]),
    "iff": lambda parts: _not(_xor(*parts)),
}

_COUNTS: dict[str, Callable[[Counts, int], Bounds]] = {
    "at least": _at_least,
    "at most": _at_most,
    "exactly": lambda counts, number: _and([_at_least(counts, number), _at_most(counts, number)]),
}
