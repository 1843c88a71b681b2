"""How many rankings make a state hold that a goal names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.change.asking import goal_of
from countermove.analysis.change.goal import Stands
from countermove.analysis.change.places import where
from countermove.analysis.change.rankings.counting import count_rankings
from countermove.errors import InvalidRequest
from countermove.model.variation import vary

if TYPE_CHECKING:
    from collections.abc import Callable

    from countermove.analysis.change.rankings.counting import RankingCount
    from countermove.model.conflict import Conflict


def counted_rankings(  # noqa: PLR0913  (each has a default)
    conflict: Conflict,
    goal: str,
    dm: str | None = None,
    concept: str | None = None,
    *,
    variation: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> RankingCount:
    """Return how many rankings of a decision maker, or profiles of all, make the one state hold that a goal names.

    Raises
    ------
    InvalidRequest
        If the goal is not that one state holds.

    Examples
    --------
    >>> from countermove import cases
    >>> print(counted_rankings(cases.load("syria-iraq-1975"), "2 holds by seq", "syria"))
    384 of 720
    """
    view = vary(conflict, variation)
    asked = goal_of(view, goal, concept)
    if not isinstance(asked, Stands) or asked.falls:
        raise InvalidRequest(f"rankings are counted for 'STATE holds', not for {asked.text!r}")
    meant = np.flatnonzero(where(view, asked.state)).tolist()
    if len(meant) != 1:
        raise InvalidRequest(f"rankings are counted for one state, and {asked.text!r} names {len(meant):,}")
    return count_rankings(view, meant[0] + 1, asked.concept, dm, progress=progress)
