"""Single states in a judgement: the letter of their end, and the share of the worlds that end in just this state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.report.likelihood import percent

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from rich.text import Text

    from countermove.model.conflict import Conflict
    from countermove.simulation.judgement.result import Judgement

TIE = "a tie, no motive"
"""What is said of an end that comes by a tie."""


def world_shares(judged: Judgement, conflict: Conflict) -> NDArray[np.float64]:
    """Return the share of the worlds of a judgement that end in each state of a conflict, shape (S,)."""
    axes = judged.worlds.plan.axes
    keys = conflict.states.masks.astype(np.int64)
    at = np.minimum(axes.positions(keys), len(axes.keys) - 1)
    shares = [judged.worlds.at(k).value if there else 0.0 for k, there in zip(at, axes.keys[at] == keys, strict=True)]
    return np.array(shares)


def tied_decimals(judged: Judgement | None) -> frozenset[int]:
    """Return the decimals of the states in which worlds end by a tie, and by no motive; none without a judgement."""
    ends = judged.ends if judged else ()
    return frozenset(decimal for each in ends if each.tie for decimal in each.decimals)


def with_tie(words: Text, *, tied: bool) -> Text:
    """Return the words for a state, marked if worlds end there by a tie."""
    return words.copy().append(f"  ({TIE})", "dim not bold") if tied else words


def ends_of_states(judged: Judgement, conflict: Conflict) -> dict[int, tuple[str, str]]:
    """Return the letter of the end and the share of worlds for each state in which worlds end, by position."""
    letter = {decimal: each.letter for each in judged.ends for decimal in each.decimals}
    shares = world_shares(judged, conflict)
    decimals = conflict.states.masks.tolist()
    return {k: (letter.get(decimals[k], "-"), percent(float(shares[k]))) for k in np.flatnonzero(shares).tolist()}
