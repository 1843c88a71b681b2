"""The likeliest end from the file as it stands, where the judgement starts elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from countermove.kernels.jit import THREADS
from countermove.simulation.judgement.ends import named_groups
from countermove.simulation.one_pass import plans_by
from countermove.simulation.totals import BY_STATE, zero_totals

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict
    from countermove.simulation.judgement.ends import EndGroup

SETTLES = BY_STATE.index("settles")


@dataclass(frozen=True, eq=False)
class OtherStart:
    """The file as it stands, and how its worlds are drawn.

    Attributes
    ----------
    conflict : Conflict
        The file as it stands.
    concept : str
        The id of the concept by which its worlds evolve.
    count, seed : int
        The number of draws, if there are more worlds than that, and their seed.
    """

    conflict: Conflict
    concept: str
    count: int
    seed: int

    def likeliest(self, groups: Sequence[EndGroup], led: int) -> tuple[int, float] | None:
        """Return the position of the likeliest end and its share, if it is another end than the one at `led`.

        None if the file has no start of its own, or names no ends: then its states cannot be told by name.
        """
        if self.conflict.status_quo is None or not self.conflict.ends:
            return None
        shares = self._shares
        best = max(shares, key=lambda id_: shares[id_])
        k = next((k for k, each in enumerate(groups) if each.id == best), -1)
        return (k, shares[best]) if k not in {-1, led} else None

    @cached_property
    def _shares(self) -> dict[str, float]:
        """The share of worlds that settle in each end, by the id of its condition; no verdicts are asked for."""
        [planned] = plans_by(self.conflict, [self.concept], self.count, self.seed).values()
        total = zero_totals(planned.axes)
        for number in range(planned.blocks):
            solved = planned.totals(planned.draws(number), (self.concept,), counted=(), threads=THREADS)
            total = total + solved[self.concept]
        settles: NDArray[np.float64] = total.by_state[0, SETTLES] / total.counts[0, 0]
        return {each.id: float(settles[each.members].sum()) for each in named_groups(planned.axes) or ()}
