"""What a coalition could do from the likeliest end, and why what came about is not where the model ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.report.pages.courses import outcome_states
from countermove.report.references import capitalised, names_of

if TYPE_CHECKING:
    from countermove.report.pages.answers import Findings


def end_state(found: Findings) -> int | None:
    """Return the number of the state of the likeliest end in which most worlds settle."""
    first = found.judged.likeliest if found.judged else None
    return found.names.first(first) if first else None


def joint_ways(found: Findings) -> tuple[tuple[tuple[str, ...], int], ...]:
    """Return the coalitions that would leave the likeliest end together, each with the state it would go to.

    A state in which what came about holds is chosen before others, then the one that ranks highest for all.
    """
    start = end_state(found)
    if start is None or found.coalitions is None or found.judged is None:
        return ()
    ways, came, ranks = [], outcome_states(found.conflict), found.conflict.ranks
    for members in found.judged.overturned:
        to = found.coalitions.of(*members).improvements_from(start)
        own = [found.conflict.position(dm) for dm in members]
        if to:
            ways.append((members, max(to, key=lambda k: (k in came, sum(int(ranks[i][k - 1]) for i in own), -k))))
    return tuple(ways)


def why_not(found: Findings) -> str:
    """Return why the model does not end in what came about; empty if it does, or the file does not say."""
    judged, came = found.judged, outcome_states(found.conflict)
    if judged is None or judged.came_about is None or judged.came_about > 0 or not came or found.evolution is None:
        return ""
    together = next((members for members, to in joint_ways(found) if to in came), None)
    if together:
        who = capitalised(names_of(found.conflict, together))
        return f"Nobody gets there by moving alone. {who} both gain by going there together from where it ends."
    ways = {found.evolution.way(number) for number in came}
    if "improvements" in ways:
        return "Improvements lead there, but they are deterred, or are not the best that their mover has."
    return "Nobody gets there by improvements alone." if "moves" in ways else "No moves lead there from the start."
