"""The next pair of statements to ask about: the one whose answer tells most about the verdicts.

For each decision maker some of its orders are judged, with what is known of the others. An answer to a pair splits
them; the information that it gives about the verdicts is the entropy that it takes away (Shannon 1948).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.elicitation.orders import orders

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from countermove.analysis.elicitation.focus import Focus
    from countermove.analysis.elicitation.inquiry import Known, Pair
    from countermove.analysis.elicitation.wishes import WishInquiry

    Codes = NDArray[np.int64]

JUDGED = 16
"""Orders of another decision maker whose improvements are judged for a question."""

SANCTIONED = 2
"""Verdicts that are judged by each of them, at most."""

LITTLE = 1e-9
"""Bits that count as nothing."""


def splitting_pair(inquiry: WishInquiry, foci: list[Focus], known: Known, never: AbstractSet[Pair]) -> Pair | None:
    """Return the pair that tells most; if none tells anything by itself, the first that is open; None without.

    Parameters
    ----------
    inquiry : WishInquiry
        The conflict.
    foci : list of Focus
        Those whose verdict is open.
    known : dict of int to IncompleteRanking
        What is known of the statements of those who are asked about.
    never : set of (decision maker, first, second)
        Pairs that must not be asked about, in either order.
    """
    own = {focus.dm for focus in foci} & {*known}
    others = {j for focus in foci if focus.heeds_wishes for j in focus.others} & {*known}
    told: list[tuple[float, Pair]] = []
    for judged, dms in ((_by_upper_sets, own), (_by_moves, others)):
        if told and max(told)[0] > LITTLE:
            break
        for dm in sorted(dms):
            pairs = [pair for pair in _open_pairs(dm, known) if pair not in never]
            if pairs:
                levels, codes = judged(inquiry, foci, known, dm)
                told += [(_information(levels[:, pair[1]] > levels[:, pair[2]], codes), pair) for pair in pairs]
    return min(told, key=lambda each: (-round(each[0], 9), each[1]))[1] if told else None


def _open_pairs(dm: int, known: Known) -> Iterator[Pair]:
    size = known[dm].size
    yield from ((dm, a, b) for a in range(size) for b in range(a + 1, size) if known[dm].is_open(a, b))


def _by_upper_sets(inquiry: WishInquiry, foci: list[Focus], known: Known, dm: int) -> tuple[Codes, Codes]:
    """Return orders of one decision maker, (W, T), and a number for the verdicts on its own foci by each, (W,)."""
    levels, _ = orders(known[dm])
    codes = np.zeros(len(levels), np.int64)
    for focus in [each for each in foci if each.dm == dm]:
        moves = [inquiry.improvements(focus, known, sure=which) for which in (True, False)]
        uppers, which = inquiry.uppers_of(focus, known[dm])
        each = [sum(inquiry.holds(focus, upper, improving) for improving in moves) for upper in uppers]
        codes = np.unique(codes * 3 + np.array(each, np.int64)[which], return_inverse=True)[1].reshape(-1)
    return levels, codes


def _by_moves(inquiry: WishInquiry, foci: list[Focus], known: Known, dm: int) -> tuple[Codes, Codes]:
    """Return some orders of one of the others, (W, T), and a number for what it sanctions by each, (W,)."""
    levels, _ = orders(known[dm])
    levels = levels[np.linspace(0, len(levels) - 1, min(JUDGED, len(levels))).astype(np.int64)]
    codes = np.zeros(len(levels), np.int64)
    kind, _, _ = inquiry.wishes[dm].kinds
    scores = inquiry.wishes[dm].scores(levels)
    for focus in [each for each in foci if each.dm != dm and each.heeds_wishes and dm in each.others][:SANCTIONED]:
        uppers, _ = inquiry.upper_sets(focus, known)
        moves = [inquiry.improvements(focus, known, sure=which) for which in (True, False)]
        for w, score in enumerate(scores):
            better = inquiry.tables.into[dm] & (score[kind][:, None] > score[kind])
            held = [focus.holds(uppers[k], {**moves[k], dm: better}) for k in (0, -1)]
            codes[w] = codes[w] * 4 + 2 * held[0] + held[1]
    return levels, codes


def _information(first: NDArray[np.bool_], codes: Codes) -> float:
    """Return how much an answer tells about the verdicts, in bits; both shapes (W,)."""
    parts = [codes[first], codes[~first]]
    return _entropy(codes) - sum(len(part) / len(codes) * _entropy(part) for part in parts if len(part))


def _entropy(codes: Codes) -> float:
    share = np.unique(codes, return_counts=True)[1] / max(len(codes), 1)
    return float(-(share * np.log2(share)).sum())
