"""Weights as written, and the order of their sums, in exact arithmetic for numbers of any size.

A number written as 0.1 counts as one tenth and not as the binary fraction nearest to it, so 0.1 + 0.2 ties with 0.3.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import gcd, isfinite, lcm
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    Integers = NDArray[np.int64]

ROOM = 1 << 62
"""The bound below which integers are computed in 64 bits."""

DECIMAL_DIGITS = 15
"""The number of digits up to which a decimal number and the float nearest to it determine each other."""


def exactly(number: float) -> Fraction:
    """Return a finite number as an exact fraction.

    That is a decimal number by its written digits, and a whole number as it is. Whole floats of up to 15 digits are
    decimal numbers too, as any such number is the shortest writing of the float nearest to it.

    Examples
    --------
    >>> exactly(0.1) + exactly(0.2) == exactly(0.3), exactly(1e23) == 10**23, exactly(2.0**80) == 2**80
    (True, True, True)
    """
    if isinstance(number, int):
        return Fraction(number)
    written = Decimal(str(number))
    is_decimal = number != int(number) or len(written.normalize().as_tuple().digits) <= DECIMAL_DIGITS
    return Fraction(written if is_decimal else number)


def is_number(number: float) -> bool:
    """Whether a number is finite and no larger than the numbers that programs exchange, about 1.8e308.

    Examples
    --------
    >>> is_number(1e308), is_number(float("inf")), is_number(10**400)
    (True, False, False)
    """
    try:
        return isfinite(number)
    except OverflowError:
        return False


def digits(number: float) -> str:
    """Return a number of any size in up to six digits.

    Examples
    --------
    >>> digits(0.25), digits(float("inf")), digits(-(10**400))
    ('0.25', 'inf', '-1e+400')
    """
    try:
        return f"{number:g}"
    except OverflowError:
        return f"{Decimal(number):.5e}".replace(".00000", "")


def nearest(number: Fraction) -> float:
    """Return a fraction as a float if one has its digits, else as a whole number or the nearest float.

    Examples
    --------
    >>> nearest(Fraction(3, 10)), nearest(Fraction(3)), nearest(Fraction(10**20 + 1)), nearest(Fraction(2 * 10**308))
    (0.3, 3.0, 100000000000000000001, 200...000)
    """
    try:
        found = float(number)
    except OverflowError:
        return round(number)
    return found if number.denominator > 1 or exactly(found) == number else int(number)


def in_units(weights: Iterable[float]) -> list[int]:
    """Return weights as the least whole numbers in the same proportions.

    Examples
    --------
    >>> in_units([0.1, 0.2, 3]), in_units([1e20, 2e20]), in_units([0])
    ([1, 2, 30], [1, 2], [0])
    """
    exact = [*map(exactly, weights)]
    unit = lcm(*(weight.denominator for weight in exact))
    whole = [int(weight * unit) for weight in exact]
    common = gcd(*whole) or 1
    return [each // common for each in whole]


def integers_below(bound: int) -> Any:
    """Return the type of array elements that holds integers with absolute values below a bound.

    Examples
    --------
    >>> integers_below(100), integers_below(10**20)
    (<class 'numpy.int64'>, <class 'numpy.object_'>)
    """
    return np.int64 if bound <= ROOM else np.object_


def places(values: NDArray[Any]) -> tuple[Integers, int]:
    """Return the place of each value among the distinct values, from 0, and the number of these, at least 1.

    Values and places have shape (S,).
    """
    distinct, found = np.unique(values, return_inverse=True)
    return found.astype(np.int64), max(1, len(distinct))


def places_of_sums(
    term: Callable[[int], NDArray[Any]], most: Sequence[int], units: Sequence[int]
) -> tuple[Integers, int]:
    """Return the places of sums of terms times units, exact for units of any size.

    Units too large for 64 bits are added in digits of a large base, from the lowest digit on, as on paper: each next
    digit refines the places so far from above.

    Parameters
    ----------
    term : callable
        From the position of a term to its values in S states, ndarray of bool or int, shape (S,), none negative.
    most : sequence of int
        At least one; a bound on the values of each term.
    units : sequence of int
        The unit of each term.

    Returns
    -------
    places : ndarray of int64, shape (S,)
        The place of each sum among the distinct sums, from 0.
    count : int
        The number of distinct sums, at least 1.

    Examples
    --------
    >>> terms = [np.array([0, 1, 0, 1]), np.array([0, 0, 1, 1])]
    >>> places_of_sums(terms.__getitem__, [1, 1], [10**30 + 1, 10**30])
    (array([0, 2, 1, 3]), 4)
    """
    bits = (ROOM // (2 * sum(most) + 2)).bit_length() - 1
    carry = np.zeros(len(term(0)), np.int64)
    found, count, left = carry, 1, [*units]
    while any(each >> bits not in {0, -1} for each in left):
        total = _sum(term, [each & ((1 << bits) - 1) for each in left], carry)
        found, count = _refined_from_above(found, count, total & ((1 << bits) - 1))
        left, carry = [each >> bits for each in left], total >> bits
    return _refined_from_above(found, count, _sum(term, left, carry))


def _sum(term: Callable[[int], NDArray[Any]], units: Sequence[int], start: Integers) -> Integers:
    total = start.copy()
    for k, unit in enumerate(units):
        if unit:
            total += term(k).astype(np.int64) * unit
    return total


def _refined_from_above(found: Integers, count: int, digit: Integers) -> tuple[Integers, int]:
    """Return the places by a more significant digit; ties keep the places so far, of which there are `count`."""
    if count == 1:
        return places(digit)
    above, distinct = places(digit)
    return places(above * count + found) if distinct > 1 else (found, count)
