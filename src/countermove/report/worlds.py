"""Terminal text of `worlds`: shares of worlds by state, answers to questions, and the most decisive uncertainties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from countermove.report.console import bare_table, heading, table
from countermove.report.cut import first, rest
from countermove.report.if_so import if_so_table
from countermove.report.judged_states import with_tie
from countermove.report.likelihood import percent
from countermove.report.short_words import described, said_once
from countermove.report.words import count_of, estimated, listed, situation, tidy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from rich.console import RenderableType

    from countermove.simulation.result import Given, Share, Worlds

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
    "never settles": "it never settles: it goes round among some states",
}


def worlds(found: Worlds, tied: Collection[int] = ()) -> list[RenderableType]:
    """Return all parts: opening, states, excluded worlds, questions and uncertainties.

    Parameters
    ----------
    found : Worlds
        The worlds.
    tied : collection of int
        The decimals of the states that a judgement calls ties.
    """
    if not found.equilibria:
        return [_opening(found), "Nothing holds in any world.", *_not_settling(found)]
    return [
        _opening(found),
        _states(found, tied),
        *_not_settling(found),
        *_questions(found),
        *_deciding(found),
        _reading(found),
    ]


def _opening(found: Worlds) -> RenderableType:
    every = found.plan.space.count
    done = f"Method: all {every:,} worlds" if every > 1 else "Nothing is uncertain: there is one world"
    if not found.exact:
        done = f"Method: {found.count:,} draws of {every:,} worlds, with seed {found.plan.seed}"
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


def _states(found: Worlds, tied: Collection[int]) -> RenderableType:
    """Return a row for each state: the shares of worlds that settle there, and in which it holds."""
    positions = found.ordered()
    shown = first(positions, SHOWN)
    above, words = _in_words(found, shown)
    settles = ["ends there"] if found.evolves else []
    held, keys = found.counted, found.plan.axes.keys
    rows = table(*settles, *held, "what else is on" if above else "what is on", right=(*settles, *held))
    for k, text in zip(shown, words, strict=True):
        settled = [_share_text(found.at(k))] if found.evolves else []
        stable = [_held(found.at(k, what).value) for what in held]
        rows.add_row(*settled, *stable, with_tie(text, tied=keys[k] in tied))
    more = rest(len(positions), SHOWN, "more states")
    by = f": ending there ({found.concept}), and stable by each test" if found.evolves else ": stable by each test"
    return Group(heading("Share of the worlds").append(by, "not bold"), *above, "", rows, *more)


def _held(share: float) -> str:
    """Return a share of worlds as a whole percent; '-' for none."""
    return percent(share) if share > 0 else "-"


def _in_words(found: Worlds, shown: Sequence[int]) -> tuple[list[RenderableType], list[Text]]:
    """Return what all states share, and what else is on in each; each state whole if there are several codings."""
    axes = found.plan.axes
    places = [axes.place(k) for k in shown]
    if len({coding for coding, _ in places}) > 1:
        return [], [Text("; ".join(situation(axes.widest[coding], there))) for coding, there in places]
    conflict, positions = axes.widest[places[0][0]], [there for _, there in places]
    shared, words = described(conflict, positions)
    return said_once(shared, len(places)), [words[there] for there in positions]


def _share_text(share: Share) -> str:
    """Return a share in percent, with its standard error; '-' for a share of 0."""
    return estimated(share) if share.value > 0 else "-"


def _not_settling(found: Worlds) -> list[RenderableType]:
    if not found.apart:
        return []
    rows = bare_table()
    for name, share in found.apart.items():
        rows.add_row(_share_text(share), APART[name])
    return [Group(heading("Worlds without an end"), "", rows)]


def _questions(found: Worlds) -> list[RenderableType]:
    """Return the share of a yes to each question; where nobody moves in any world, the start's is no answer."""
    if not found.questions:
        return []
    rows, still = bare_table(), found.evolves and not found.expected_moves
    questions = {each.id: tidy(each.asks) for each in found.conflict.questions}
    for id_, share in found.questions.items():
        rows.add_row("no answer" if still else estimated(share), questions[id_])
    return [Group(heading("How often the answer is yes"), "", rows)]


def _deciding(found: Worlds) -> list[RenderableType]:
    """Return the uncertainties that change the share of the first state most."""
    top = found.ordered()[0]
    what = "settles" if found.evolves and found.at(top).value else "nash"
    told = [*_most_decisive(found.given_at(top, what))]
    if not told:
        return []
    which = "ends in" if what == "settles" else "holds (nash) in"
    title = heading("What decides it").append(
        f": how often it {which} the first state above ({_share_text(found.at(top, what))})", "not bold"
    )
    return [Group(title, "", if_so_table(found.conflict, told))]


def _most_decisive(given: tuple[Given, ...]) -> Iterator[tuple[Given, ...]]:
    """Yield the alternatives of each of the first uncertainties; those that change no share are left out."""
    uncertainties = list(dict.fromkeys(each.uncertainty for each in given if each.worlds))
    for uncertainty in first(uncertainties, DECIDING):
        alternatives = tuple(each for each in given if each.uncertainty == uncertainty and each.worlds)
        if len({round(each.share.value, 3) for each in alternatives}) > 1:
            yield alternatives


def _reading(found: Worlds) -> str:
    sampled = "" if found.exact else " ±: one standard error of the draws."
    return (
        "How to read this: a world takes each uncertain thing with its confidence, independently of the others. The "
        f"shares are no better than the confidences in the file.{sampled}"
    )
