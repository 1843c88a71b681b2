"""A conflict in tables: who decides on what and wants what, the rules, states, rankings and the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from countermove.model.states import rule_texts
from countermove.report.console import bare_table, heading, table
from countermove.report.equilibria import opening
from countermove.report.states import rankings, states
from countermove.report.words import dm_names, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from countermove.model.conflict import Conflict, Preferences

SHOWN = 64


def anatomy(conflict: Conflict, *, every: bool = False) -> list[RenderableType]:
    """Return everything that a conflict file says, in tables; at most 64 states unless `every` is set."""
    most = len(conflict.states) if every else SHOWN
    about = [tidy(conflict.about)] if conflict.about else []
    form = [_options(conflict), *_rules(conflict)] if conflict.graph is None else [_moves(conflict)]
    parts: list[RenderableType] = [opening(conflict), *about, *form, *_wants(conflict)]
    return [*parts, states(conflict, most), rankings(conflict, most), *_rest(conflict)]


def _options(conflict: Conflict) -> RenderableType:
    """Return the options by decision maker, with what restricts them."""
    rows = table("decision maker", "bit", "option", "name", "restrictions", right=("bit",))
    for dm, name in zip(conflict.decision_makers, dm_names(conflict), strict=True):
        own = [bit for bit, owner in enumerate(conflict.owners) if conflict.decision_makers[owner] is dm]
        for first, bit in zip([_called(dm.id, name), *[""] * len(own)], own, strict=False):
            option = conflict.owned[bit][1]
            when = [f"only when {tidy(option.when)}"] if option.when else []
            stays = [f"once {option.stays}, stays {option.stays}"] if option.stays else []
            rows.add_row(first, f"{bit}", conflict.options[bit], tidy(option.name), "; ".join(when + stays))
        if not own:
            rows.add_row(_called(dm.id, name), "", "", "no options", "")
    return Group(heading("Decision makers and options"), "", rows)


def _called(id_: str, name: str) -> str:
    return id_ if name == id_ else f"{name} ({id_})"


def _rules(conflict: Conflict) -> list[RenderableType]:
    texts = rule_texts(conflict)
    if not texts:
        return []
    because = [rule.because for rule in conflict.rules] + [""] * len(texts)
    rows = table("true of every feasible state", *(["because"] if any(because) else []))
    for text, why in zip(texts, because, strict=False):
        rows.add_row(tidy(text), *([tidy(why)] if any(because) else []))
    return [Group(heading("Rules"), "", rows)]


def _moves(conflict: Conflict) -> RenderableType:
    """Return how many moves each decision maker has in graph form."""
    rows = table("decision maker", "moves", right=("moves",))
    for dm, name in zip(conflict.decision_makers, dm_names(conflict), strict=True):
        own = [each for each in conflict.graph.moves if each[0] == dm.id] if conflict.graph else []
        rows.add_row(_called(dm.id, name), f"{len(own):,}")
    return Group(heading("Decision makers and moves"), "", rows)


def _wants(conflict: Conflict) -> list[RenderableType]:
    """Return the statements and weights of each decision maker, the most important first."""
    rows = bare_table()
    for dm, name in zip(conflict.decision_makers, dm_names(conflict), strict=True):
        said = [*_said(dm.preferences)]
        for first, line in zip([name, *[""] * len(said)], said, strict=False):
            rows.add_row(Text(first, "bold"), line)
    title = heading("What each wants").append(", most important first", "not bold")
    return [Group(title, "", rows)] if rows.rows else []


def _said(wants: Preferences) -> Iterator[str]:
    for k, level in enumerate(wants.statements, start=1):
        yield f"{k}. {' / '.join(tidy(each.holds) + (' (vital)' if each.vital else '') for each in level)}"
    for text, weight in wants.weights:
        yield f"{weight:+g} if {tidy(text)}"


def _rest(conflict: Conflict) -> list[RenderableType]:
    """Return questions, variations and sources in brief."""
    grades = {each.id: f" ({each.grade})" if each.grade else "" for each in conflict.sources}
    listed = {
        "Questions": [(each.id, each.asks) for each in conflict.questions],
        "Variations": [(each.id, each.name or each.because) for each in conflict.variations],
        "Sources": [(each.id, f"{each.title or each.url}{grades[each.id]}") for each in conflict.sources],
    }
    parts: list[RenderableType] = []
    for title, lines in listed.items():
        rows = bare_table()
        for id_, what in lines:
            rows.add_row(Text(tidy(id_), "bold"), tidy(what))
        parts += [Group(heading(title), "", rows)] if lines else []
    return parts
