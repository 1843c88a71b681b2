"""The first sections of a report: the question, the short answer, and the conflict in option form.

The last functions put concepts, changes between states and ends into words, also for the other sections.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from countermove.model.concepts import Sanctions
from countermove.model.reading import concept_in
from countermove.report.conflict import limits, on_front, wanted
from countermove.report.pages.variations import equilibria, likeliest_end
from countermove.report.references import name_of
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
"""Maximum number of levels of a ranking in the report."""


def question(found: Findings) -> str:
    """Return the question of the report in words."""
    start = found.conflict.status_quo_number
    if start is None:
        return "Which situations hold in this conflict, by whose reckoning, and why?"
    where = "; ".join(situation(found.conflict, start - 1))
    return f"The status quo is state {start} ({where}). Where does it go from there, and which situations hold?"


def answer(found: Findings) -> tuple[str, ...]:
    """Return the answer in up to three sentences: the ends, the equilibria, and the variations that change them."""
    return tuple(
        each for each in (_ends_in_words(found), _equilibria_in_words(found), _variations_in_words(found)) if each
    )


def _ends_in_words(found: Findings) -> str:
    evolution = found.evolution
    if evolution is None:
        return (
            "" if found.conflict.status_quo is not None else "No status quo is given, so where it goes is not asked."
        )
    if evolution.ends[0].states == (evolution.status_quo,):
        return f"It stays where it is: the status quo holds by {concept_in_words(found.conflict, found.concept)}."
    first = [end for end in evolution.ends if end.probability >= evolution.ends[0].probability - 1e-9]
    clauses = listed((_one_end(evolution, end) for end in first), "or")
    others = evolution.ends[len(first) :]
    likely = "most likely " if others else ""
    chance = "" if len(evolution.ends) == 1 else f", {'each ' * (len(first) > 1)}{share(first[0].probability)}"
    also = f"; {_other_ends(others)}" if others else ""
    return f"If everybody takes the best improvement that is not sanctioned, it {likely}{clauses}{chance}{also}."


def _one_end(evolution: Evolution, end: End) -> str:
    if not end.settles:
        return f"never settles but goes round among {count_of(len(end.states), 'state')}"
    to = end.states[0]
    return f"ends in state {to} ({changes_between(evolution.conflict, evolution.status_quo, to)})"


def _other_ends(others: Sequence[End]) -> str:
    if len(others) > 4:
        return f"{len(others):,} other ends are possible, none likelier than {share(others[0].probability)}"
    clauses = [
        f"state {end.states[0]} ({share(end.probability)})"
        if end.settles
        else f"no end at all ({share(end.probability)})"
        for end in others
    ]
    return f"also possible {'are' if len(clauses) > 1 else 'is'} {listed(clauses)}"


def _equilibria_in_words(found: Findings) -> str:
    solution, concept = found.solution, found.concept
    total = count_of(len(found.conflict.states), "state")
    counts = {id_: int(solution.where(id_).sum()) for id_ in solution.concepts}
    if not counts[concept]:
        others = int(np.logical_or.reduce([solution.where(id_) for id_ in solution.concepts]).sum())
        also = (
            f"; {others:,} hold{'s' * (others == 1)} by another concept" if others else ", nor by any other concept"
        )
        return f"Of {total} none holds by {concept_in_words(found.conflict, concept)}{also}."
    nash = counts.get("nash", 0)
    verb = "holds" if counts[concept] == 1 else "hold"
    sentence = f"Of {total}, {counts[concept]:,} {verb} by {concept_in_words(found.conflict, concept)}"
    if concept_in(found.conflict, concept).sanctions is Sanctions.NONE:
        return f"{sentence}: nobody gains by leaving, whatever the others would do next."
    which = "all" if nash == counts[concept] else f"{nash:,}" if nash else "none"
    return f"{sentence}, {which} of them even if nobody feared what the others would do next (Nash)."


def _variations_in_words(found: Findings) -> str:
    """Return which variations have another likeliest end or, without ends, other equilibria."""
    if not found.variations:
        return ""
    ends = likeliest_end(found.evolution)
    base = equilibria(found.solution, found.concept) if not ends else set()
    other = [
        each
        for each in found.variations
        if (each.likeliest_end() != ends if ends else each.equilibria(found.concept) != base)
    ]
    names = [f"“{tidy(each.variation.name or each.variation.id)}”" for each in other]
    what = "where it most likely ends" if ends else "what holds"
    if not other:
        number = len(found.variations)
        none = "The variation does not change" if number == 1 else f"None of the {number} variations changes"
        return f"{none} {what}."
    many = f"{len(other)} of {count_of(len(found.variations), 'variation')}"
    return f"{what[0].upper()}{what[1:]} depends on the assumptions: {many} would change it ({listed(names)})."


@dataclass(frozen=True, slots=True)
class OptionRow:
    """An option in the table.

    `on` tells whether it is on in the status quo, and is None without a status quo. `limits` are its restrictions.
    """

    name: str
    on: bool | None
    limits: tuple[str, ...]
    because: str
    sources: str


@dataclass(frozen=True, slots=True)
class PreferenceRow:
    """A preference of a decision maker, with its place in the order of importance."""

    place: str
    text: str
    because: str
    confidence: str
    sources: str


@dataclass(frozen=True, slots=True)
class DecisionMakerRow:
    """A decision maker with its options and preferences."""

    name: str
    note: str
    options: tuple[OptionRow, ...]
    wants: tuple[PreferenceRow, ...]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule, which is true of every feasible state."""

    text: str
    because: str
    sources: str


def decision_makers(conflict: Conflict) -> tuple[DecisionMakerRow, ...]:
    """Return the decision makers with their options and preferences.

    Examples
    --------
    >>> from countermove import cases
    >>> [(side.name, [row.name for row in side.options]) for side in decision_makers(cases.load("prisoners-dilemma"))]
    [('A', ['Cooperate with B']), ('B', ['Cooperate with A'])]
    """
    named_ = zip(conflict.decision_makers, dm_names(conflict), strict=True)
    return tuple(
        DecisionMakerRow(
            name, tidy(dm.note), tuple(_option_rows(conflict, dm)), tuple(_preference_rows(conflict, dm.preferences))
        )
        for dm, name in named_
    )


def _option_rows(conflict: Conflict, dm: DecisionMaker) -> Iterator[OptionRow]:
    names = option_names(conflict)
    quo = None if conflict.status_quo is None else {conflict.bits.get(each) for each in conflict.status_quo}
    for option in dm.options:
        bit = conflict.bits[dm.full(option)]
        on = None if quo is None else bit in quo
        cited = cited_sources(conflict, option.evidence)
        yield OptionRow(names[bit], on, limits(option, partial(worded, conflict)), tidy(option.because), cited)


def _preference_rows(conflict: Conflict, wants: Preferences) -> Iterator[PreferenceRow]:
    for k, level in enumerate(wants.statements, start=1):
        for each in level:
            yield _preference_row(conflict, f"{k}", each)
    for text, weight in wants.weights:
        yield PreferenceRow(f"{weight:+g}", f"if {worded(conflict, text)}", "", "", "")
    for each_front in wants.fronts:
        yield PreferenceRow("", on_front(each_front), "", "", "")
        yield from _preference_rows(conflict, each_front.preferences)
    if wants.ranking:
        levels = " > ".join(" ~ ".join(map(tidy, level)) for level in wants.ranking[:MOST_LEVELS])
        more = f" > ... ({len(wants.ranking):,} levels)" if len(wants.ranking) > MOST_LEVELS else ""
        yield PreferenceRow(
            "", f"a ranking, best first: {levels}{more}", tidy(wants.because), _confidence(wants.confidence), ""
        )


def _preference_row(conflict: Conflict, place: str, each: Statement) -> PreferenceRow:
    text = wanted(each, partial(worded, conflict))
    return PreferenceRow(
        place, text, tidy(each.because), _confidence(each.confidence), cited_sources(conflict, each.evidence)
    )


def _confidence(confidence: float | None) -> str:
    return "" if confidence is None else f"{confidence:.0%}".replace("%", " %")


def cited_sources(conflict: Conflict, evidence: Iterable[Evidence]) -> str:
    """Return the titles of the cited sources, each once, with the numbers of the paragraphs."""
    titles = {each.id: tidy(each.title) or each.id for each in conflict.sources}
    places: dict[str, list[str]] = {}
    for each in evidence:
        at = places.setdefault(each.source, [])
        at += [f"{each.paragraph}"] if each.paragraph is not None else []
    clauses = [f"{titles.get(id_, id_)}{f' (par. {listed(at)})' if at else ''}" for id_, at in places.items()]
    return "; ".join(clauses)


def rule_rows(conflict: Conflict) -> tuple[RuleRow, ...]:
    """Return the rules of the conflict."""
    return tuple(
        RuleRow(worded(conflict, rule.holds), tidy(rule.because), cited_sources(conflict, rule.evidence))
        for rule in conflict.rules
    )


def concept_in_words(conflict: Conflict, concept: str) -> str:
    """Return the name of a stability concept, or of a conflict's mixed reading, for use within a sentence.

    Examples
    --------
    >>> from countermove import cases
    >>> elmira = cases.load("elmira")
    >>> concept_in_words(elmira, "nash"), concept_in_words(elmira, "seq")
    ('Nash stability', 'sequential stability')
    """
    record = concept_in(conflict, concept)
    return f"{record.in_words} stability" if record.is_eponymous else record.in_words


def changes_between(conflict: Conflict, start: int, to: int) -> str:
    """Return the options that differ between two states, given by number, as a clause for each decision maker.

    Examples
    --------
    >>> from countermove import cases
    >>> changes_between(cases.load("cuban-missile-crisis"), 1, 7)
    'the United States: “Blockade Cuba”; the Soviet Union: “Withdraw the missiles”'
    """
    if conflict.graph is not None:
        return situation(conflict, to - 1)[0]
    return pattern_changes(conflict, conflict.states[start - 1].pattern, conflict.states[to - 1].pattern)


def pattern_changes(conflict: Conflict, before: str, after: str) -> str:
    """Return the options that differ between two patterns, as a clause for each decision maker."""
    letters = [*zip(conflict.owners, option_names(conflict), before, after, strict=True)]
    clauses = []
    for k, dm in enumerate(conflict.decision_makers):
        own = [(name, was, now) for owner, name, was, now in letters if owner == k and now != was]
        words = [f"“{name}”" for name, _, now in own if now == "Y"]
        words += [f"no longer “{name}”" for name, was, now in own if now == "N" and was == "Y"]
        if words:
            clauses.append(f"{name_of(conflict, dm.id)}: {listed(words)}")
    return "; ".join(clauses) or "nothing differs"


def end_in_words(conflict: Conflict, end: End) -> tuple[str, ...]:
    """Return an end in words, a line for each decision maker."""
    if end.settles:
        return situation(conflict, end.states[0] - 1)
    shown = ", ".join(map(str, end.states[:8])) + (", ..." if len(end.states) > 8 else "")
    return (f"never settles: goes round among {len(end.states):,} states ({shown})",)
