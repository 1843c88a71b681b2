"""The question that a report answers, and the answer in three sentences.

The conflict in option form: who decides on what, what restricts it, and what each wants.

Situations, changes and shares in words, as the parts of a report share them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from countermove.model.concepts import CONCEPTS, Sanctions
from countermove.report.conflict import limits, on_front, wanted
from countermove.report.names import name_of
from countermove.report.pages.answers import held, likeliest
from countermove.report.statements import worded
from countermove.report.words import count_of, dm_names, listed, option_names, share, situation, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from countermove.analysis.evolution.absorption import End
    from countermove.analysis.evolution.result import Evolution
    from countermove.model.conflict import Conflict
    from countermove.model.provenance import Evidence
    from countermove.model.records import DecisionMaker, Preferences, Statement
    from countermove.report.pages.answers import Findings


MOST_LEVELS = 12
"""How many levels of a ranking are written out."""


def question(found: Findings) -> str:
    """Return what is asked: where it goes from the status quo, and what holds."""
    start = found.conflict.status_quo_number
    if start is None:
        return "Which situations hold in this conflict, by whose reckoning, and why?"
    where = "; ".join(situation(found.conflict, start - 1))
    return f"The status quo is state {start} ({where}). Where does it go from there, and which situations hold?"


def answer(found: Findings) -> tuple[str, ...]:
    """Return the answer: where it ends, what holds, and what that depends on."""
    return tuple(each for each in (_goes(found), _holds(found), _depends(found)) if each)


def _goes(found: Findings) -> str:
    evolution = found.evolution
    if evolution is None:
        return (
            "" if found.conflict.status_quo is not None else "No status quo is given, so where it goes is not asked."
        )
    if evolution.ends[0].states == (evolution.status_quo,):
        return f"It stays where it is: the status quo holds by {by(found.concept)}."
    first = [end for end in evolution.ends if end.probability >= evolution.ends[0].probability - 1e-9]
    said = listed((_end(evolution, end) for end in first), "or")
    others = evolution.ends[len(first) :]
    likely = "most likely " if others else ""
    chance = "" if len(evolution.ends) == 1 else f", {'each ' * (len(first) > 1)}{share(first[0].probability)}"
    also = f"; {_others(others)}" if others else ""
    return f"If everybody takes the best improvement that is not sanctioned, it {likely}{said}{chance}{also}."


def _end(evolution: Evolution, end: End) -> str:
    if not end.settles:
        return f"never settles but goes round among {count_of(len(end.states), 'state')}"
    to = end.states[0]
    return f"ends in state {to} ({changed(evolution.conflict, evolution.status_quo, to)})"


def _others(others: Sequence[End]) -> str:
    if len(others) > 4:
        return f"{len(others):,} other ends are possible, none likelier than {share(others[0].probability)}"
    said = [
        f"state {end.states[0]} ({share(end.probability)})"
        if end.settles
        else f"no end at all ({share(end.probability)})"
        for end in others
    ]
    return f"also possible {'are' if len(said) > 1 else 'is'} {listed(said)}"


def _holds(found: Findings) -> str:
    solution, concept = found.solution, found.concept
    total = count_of(len(found.conflict.states), "state")
    counts = {id_: int(solution.where(id_).sum()) for id_ in solution.concepts}
    if not counts[concept]:
        others = int(np.logical_or.reduce([solution.where(id_) for id_ in solution.concepts]).sum())
        also = (
            f"; {others:,} hold{'s' * (others == 1)} by another concept" if others else ", nor by any other concept"
        )
        return f"Of {total} none holds by {by(concept)}{also}."
    nash = counts.get("nash", 0)
    held_ = f"Of {total}, {counts[concept]:,} {'holds' if counts[concept] == 1 else 'hold'} by {by(concept)}"
    if CONCEPTS[concept].sanctions is Sanctions.NONE:
        return f"{held_}: nobody gains by leaving, whatever the others would do next."
    which = "all" if nash == counts[concept] else f"{nash:,}" if nash else "none"
    return f"{held_}, {which} of them even if nobody feared what the others would do next (Nash)."


def _depends(found: Findings) -> str:
    """Return which variations lead to another end, or where nothing ends, to another set of equilibria."""
    if not found.variations:
        return ""
    ends = likeliest(found.evolution)
    base = held(found.solution, found.concept) if not ends else set()
    other = [
        each for each in found.variations if (each.likeliest() != ends if ends else each.held(found.concept) != base)
    ]
    names = [f"“{tidy(each.variation.name or each.variation.id)}”" for each in other]
    what = "where it most likely ends" if ends else "what holds"
    if not other:
        return f"None of the {len(found.variations)} variations changes {what}."
    many = f"{len(other)} of {count_of(len(found.variations), 'variation')}"
    return f"{what[0].upper()}{what[1:]} depends on the assumptions: {many} would change it ({listed(names)})."


@dataclass(frozen=True, slots=True)
class OptionRow:
    """An option: its name, whether it is on in the status quo, what restricts it, and why it is there."""

    name: str
    on: bool | None
    limits: tuple[str, ...]
    because: str
    sources: str


@dataclass(frozen=True, slots=True)
class Want:
    """Something that a decision maker wants, with its place in the order of importance."""

    place: str
    text: str
    because: str
    confidence: str
    sources: str


@dataclass(frozen=True, slots=True)
class Side:
    """A decision maker, what it can do and what it wants."""

    name: str
    note: str
    options: tuple[OptionRow, ...]
    wants: tuple[Want, ...]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """Something that is true of every feasible state."""

    text: str
    because: str
    sources: str


def sides(conflict: Conflict) -> tuple[Side, ...]:
    """Return the decision makers with their options and preferences.

    Examples
    --------
    >>> from countermove import cases
    >>> [(side.name, [row.name for row in side.options]) for side in sides(cases.load("prisoners-dilemma"))]
    [('A', ['Cooperate with B']), ('B', ['Cooperate with A'])]
    """
    named_ = zip(conflict.decision_makers, dm_names(conflict), strict=True)
    return tuple(
        Side(name, tidy(dm.note), tuple(_options(conflict, dm)), tuple(_wants(conflict, dm.preferences)))
        for dm, name in named_
    )


def _options(conflict: Conflict, dm: DecisionMaker) -> Iterator[OptionRow]:
    names = option_names(conflict)
    quo = None if conflict.status_quo is None else {conflict.bits.get(each) for each in conflict.status_quo}
    for option in dm.options:
        bit = conflict.bits[dm.full(option)]
        on = None if quo is None else bit in quo
        cited = sources(conflict, option.evidence)
        yield OptionRow(names[bit], on, limits(option, partial(worded, conflict)), tidy(option.because), cited)


def _wants(conflict: Conflict, wants: Preferences) -> Iterator[Want]:
    for k, level in enumerate(wants.statements, start=1):
        for each in level:
            yield _want(conflict, f"{k}", each)
    for text, weight in wants.weights:
        yield Want(f"{weight:+g}", f"if {worded(conflict, text)}", "", "", "")
    for each_front in wants.fronts:
        yield Want("", on_front(each_front), "", "", "")
        yield from _wants(conflict, each_front.preferences)
    if wants.ranking:
        levels = " > ".join(" ~ ".join(map(tidy, level)) for level in wants.ranking[:MOST_LEVELS])
        more = f" > ... ({len(wants.ranking):,} levels)" if len(wants.ranking) > MOST_LEVELS else ""
        yield Want("", f"a ranking, best first: {levels}{more}", tidy(wants.because), _sure(wants.confidence), "")


def _want(conflict: Conflict, place: str, each: Statement) -> Want:
    text = wanted(each, partial(worded, conflict))
    return Want(place, text, tidy(each.because), _sure(each.confidence), sources(conflict, each.evidence))


def _sure(confidence: float | None) -> str:
    return "" if confidence is None else f"{confidence:.0%}".replace("%", " %")


def sources(conflict: Conflict, evidence: Iterable[Evidence]) -> str:
    """Return which sources are pointed to, each once, with the paragraphs."""
    titles = {each.id: tidy(each.title) or each.id for each in conflict.sources}
    places: dict[str, list[str]] = {}
    for each in evidence:
        at = places.setdefault(each.source, [])
        at += [f"{each.paragraph}"] if each.paragraph is not None else []
    said = [f"{titles.get(id_, id_)}{f' (par. {listed(at)})' if at else ''}" for id_, at in places.items()]
    return "; ".join(said)


def rules(conflict: Conflict) -> tuple[RuleRow, ...]:
    """Return what must be true of every feasible state, beside the options' own conditions."""
    return tuple(
        RuleRow(worded(conflict, rule.holds), tidy(rule.because), sources(conflict, rule.evidence))
        for rule in conflict.rules
    )


def by(concept: str) -> str:
    """Return what a concept is called within a sentence.

    Examples
    --------
    >>> by("nash"), by("seq")
    ('Nash stability', 'sequential stability')
    """
    asked = CONCEPTS[concept]
    return f"{asked.in_words} stability" if asked.is_eponymous else asked.in_words


def changed(conflict: Conflict, start: int, to: int) -> str:
    """Return what differs between two states, given by number, as a clause for each decision maker.

    Examples
    --------
    >>> from countermove import cases
    >>> changed(cases.load("cuban-missile-crisis"), 1, 7)
    'the United States: “Blockade Cuba”; the Soviet Union: “Withdraw the missiles”'
    """
    if conflict.graph is not None:
        return situation(conflict, to - 1)[0]
    return differing(conflict, conflict.states[start - 1].pattern, conflict.states[to - 1].pattern)


def differing(conflict: Conflict, before: str, after: str) -> str:
    """Return what differs between two patterns of one conflict's options, as a clause for each decision maker."""
    letters = [*zip(conflict.owners, option_names(conflict), before, after, strict=True)]
    clauses = []
    for k, dm in enumerate(conflict.decision_makers):
        own = [(name, was, now) for owner, name, was, now in letters if owner == k and now != was]
        words = [f"“{name}”" for name, _, now in own if now == "Y"]
        words += [f"no longer “{name}”" for name, was, now in own if now == "N" and was == "Y"]
        if words:
            clauses.append(f"{name_of(conflict, dm.id)}: {listed(words)}")
    return "; ".join(clauses) or "nothing differs"


def where(conflict: Conflict, end: End) -> tuple[str, ...]:
    """Return an end in words, a line for each decision maker."""
    if end.settles:
        return situation(conflict, end.states[0] - 1)
    shown = ", ".join(map(str, end.states[:8])) + (", ..." if len(end.states) > 8 else "")
    return (f"never settles: goes round among {len(end.states):,} states ({shown})",)
