"""Time `explain`, words included, in drawn states of a conflict of 2^20 states; print one table.

Four decision makers have five options each. All states are feasible and all moves reversible. The ranks are drawn, or
follow from 24 drawn statements of each decision maker. The figures are seconds of one core. Run it by ``python
benchmarks/explanation.py``.
"""

from __future__ import annotations

import random
import time

import numpy as np

from countermove import Conflict, Preferences, Statement, explain
from countermove.model.concepts import CONCEPTS
from evolution import DMS, conflict

OPTIONS = 20
STATEMENTS = 24
STATES = 25
HEAD = ("preferences", "concept", "one decision maker: median s", "most s", "all four: median s", "most s")


def by_statements(options: int) -> Conflict:
    """Return the conflict with drawn statements: an option on or off, some of them under conditions."""
    drawn, rng = conflict(options), random.Random(options)
    names = drawn.options

    def statement() -> Statement:
        wanted, first, second = (f"{rng.choice(('', 'not '))}{name}" for name in rng.sample(names, 3))
        return Statement(holds=rng.choice((wanted, f"{wanted} or {first}", f"{wanted} if ({first} and {second})")))

    wants = [Preferences(statements=tuple((statement(),) for _ in range(STATEMENTS))) for _ in range(DMS)]
    dms = zip(drawn.decision_makers, wants, strict=True)
    return drawn.with_(decision_makers=tuple(type(dm)(id=dm.id, options=dm.options, preferences=w) for dm, w in dms))


def row(kind: str, drawn: Conflict, concept: str) -> tuple[str, ...]:
    numbers = np.random.default_rng(0).integers(1, 1 << OPTIONS, STATES).tolist()
    each = np.array([[_seconds(drawn, number, dm.id, concept) for dm in drawn.decision_makers] for number in numbers])
    figures = (np.median(each), each.max(), np.median(each.sum(axis=1)), each.sum(axis=1).max())
    return kind, concept, *(f"{seconds:.3f}" for seconds in figures)


def _seconds(drawn: Conflict, number: int, dm: str, concept: str) -> float:
    start = time.process_time()
    str(explain(drawn, number, dm, concept))
    return time.process_time() - start


def main() -> None:
    print("| " + " | ".join(HEAD) + " |\n|---|---|" + "--:|" * (len(HEAD) - 2))
    for kind, drawn in (("random ranks", conflict(OPTIONS)), ("statements", by_statements(OPTIONS))):
        assert drawn.ranks.shape == (DMS, 1 << OPTIONS)
        explain(drawn, 1, concept="sseq")  # what is computed once for a conflict is not measured
        for concept in CONCEPTS:
            print("| " + " | ".join(row(kind, drawn, concept)) + " |", flush=True)


if __name__ == "__main__":
    main()
