"""The truth of a statement in all states at once, by operations on arrays of bits.

The bits of an array are bool, one element a state, or unsigned, one bit a state. Counts are binary sums of
whole arrays by full adders, so that they need no array of integers.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import reduce
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.model.language import Node

    Bits = NDArray[Any]

TRUE = np.ones((), np.bool_)
"""The truth of what always holds, one element a state."""


def evaluate(node: Node, truth_of: Callable[[str], Bits], always: Bits = TRUE) -> Bits:
    """Return the truth of a statement in each state.

    Parameters
    ----------
    node : Node
        The statement's tree.
    truth_of : callable
        A function from an option's name to an array of bits, shape (S,), set where the option is on: bool, one
        element a state, or unsigned, one bit a state. Its exceptions pass through.
    always : ndarray of the same type, shape ()
        The element with all bits set.

    Returns
    -------
    ndarray of the same type, shape (S,)
        Bits set where the statement holds, in the order of the states of `truth_of`; shape () if it names no option.

    Examples
    --------
    >>> import numpy as np
    >>> from countermove.model.language import parse
    >>> on = {"a": np.array([False, True]), "b": np.array([False, False])}
    >>> evaluate(parse("a implies b"), on.__getitem__)
    array([ True, False])
    """
    if node.kind == "name":
        return truth_of(node.text)
    if node.kind in {"true", "false"}:
        return always if node.kind == "true" else ~always
    if node.kind in COUNTS:
        counted = [(evaluate(part, truth_of, always), times) for part, times in node.counted()]
        return COUNTS[node.kind](*_compared(counted, node.number, always))
    return _CONNECTIVES[node.kind]([evaluate(part, truth_of, always) for part in node.parts])


def _compared(parts: list[tuple[Bits, int]], number: int, always: Bits) -> tuple[Bits, Bits]:
    """Return where more than `number` parts hold, and where exactly so many; parts come with multiplicities."""
    more, equal = ~always, always
    for k, digit in reversed([*enumerate(_binary_sum(parts, ~always))]):
        if number >> k & 1:
            equal = equal & digit
        else:
            more, equal = more | (equal & digit), equal & ~digit
    return more, equal


def _binary_sum(parts: list[tuple[Bits, int]], never: Bits) -> list[Bits]:
    """Return the binary digits of the number of parts that hold, lowest first, by full adders on whole arrays."""
    columns: list[list[Bits]] = [[] for _ in range(sum(times for _, times in parts).bit_length())]
    for part, times in parts:
        for k in range(times.bit_length()):
            columns[k] += [part] if times >> k & 1 else []
    for column, carried in zip(columns, [*columns[1:], []], strict=False):  # there may be no column
        while len(column) > 1:
            a, b, c = column.pop(), column.pop(), column.pop() if column else never
            column.append(a ^ b ^ c)
            carried.append(a & b | (a ^ b) & c)
    return [column[0] if column else never for column in columns]


_CONNECTIVES: dict[str, Callable[[list[Bits]], Bits]] = {
    "not": lambda parts: ~parts[0],
    "and": lambda parts: reduce(operator.and_, parts),
    "or": lambda parts: reduce(operator.or_, parts),
    "xor": lambda parts: parts[0] ^ parts[1],
    "implies": lambda parts: ~parts[0] | parts[1],
    "iff": lambda parts: ~(parts[0] ^ parts[1]),
}

COUNTS: dict[str, Callable[[Bits, Bits], Bits]] = {
    "at least": lambda more, equal: more | equal,
    "at most": lambda more, _: ~more,
    "exactly": lambda _, equal: equal,
}
"""The meaning of a count, from where more parts hold than it names and where exactly so many do."""
