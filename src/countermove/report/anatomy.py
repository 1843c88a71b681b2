"""A conflict in tables: who decides on what and wants what, the rules, states, rankings and the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding

from countermove.model.states import is_listed, rule_texts
from countermove.report.console import heading, table
from countermove.report.crossing import crossings, front_titles
from countermove.report.equilibria import opening
from countermove.report.grounds import grounds, questions
from countermove.report.limits import limits
from countermove.report.states import rankings, states
from countermove.report.wants import wants
from countermove.report.words import dm_names, tidy

if TYPE_CHECKING:
    from rich.console import RenderableType

    from countermove.model.conflict import Conflict

SHOWN = 64


def anatomy(conflict: Conflict, *, every: bool = False) -> list[RenderableType]:
    """Return what a conflict file says, in tables.

    Parameters
    ----------
    conflict : Conflict
    every : bool
        Whether all states are listed rather than 64 at most, and reasons, evidence and notes are given in full.
    """
    about = [tidy(conflict.about)] if conflict.about else []
    form = [_options(conflict), *_rules(conflict)] if conflict.graph is None else [_moves(conflict)]
    parts: list[RenderableType] = [
        opening(conflict),
        *about,
        *_crossing(conflict),
        *form,
        *wants(conflict, every=every),
    ]
    rest = [*questions(conflict), *grounds(conflict, every=every)]
    if not is_listed(conflict):
        return [*parts, *rest]
    most = len(conflict.states) if every else SHOWN
    return [*parts, states(conflict, most), rankings(conflict, most), *rest]


def _options(conflict: Conflict) -> RenderableType:
    """Return the options by decision maker, with what restricts them."""
    rows = table("decision maker", "bit", "option", "name", "restrictions", right=("bit",))
    for dm, name in zip(conflict.decision_makers, dm_names(conflict), strict=True):
        own = [bit for bit, owner in enumerate(conflict.owners) if conflict.decision_makers[owner] is dm]
        for first, bit in zip([_called(dm.id, name), *[""] * len(own)], own, strict=False):
            option = conflict.owned[bit][1]
            restricted = "; ".join(limits(option, tidy))
            rows.add_row(first, f"{bit}", conflict.options[bit], tidy(option.name), restricted)
        if not own:
            rows.add_row(_called(dm.id, name), "", "", "no options", "")
    return Group(heading("Decision makers and options"), "", rows)


def _called(id_: str, name: str) -> str:
    return id_ if name == id_ else f"{name} ({id_})"


def _crossing(conflict: Conflict) -> list[RenderableType]:
    """Return the fronts, and what crosses between them."""
    called = front_titles(conflict)
    if not called:
        return []
    rows = table("front", "what it is called")
    for id_, title in called.items():
        rows.add_row(id_, title)
    said = [
        Padding(f"{each.text}{f' ({each.because})' if each.because else ''}", (0, 2)) for each in crossings(conflict)
    ]
    return [Group(heading("Fronts"), "", rows, "", heading("What crosses between them"), "", *said)]


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
