"""Terminal text of `assumptions`: the headline, single changes, sources left out, and pairs of changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from countermove.analysis.assumptions.assumption import HOWS
from countermove.analysis.assumptions.headline import BROKEN
from countermove.report.console import bare_table, heading, table
from countermove.report.cut import first, rest
from countermove.report.part_names import PartNames, source_name, source_names
from countermove.report.references import capitalised, names_of
from countermove.report.short_words import state_called
from countermove.report.sources import cited
from countermove.report.words import count_of, in_words, listed, share, situation, tidy
from countermove.simulation.uncertain import uncertainties

if TYPE_CHECKING:
    from rich.console import RenderableType

    from countermove.analysis.assumptions.headline import Standing
    from countermove.analysis.assumptions.result import Assumptions
    from countermove.analysis.assumptions.singles import ChangeEffect
    from countermove.analysis.assumptions.sources import Without

READING = (
    "How to read this: it shows what the headline needs of the account, not whether the account is right. Look into "
    "the linchpins first, starting with their sources."
)

SHOWN, PAIRS = 20, 12
"""Maximum rows: of single assumptions, and of pairs of changes."""

UNASKED = {
    "no start": "no start",
    "never settles": "never settles",
    "nothing wanted": "nothing wanted",
    "void": "no account",
    "infeasible": "impossible",
}
"""Cells for changes under which the headline has no value."""

CELLS = {
    "no start": "the status quo is no longer possible",
    "no account": "nothing is left that could be solved",
    "impossible": "the state itself is no longer possible",
    "never settles": "it goes round for ever, so a question has no answer",
    "nothing wanted": "somebody then wants nothing, so this says nothing",
    "elsewhere": "the state would hold, but the conflict ends in another one",
    "left": "somebody would leave the state",
    "turns": "the answer turns",
}
"""What the words in the cells mean."""


OVER_WORLDS = "That is with nothing doubted; what turns the likeliest end over all worlds: countermove brief."
"""Why `assumptions` and `brief` count different linchpins."""


def assumptions(found: Assumptions) -> list[RenderableType]:
    """Return all parts of the check: opening, single changes, sources, pairs."""
    parts: list[RenderableType] = [_opening(found), *_singles(found), *_sources(found), *_pairs(found)]
    return [*parts, READING]


def _opening(found: Assumptions) -> RenderableType:
    linchpins = f"{len(found.linchpins)} of {count_of(len(found.checked), 'assumption')}"
    verb = "is a linchpin" if len(found.linchpins) == 1 else "are linchpins"
    survives = f"{linchpins} {verb}: changed alone in some way, each overturns the headline."
    doubted = [OVER_WORLDS] if uncertainties(found.conflict) else []
    return Group(Text(tidy(found.conflict.title), "bold"), *headline(found), survives, *doubted)


def headline(found: Assumptions) -> list[str]:
    """Return the headline in words, with its probability or the concepts by which its state holds."""
    asked, base = found.asked, found.asked.base
    if asked.answer is not None:
        answer = f"{'yes' if asked.answer else 'no'}, with probability {share(asked.value(base))}"
        never = f" where it settles; {share(base.unsettled)} never settles" if base.unsettled else ""
        return [f"The headline: {tidy(found.headline)} - {answer}{never} ({asked.concept})."]
    position = asked.headline.position  # type: ignore[union-attr]  # a state, as there is no answer
    stands = f"holds by {listed(base.holds)}"
    if base.probability is not None:
        certain = ", if every assumption of the file is certain" if uncertainties(found.conflict) else ""
        settles = f"the conflict settles there with probability {share(base.probability)} ({asked.concept}{certain})"
        stands += f"; {settles if base.probability else f'the conflict does not settle there ({asked.concept})'}"
    return [
        f"The headline: {state_called(found.conflict, position + 1)} {stands}.",
        *(f"  {line}" for line in situation(found.conflict, position)),
    ]


def _singles(found: Assumptions) -> list[RenderableType]:
    matter = [each for each in found.checked if each.worst.status != "same"]
    if not matter:
        return ["No change of any one assumption makes a difference to it."]
    rows = table("assumption, and what it rests on", *HOWS)
    names, called = PartNames(found.conflict), source_names(found.conflict)
    for each in first(matter, SHOWN):
        by_how = {one.changes[0].how: one for one in each.findings}
        cells = [_cell(found, by_how[how]) if how in by_how else "" for how in HOWS]
        lines = [names[each.assumption.name], *(f"  {line}" for line in cited(each.assumption, called))]
        rows.add_row(Text("\n".join(lines)), *cells)
    more = rest(len(matter), SHOWN, "more that matter")
    same = len(found.checked) - len(matter)
    idle = [f"{count_of(same, 'assumption')} {'makes' if same == 1 else 'make'} no difference alone."] if same else []
    title = heading("One assumption at a time").append(f", {_legend(found)}", "not bold")
    return [Group(title, "", rows, *more, *_key(found), *idle)]


def _key(found: Assumptions) -> list[RenderableType]:
    """Return what the words in the cells mean, of those that occur."""
    said = {_cell(found, one).partition(" (")[0] for each in found.checked for one in each.findings}
    said |= {_cell(found, one).partition(" (")[0] for one in (found.pairs.found if found.pairs else ())}
    lines = "; ".join(f"{word}: {says}" for word, says in CELLS.items() if word in said)
    return [Text(f"{capitalised(lines)}.", "dim")] if lines else []


def _legend(found: Assumptions) -> str:
    if found.asked.measure == "concepts":
        return f"and by how many of the {in_words(found.asked.most)} concepts the state then holds"
    what = "the answer" if found.asked.answer is not None else "that end"
    return f"and how likely {what} then is"


def _cell(found: Assumptions, one: ChangeEffect) -> str:
    if one.status in UNASKED:
        return UNASKED[one.status]
    if one.status == "same" or one.standing is None:
        return "same"
    now = strength(found, one.standing)
    if one.status == "not reached":
        return "elsewhere"
    fallen = "turns" if found.asked.answer is not None else "left"
    return f"{fallen} ({now})" if one.status in BROKEN else now


def strength(found: Assumptions, standing: Standing) -> str:
    """Return the strength of the headline in a standing: a number of concepts, or a probability."""
    value = found.asked.value(standing)
    return f"{value:.0f} of {found.asked.most}" if found.asked.measure == "concepts" else share(value)


def _sources(found: Assumptions) -> list[RenderableType]:
    matter = [each for each in found.sources if {_status(each.alone), _status(each.citing)} != {"same"}]
    if not found.sources:
        return []
    rows = table("source", "without what rests on it alone", "without all that cites it")
    for each in matter:
        rows.add_row(
            tidy(each.source.title) or source_name(each.source),
            _without_source(found, each.alone),
            _without_source(found, each.citing),
        )
    same = len(found.sources) - len(matter)
    idle = [f"Without {count_of(same, 'other source')} it stays the same."] if same else []
    return [Group(heading("What is left without a source"), "", *([rows] if matter else []), *idle)]


def _status(left: Without) -> str:
    return left.finding.status


def _without_source(found: Assumptions, left: Without) -> str:
    """Return the headline without a source, and the questions whose answer turns."""
    gone = len(left.finding.changes)
    if not gone:
        return "-"
    asked = {each.id: tidy(each.short or each.asks) for each in found.conflict.questions}
    turned = [
        asked[id_] for (id_, yes), (_, now) in zip(found.questions, left.questions, strict=True) if _turns(yes, now)
    ]
    also = f"; turns: {' '.join(turned)}" if turned else ""
    idle = (
        f"; {names_of(found.conflict, left.idle)} then want{'s' * (len(left.idle) == 1)} nothing" if left.idle else ""
    )
    return f"{_cell(found, left.finding)}, {gone} left out{also}{idle}"


def _turns(yes: float | None, now: float | None) -> bool:
    return yes is not None and now is not None and (yes >= 0.5 - 1e-9) != (now >= 0.5 - 1e-9)


def _pairs(found: Assumptions) -> list[RenderableType]:
    if found.pairs is None:
        return []
    pairs = found.pairs
    rows, names, many = bare_table(), PartNames(found.conflict), len(pairs.found)
    for one in first(pairs.found, PAIRS):
        rows.add_row(
            _cell(found, one), "\n".join(f"{names[each.assumption.name]}: {each.label}" for each in one.changes)
        )
    more = rest(many, PAIRS, "more pairs")
    pair = count_of(pairs.looked_at, "pair")
    broken = "none" if not many else f"{many:,}"
    short = "" if pairs.looked_at == pairs.total else f" Interrupted: there are {pairs.total:,}."
    opening = f"Of {pair} of changes that it survives one by one, {broken} {_verb(many)} it together.{short}"
    listing: list[RenderableType] = ["", rows] if many else []
    return [Group(heading("Two at a time"), opening, *listing, *more)]


def _verb(number: int) -> str:
    return "overturns" if number <= 1 else "overturn"
