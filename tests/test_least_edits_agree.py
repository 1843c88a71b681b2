"""`assumptions` and the least edits: the same single edits and pairs of statements break the same headline."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import pytest

from countermove import Conflict, cases
from countermove.analysis.assumptions.assumption import assumptions_of
from countermove.analysis.assumptions.changes import Change, changed
from countermove.analysis.assumptions.headline import Baseline, baseline_of
from countermove.analysis.assumptions.pairs import breaking_pairs, surviving_changes
from countermove.analysis.assumptions.singles import singles
from countermove.analysis.assumptions.trial import Trial
from countermove.analysis.assumptions.trials import Trials
from countermove.analysis.change.edits.groups import group_of
from countermove.analysis.change.edits.revised import revised
from countermove.analysis.change.edits.search import Search
from countermove.analysis.change.edits.statements import Wanted
from countermove.analysis.change.edits.verdicts import Verdicts
from countermove.errors import InvalidRequest
from edits_twin import Made, draw, form_of
from long_runs import few_at_once

FREE = {"move": 1.0, "drop": 1.0, "negate": 1.0, "add": 9.0}
"""With these costs, all single edits of statements cost 1, and all pairs 2."""


@dataclass(frozen=True)
class Breaks:
    """The goal that a headline does not survive."""

    baseline: Baseline
    text: str = "breaks"

    def met(self, trial: Trial) -> bool:
        return not self.baseline.stands(trial)


def _certain(conflict: Conflict) -> Conflict:
    """Return a conflict without doubts, so that every edit of a kind costs the same."""
    dms = tuple(
        replace(
            dm,
            preferences=replace(
                dm.preferences,
                confidence=None,
                statements=tuple(
                    tuple(replace(each, confidence=None, order=None) for each in level)
                    for level in dm.preferences.statements
                ),
            ),
        )
        for dm in conflict.decision_makers
    )
    return conflict.with_(decision_makers=dms, variations=(), questions=(), standpoint="")


def _by_assumptions(trials: Trials, baseline: Baseline) -> set[Made]:
    """Return the conflicts by singles and pairs that break the headline, where no single of a pair does."""
    stated = tuple(each for each in assumptions_of(trials.conflict) if each.kind in {"statement", "weight"})
    checked = singles(trials, baseline, stated, lambda _: None)
    alone = [one.changes for each in checked for one in each.findings if one.survives is False]
    pairs = breaking_pairs(trials, baseline, surviving_changes(checked), lambda _: None)
    broken: list[tuple[Change, ...]] = [*alone, *(each.changes for each in pairs.found)]
    return {form_of(changed(trials.conflict, each)) for each in broken}


def _by_edits(conflict: Conflict, baseline: Baseline, concept: str) -> set[Made]:
    """Return the conflicts by the minimal sets of one or two edits of different statements, moves of one place."""
    slots = [
        tuple(each for each in variants if each.amount <= 1)
        for variants in Wanted(conflict, FREE, (), every=True).edits(())
    ]
    verdicts = Verdicts(conflict, Breaks(baseline), concept, "plain", conflict.movers)
    own = [[each for each in slots if each and each[0].slot[1] == dm] for dm in conflict.movers]
    groups = [
        group_of(some, 2.0, partial(verdicts.does, dm), lambda _: None)
        for dm, some in zip(conflict.movers, own, strict=True)
    ]
    search = Search(groups, 2.0)
    search.run(verdicts, lambda _: None)
    different = [each for each in search.found if len({step.slot[1:] for step in each}) == len(each)]
    return {form_of(revised(conflict, each)) for each in different}


def _compare(conflict: Conflict, concept: str) -> None:
    conflict = _certain(conflict)
    trials = Trials(conflict, concept)
    try:
        baseline = baseline_of(trials.trial(()), None)
    except InvalidRequest:
        return  # it settles nowhere
    assert _by_assumptions(trials, baseline) == _by_edits(conflict, baseline, concept)


@pytest.mark.parametrize("name", ["elmira", "canal", "chicken"])
def test_they_agree_on_cases(name: str) -> None:
    _compare(cases.load(name).with_(published=()), "seq")


@pytest.mark.thorough
def test_they_agree_on_kazakhstan() -> None:
    _compare(cases.load("kazakhstan-2022").with_(published=()), "seq")


@pytest.mark.parametrize("seed", few_at_once(range(60)))
def test_they_agree_on_random_conflicts(seed: int) -> None:
    _compare(draw(seed), ("nash", "gmr", "smr", "seq", "sseq")[seed % 5])
