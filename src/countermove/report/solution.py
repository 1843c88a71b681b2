"""Terminal text of `solve --all` and `--counts`: equilibria by concept, improvements that leave them, and counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from countermove.model.concepts import strongest
from countermove.model.reading import concept_in, named_reading
from countermove.model.states import is_listed
from countermove.report.console import bare_table, can_print, heading, indented, table
from countermove.report.judged_states import with_tie
from countermove.report.references import capitalised
from countermove.report.words import dm_names, listed, move, situation, states_of, tidy, together

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from rich.console import RenderableType

    from countermove.analysis.improvements import Improvements
    from countermove.analysis.solution import Solution
    from countermove.model.conflict import Conflict

    Held = Mapping[int, tuple[str, ...]]


STATUS_QUO = "the status quo"

DETERRED = "which holds only because of what the others could do next"


def equilibria(solution: Solution, tied: Collection[int] = ()) -> list[RenderableType]:
    """Return all parts but the opening: equilibria, legend, status quo, and improvements.

    Parameters
    ----------
    solution : Solution
        The solution.
    tied : collection of int
        The decimals of the states that a judgement calls ties.
    """
    held, _ = solution.foremost(len(solution.conflict.states))
    parts: list[RenderableType] = []
    if held:
        parts += [_table(solution, held, tied), _legend(solution)]
    elif solution.concepts:
        parts += [f"Nothing holds: there is no equilibrium by {listed(solution.concepts, 'or')}."]
    return [*parts, *_status_quo(solution), *leaving(solution, [*held])]


def opening(conflict: Conflict) -> Text:
    """Return the title, the number of states and the decision makers."""
    who = dm_names(conflict)
    states, merged = states_of(conflict), ""
    if is_listed(conflict) and conflict.states.coalesced:
        merged = ", some of them several situations taken as one"
    deciding = f"{capitalised(together(who))} {'decides' if len(who) == 1 else 'decide'}"
    return heading(tidy(conflict.title)).append(f"\n{states}{merged}. {deciding}.", "not bold")


def _marks() -> tuple[str, str]:
    return ("●", "○") if can_print("●○") else ("#", "o")


def _table(solution: Solution, held: Held, tied: Collection[int]) -> RenderableType:
    """Return a row for each equilibrium, with a mark under each concept by which it holds."""
    what = "what is so" if solution.conflict.graph or solution.conflict.states.coalesced else "what is on"
    rows = table("state", what, *solution.concepts, right=("state",), centre=solution.concepts)
    rows.leading = int(any(len(situation(solution.conflict, k)) > 1 for k in held))
    subtitles = {True: "improvements lead here from the status quo:", False: "they do not lead here:"}
    for k, concepts in held.items():
        if solution.tells_near and (subtitle := subtitles.pop(bool(solution.near_status_quo[k]), "")):
            rows.add_row("", Text(subtitle, "italic"))
        lines = Text("\n".join(situation(solution.conflict, k)))
        if k + 1 == solution.conflict.status_quo_number:
            lines = Text("the status quo\n", "italic").append_text(Text(lines.plain, "not italic"))
        lines = with_tie(lines, tied=int(solution.conflict.states.masks[k]) in tied)
        rows.add_row(f"{k + 1}", lines, *_row_of_marks(solution, concepts))
    return Group(heading("What holds (the equilibria)"), "", rows)


def _row_of_marks(solution: Solution, concepts: tuple[str, ...]) -> list[Text]:
    strong, weak = _marks()
    most = strongest(concepts)
    marks = [strong if id_ in most else weak if id_ in concepts else "" for id_ in solution.concepts]
    return [Text(mark, "bold green" if mark == strong else "") for mark in marks]


def _legend(solution: Solution) -> RenderableType:
    strong, weak = _marks()
    words = bare_table()
    words.add_row(Text(strong, "bold green"), "strongest test passed")
    words.add_row(weak, "weaker test, which follows from a stronger one")
    own = named_reading(solution.conflict)
    for id_ in solution.concepts:
        says = concept_in(solution.conflict, id_).says
        words.add_row(Text(id_, "bold"), f"{says} (by which this file is read)" if id_ == own else says)
    return words


def _status_quo(solution: Solution) -> list[RenderableType]:
    number = solution.conflict.status_quo_number
    if number is None or not solution.concepts:
        return []
    held = [id_ for id_ in solution.concepts if solution.where(id_)[number - 1]]
    by = listed(strongest(held)) if held else f"none of {listed(solution.concepts)}"
    where = "; ".join(situation(solution.conflict, number - 1))
    return [f"The status quo is state {number} ({where}): it holds by {by}."]


def leaving(solution: Solution, equilibria: list[int]) -> list[RenderableType]:
    """Return the improvements at the status quo, and at the equilibria that have any.

    Parameters
    ----------
    solution : Solution
        Its equilibria and its improvements.
    equilibria : list of int
        Positions of the equilibria, from 0, strongest first. An equilibrium with an improvement holds only
        because of sanctions.
    """
    conflict = solution.conflict
    start = conflict.status_quo_number
    parts = [] if start is None else [_state(conflict, start, STATUS_QUO, solution.leaving(start))]
    tempting = ((k + 1, solution.leaving(k + 1)) for k in equilibria if k + 1 != start)
    deterred = (pair for pair in tempting if any(each.count for each in pair[1]))
    parts += [_state(conflict, number, DETERRED, found) for number, found in deterred]
    return [Group(heading("Who would leave, and where to"), *parts)] if parts else []


def _state(conflict: Conflict, number: int, remark: str, found: Sequence[Improvements]) -> RenderableType:
    """Return a state and the best improvement of each decision maker."""
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


def counts(solution: Solution) -> list[RenderableType]:
    """Return the numbers of stable states, a row for each decision maker, and of equilibria."""
    found = solution.counts()
    concepts = tuple(found["stable"])
    rows = table("stable for", *concepts, right=concepts)
    for dm, name in zip(solution.conflict.decision_makers, dm_names(solution.conflict), strict=True):
        rows.add_row(name, *(_number(found["stable"][id_], dm.id) for id_ in concepts))
    rows.add_section()
    everybody = [_number(found["equilibria"], id_) for id_ in concepts]
    rows.add_row("everybody (equilibria)", *everybody, style="bold")
    return [opening(solution.conflict), rows]


def _number(numbers: dict[str, int] | None, key: str) -> str:
    return "-" if numbers is None or numbers[key] is None else f"{numbers[key]:,}"
