"""What the likeliest end turns on: for each doubted assumption its share if the assumption holds and if it does not.

The shares are those of the judgement's own worlds. Rows are ordered by the difference times the standard deviation of
the assumption, and grouped by decision maker.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from countermove.model.citations import claims
from countermove.report.figures.gauges import effect_bar
from countermove.report.likelihood import percent
from countermove.report.pages.assumptions import claim_name
from countermove.report.pages.names import tone_of
from countermove.report.references import capitalised, name_of
from countermove.report.words import count_of
from countermove.simulation.totals import BY_STATE, CODING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from countermove.model.citations import Claim
    from countermove.model.conflict import Conflict
    from countermove.simulation.judgement.result import Judgement
    from countermove.simulation.uncertain import Uncertainty

MOST_ROWS = 12
"""Rows at most; the others are folded."""

LEAST = 0.01
"""Rows whose shares differ by less are folded."""

SETTLES = BY_STATE.index("settles")


@dataclass(frozen=True, slots=True)
class EffectRow:
    """A doubted assumption, and the share of the likeliest end if it holds and if it does not."""

    of: str
    name: str
    given: str
    letter: str
    tone: str
    plot: str
    if_so: str
    if_not: str


@dataclass(frozen=True, slots=True)
class EffectGroup:
    """The doubted assumptions about one decision maker."""

    of: str
    rows: tuple[EffectRow, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """An assumption with two ways: the shares of the likeliest end by each."""

    uncertainty: Uncertainty
    if_so: float
    if_not: float
    probability: float

    @property
    def weight(self) -> float:
        """The effect times the doubt."""
        return abs(self.if_so - self.if_not) * sqrt(self.probability * (1 - self.probability))


def effect_groups(judged: Judgement | None) -> tuple[tuple[EffectGroup, ...], tuple[EffectRow, ...]]:
    """Return the assumptions that matter most, by decision maker, and the others; none if nothing is doubted."""
    if judged is None or judged.deduction or judged.likeliest is None:
        return (), ()
    ranked = sorted(_effects(judged), key=lambda each: -each.weight)
    shown = [each for each in ranked if abs(each.if_so - each.if_not) >= LEAST][:MOST_ROWS]
    rows = [_row(judged, each) for each in shown]
    first = {of: k for k, of in reversed([*enumerate(row.of for row in rows)])}
    rows.sort(key=lambda row: first[row.of])
    groups = tuple(EffectGroup(of, tuple(own)) for of, own in groupby(rows, key=lambda row: row.of))
    return groups, tuple(_row(judged, each) for each in ranked if each not in shown)


def telling(rows: tuple[EffectRow, ...]) -> tuple[EffectRow, ...]:
    """Return the rows whose two shares differ by more than one point, which is less than their error."""
    return tuple(row for row in rows if abs(_points(row.if_so) - _points(row.if_not)) > 1)


def _points(share: str) -> int:
    return int(share.strip("<> %"))


def _effects(judged: Judgement) -> Iterator[Effect]:
    """Yield the effect of each assumption; of several ways other than the first, the average counts."""
    found, shares, worlds = judged.worlds, _shares(judged), judged.worlds.totals.counts[:, 0]
    where = {row: k for k, row in enumerate(found.plan.axes.rows)}
    for each in found.uncertain:
        rows = [where.get((each.name, way.says), 0) for way in each.alternatives]
        if all(rows) and len(rows) > 1 and all(worlds[row] > 0 for row in rows):
            rest = np.average(shares[rows[1:]], weights=worlds[rows[1:]])
            yield Effect(each, float(shares[rows[0]]), float(rest), each.alternatives[0].probability)


def _shares(judged: Judgement) -> NDArray[np.float64]:
    """Return the share of the likeliest end by row of the totals, shape (R,); 0 for a row without worlds."""
    assert judged.likeliest is not None  # noqa: S101  (the caller has asked)
    found = judged.worlds
    members = np.isin(found.plan.axes.keys, judged.likeliest.decimals)
    sums, worlds = found.totals.by_state[:, SETTLES, members].sum(axis=1), found.totals.counts[:, 0]
    shares: NDArray[np.float64] = np.divide(sums, worlds, out=np.zeros_like(sums), where=worlds > 0)
    return shares


def _row(judged: Judgement, each: Effect) -> EffectRow:
    conflict, now = judged.conflict, judged.ends[judged.leaders[judged.concept]].chance.share.value
    claim = next((one for one in claims(conflict) if one.path == each.uncertainty.path), None)
    turned = next((one for one in judged.linchpins if one.name == each.uncertainty.name), None)
    letter = judged.ends[turned.end].letter if turned else ""
    name = _name(conflict, each.uncertainty, claim)
    so, not_ = percent(each.if_so), percent(each.if_not)
    doubt = 4 * each.probability * (1 - each.probability)
    words = f"{so} if so, {not_} if not"
    bar = effect_bar(each.if_so, each.if_not, now, doubt, words)
    of = capitalised(name_of(conflict, claim.of)) if claim and _is_of_dm(conflict, claim) else "Of the conflict"
    return EffectRow(
        of, name, _given(conflict, each, claim), letter, tone_of(letter), bar, so.removesuffix(" %"), not_
    )


def _is_of_dm(conflict: Conflict, claim: Claim) -> bool:
    return any(dm.id == claim.of for dm in conflict.decision_makers)


def _name(conflict: Conflict, uncertainty: Uncertainty, claim: Claim | None) -> str:
    name = claim_name(conflict, None if uncertainty.kind == CODING else claim, uncertainty.name)
    return f"{name}: its place in the order" if uncertainty.kind == "order" else name


def _given(conflict: Conflict, each: Effect, claim: Claim | None) -> str:
    grades = {one.id: one.grade for one in conflict.sources}
    evidence = claim.evidence if claim else ()
    graded = dict.fromkeys(
        f"{grades[one.source]}{' disputed' * one.disputed}" for one in evidence if grades.get(one.source)
    )
    return f"{percent(each.probability)}; {', '.join(graded) or 'no graded source'}"


def folded_title(rows: tuple[EffectRow, ...]) -> str:
    """Return the title of the rows that are folded."""
    return f"{count_of(len(rows), 'more assumption')} that matter{'s' * (len(rows) == 1)} less"
