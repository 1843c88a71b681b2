"""Single questions that the fronts alone leave open: searched for on the whole, as far as a budget goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.analysis.asking import judged
from countermove.analysis.asking.ground import MOST_OPTIONS, Budget

if TYPE_CHECKING:
    from countermove.analysis.asking.ground import Ground

BUDGET = 200_000


def asked(ground: Ground, dm: int, concept: str, mask: int) -> bool | None:
    """Return whether one overall state, a mask of all options, is stable for a decision maker; None if still open.

    Above 60 options a mask no longer fits what the search takes.
    """
    if len(ground.conflict.options) > MOST_OPTIONS:
        return None
    return judged(ground, dm, mask, concept, Budget(BUDGET)).stable
