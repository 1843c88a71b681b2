"""The least edits against their slow twin, which writes out and solves every set of edits by itself."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest

from countermove import Conflict
from countermove.analysis.certificate import check
from countermove.analysis.change.edits.candidates import candidates_of
from countermove.analysis.change.edits.least import least_edits
from countermove.analysis.change.goal import Goal, Stands, Throughout
from edits_twin import Edit, always, draw, edits_of_field, edits_of_wants, form_of, holds, minimal, written
from long_runs import Share, few_at_once

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq", "sim")

STATEMENTS, FIELD, BOTH = ("statements",), ("field",), ("statements", "field", "all")


def _goal(rng: random.Random, conflict: Conflict) -> tuple[Goal, str, Callable[[Conflict], bool]]:
    """Draw a goal; return it with the concept that the conflict moves by, and its own test."""
    wanted = rng.choice([f"{no}{name}" for name in conflict.options for no in ("", "not ")])
    condition = " and ".join(sorted({wanted, rng.choice(conflict.options)}))
    if rng.random() < 0.5:
        concept = rng.choice(CONCEPTS)
        return Stands("goal", condition, concept), "seq", holds(condition, concept)
    concept = rng.choice(CONCEPTS[:5])
    return Throughout("goal", condition), concept, always(condition, concept)


def _edits(conflict: Conflict, by: Sequence[str]) -> list[Edit]:
    """Return all edits; the statements to add tell apart some states that are feasible with the rules dropped."""
    wider = [Edit(("rule", k), "gone", 0) for k in range(len(conflict.rules))]
    dms = enumerate(conflict.decision_makers)
    wider += [Edit(("when", i, k), "", 0) for i, dm in dms for k, each in enumerate(dm.options) if each.when]
    candidates = candidates_of(written(conflict, tuple(wider)) if "field" in by else conflict)
    wants = edits_of_wants(conflict, candidates, every="all" in by) if {*by} != {"field"} else ()
    return [*wants, *(edits_of_field(conflict, candidates) if "field" in by else ())]


def _compare(seed: int, by: Sequence[str], most: float) -> int:
    """Compare the answers on one random conflict and goal; return how many minimal changes there are."""
    conflict = draw(seed)
    goal, concept, meets = _goal(random.Random(f"goal {seed}"), conflict)
    expected = minimal(conflict, _edits(conflict, by), most, meets)
    answer = least_edits(conflict, goal, by=by, most=most, concept=concept)
    found = {form_of(each.conflict): each.cost for each in answer.found}
    assert {form: round(cost, 6) for form, cost in found.items()} == {f: round(c, 6) for f, c in expected.items()}
    assert len(found) == len(answer.found)
    assert answer.proof == "exhausted"
    assert [each.cost for each in answer.found] == sorted(each.cost for each in answer.found)
    for each in answer.found:
        for proof in each.certificates:
            check(each.conflict, proof)
    return len(found)


@pytest.mark.parametrize("seed", few_at_once(range(40)))
def test_edits_of_statements_are_those_of_the_twin(seed: int) -> None:
    _compare(seed, STATEMENTS, 3.0)


@pytest.mark.parametrize("seed", few_at_once(range(1000, 1015)))
def test_edits_of_the_field_are_those_of_the_twin(seed: int) -> None:
    _compare(seed, FIELD, 4.0)


@pytest.mark.parametrize("seed", few_at_once(range(2000, 2015)))
def test_edits_of_both_are_those_of_the_twin(seed: int) -> None:
    _compare(seed, BOTH, 3.0)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_edits_of_statements_are_those_of_the_twin_on_thousands(part: int, share: Share) -> None:
    for seed in share.of(range(3000 + part, 5000, 10)):
        _compare(seed, STATEMENTS, 3.0)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_edits_of_both_are_those_of_the_twin_on_hundreds(part: int, share: Share) -> None:
    for seed in share.of(range(5000 + part, 5600, 10)):
        _compare(seed, BOTH, 3.0)
