"""Time conflicts on several fronts; print one table.

Equilibria are composed from the fronts if nothing crosses them, and found on the product if a rule does. Each row is
a process of its own, so that it has a peak memory of its own. Each front has as many random statements, of three
options, as it has options. All states are feasible and all moves reversible.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from countermove import Conflict, DecisionMaker, Option, Preferences, Rule, Statement, solve
from countermove.analysis.fronts.compose import composed
from countermove.model.concepts import named
from countermove.model.conflict import Front, Joint
from countermove.model.joining import join
from countermove.model.records import Shared

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
ROWS = ((2, 12, "order"), (2, 12, "weights"), (10, 10, "order"), (10, 10, "weights"), (2, 12, "rule"))
T = TypeVar("T")
HEAD = ("fronts", "options", "compared by", "read s", *CONCEPTS, "peak MiB", "equilibria")


def preferences(rng: random.Random, names: list[str], many: int) -> Preferences:
    levels = []
    for _ in range(many):
        a, b, c = (f"{rng.choice(['', 'not '])}{name}" for name in rng.sample(names, 3))
        levels.append((Statement(holds=f"({a} {rng.choice(['or', 'and', 'iff'])} {b}) or {c}"),))
    return Preferences(statements=tuple(levels))


def front(rng: random.Random, id_: str, options: int) -> Front:
    half = options // 2
    owned = {"c": [f"c{k}" for k in range(half)], "l": [f"l{k}" for k in range(options - half)]}
    names = [*owned["c"], *owned["l"]]
    dms = tuple(
        DecisionMaker(
            id=dm, options=tuple(Option(id=name) for name in own), preferences=preferences(rng, names, options)
        )
        for dm, own in owned.items()
    )
    return Front(id=id_, conflict=Conflict(title=id_, decision_makers=dms))


def conflict(fronts: int, options: int, kind: str) -> Conflict:
    rng = random.Random(f"{fronts} {options}")
    made = tuple(front(rng, f"f{k}", options) for k in range(fronts))
    there = tuple((each.id, "c") for each in made)
    weights = tuple((each.id, k + 1.0) for k, each in enumerate(made))
    order = tuple(each.id for each in made)
    shared = Shared(id="c", there=there, **({"weights": weights} if kind == "weights" else {"order": order}))
    rules = (Rule(holds="not (f0.c0 and f1.c0)"),) if kind == "rule" else ()
    return join(Joint(fronts=made, shared=(shared,), rules=rules), title=f"{fronts} fronts")


def seconds(work: Callable[[], T]) -> tuple[float, T]:
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def on_the_product(whole: Conflict) -> tuple[dict[str, float], list[str]]:
    """Return the seconds and the numbers of equilibria by concept, on the product of the fronts."""
    found = {id_: seconds(partial(held, whole, id_)) for id_ in CONCEPTS}
    return {id_: spent for id_, (spent, _) in found.items()}, [str(count) for _, count in found.values()]


def held(whole: Conflict, concept: str) -> int:
    """Return the number of equilibria, and keep nothing else in memory."""
    return int(solve(whole, [concept]).where(concept).sum())


def from_the_fronts(whole: Conflict) -> tuple[dict[str, float], list[str]]:
    """Return the same figures, composed from the fronts; the first concept includes the common part of the work."""
    start, answer = seconds(lambda: composed(whole, named(CONCEPTS)))
    found = {id_: seconds(partial(answer.count, id_)) for id_ in CONCEPTS}
    times = {id_: spent + start * (id_ == CONCEPTS[0]) for id_, (spent, _) in found.items()}
    return times, [str(count) for _, count in found.values()]


def row(fronts: int, options: int, kind: str) -> dict[str, object]:
    solve(conflict(2, 6, "rule"), CONCEPTS, engine="compiled")  # loading compiled code is not measured
    composed(conflict(2, 6, "order"), named(CONCEPTS)).count("seq")
    read, whole = seconds(lambda: conflict(fronts, options, kind))
    figures: dict[str, object] = {"fronts": fronts, "options": options, "compared by": kind, "read s": read}
    times, counted = on_the_product(whole) if kind == "rule" else from_the_fronts(whole)
    figures |= times
    figures["peak MiB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures["equilibria"] = "; ".join(counted)
    return figures


def main() -> None:
    print(" | ".join(HEAD))
    for each in ROWS:
        call = [sys.executable, __file__, *map(str, each)]
        found = json.loads(subprocess.run(call, capture_output=True, text=True, check=True).stdout)
        print(" | ".join(f"{value:.2f}" if isinstance(value, float) else str(value) for value in found.values()))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(row(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])))
    else:
        main()
