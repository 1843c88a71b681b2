"""Three-valued statements: where a statement must hold, and where it can, while some options are unknown.

The bounds are computed connective by connective. Where parts of a statement share an unknown option they may be
wider than necessary, but they are never too narrow.
"""

from __future__ import annotations

from collections import Counter
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
    once = {id(part): _bounds(part, known) for part in {id(part): part for part in node.parts}.values()}
    parts = [once[id(part)] for part in node.parts]
    return _CONNECTIVES[node.kind](parts, node.number)


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


def _counted(parts: list[Bounds]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the least and the most operands that hold in each state; equal operands are added at once."""
    times, distinct = Counter(map(id, parts)), {id(part): part for part in parts}
    least, most = (
        sum(np.asarray(part[side], np.int64) * times[key] for key, part in distinct.items()) for side in (0, 1)
    )
    return np.asarray(least), np.asarray(most)


def _at_least(parts: list[Bounds], number: int) -> Bounds:
    least, most = _counted(parts)
    return np.asarray(least >= number), np.asarray(most >= number)


def _at_most(parts: list[Bounds], number: int) -> Bounds:
    return _not(_at_least(parts, number + 1))


_CONNECTIVES: dict[str, Callable[[list[Bounds], int], Bounds]] = {
    "true": lambda _, __: (np.ones((), np.bool_), np.ones((), np.bool_)),
    "false": lambda _, __: (np.zeros((), np.bool_), np.zeros((), np.bool_)),
    "not": lambda parts, _: _not(parts[0]),
    "and": lambda parts, _: _and(parts),
    "or": lambda parts, _: _or(parts),
    "xor": lambda parts, _: _xor(*parts),
    "implies": lambda parts, _: _or([_not(parts[0]), parts[1]]),
    "iff": lambda parts, _: _not(_xor(*parts)),
    "at least": _at_least,
    "at most": _at_most,
    "exactly": lambda parts, number: _and([_at_least(parts, number), _at_most(parts, number)]),
}
