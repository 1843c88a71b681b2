"""Small multiples: the share of each end by each reading, with equal readings put together."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from countermove.model.concepts import Sanctions
from countermove.model.reading import concept_in
from countermove.report.brief.heading import shown_percents
from countermove.report.figures.gauges import share_bar
from countermove.report.likelihood import percent
from countermove.report.pages.judgement import MOST_ENDS
from countermove.report.pages.names import tone_of
from countermove.report.references import capitalised
from countermove.report.words import listed, tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countermove.model.conflict import Conflict
    from countermove.simulation.judgement.result import Judgement

IN_WORDS = {
    Sanctions.NONE: "nobody looks ahead",
    Sanctions.CREDIBLE: "threats must pay",
    Sanctions.ANY: "any threat counts",
}
"""What a reading reckons with, in plain words."""


@dataclass(frozen=True, slots=True)
class ReadingBar:
    """The share of an end in some readings that agree on all ends: what they reckon with, and their ids."""

    by: str
    ids: str
    default: bool
    plot: str
    number: str


@dataclass(frozen=True, slots=True)
class ReadingPanel:
    """An end, with a bar for each group of readings."""

    letter: str
    tone: str
    name: str
    bars: tuple[ReadingBar, ...]


def reading_panels(judged: Judgement | None) -> tuple[ReadingPanel, ...]:
    """Return a panel for each end; none if nothing is doubted or nobody moves, or without a judgement."""
    if judged is None or judged.deduction or not judged.moves or not judged.ends:
        return ()
    top = scale(judged) / 100
    groups = _groups(judged)
    names = group_names(judged.conflict, groups)
    panels = []
    for each, whole in zip(judged.ends[:MOST_ENDS], shown_percents(judged), strict=False):
        shares = [(ids, each.chance.by_reading[ids[0]]) for ids in groups]
        bars = tuple(
            ReadingBar(
                names[ids[0]],
                listed(ids),
                judged.concept in ids,
                share_bar(share, top, tone_of(each.letter), ""),
                f"{whole} %" if whole and judged.concept in ids else percent(share),
            )
            for ids, share in shares
        )
        panels.append(ReadingPanel(each.letter, tone_of(each.letter), capitalised(tidy(each.name)), bars))
    return tuple(panels)


def scale(judged: Judgement) -> int:
    """Return the end of the common scale in percent: the next ten above the largest share."""
    shares = [share for each in judged.ends[:MOST_ENDS] for share in each.chance.by_reading.values()]
    return min(100, 10 * ceil(10 * max(shares, default=1.0) + 1e-9))


def _groups(judged: Judgement) -> list[list[str]]:
    """Return readings that differ in no end by a whole point, together, those that look ahead least first."""
    order = [*IN_WORDS]
    ids = sorted(judged.leaders, key=lambda id_: _place(order, _sanctions(judged, id_)))
    groups: list[list[str]] = []
    for id_ in ids:
        like = next((group for group in groups if _alike(judged, group[0], id_)), None)
        groups.append([id_]) if like is None else like.append(id_)
    return groups


def group_names(conflict: Conflict, groups: Sequence[Sequence[str]]) -> dict[str, str]:
    """Return what each group of readings reckons with, by its first id; with its ids where another reckons alike.

    Examples
    --------
    >>> from countermove import cases
    >>> [*group_names(cases.load("elmira"), [["nash"], ["seq"], ["sseq"]]).values()]
    ['nobody looks ahead', 'threats must pay (seq)', 'threats must pay (sseq)']
    """
    names = {ids[0]: reading_name(concept_in(conflict, ids[0]).sanctions) for ids in groups}
    told = [*names.values()]
    return {ids[0]: names[ids[0]] + f" ({listed(ids)})" * (told.count(names[ids[0]]) > 1) for ids in groups}


def _place(order: list[Sanctions], sanctions: Sanctions | None) -> int:
    return order.index(sanctions) if sanctions in order else len(order)


def _alike(judged: Judgement, one: str, other: str) -> bool:
    same = _sanctions(judged, one) == _sanctions(judged, other)
    chances = [each.chance.by_reading for each in judged.ends[:MOST_ENDS]]
    return same and all(round(100 * each[one]) == round(100 * each[other]) for each in chances)


def _sanctions(judged: Judgement, id_: str) -> Sanctions | None:
    return concept_in(judged.conflict, id_).sanctions


def reading_name(sanctions: Sanctions | None) -> str:
    """Return what a reading reckons with."""
    return IN_WORDS.get(sanctions, "another test") if sanctions else "another test"
