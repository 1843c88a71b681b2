"""Terminal text of `worlds`: shares of worlds by state, answers to questions, and the most decisive uncertainties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from countermove.report.console import bare_table, heading, table
from countermove.report.cut import first, rest
from countermove.report.words import count_of, estimated, listed, situation, tidy
from countermove.simulation.result import Share
from countermove.simulation.totals import COUNTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from countermove.simulation.result import Given, Worlds

SHOWN, DECIDING = 12, 8
"""Maximum states, and maximum uncertainties."""

KINDS = {
    "statement": "statement",
    "order": "order of statements",
    "ranking": "ranking",
    "option": "option",
    "rule": "rule",
    "irreversible": "irreversibility",
}

APART = {
    "nothing feasible": "no state is feasible",
    "contradicts itself": "the ranking of states no longer fits them",
    "status quo infeasible": "the status quo is infeasible, so nothing starts there",
    "never settles": "it never settles, but goes round among some states",
}


def worlds(found: Worlds) -> list[RenderableType]:
    """Return all parts: opening, states, excluded worlds, questions and uncertainties."""
    if not found.equilibria:
        return [_opening(found), "Nothing holds in any world.", *_not_settling(found)]
    return [
        _opening(found),
        _states(found),
        *_not_settling(found),
        *_questions(found),
        *_deciding(found),
        _reading(found),
    ]


def _opening(found: Worlds) -> RenderableType:
    every = found.plan.space.count
    done = f"All {every:,} worlds were solved" if every > 1 else "Nothing is uncertain: there is one world"
    if not found.exact:
        done = f"{found.count:,} draws of {every:,} worlds, with seed {found.plan.seed}"
    what = _uncertain_kinds(found) if every > 1 else ""
    return Group(Text(tidy(found.conflict.title), "bold"), f"{what}{done}.")


def _uncertain_kinds(found: Worlds) -> str:
    kinds: dict[str, int] = {}
    for uncertainty in found.uncertain:
        kinds[uncertainty.kind] = kinds.get(uncertainty.kind, 0) + 1
    codings = len(found.plan.space.codings)
    parts = [_count_of_kind(number, kind) for kind, number in kinds.items()]
    parts += [f"which of {codings} codings is right"] if codings > 1 else []
    return f"Uncertain: {listed(parts)}. " if parts else ""


def _count_of_kind(number: int, kind: str) -> str:
    if kind == "irreversible":
        return f"irreversibility of {count_of(number, 'option')}"
    return f"order in {count_of(number, 'place')}" if kind == "order" else count_of(number, KINDS[kind])


def _states(found: Worlds) -> RenderableType:
    """Return a row for each state: the shares of worlds that settle there, and in which it holds."""
    settles = ["settles there"] if found.evolves else []
    rows = table(*settles, *COUNTED, "what is on", right=(*settles, *COUNTED))
    positions = found.ordered()
    for k in first(positions, SHOWN):
        settled = [_share_text(found.at(k))] if found.evolves else []
        held = [_share_text(Share(found.at(k, what).value)) for what in COUNTED]
        rows.add_row(*settled, *held, "\n".join(_state_in_words(found, k)))
    more = rest(len(positions), SHOWN, "more states")
    by = f", settling by improvements that are not sanctioned ({found.concept})" if found.evolves else ""
    return Group(heading("In which share of the worlds").append(by, "not bold"), "", rows, *more)


def _state_in_words(found: Worlds, position: int) -> tuple[str, ...]:
    coding, there = found.plan.axes.places[position]
    return situation(found.plan.axes.widest[coding], there)


def _share_text(share: Share) -> str:
    """Return a share in percent, with its standard error; '-' for a share of 0."""
    return estimated(share) if share.value > 0 else "-"


def _not_settling(found: Worlds) -> list[RenderableType]:
    if not found.apart:
        return []
    rows = bare_table()
    for name, share in found.apart.items():
        rows.add_row(_share_text(share), APART[name])
    return [Group(heading("Where it does not settle"), "", rows)]


def _questions(found: Worlds) -> list[RenderableType]:
    """Return the share of a yes to each question."""
    if not found.questions:
        return []
    rows = bare_table()
    questions = {each.id: tidy(each.asks) for each in found.conflict.questions}
    for id_, share in found.questions.items():
        rows.add_row(_share_text(share), questions[id_])
    return [Group(heading("How often the end answers a question with yes"), "", rows)]


def _deciding(found: Worlds) -> list[RenderableType]:
    """Return the uncertainties that change the share of the first state most."""
    top = found.ordered()[0]
    what = "settles" if found.evolves and found.at(top).value else "nash"
    rows = table("it settles there" if what == "settles" else "it holds there (nash)", "if")
    for each in _most_decisive(found.given_at(top, what)):
        rows.add_row(_share_text(each.share), f"{tidy(each.uncertainty)}: {tidy(each.alternative)}")
    if not rows.rows:
        return []
    return [
        Group(heading("What decides it"), f"for the first state above ({_share_text(found.at(top, what))})", "", rows)
    ]


def _most_decisive(given: tuple[Given, ...]) -> Iterator[Given]:
    """Yield the alternatives of the first uncertainties; those that change no share are left out."""
    uncertainties = list(dict.fromkeys(each.uncertainty for each in given if each.worlds))
    for uncertainty in first(uncertainties, DECIDING):
        alternatives = [each for each in given if each.uncertainty == uncertainty and each.worlds]
        if len({round(each.share.value, 3) for each in alternatives}) > 1:
            yield from alternatives


def _reading(found: Worlds) -> str:
    sampled = "" if found.exact else " Behind ± stands one standard error of the draws."
    return (
        "Read so: if each uncertain thing is so with its confidence, independently of the others, this is how often "
        f"what the file says leads here. It is no better than the confidences in the file.{sampled}"
    )
