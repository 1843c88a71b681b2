"""Causes of changed answers against a search through all subsets, on conflicts that edits make by themselves."""

from __future__ import annotations

import random
from collections.abc import Hashable, Mapping

import pytest

import countermove as cm
from comparison_pairs import NAMES, OWNERS, PairOfConflicts, draw_pair, held, minimal_sets
from countermove.analysis.comparison.causes import CauseSearch
from countermove.analysis.comparison.model import ModelDifference
from countermove.analysis.comparison.verdicts import ComparedVerdicts, compared_verdicts
from long_runs import Share

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
    assert sum(compare_with_all_subsets(*each) for each in pairs(60, 1)) > 200


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


@pytest.mark.parametrize("seed", range(12))
def test_the_causes_of_the_likeliest_end_are_those_among_all_subsets(seed: int) -> None:
    """Each subset is judged by `brief` itself, on what the edits make of the first conflict."""
    rng = random.Random(100 + seed)
    for drawn, _, edit in pairs(3, rng.randrange(1 << 30)):
        after = drawn.after
        assert after is not None
        found = cm.compare(drawn.before, after)

        def end(kept: list[int], drawn: PairOfConflicts = drawn) -> tuple[str, ...] | None:
            made = drawn.edited(kept)
            return None if made is None else likeliest(made)

        was, now = likeliest(drawn.before), likeliest(after)
        turned = [each for each in found.answers if each.kind == "end"]
        assert bool(turned) == (was != now)
        if not turned:
            continue
        every = _subsets([*range(len(edit))])
        good = {undone for undone in every if end([edit[k] for k in every[-1] - undone]) == was}
        assert sorted(each.changes for each in turned[0].causes) == minimal_sets(len(edit), good.__contains__)
        for each in turned[0].causes:
            alone = end([edit[k] for k in each.changes])
            assert each.enough == (None if alone is None else alone == now)


def likeliest(conflict: cm.Conflict) -> tuple[str, ...]:
    """Return what is on in the likeliest state of the likeliest end; a word of its own if it never settles."""
    judged = cm.brief(conflict)
    if judged.likeliest is None:
        return ("never",)
    mask = judged.likeliest.decimals[0]
    return tuple(name for bit, name in enumerate(conflict.options) if mask >> bit & 1)
