"""How long a search over edits would take, and its refusal where that is too long."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from countermove.analysis.change.edits.groups import count_of, together
from countermove.errors import TooLarge
from countermove.kernels.jit import can_compile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countermove.analysis.change.edits.groups import Group, Slots
    from countermove.model.conflict import Conflict

SECONDS = 180.0
"""The longest search that is begun."""

SET, RANKED = 1e-4, 2e-8
"""Seconds to form a set of edits, and to rank a state by one statement."""

TAKEN, SOLVED, SOLVED_PLAIN = 2e-5, 1e-7, 2e-5
"""Seconds to look at a set of edits, and to solve a state for one decision maker, compiled and not."""


def refuse_sets(conflict: Conflict, slots: Sequence[Slots], most: float, states: int) -> None:
    """Refuse a search if the sets of edits of single decision makers are too many to form.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    slots : sequence of Slots
        What may change of each decision maker, and of the field of play.
    most : float
        The cost up to which is searched.
    states : int
        The number of states that are feasible by some edits.

    Raises
    ------
    TooLarge
    """
    longest = max((len(dm.preferences.statements) for dm in conflict.decision_makers), default=0)
    each = SET + RANKED * states * (4 + longest)
    count = sum(count_of(own, most) for own in slots)
    _refuse(conflict, count, count * each, most)


def refuse_search(conflict: Conflict, groups: Sequence[Group], most: float) -> int:
    """Return how many sets of edits are looked at; refuse a search if that takes too long.

    Raises
    ------
    TooLarge
    """
    looked_at = together([Counter(round(part.cost, 6) for part in group.parts) for group in groups], most)
    solved = together([_cheapest(group) for group in groups], most)
    state = SOLVED if can_compile() else SOLVED_PLAIN
    seconds = looked_at * TAKEN + solved * state * len(conflict.states) * len(conflict.movers)
    _refuse(conflict, looked_at, seconds, most)
    return looked_at


def _cheapest(group: Group) -> Counter[float]:
    """Return how many things of each cost the sets of a group do, each by the cheapest set that does it."""
    costs: dict[bytes, float] = {}
    for part in group.parts:
        costs.setdefault(part.does, round(part.cost, 6))
    return Counter(costs.values())


def _refuse(conflict: Conflict, count: int, seconds: float, most: float) -> None:
    if seconds > SECONDS:
        there = f"{conflict.title!r} has {len(conflict.states):,} states and there are {count:,} sets of edits"
        raise TooLarge(
            f"{there} up to a cost of {most:g}: that would take about {_duration(seconds)}. What would help: a lower "
            f"cost than {most:g}, edits of fewer decision makers (keep the others as they are), or fewer statements "
            "that may be added"
        )


def _duration(seconds: float) -> str:
    return f"{seconds / 60:,.0f} minutes" if seconds < 7200 else f"{seconds / 3600:,.0f} hours"
