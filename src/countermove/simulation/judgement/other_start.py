"""The likeliest end from the file as it stands, where the judgement starts elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from countermove.kernels.jit import THREADS
from countermove.simulation.estimates import estimated_seconds
from countermove.simulation.judgement.ends import named_groups
from countermove.simulation.one_pass import plans_by
from countermove.simulation.totals import BY_STATE, zero_totals

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict
    from countermove.simulation.judgement.ends import EndGroup
    from countermove.simulation.plan import Plan

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

        None if its ends are not asked for (`asked`).
        """
        if not self.asked:
            return None
        shares = self._shares
        best = max(shares, key=lambda id_: shares[id_])
        k = next((k for k, each in enumerate(groups) if each.id == best), -1)
        return (k, shares[best]) if k not in {-1, led} else None

    @property
    def asked(self) -> bool:
        """Whether the file has a start of its own, and names ends: otherwise its states cannot be told by name."""
        return self.conflict.status_quo is not None and bool(self.conflict.ends)

    def seconds(self, threads: int) -> float:
        """Return a rough estimate of the seconds that its worlds take; see `estimated_seconds`."""
        return estimated_seconds(self._plan, self._plan.count, threads=threads) if self.asked else 0.0

    @cached_property
    def _plan(self) -> Plan:
        """The plan of its worlds. No verdicts are asked for."""
        [planned] = plans_by(self.conflict, [self.concept], self.count, self.seed).values()
        return replace(planned, counted=())

    @cached_property
    def _shares(self) -> dict[str, float]:
        """The share of worlds that settle in each end, by the id of its condition."""
        planned = self._plan
        total = zero_totals(planned.axes)
        for number in range(planned.blocks):
            total = total + planned.solve(number, threads=THREADS)
        settles: NDArray[np.float64] = total.by_state[0, SETTLES] / total.counts[0, 0]
        return {each.id: float(settles[each.members].sum()) for each in named_groups(planned.axes) or ()}
