"""Time the answers on changes of rankings, and compare them with going through all permutations; print two tables.

The first compares, in one run, with the way of the published tools: each of the 9! strict rankings of one decision
maker of a conflict with nine states is made and judged. The judge of the comparison is quick: it has the improvements
and replies ready and tests one state only. The second times garrison, of 23 states, under all concepts, and random
conflicts of more options.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import permutations
from typing import Any

import countermove as cm
from countermove.analysis.change.goal import Stands
from countermove.analysis.change.rankings.counting import stable_rankings
from countermove.analysis.change.rankings.least import least_rankings
from countermove.analysis.change.rankings.levels import nearest_stable
from countermove.analysis.change.rankings.replies import UpperSets, upper_sets
from countermove.analysis.moves import walk

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq", "sim")
STATE, DM = 0, 0


def seconds(work: Callable[[], object], repeats: int = 1) -> float:
    """Return the shortest time of some runs, in seconds of this process."""
    best = float("inf")
    for _ in range(repeats):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def enumerated(rank: list[int], family: UpperSets) -> tuple[int, int]:
    """Return how many strict rankings make the state stable, and the least number of pairs that one reverses."""
    size, state = len(rank), family.state
    moves = [(each.end, [*map(tuple, each.replies)]) for each in family.temptations]
    stands = [(a, b) for a in range(size) for b in range(size) if rank[a] > rank[b]]
    count, least = 0, size * size
    for order in permutations(range(size)):
        here = order[state]
        if all(
            order[end] < here or any(all(order[k] <= here for k in reply) for reply in replies)
            for end, replies in moves
        ):
            count += 1
            least = min(least, sum(order[a] < order[b] for a, b in stands))
    return count, least


def against_permutations(concept: str) -> tuple[Any, ...]:
    conflict = cm.cases.load("elmira")
    family = upper_sets(walk(conflict), conflict.ranks, DM, STATE, concept)
    rank = conflict.ranks[DM]
    slow = seconds(lambda: enumerated(rank.tolist(), family))
    assert enumerated(rank.tolist(), family)[0] == stable_rankings(family)
    fresh = [
        seconds(lambda: stable_rankings(upper_sets(walk(conflict), conflict.ranks, DM, STATE, concept)), 5),
        seconds(lambda: nearest_stable(rank, upper_sets(walk(conflict), conflict.ranks, DM, STATE, concept)), 5),
    ]
    return concept, slow, fresh[0], slow / fresh[0], fresh[1], slow / fresh[1]


def garrison(number: int) -> list[tuple[Any, ...]]:
    conflict, rows = cm.cases.load("garrison"), []
    for concept in CONCEPTS:
        holds = cm.radius(conflict, number, concept).holds
        goal = Stands("a goal", str(number), concept, holds)
        found = least_rankings(conflict, goal, seconds=60)
        rows.append(
            (
                concept,
                seconds(partial(cm.radius, conflict, number, concept)),
                seconds(partial(cm.count_rankings, conflict, number, concept, "us_support")),
                seconds(partial(least_rankings, conflict, goal, seconds=60)),
                found.found[0].cost,
                len(found.found),
                found.proof,
            )
        )
    return rows


def ranked_at_random(options: int) -> cm.Conflict:
    """Return a conflict of four decision makers whose every option has a random weight for each of them."""
    rng = random.Random(options)
    names = [[f"o{dm}{k}" for k in range(options // 4)] for dm in range(4)]
    every = [f"d{dm}.{name}" for dm, own in enumerate(names) for name in own]
    dms = [
        cm.DecisionMaker(
            id=f"d{dm}",
            options=[cm.Option(id=name) for name in own],
            preferences=cm.Preferences(weights=tuple((name, rng.uniform(-1, 1)) for name in every)),
        )
        for dm, own in enumerate(names)
    ]
    conflict = cm.Conflict(f"{options} options", dms)
    conflict.ranks.sum()  # reading the preferences is not measured
    return conflict


def main() -> None:
    least_rankings(
        cm.cases.load("chicken"), Stands("", "1", "nash"), seconds=60
    )  # loading the solver is not measured
    print("| concept | 9! rankings s | count s | ratio | nearest s | ratio |")
    for concept in ("nash", "gmr", "smr", "seq", "sseq"):
        name, slow, count, by_count, nearest, by_nearest = against_permutations(concept)
        print(f"| {name} | {slow:.2f} | {count:.5f} | {by_count:,.0f} | {nearest:.5f} | {by_nearest:,.0f} |")
    for number in map(int, sys.argv[1:] or ["1", "2", "9"]):
        print(f"\n| garrison, state {number} | radius s | count s | least s | cost | changes | proof |")
        rows = garrison(number)
        for concept, *figures, cost, changes, proof in rows:
            print(f"| {concept} | {' | '.join(f'{each:.3f}' for each in figures)} | {cost:g} | {changes} | {proof} |")
        print(f"| all | {' | '.join(f'{sum(row[k] for row in rows):.3f}' for k in (1, 2, 3))} | | | |")
    print("\n| options | states | concept | radius s |")
    for options in (8, 10, 12):
        conflict = ranked_at_random(options)
        for concept in ("nash", "gmr", "smr", "seq", "sseq"):
            took = seconds(partial(cm.radius, conflict, 1, concept))
            print(f"| {options} | {len(conflict.states)} | {concept} | {took:.3f} |")


if __name__ == "__main__":
    main()
