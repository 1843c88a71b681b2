"""Tables of a conflict: options, rules, wants, states, rankings; and the list of packaged cases."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from countermove.errors import CountermoveError
from countermove.model.states import is_listed
from countermove.report.console import bare_table, heading, table
from countermove.report.fronts import crossings, front_titles
from countermove.report.short_words import SharedOptions
from countermove.report.solution import opening
from countermove.report.sources import citation, grounds, questions
from countermove.report.statements import worded
from countermove.report.words import dm_names, tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray
    from rich.console import RenderableType

    from countermove.model.conflict import Conflict
    from countermove.model.records import FrontPreferences, Option, Preferences, Statement


SHOWN = 64
"""Maximum states listed by default."""


def anatomy(conflict: Conflict, *, every: bool = False) -> list[RenderableType]:
    """Return a conflict in tables.

    Parameters
    ----------
    conflict : Conflict
    every : bool
        Whether to list all states (by default 64), and to print reasons, evidence and notes in full.
    """
    about = [tidy(conflict.about)] if conflict.about else []
    form = [_options(conflict), *_rules(conflict)] if conflict.graph is None else [_moves(conflict)]
    parts: list[RenderableType] = [
        opening(conflict),
        *about,
        *_crossing(conflict),
        *form,
        *wants(conflict, every=every),
        *_conditions(conflict),
    ]
    rest = [*questions(conflict), *grounds(conflict, every=every)]
    if not is_listed(conflict):
        return [*parts, *rest]
    most = len(conflict.states) if every else SHOWN
    return [*parts, states(conflict, most), rankings(conflict, most), *rest]


def case_parts(conflict: Conflict) -> list[RenderableType]:
    """Return what a packaged case is about: its story, its decision makers with their options, and its origin."""
    about = [tidy(conflict.about)] if conflict.about else []
    rows = bare_table()
    for dm, name in zip(conflict.decision_makers, dm_names(conflict), strict=True):
        rows.add_row(Text(name, "bold"), "; ".join(tidy(each.name) or each.id for each in dm.options) or "no options")
    who = [Group(heading("Who decides on what"), "", rows)]
    return [opening(conflict), *about, *who, *questions(conflict), *citation(conflict)]


def _options(conflict: Conflict) -> RenderableType:
    """Return the options by decision maker, with their ids, and their restrictions in words."""
    rows = table("decision maker", "option", "id", "restrictions")
    for dm, name in zip(conflict.decision_makers, dm_names(conflict), strict=True):
        own = [bit for bit, owner in enumerate(conflict.owners) if conflict.decision_makers[owner] is dm]
        for first, bit in zip([_called(dm.id, name), *[""] * len(own)], own, strict=False):
            option = conflict.owned[bit][1]
            restricted = "; ".join(limits(option, partial(worded, conflict)))
            rows.add_row(first, tidy(option.name) or option.id, f"({conflict.options[bit]})", restricted)
        if not own:
            rows.add_row(_called(dm.id, name), "no options", "", "")
    return Group(heading("Decision makers and options"), "", rows)


def _conditions(conflict: Conflict) -> list[RenderableType]:
    """Return the named conditions; those that name ends say so."""
    rows = table("condition", "id", "when", "")
    for each in conflict.definitions:
        end = "an end" if each.id in conflict.ends else ""
        rows.add_row(tidy(each.name) or each.id, f"({each.id})", _stated(conflict, each.when), end)
    return [Group(heading("Named conditions"), "", rows)] if rows.rows else []


def _stated(conflict: Conflict, text: str) -> str:
    """Return a condition in words; a pattern or a state as it stands."""
    try:
        return worded(conflict, text)
    except (CountermoveError, KeyError):
        return tidy(text)


def _called(id_: str, name: str) -> str:
    return id_ if name == id_ else f"{name} ({id_})"


def _crossing(conflict: Conflict) -> list[RenderableType]:
    """Return the fronts, and the links between them."""
    called = front_titles(conflict)
    if not called:
        return []
    rows = table("front", "what it is called")
    for id_, title in called.items():
        rows.add_row(id_, title)
    links = [
        Padding(f"{each.text}{f' ({each.because})' if each.because else ''}", (0, 2)) for each in crossings(conflict)
    ]
    return [Group(heading("Fronts"), "", rows, "", heading("What crosses between them"), "", *links)]


def _rules(conflict: Conflict) -> list[RenderableType]:
    """Return the rules; what restricts a single option stands beside it."""
    rules = [each for each in conflict.rules if not each.name]
    if not rules:
        return []
    rows = table("true of every feasible state", *(["because"] if any(each.because for each in rules) else []))
    for each in rules:
        rows.add_row(worded(conflict, each.holds), *([tidy(each.because)] if len(rows.columns) > 1 else []))
    return [Group(heading("Rules"), "", rows)]


def _moves(conflict: Conflict) -> RenderableType:
    """Return the number of moves of each decision maker, in graph form."""
    rows = table("decision maker", "moves", right=("moves",))
    for dm, name in zip(conflict.decision_makers, dm_names(conflict), strict=True):
        own = [each for each in conflict.graph.moves if each[0] == dm.id] if conflict.graph else []
        rows.add_row(_called(dm.id, name), f"{len(own):,}")
    return Group(heading("Decision makers and moves"), "", rows)


def wants(conflict: Conflict, *, every: bool = False) -> list[RenderableType]:
    """Return the preferences of each decision maker; with reasons if `every` is set."""
    rows = bare_table()
    for dm, name in zip(conflict.decision_makers, dm_names(conflict), strict=True):
        lines = [*_preference_lines(conflict, dm.preferences, every=every)]
        for first, line in zip([name, *[""] * len(lines)], lines, strict=False):
            rows.add_row(Text(first, "bold"), line)
    title = heading("What each wants").append(", most important first", "not bold")
    return [Group(title, "", rows)] if rows.rows else []


def _preference_lines(conflict: Conflict, preferences: Preferences, *, every: bool) -> Iterator[Text]:
    for k, level in enumerate(preferences.statements, start=1):
        words = " / ".join(wanted(each, partial(worded, conflict)) for each in level)
        yield Text(f"{k}. {words}").append(_confidence([each.confidence for each in level]), "dim")
        yield from _because(level) if every else ()
    for text, weight in preferences.weights:
        yield Text(f"{weight:+g} if {worded(conflict, text)}")
    for front in preferences.fronts:
        yield Text(on_front(front))
        yield from _preference_lines(conflict, front.preferences, every=every)
    if preferences.ranking and (preferences.confidence is not None or (every and preferences.because)):
        yield Text("a ranking of the states").append(_confidence([preferences.confidence]), "dim")
    if every and preferences.because:
        yield Text(f"   because {tidy(preferences.because)}", "dim")


def wanted(statement: Statement, worded: Callable[[str], str]) -> str:
    """Return a statement, put in words by `worded`, and whether it is vital."""
    return worded(statement.holds) + (" (vital)" if statement.vital else "")


def on_front(wants: FrontPreferences) -> str:
    """Return the front of some preferences, and the front weight of a rank there."""
    return (
        f"on {wants.front}"
        if wants.front_weight is None
        else f"on {wants.front}, where each rank counts {wants.front_weight:g}"
    )


def _confidence(confidences: list[float | None]) -> str:
    """Return the confidence in each statement; nothing where no confidence is given."""
    if all(each is None for each in confidences):
        return ""
    return f"  (confidence {' / '.join('?' if each is None else f'{each:g}' for each in confidences)})"


def _because(level: tuple[Statement, ...]) -> Iterator[Text]:
    for each in level:
        if each.because:
            yield Text(f"   because {tidy(each.because)}", "dim")


def states(conflict: Conflict, most: int) -> RenderableType:
    """Return the first `most` feasible states by number; the first option is leftmost in the pattern."""
    graph = conflict.graph is not None
    columns = ("state", "name") if graph else ("state", "decimal", "pattern", "on")
    rows, whole = table(*columns, right=("state", "decimal")), SharedOptions(conflict, (), ())
    for k in range(min(most, len(conflict.states))):
        state = conflict.states[k]
        number = f"{'(status quo) ' if state.number == conflict.status_quo_number else ''}{state.number}"
        on = whole.rest(k)
        rows.add_row(number, *((tidy(state.name),) if graph else (f"{state.decimal}", state.pattern, on)))
    return Group(heading("Feasible states"), "", rows, *_cut(len(conflict.states), most))


def _cut(states: int, most: int) -> list[RenderableType]:
    return [f"... and {states - most:,} more: --all shows every state."] if states > most else []


def rankings(conflict: Conflict, most: int) -> RenderableType:
    """Return each decision maker's ranking, most preferred first; ties are in brackets."""
    rows = bare_table()
    for rank, name in zip(conflict.ranks, dm_names(conflict), strict=True):
        rows.add_row(Text(name, "bold"), _ranking(rank, most))
    title = heading("Rankings").append(", most preferred first, [equally preferred ones in brackets]", "not bold")
    return Group(title, "", rows, *_cut(len(conflict.states), most))


def _ranking(rank: NDArray[np.int32], most: int) -> str:
    """Return a ranking as state numbers, most preferred first.

    Parameters
    ----------
    rank : array of int32, shape (states,)
        A larger rank is preferred.
    most : int
        Maximum number of states. The bracket of a tie that goes on behind them stays open.
    """
    order = np.argsort(-rank, kind="stable")
    tied = np.diff(rank[order]) == 0
    before, after = np.append([False], tied), np.append(tied, [False])
    opens, closes = after & ~before, before & ~after
    shown = zip(order[:most] + 1, opens[:most], closes[:most], strict=True)
    numbers = [f"{'[' if first else ''}{number}{']' if last else ''}" for number, first, last in shown]
    return ", ".join(numbers + (["..."] if most < len(rank) else []))


def limits(option: Option, worded: Callable[[str], str]) -> tuple[str, ...]:
    """Return the restrictions of an option: its condition, put in words by `worded`, and its irreversibility.

    Examples
    --------
    >>> from countermove import Option
    >>> limits(Option(id="sue", when="not talk", stays="on"), str.upper)
    ('only when NOT TALK', 'once on, stays on')
    """
    when = (f"only when {worded(option.when)}",) if option.when else ()
    stays = (f"once {option.stays}, stays {option.stays}",) if option.stays else ()
    return when + stays


def casebook(conflicts: Mapping[str, Conflict], families: Sequence[str]) -> list[RenderableType]:
    """Return a row for each packaged case, and the names of the families."""
    rows = table("case", "title", "states", "from", right=("states",))
    for name, conflict in sorted(conflicts.items()):
        citation = tidy(conflict.citation[0]) if conflict.citation else ""
        rows.add_row(name, tidy(conflict.title), f"{len(conflict.states):,}", citation)
    more = f"Families of cases, for countermove family NAME: {', '.join(families)}."
    return [rows, "To change one: countermove cases copy NAME.", more]
