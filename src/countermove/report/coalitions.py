"""The answer of `coalitions` as a newcomer reads it: what could be agreed on, what would jump, and what falls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from countermove.report.agreeing import agreement, parts_table
from countermove.report.console import heading, table
from countermove.report.equilibria import opening
from countermove.report.joint import made_alone, ranked_jumps, smallest
from countermove.report.numbers import none_of
from countermove.report.words import called, count_of, listed, situation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from countermove.analysis.coalitions.result import Coalitions
    from countermove.report.joint import Pair

SHOWN = 6
ROWS = 12


def coalitions(found: Coalitions) -> list[RenderableType]:
    """Return what there is to say about coalitions: agreements, jumps, and the equilibria that fall."""
    if not found.each:
        return [opening(found.conflict), "There is one decision maker only, and so no coalition."]
    return [opening(found.conflict), *_agreements(found), *_jumps(found), *_overturned(found), _survivors(found)]


def _agreements(found: Coalitions) -> list[RenderableType]:
    title = "What could be agreed on from the status quo"
    if found.conflict.status_quo_number is None:
        return [Group(heading(title), "", "The conflict has no status quo.")]
    if not found.agreements:
        return [Group(heading(title), "", "Nothing that takes all members of a coalition and is better for each.")]
    shown = [agreement(found, each) for each in found.agreements[:SHOWN]]
    return [Group(heading(title), *shown, *_more(len(found.agreements)))]


def _jumps(found: Coalitions) -> list[RenderableType]:
    ranked, alone = ranked_jumps(found), made_alone(found)
    title = "Equilibrium jumps"
    left_out = (
        f"Left out: {count_of(alone, 'move')} between equilibria that a member could make alone; --json lists all."
    )
    tail = ["", left_out] if alone else []
    if not ranked:
        none = "No coalition gains by moving together from one equilibrium to another."
        return [Group(heading(title), "", none, *tail)]
    near = found.solution.near_status_quo
    first = [(jump, concepts) for jump, concepts in ranked if near[jump[1] - 1]] or ranked
    shown = [_jump(found, jump, concepts) for jump, concepts in first[:SHOWN]]
    return [Group(heading(title), *shown, *_more(len(ranked), len(shown)), *tail)]


def _jump(found: Coalitions, jump: Pair, concepts: Iterable[str]) -> RenderableType:
    conflict, (who, start, to) = found.conflict, jump
    title = Text(f"{called(conflict, who)}: from state {start} to state {to}, both equilibria by {listed(concepts)}")
    title.append(f"; {none_of(len(who))} could make this move alone")
    here = Text(f"(from: {'; '.join(situation(conflict, start - 1))})", "dim")
    return Group("", title, here, parts_table(found, who, start, to))


def _overturned(found: Coalitions) -> list[RenderableType]:
    by_pair: dict[tuple[int, tuple[str, ...]], list[str]] = {}
    for concept in found.concepts:
        for number, who in found.overturned(concept).items():
            for each in smallest(who):
                by_pair.setdefault((number, each), []).append(concept)
    title = heading("Equilibria that a coalition can overturn")
    if not by_pair:
        return [Group(title, "", "None: no coalition leaves an equilibrium under the concept by which it holds.")]
    rows = table("state", "what is so" if found.conflict.graph else "what is on", "left by", "though it holds by")
    near = found.solution.near_status_quo
    ordered = sorted(by_pair.items(), key=lambda pair: (not near[pair[0][0] - 1], -len(pair[1]), pair[0]))
    for (number, each), concepts in ordered[:ROWS]:
        what = "; ".join(situation(found.conflict, number - 1))
        rows.add_row(f"{number}", what, called(found.conflict, each), listed(concepts))
    return [Group(title, "", rows, *_more(len(ordered), ROWS))]


def _survivors(found: Coalitions) -> RenderableType:
    """Return, by concept, how many equilibria there are and which of them no coalition overturns."""
    rows = table(
        "concept", "equilibria", "left by no coalition", "states", right=("equilibria", "left by no coalition")
    )
    for id_ in found.concepts:
        held, left = len(found.solution.equilibria(id_)), found.overturned(id_)
        numbers = [state.number for state in found.solution.equilibria(id_) if state.number not in left]
        more = ", ..." if len(numbers) > ROWS else ""
        rows.add_row(id_, f"{held:,}", f"{len(numbers):,}", ", ".join(map(str, numbers[:ROWS])) + more)
    looked = f"{count_of(len(found.each), 'coalition')} looked into"
    return Group(heading("What survives").append(f" ({looked})", "not bold"), "", rows)


def _more(count: int, shown: int = SHOWN) -> list[RenderableType]:
    return ["", f"... and {count - shown:,} more: --json lists all."] if count > shown else []
