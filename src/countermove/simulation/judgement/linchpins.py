"""Linchpins of a judgement: uncertain assumptions whose other way makes another end the likeliest."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from countermove.model.citations import claims
from countermove.simulation.totals import BY_STATE, CODING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from countermove.model.citations import Claim
    from countermove.simulation.judgement.ends import EndGroup
    from countermove.simulation.result import Worlds
    from countermove.simulation.uncertain import Uncertainty

FEWEST_DRAWS = 30
"""Draws with an alternative, below which its shares are not compared."""

SETTLES = BY_STATE.index("settles")


@dataclass(frozen=True, slots=True)
class Linchpin:
    """An assumption on which the likeliest end turns.

    Attributes
    ----------
    name : str
        The uncertain part, in the words of `Worlds.uncertain`.
    alternative : str
        Its other way, in the same words.
    kind : str
        The kind of uncertainty; ``coding`` for a rival coding.
    probability : float
        The probability of this way.
    end : int
        The position of the end that is then the likeliest.
    share : float
        The share of that end then.
    effect : float
        The difference to the share of the likeliest end of all worlds.
    claim : Claim or None
        The part of the account, with its reason and evidence.
    """

    name: str
    alternative: str
    kind: str
    probability: float
    end: int
    share: float
    effect: float
    claim: Claim | None


def linchpins(found: Worlds, groups: Sequence[EndGroup]) -> tuple[Linchpin, ...]:
    """Return the assumptions that turn the likeliest end, those with the largest doubtful effect first.

    The doubtful effect is the difference in the share of the likeliest end, times the standard deviation of the
    assumption.
    """
    shares = _shares_by_row(found, groups)
    first = int(shares[0].argmax())
    by_path = {claim.path: claim for claim in claims(found.conflict)}
    turning = []
    for row, (name, says) in enumerate(found.plan.axes.rows):
        if not row or found.totals.counts[row, 0] < _least(found) or shares[row].argmax() == first:
            continue
        uncertainty = _uncertainty(found, name)
        probability = _probability(found, uncertainty, says, row)
        end = int(shares[row].argmax())
        effect = float(shares[row, first] - shares[0, first])
        claim = by_path.get(uncertainty.path) if uncertainty else None
        kind = uncertainty.kind if uncertainty else CODING
        turning.append(Linchpin(name, says, kind, probability, end, float(shares[row, end]), effect, claim))
    return tuple(
        sorted(turning, key=lambda each: -abs(each.effect) * sqrt(each.probability * (1 - each.probability)))
    )


def _least(found: Worlds) -> float:
    return 0.0 if found.exact else FEWEST_DRAWS


def _shares_by_row(found: Worlds, groups: Sequence[EndGroup]) -> NDArray[np.float64]:
    """Return the share of each group by row of the totals, shape (R, G); 0 for a row without worlds."""
    sums = np.stack([found.totals.by_state[:, SETTLES, each.members].sum(axis=1) for each in groups], axis=1)
    worlds = found.totals.counts[:, :1]
    shares: NDArray[np.float64] = np.divide(sums, worlds, out=np.zeros_like(sums), where=worlds > 0)
    return shares


def _uncertainty(found: Worlds, name: str) -> Uncertainty | None:
    return next((each for each in found.uncertain if each.name == name), None)


def _probability(found: Worlds, uncertainty: Uncertainty | None, says: str, row: int) -> float:
    """Return the probability that the file gives; of a coding, its share of the worlds."""
    if uncertainty is not None:
        return next(each.probability for each in uncertainty.alternatives if each.says == says)
    return float(found.totals.counts[row, 0] / found.totals.counts[0, 0])
