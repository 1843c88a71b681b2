"""Agreements in words: who does what, what each gains, what keeps them to it, and whether it lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from countermove.model.concepts import DEFAULT_CONCEPT, strongest
from countermove.report.console import bare_table, indented
from countermove.report.referring import names_of
from countermove.report.statements import worded
from countermove.report.words import called, listed, move

if TYPE_CHECKING:
    from rich.console import RenderableType

    from countermove.analysis.coalitions.agreements import Agreement, Part
    from countermove.analysis.coalitions.result import Coalitions
    from countermove.analysis.solution import Solution
    from countermove.model.conflict import Conflict


def agreement(found: Coalitions, each: Agreement) -> RenderableType:
    """Return an agreement for the terminal: who, what each does and gains, and what keeps it."""
    conflict = found.conflict
    title = Text(f"{called(conflict, each.coalition)}: from state {each.start} to state {each.to}")
    title.append(", all at once: step by step the way is barred" if each.at_once else "")
    said = f"{agreement_kept(conflict, each)} {lasting(found.solution, each.to)}"
    return Group("", title, parts_table(found, each.coalition, each.start, each.to), indented(said))


def lasting(solution: Solution, number: int) -> str:
    """Return whether a state that was agreed on holds once it is reached, against everybody.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.study import solve
    >>> lasting(solve(cases.load("chicken"), ["nash", "seq"]), 1)
    'Once reached it does not last: A and B would leave it (seq).'
    """
    held = [id_ for id_ in solution.concepts if solution.where(id_)[number - 1]]
    if held:
        return f"Once reached it holds by {listed(strongest(held))}."
    by = DEFAULT_CONCEPT if DEFAULT_CONCEPT in solution.concepts else solution.concepts[-1]
    stable = solution.stable[by]
    assert stable is not None  # noqa: S101  (it is one of the concepts that were asked for)
    dms = [
        dm.id for dm, stays in zip(solution.conflict.decision_makers, stable[:, number - 1], strict=True) if not stays
    ]
    return f"Once reached it does not last: {names_of(solution.conflict, dms)} would leave it ({by})."


def agreement_kept(conflict: Conflict, each: Agreement) -> str:
    """Return whether an agreement is better than what each does alone, in words."""
    if each.tempted:
        who = names_of(conflict, each.tempted)
        held = f"{who} could do as well or better alone, and the other members have no answer"
        return f"Not an agreement that holds by itself: {held}."
    if each.deterred:
        held = f"{names_of(conflict, each.deterred)} could do as well or better alone at first"
        return f"An agreement kept by threat: {held}, and the other members would answer, to a worse end than this."
    return "An agreement: better for each of them than anything that it could do alone."


def parts_table(found: Coalitions, who: tuple[str, ...], start: int, to: int) -> RenderableType:
    """Return what each member of a coalition does in a joint move, and what it gains."""
    rows = bare_table()
    for part in found.parts(who, start, to):
        rows.add_row(Text(called(found.conflict, (part.dm,)), "bold"), _part(found.conflict, part))
    return indented(rows)


def _part(conflict: Conflict, part: Part) -> str:
    does = move(conflict, part.starts, part.stops) or ("moves" if conflict.graph else "changes nothing")
    gains = f"gains: {worded(conflict, part.gains)}" if part.gains else "ranks this higher"
    return f"{does}; {gains}"
