"""Causes of changed answers against a search through all subsets, on conflicts that edits make by themselves."""

from __future__ import annotations

import random
from collections.abc import Hashable, Mapping

import pytest

import countermove as cm
from comparison_pairs import NAMES, OWNERS, PairOfConflicts, draw_pair, held, minimal_sets
from countermove.analysis.comparison.causes import CauseSearch
from countermove.analysis.comparison.change import ModelChange
from countermove.analysis.comparison.model import ModelDifference, common_options
from countermove.analysis.comparison.verdicts import ComparedVerdicts, compared_verdicts, verdicts
from countermove.model.variation import vary
from long_runs import Share, few_at_once

COMMON = tuple(f"{owner}.{name}" for owner, name in zip(OWNERS, NAMES, strict=True))


def one_to_one(drawn: PairOfConflicts) -> ModelDifference | None:
    """Return the difference, if each edit is one change of its own, and the changes are in the order of the edits."""
    assert drawn.after is not None
    found = ModelDifference(drawn.before, drawn.after)
    own = [
        ModelDifference(drawn.before, made).changes for k in range(len(drawn.edits)) if (made := drawn.edited([k]))
    ]
    assert {each for changes in own for each in changes} <= {*found.changes} or len(own) < len(drawn.edits)
    if len(own) < len(drawn.edits) or any(len(each) != 1 for each in own):
        return None
    assert len(found.changes) == len(own)
    return found


def pairs(count: int, seed: int) -> list[tuple[PairOfConflicts, ModelDifference, list[int]]]:
    """Return pairs with the edit of each change."""
    rng = random.Random(seed)
    found: list[tuple[PairOfConflicts, ModelDifference, list[int]]] = []
    while len(found) < count:
        drawn = draw_pair(rng)
        if (difference := one_to_one(drawn)) is None:
            continue
        edit_of = {}
        for k in range(len(drawn.edits)):
            made = drawn.edited([k])
            assert made is not None
            [change] = ModelDifference(drawn.before, made).changes
            edit_of[change] = k
        found.append((drawn, difference, [edit_of[each] for each in difference.changes]))
    return found


def compare_with_all_subsets(drawn: PairOfConflicts, difference: ModelDifference, edit: list[int]) -> int:
    """Compare the causes of each changed verdict with those among all subsets; return how many verdicts changed."""
    after = drawn.after
    assert after is not None
    bare = PairOfConflicts(drawn.before.with_(status_quo=None), drawn.edits)
    matters = [k for k, each in enumerate(difference.changes) if each.what not in {"status quo", "tempo"}]
    without = {k for k in range(len(edit)) if k not in matters}

    def answers(undone: frozenset[int]) -> frozenset[tuple[str, tuple[str, ...]]] | None:
        kept = [edit[k] for k in range(len(edit)) if k not in undone and k not in without]
        made = bare.edited(kept)
        return None if made is None else held(made)

    was, now = held(drawn.before), held(after)
    known = {undone: answers(undone) for undone in _subsets(matters)}
    found = {(each.id, tuple(name[2:] for name in each.situation)): each for each in _answers(difference).answers}
    assert {*found} == was ^ now
    for verdict, each in found.items():
        old = verdict in was

        def back(chosen: frozenset[int], verdict: object = verdict, old: bool = old) -> bool:
            state = known[frozenset(matters[k] for k in chosen)]
            return state is not None and (verdict in state) == old

        expected = [tuple(matters[k] for k in chosen) for chosen in minimal_sets(len(matters), back)]
        assert sorted(cause.changes for cause in each.causes) == sorted(expected)
        for cause in each.causes:
            others = known[frozenset(matters) - {*cause.changes}]
            assert cause.enough == (None if others is None else (verdict in others) != old)
    return len(found)


def _answers(difference: ModelDifference) -> ComparedVerdicts:
    return compared_verdicts(difference, COMMON)


def _subsets(numbers: list[int]) -> list[frozenset[int]]:
    found = [frozenset[int]()]
    for number in numbers:
        found += [each | {number} for each in found]
    return found


def test_the_causes_of_verdicts_are_those_among_all_subsets() -> None:
    assert sum(compare_with_all_subsets(*each) for each in pairs(30, 1)) > 100


@pytest.mark.thorough
def test_the_causes_of_verdicts_are_those_among_all_subsets_on_hundreds() -> None:
    assert sum(compare_with_all_subsets(*each) for each in pairs(400, 2)) > 1_500


@pytest.mark.slow
def test_the_causes_of_verdicts_are_those_among_all_subsets_on_thousands(share: Share) -> None:
    for seed in share.of(range(400)):
        for each in pairs(10, 1_000 + seed):
            compare_with_all_subsets(*each)


def random_answers(rng: random.Random, count: int) -> dict[frozenset[int], Mapping[Hashable, Hashable] | None]:
    """Draw the answers of all subsets of undone changes, some of them no valid conflict, in no direction."""
    every = _subsets([*range(count)])
    share = rng.random()
    drawn: dict[frozenset[int], Mapping[Hashable, Hashable] | None] = {
        each: {"x": rng.random() < share, "y": rng.randrange(3)} if rng.random() < 0.9 else None for each in every
    }
    drawn[frozenset()], drawn[frozenset(range(count))] = {"x": False, "y": 0}, {"x": True, "y": 1}
    return drawn


def test_a_whole_search_finds_every_minimal_set_of_answers_that_turn_to_and_fro() -> None:
    rng = random.Random(3)
    for _ in range(2_000):
        count = rng.randint(1, 5)
        known = random_answers(rng, count)
        changed: dict[Hashable, tuple[Hashable, Hashable]] = {"x": (True, False), "y": (1, 0)}
        found, tried = CauseSearch(count, known.__getitem__, changed, 1_000).run()
        assert tried.all
        for answer, (old, _) in changed.items():
            good = {each for each, state in known.items() if state is not None and state[answer] == old}
            assert sorted(cause.changes for cause in found[answer]) == minimal_sets(count, good.__contains__)


def test_a_search_that_is_cut_finds_sets_from_which_nothing_can_be_left_out() -> None:
    rng = random.Random(4)
    for _ in range(500):
        count, most = rng.randint(4, 7), rng.randint(1, 12)
        known = random_answers(rng, count)
        found, tried = CauseSearch(count, known.__getitem__, {"x": (True, False)}, most).run()
        assert tried.sets <= most + 2 * count * (count + 1)
        for cause in found["x"]:
            undone = frozenset(cause.changes)
            assert (state := known[undone]) is not None
            assert state["x"]
            less = [known[undone - {each}] for each in undone]
            assert cause.smallest or not any(each is not None and each["x"] for each in less)


Judged = tuple[tuple[str, ...], bool | None]
"""What is on in the likeliest state of the likeliest end, and whether a yes has one half or more."""


def judged(conflict: cm.Conflict) -> Judged:
    """Return what is compared of a judgement, from the judgement itself."""
    found = cm.brief(conflict)
    asked = found.questions[0]
    yes = asked.chance.share.value >= 0.5 - 1e-9 if asked.answered else None
    if found.likeliest is None:
        return ("never",), yes
    mask = found.likeliest.decimals[0]
    return tuple(name for bit, name in enumerate(conflict.options) if mask >> bit & 1), yes


def compare_judgements(drawn: PairOfConflicts, edit: list[int]) -> int:
    """Compare the causes of the end and the question with those among all subsets; return how many turned."""
    after = drawn.after
    assert after is not None
    every = _subsets([*range(len(edit))])
    made = {undone: drawn.edited([edit[k] for k in every[-1] - undone]) for undone in every}
    known = {undone: None if each is None else judged(each) for undone, each in made.items()}
    was, now = judged(drawn.before), judged(after)
    found = {each.kind: each for each in cm.compare(drawn.before, after).answers if each.kind != "verdict"}
    assert {*found} == {kind for k, kind in enumerate(("end", "question")) if was[k] != now[k]}
    for k, kind in enumerate(("end", "question")):
        if kind not in found:
            continue
        good = {undone for undone, each in known.items() if each is not None and each[k] == was[k]}
        assert sorted(each.changes for each in found[kind].causes) == minimal_sets(len(edit), good.__contains__)
        for cause in found[kind].causes:
            alone = known[every[-1] - {*cause.changes}]
            assert cause.enough == (None if alone is None else alone[k] == now[k])
    return len(found)


@pytest.mark.parametrize("seed", few_at_once(range(12)))
def test_the_causes_of_ends_and_questions_are_those_among_all_subsets(seed: int) -> None:
    """Each subset is judged by `brief` itself, on what the edits make of the first conflict."""
    assert sum(compare_judgements(drawn, edit) for drawn, _, edit in pairs(4, 100 + seed)) >= 0


@pytest.mark.slow
def test_the_causes_of_ends_and_questions_are_those_among_all_subsets_on_thousands(share: Share) -> None:
    for seed in share.of(range(300)):
        for drawn, _, edit in pairs(10, 5_000 + seed):
            compare_judgements(drawn, edit)


@pytest.mark.parametrize(
    ("name", "variation"),
    [("canal", "south-first"), pytest.param("kazakhstan-2022", "none+no-appeal", marks=pytest.mark.thorough)],
)
def test_undoing_a_cause_in_a_case_turns_the_answer_back_and_undoing_a_part_of_it_does_not(
    name: str, variation: str
) -> None:
    case = cm.cases.load(name)
    difference = ModelDifference(vary(case), vary(case, variation))
    common = common_options(difference.before, difference.after)
    found = compared_verdicts(difference, common)
    field = difference.field_of_play
    assert found.answers
    seen: dict[frozenset[ModelChange], frozenset[tuple[str, tuple[str, ...]]] | None] = {}

    def verdicts_where(undone: frozenset[ModelChange]) -> frozenset[tuple[str, tuple[str, ...]]] | None:
        if undone not in seen:
            try:
                held_then = verdicts(field.undone(undone), found.concepts, common)
                seen[undone] = frozenset((id_, each) for id_, those in held_then.items() for each in those)
            except cm.InvalidConflict:
                seen[undone] = None
        return seen[undone]

    for each in found.answers:
        assert each.causes
        for cause in each.causes:
            undone = frozenset(difference.changes[k] for k in cause.changes)
            state = verdicts_where(undone)
            assert state is not None
            assert ((each.id, each.situation) in state) == each.before
            for part in undone:
                less = verdicts_where(undone - {part})
                assert less is None or ((each.id, each.situation) in less) == each.after
