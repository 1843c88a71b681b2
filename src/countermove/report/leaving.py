"""Who would leave a state, and where to: the improvements of every decision maker, in option words."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from countermove.report.console import bare_table, heading, indented
from countermove.report.words import dm_names, move, situation, together

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from countermove.analysis.improvements import Improvements
    from countermove.analysis.solution import Solution
    from countermove.model.conflict import Conflict

SHOWN = 3
STATUS_QUO = "the status quo"
DETERRED = "which holds only because of what the others could do next"


def leaving(solution: Solution, equilibria: list[int]) -> list[RenderableType]:
    """Return who has an improvement at the status quo, and at the first equilibria where somebody has one.

    Parameters
    ----------
    solution : Solution
        What holds, and who would leave.
    equilibria : list of int
        Positions of states that hold, the strongest first. Where somebody has an improvement, a state holds
        only because of what the others could do next.
    """
    conflict = solution.conflict
    start = conflict.status_quo_number
    parts = [] if start is None else [_state(conflict, start, STATUS_QUO, solution.leaving(start))]
    tempting = ((k + 1, solution.leaving(k + 1)) for k in equilibria if k + 1 != start)
    deterred = (pair for pair in tempting if any(each.count for each in pair[1]))
    parts += [_state(conflict, number, DETERRED, found) for number, found in islice(deterred, SHOWN)]
    return [Group(heading("Who would leave, and where to"), *parts)] if parts else []


def _state(conflict: Conflict, number: int, remark: str, found: Sequence[Improvements]) -> RenderableType:
    """Return a state and the best improvement of each decision maker there."""
    where = "; ".join(situation(conflict, number - 1))
    title = Text(f"State {number}, {remark}")
    title.append(f"\n({where})" if remark != STATUS_QUO else "", "dim")
    named = [*zip(dm_names(conflict), found, strict=True)]
    rows = bare_table()
    for dm, each in named:
        if each.best:
            rows.add_row(Text(dm, "bold"), _best(conflict, each))
    stay = [dm for dm, each in named if not each.best]
    rest = [f"{together(stay)} {'has' if len(stay) == 1 else 'have'} no improvement here."] if stay else []
    return Group("", title, *([indented(rows)] if rows.rows else []), *(indented(each) for each in rest))


def _best(conflict: Conflict, found: Improvements) -> str:
    best = found.best[0]
    to = f"state {best.to}" + (f" ({situation(conflict, best.to - 1)[0]})" if conflict.graph else "")
    among = f", the best of {found.count:,} improvements" if found.count > 1 else ""
    among += f" ({found.equally_good:,} are equally good)" if found.equally_good > 1 else ""
    done = move(conflict, best.starts, best.stops)
    return f"{done}; this leads to {to}{among}" if done else f"moves to {to}{among}"
