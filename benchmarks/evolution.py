"""Time the evolution of a conflict of 2^17 states; print one table.

There are four decision makers with random strict ranks. Each row is a process of its own, so that it has a peak
memory of its own. Run it by ``python benchmarks/evolution.py``; its argument is the number of options.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time

import numpy as np

from countermove import Conflict, DecisionMaker, Option
from countermove.analysis.evolution.absorption import absorb, ends
from countermove.analysis.evolution.attainment import attain
from countermove.analysis.evolution.chain import credible, explore
from countermove.analysis.evolution.signpost_search import signposts
from countermove.model.concepts import CONCEPTS

DMS = 4
OPTIONS = 17
HEAD = (
    "concept",
    "states",
    "seconds",
    "then signposts",
    "attained by moves",
    "by improvements",
    "in the chain",
    "ends",
    "signposts",
    "peak MiB",
)


def conflict(options: int) -> Conflict:
    """Return a conflict in which all states are feasible and all moves reversible."""
    share = [options // DMS + (i < options % DMS) for i in range(DMS)]
    dms = tuple(
        DecisionMaker(id=f"dm{i}", options=tuple(Option(id=f"o{i}_{k}") for k in range(count)))
        for i, count in enumerate(share)
    )
    drawn = Conflict(title="drawn", decision_makers=dms, status_quo=())
    random = np.random.default_rng(options)
    rank = np.stack([random.permutation(1 << options).astype(np.int32) for _ in range(DMS)])
    drawn.__dict__["ranks"] = rank  # fill the cached property, as preferences would
    return drawn


def row(concept: str, options: int) -> tuple[str | float, ...]:
    drawn = conflict(options)
    credible(conflict(13), CONCEPTS[concept])  # loading compiled code is not measured
    start = time.perf_counter()
    moves, improvements = (attain(drawn, 0, improving=each).distance >= 0 for each in (False, True))
    chain = explore(drawn, 0, credible(drawn, CONCEPTS[concept]))
    absorbed = absorb(chain)
    seconds = time.perf_counter() - start
    start = time.perf_counter()
    found = signposts(drawn, absorbed, ends(absorbed))
    further = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    counts = (int(moves.sum()), int(improvements.sum()), len(chain.states), len(absorbed.closed))
    return concept, 1 << options, seconds, further, *counts, len(found.signposts), peak


def main() -> None:
    if len(sys.argv) > 2:
        sys.stdout.write(json.dumps(row(sys.argv[1], int(sys.argv[2]))))
        return
    options = sys.argv[1] if len(sys.argv) > 1 else str(OPTIONS)
    print("| " + " | ".join(HEAD) + " |\n|" + "--:|" * len(HEAD))
    alone = os.environ | {"OPENBLAS_NUM_THREADS": "1"}  # as the command has it
    for concept in (each.id for each in CONCEPTS.values() if each.evolves):
        call = [sys.executable, __file__, concept, options]
        answer = json.loads(subprocess.run(call, capture_output=True, check=True, text=True, env=alone).stdout)
        shown = (f"{each:,.2f}" if isinstance(each, float) else f"{each:,}" for each in answer[1:])
        print("| " + " | ".join([answer[0], *shown]) + " |", flush=True)


if __name__ == "__main__":
    main()
