"""The conflict in option form: who decides on what, what restricts it, and what each wants."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from countermove.report.limits import limits
from countermove.report.statements import worded
from countermove.report.wants import on_front, wanted
from countermove.report.words import dm_names, listed, option_names, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from countermove.model.conflict import Conflict
    from countermove.model.provenance import Evidence
    from countermove.model.records import DecisionMaker, Preferences, Statement

MOST_LEVELS = 12
"""How many levels of a ranking are written out."""


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
    for share in wants.fronts:
        yield Want("", on_front(share), "", "", "")
        yield from _wants(conflict, share.preferences)
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
