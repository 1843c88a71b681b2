"""The places of entries in two lists, and lists that take the place of some from one and of some from the other."""

from __future__ import annotations

import random

import countermove as cm
from comparison_pairs import draw_conflict
from countermove.analysis.comparison.places import backbone, in_levels, places
from countermove.analysis.comparison.statements import StatementDifference

Levels = tuple[tuple[str, ...], ...]


def draw_levels(rng: random.Random, entries: str) -> Levels:
    """Draw some of several entries on levels."""
    chosen = rng.sample(entries, rng.randint(0, len(entries)))
    levels: list[list[str]] = []
    for each in chosen:
        if levels and rng.random() < 0.3:
            levels[-1].append(each)
        else:
            levels.append([each])
    return tuple(tuple(sorted(level)) for level in levels)


def as_sets(levels: Levels) -> list[set[str]]:
    return [{*level} for level in levels]


def level_of(levels: Levels) -> dict[str, int]:
    return {each: k for k, level in enumerate(levels) for each in level}


def test_the_backbone_is_a_largest_part_that_both_lists_order_alike() -> None:
    rng = random.Random(1)
    for _ in range(500):
        before, after = level_of(draw_levels(rng, "abcde")), level_of(draw_levels(rng, "abcde"))
        kept = backbone(before, after)
        assert alike(before, after, sorted(kept))
        common = sorted({*before} & {*after})
        assert len(kept) == max(len(part) for part in parts_of(common) if alike(before, after, part))


def alike(before: dict[str, int], after: dict[str, int], entries: list[str]) -> bool:
    def sign(levels: dict[str, int], one: str, other: str) -> int:
        return (levels[one] > levels[other]) - (levels[one] < levels[other])

    return all(sign(before, one, other) == sign(after, one, other) for one in entries for other in entries)


def parts_of(entries: list[str]) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for each in entries:
        found += [[*part, each] for part in found]
    return found


def test_entries_placed_all_from_one_list_are_that_list() -> None:
    rng = random.Random(2)
    for _ in range(500):
        lists = draw_levels(rng, "abcdef"), draw_levels(rng, "abcdef")
        kept = backbone(*map(level_of, lists))
        for side, levels in enumerate(lists):
            placed = places(level_of(levels), kept, side)
            assert as_sets(in_levels((place, each) for each, place in placed.items())) == as_sets(levels)


def statements(levels: Levels) -> tuple[tuple[cm.Statement, ...], ...]:
    return tuple(tuple(cm.Statement(each) for each in level) for level in levels)


def texts(levels: tuple[tuple[cm.Statement, ...], ...]) -> list[set[str]]:
    return [{each.holds for each in level} for level in levels]


def test_statements_with_all_changes_undone_are_those_of_the_first_list_and_with_none_those_of_the_second() -> None:
    rng, conflict = random.Random(3), draw_conflict(random.Random(0))
    entries = ("p", "q", "r", "not p", "p or q", "not (p or q)")
    for _ in range(500):
        lists = [
            tuple(tuple(entries["abcdef".index(each)] for each in level) for level in draw_levels(rng, "abcdef"))
            for _ in range(2)
        ]
        found = StatementDifference("a", conflict, conflict, (statements(lists[0]), statements(lists[1])))
        every = frozenset(found.changes)
        assert len(every) == len([*found.changes])
        assert texts(found.levels(every)) == as_sets(lists[0])
        assert texts(found.levels(frozenset())) == as_sets(lists[1])
        assert bool(every) == (as_sets(lists[0]) != as_sets(lists[1]))
