"""Whether some completion of the others' rankings makes a state stable, or unstable: a bounded, exact search.

Under SEQ and SSEQ the others' improvements matter in sequences. All improvements that are sure, and all that are
possible, bound the answer. Where the bounds differ, an improvement on a sequence that only possible ones allow is
open; the search takes it as one, and then as none, until the bounds agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from countermove.analysis.elicitation.focus import Focus
    from countermove.analysis.elicitation.inquiry import Known
    from countermove.analysis.elicitation.situations import SituationInquiry

    Members = NDArray[np.bool_]
    Into = NDArray[np.bool_]

WORK = 1 << 25
"""Entries of tables that a search reads, at most, by estimate."""

LEAST_NODES, MOST_NODES = 2, 4000
"""Nodes that a search visits at most, for the largest and the smallest conflicts."""


def completes(inquiry: SituationInquiry, focus: Focus, known: Known, *, stable: bool) -> bool | None:
    """Return whether the focus is stable, or unstable, in some completion; None beyond the bound.

    Parameters
    ----------
    inquiry : SituationInquiry
        The conflict.
    focus : Focus
        By a concept with credible sanctions.
    known : dict of int to IncompleteRanking
        What is known of those who are asked about.
    stable : bool
        Which of the two is looked for.
    """
    least, most = inquiry.upper_sets(focus, known)
    upper = least if stable else most
    size = len(upper)
    left = min(MOST_NODES, max(LEAST_NODES, WORK // (size * size * len(focus.tables.into))))
    waiting = [known]
    while waiting:
        if left == 0:
            return None
        left -= 1
        here = waiting.pop()
        sure = inquiry.improvements(focus, here, sure=True)
        possible = inquiry.improvements(focus, here, sure=False)
        free = focus.unsanctioned(upper, sure)
        held = focus.holds(upper, possible)
        if (not free.size) if stable else (not held):
            return True
        if held and free.size:
            waiting += _branches(here, *deciding(focus, upper, sure, possible, free), stable)
    return False


def _branches(known: Known, dm: int, start: int, end: int, stable: bool) -> list[Known]:  # noqa: FBT001  (a value)
    """Return what is known if a move is an improvement, and if it is none; the likelier to succeed last."""
    improves = {**known, dm: known[dm].with_answer(end, start, "above")}
    does_not = {**known, dm: known[dm].with_answer(start, end, "at least")}
    return [does_not, improves] if stable else [improves, does_not]


def deciding(  # noqa: PLR0913  (the extremes, and what lies between them)
    focus: Focus,
    upper: Members,
    sure: Mapping[int, Into],
    possible: Mapping[int, Into],
    free: NDArray[np.int64],
    *,
    first: Members | None = None,
) -> tuple[int, int, int]:
    """Return the first open step of a shortest sequence that may sanction a gain: who takes it, its start and end.

    Parameters
    ----------
    focus : Focus
        By a concept with credible sanctions.
    upper : ndarray of bool, shape (S,)
        The upper set.
    sure, possible : mapping of int to ndarray of bool, shape (S, S)
        The others' improvements, sure and possible.
    free : ndarray of int, shape (K,)
        The gains that no sure improvements sanction; possible ones sanction some of them.
    first : ndarray of bool, shape (S,), optional
        Deterring states that are tried before the others.
    """
    unsanctioned = {*focus.unsanctioned(upper, possible).tolist()}
    start = next(k for k in free.tolist() if k not in unsanctioned)
    steps = (_sequence(start, first, possible) if first is not None else None) or _sequence(
        start, focus.deterring(upper), possible
    )
    return next((j, here, there) for j, here, there in steps or () if not sure[j][there, here])


def _sequence(start: int, ends: Members, into: Mapping[int, Into]) -> list[tuple[int, int, int]] | None:
    """Return the steps of a shortest legal sequence from a state to one of some states; None if there is none."""
    size = len(ends)
    layers: list[dict[int, Members]] = [{j: into[j][:, start] for j in into}]
    seen = layers[0]
    while not any((layer & ends).any() for layer in layers[-1].values()):
        last = layers[-1]
        behind = {
            j: np.logical_or.reduce([np.zeros(size, np.bool_), *(last[k] for k in into if k != j)]) for j in into
        }
        layers.append({j: into[j][:, behind[j]].any(axis=1) & ~seen[j] for j in into})
        seen = {j: seen[j] | layers[-1][j] for j in into}
        if not any(layer.any() for layer in layers[-1].values()):
            return None
    who = next(j for j, layer in layers[-1].items() if (layer & ends).any())
    here = int(np.flatnonzero(layers[-1][who] & ends)[0])
    steps = []
    for layer in [*reversed(layers[:-1])]:
        before = next(k for k in into if k != who and (layer[k] & into[who][here]).any())
        origin = int(np.flatnonzero(layer[before] & into[who][here])[0])
        steps.append((who, origin, here))
        who, here = before, origin
    return [(who, start, here), *reversed(steps)]
