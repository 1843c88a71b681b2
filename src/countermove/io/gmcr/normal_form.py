"""Disjunctive normal form of statements, without terms that another term absorbs; .gmcr files need this form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, reduce

from countermove.model.language import Node

Term = tuple[int, int]
"""A conjunction: the mask of the options that are on, and the mask of those that are off."""

Terms = frozenset[Term]
"""A disjunction of terms, none of which implies another."""

ALWAYS: Terms = frozenset({(0, 0)})
NEVER: Terms = frozenset()
MAX_PRODUCT = 16_384
"""Most terms that a product of two disjunctions may have before absorption."""

MAX_COUNTED = 100
"""Most operands of *at least*, *at most* and *exactly*."""


class TooManyTerms(Exception):
    """The normal form of a statement has more terms than allowed."""


def normal_form(node: Node, bits: Mapping[str, int], most: int, *, holds: bool = True) -> tuple[Term, ...]:
    """Return the disjunctive normal form of a statement, or of its negation.

    Parameters
    ----------
    node : Node
        The parsed statement.
    bits : mapping
        Bit of each option by name, from 0.
    most : int
        Most terms, in the result and in each part.
    holds : bool
        True for the statement, false for its negation.

    Returns
    -------
    tuple of (int, int)
        Terms in ascending order: the mask of options that are on, and the mask of those that are off. Empty if the
        statement is never true.

    Raises
    ------
    TooManyTerms
        If there are more than `most` terms.

    Examples
    --------
    >>> from countermove.model.language import parse
    >>> normal_form(parse("a implies b"), {"a": 0, "b": 1}, 64)
    ((0, 1), (2, 0))
    """
    return tuple(sorted(_NormalForms(bits, most).terms(node, holds=holds)))


class _NormalForms:
    """Normal forms of one statement and its parts, each computed once."""

    def __init__(self, bits: Mapping[str, int], most: int) -> None:
        self.bits, self.most = bits, most
        self._known: dict[tuple[int, bool], Terms] = {}

    def terms(self, node: Node, *, holds: bool) -> Terms:
        key = (id(node), holds)
        if key not in self._known:
            self._known[key] = self._compute(node, holds=holds)
        return self._known[key]

    def _compute(self, node: Node, *, holds: bool) -> Terms:
        if node.kind == "name":
            mask = 1 << self.bits[node.text]
            return frozenset({(mask, 0) if holds else (0, mask)})
        if node.kind in {"true", "false"}:
            return ALWAYS if (node.kind == "true") == holds else NEVER
        if node.kind in {"xor", "iff"}:
            return self._equal(node, same=(node.kind == "iff") == holds)
        if node.kind in {"at least", "at most", "exactly"}:
            return self._threshold(node, holds=holds)
        return self._joined(node, holds=holds)

    def _joined(self, node: Node, *, holds: bool) -> Terms:
        """Return the terms of *not*, *and*, *or* and *implies*, by De Morgan's laws."""
        negated = {"not": 1, "implies": 1}.get(node.kind, 0)
        parts = [self.terms(part, holds=holds != (k < negated)) for k, part in enumerate(node.parts)]
        if (node.kind == "and") == holds:
            return reduce(self._both, parts, ALWAYS)
        return reduce(self._either, parts, NEVER)

    def _equal(self, node: Node, *, same: bool) -> Terms:
        first, second = node.parts
        sides = [(self.terms(first, holds=on), self.terms(second, holds=on == same)) for on in (True, False)]
        return self._either(self._both(*sides[0]), self._both(*sides[1]))

    def _threshold(self, node: Node, *, holds: bool) -> Terms:
        size, number = sum(times for _, times in node.counted()), node.number
        if size > MAX_COUNTED:
            raise TooManyTerms
        repeated = [part for part, times in node.counted() for _ in range(times)]
        yes = [self.terms(part, holds=True) for part in repeated]
        no = [self.terms(part, holds=False) for part in repeated]
        low = 0 if node.kind == "at most" else number
        high = size if node.kind == "at least" else number
        if holds:
            return self._between(yes, no, low, high)
        return self._either(self._between(yes, no, 0, low - 1), self._between(yes, no, high + 1, size))

    def _between(self, yes: list[Terms], no: list[Terms], low: int, high: int) -> Terms:
        """Return the terms of "from `low` to `high` of the parts hold", by recursion on the parts."""

        @cache
        def between(start: int, low: int, high: int) -> Terms:
            left = len(yes) - start
            if low <= 0 and high >= left:
                return ALWAYS
            if low > min(left, high) or high < 0:
                return NEVER
            with_it, without = between(start + 1, low - 1, high - 1), between(start + 1, low, high)
            # without a lower or an upper limit left, the condition on the other parts suffices
            with_it = self._both(yes[start], with_it) if low > 0 else with_it
            without = self._both(no[start], without) if high < left else without
            return self._either(with_it, without)

        return between(0, low, high)

    def _either(self, first: Terms, second: Terms) -> Terms:
        return self._absorbed(first | second)

    def _both(self, first: Terms, second: Terms) -> Terms:
        if len(first) * len(second) > MAX_PRODUCT:
            raise TooManyTerms
        pairs = ((a[0] | b[0], a[1] | b[1]) for a in first for b in second)
        return self._absorbed({term for term in pairs if not term[0] & term[1]})

    def _absorbed(self, terms: Iterable[Term]) -> Terms:
        """Remove terms that another term absorbs; terms are taken in order of length, so that a kept term stays."""
        kept: list[Term] = []
        for on, off in sorted(terms, key=lambda term: (term[0].bit_count() + term[1].bit_count(), term)):
            if not any(a & on == a and b & off == b for a, b in kept):
                kept.append((on, off))
            if len(kept) > self.most:
                raise TooManyTerms
        return frozenset(kept)
