"""The least edits against their slow twin, which writes out and solves every set of edits by itself."""

from __future__ import annotations

import random

import pytest

from countermove.analysis.certificate import check
from countermove.analysis.change.edits.candidates import candidates_of
from countermove.analysis.change.edits.least import least_edits
from countermove.analysis.change.goal import Goal, Stands, Throughout
from edits_twin import always, draw, edits_of_field, edits_of_wants, form_of, holds, minimal

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq", "sim")


def _compare(seed: int, by: tuple[str, ...], most: float) -> int:
    """Compare the answers on one random conflict and goal; return how many minimal sets there are."""
    rng, conflict = random.Random(f"goal {seed}"), draw(seed)
    condition = rng.choice([f"{each}{name}" for name in conflict.options for each in ("", "not ")])
    condition = " and ".join(sorted({condition, rng.choice(conflict.options)}))
    goal: Goal
    if rng.random() < 0.5:
        concept = rng.choice(CONCEPTS)
        goal, meets = Stands("goal", condition, concept), holds(condition, concept)
        concept = "seq"
    else:
        concept = rng.choice(CONCEPTS[:5])
        goal, meets = Throughout("goal", condition), always(condition, concept)
    candidates = candidates_of(conflict)
    edits = [*edits_of_wants(conflict, candidates, every="all" in by)] if {*by} != {"field"} else []
    if "field" in by:
        from edits_twin import written, Edit

        wider = [Edit(("rule", k), "gone", 0) for k in range(len(conflict.rules))]
        wider += [
            Edit(("when", i, k), "", 0)
            for i, dm in enumerate(conflict.decision_makers)
            for k, o in enumerate(dm.options)
            if o.when
        ]
        candidates = candidates_of(written(conflict, tuple(wider)))
        wants = [*edits_of_wants(conflict, candidates, every="all" in by)] if {*by} != {"field"} else []
        edits = [*wants, *edits_of_field(conflict, candidates)]
    expected = minimal(conflict, edits, most, meets)
    answer = least_edits(conflict, goal, by=by, most=most, concept=concept)
    found = {form_of(each.conflict): each.cost for each in answer.found}
    assert {form: round(cost, 6) for form, cost in found.items()} == {f: round(c, 6) for f, c in expected.items()}, (
        seed
    )
    assert answer.proof == "exhausted"
    assert [each.cost for each in answer.found] == sorted(each.cost for each in answer.found)
    for each in answer.found:
        for proof in each.certificates:
            check(each.conflict, proof)
    return len(found)


@pytest.mark.parametrize("seed", range(40))
def test_edits_of_statements_are_those_of_the_twin(seed: int) -> None:
    _compare(seed, ("statements",), 3.0)


@pytest.mark.parametrize("seed", range(20))
def test_edits_of_the_field_are_those_of_the_twin(seed: int) -> None:
    _compare(1000 + seed, ("field",), 4.0)


@pytest.mark.parametrize("seed", range(20))
def test_edits_of_both_are_those_of_the_twin(seed: int) -> None:
    _compare(2000 + seed, ("statements", "field", "all"), 3.0)
