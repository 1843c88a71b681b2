"""Time local questions, about one state, in conflicts of 60 options; print one table.

A conflict has ten fronts of six options. In each front, one common and two local decision makers have two options
each, and there is one rule. Statements are drawn. Local decision makers want something of their own front, the common
one of all fronts, the first front first. In the second kind of conflict a rule joins each front to the next. The
figures are seconds of one core for the verdict alone. Run it by ``python benchmarks/local.py``.
"""

from __future__ import annotations

import random
import resource
import time

import numpy as np

from countermove import Conflict, DecisionMaker, Option, Preferences, Rule, Statement
from countermove.analysis.local import local_verdict
from countermove.analysis.local.problem import Budget, Problem
from countermove.model.concepts import CONCEPTS

FRONTS, STATEMENTS, STATES = 10, 6, 10
BUDGET = 4_000_000
WHO = {"in all fronts": 0, "in one": 7}
HEAD = ("conflict", "decision maker", "concept", "median s", "most s", "stable", "not", "not decided")


def conflict(*, crossing: bool) -> Conflict:
    """Return a conflict of 60 options in ten fronts; rules may cross from each front to the next."""
    rng = random.Random(60)
    fronts = [[f"{who}{k}{j}" for who in "sab" for j in "xy"] for k in range(FRONTS)]
    everything = tuple((statement(rng, front),) for front in fronts for _ in range(STATEMENTS))
    common = _dm("s", [name for front in fronts for name in front if name[0] == "s"], everything)
    local = [
        _dm(f"{who}{k}", [f"{who}{k}{j}" for j in "xy"], tuple((statement(rng, front),) for _ in range(STATEMENTS)))
        for k, front in enumerate(fronts)
        for who in "ab"
    ]
    rules = [Rule(holds=f"a{k}x implies s{k}x") for k in range(FRONTS)]
    rules += [Rule(holds=f"not (s{k}y and s{k + 1}y)") for k in range(FRONTS - 1)] if crossing else []
    return Conflict(title="sixty", decision_makers=(common, *local), rules=tuple(rules), status_quo=())


def _dm(id_: str, options: list[str], wants: tuple[tuple[Statement], ...]) -> DecisionMaker:
    return DecisionMaker(
        id=id_, options=tuple(Option(id=name) for name in options), preferences=Preferences(statements=wants)
    )


def statement(rng: random.Random, names: list[str]) -> Statement:
    """Draw a statement: an option on or off, perhaps under conditions."""
    wanted, first, second = (f"{rng.choice(('', 'not '))}{name}" for name in rng.sample(names, 3))
    return Statement(holds=rng.choice((wanted, f"{wanted} or {first}", f"{wanted} if ({first} and {second})")))


def rows(kind: str, problem: Problem, who: str, concept: str) -> tuple[str, ...]:
    rng, seconds, verdicts = random.Random(1), [], []
    for _ in range(STATES):
        state = _feasible(rng, problem)
        start = time.process_time()
        verdicts.append(local_verdict(problem, WHO[who], state, concept, Budget(BUDGET)).stable)
        seconds.append(time.process_time() - start)
    times = (f"{np.median(seconds):.3f}", f"{max(seconds):.3f}")
    return kind, who, concept, *times, *(str(verdicts.count(each)) for each in (True, False, None))


def _feasible(rng: random.Random, problem: Problem) -> int:
    while True:
        state = rng.getrandbits(60) & rng.getrandbits(60)
        if problem.feasible(np.array([state]))[0]:
            return state


def main() -> None:
    print("| " + " | ".join(HEAD) + " |\n|---|---|---|" + "--:|" * (len(HEAD) - 3))
    for kind in ("apart", "crossing"):
        problem = Problem(conflict(crossing=kind == "crossing"))
        for who in WHO:
            for concept in CONCEPTS:
                print("| " + " | ".join(rows(kind, problem, who, concept)) + " |", flush=True)
    print(f"\nMost memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")


if __name__ == "__main__":
    main()
