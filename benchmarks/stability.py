"""Time Nash, GMR, SMR, SEQ and SSEQ together for four decision makers with random strict ranks; print one table.

Each row is a process of its own, so that it has a peak memory of its own. The yardstick, `np.argsort` of the four
rank arrays, is timed in the same process. Run it by ``make bench``.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from countermove.analysis.arrays import OptionArrays
from countermove.analysis.reach import reach
from countermove.analysis.stability import definitions
from countermove.kernels.jit import Engine
from dense import dense_stable

DMS = 4
CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
OPTIONS = (6, 8, 10, 12, 14, 16, 18, 20, 22, 24)
DENSE_UP_TO = 11
REPEATS = 3
HEAD = ("options", "states", "engine", "seconds", "states/s", "yardstick s", "ratio", "peak MiB", "dense s")


def arrays(options: int) -> OptionArrays:
    """Return a conflict of 2^options states, all feasible, with reversible moves; its ranks have the shape (4, S)."""
    random = np.random.default_rng(options)
    rank = np.stack([random.permutation(1 << options).astype(np.int32) for _ in range(DMS)])
    width = tuple(options // DMS + (i < options % DMS) for i in range(DMS))
    low = tuple(sum(width[:i]) for i in range(DMS))
    return OptionArrays(rank, np.arange(1 << options, dtype=np.int32), low, width, 0, 0)


def solve(conflict: OptionArrays, engine: Engine) -> list[np.ndarray[Any, np.dtype[np.bool_]]]:
    """Return the stable states by all five concepts; tests compare them with the matrix method."""
    around = reach(conflict, engine)
    return [getattr(definitions, concept)(around) for concept in CONCEPTS]


def best_of(repeats: int, work: Callable[[], object]) -> float:
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def moves(conflict: OptionArrays) -> list[np.ndarray[Any, np.dtype[np.bool_]]]:
    masks = np.arange(conflict.rank.shape[1])
    flips = masks[:, None] ^ masks[None, :]
    return [((flips & ~conflict.own(dm)) == 0) & (flips != 0) for dm in range(DMS)]


def row(options: int) -> dict[str, float | str]:
    conflict, engine = arrays(options), ("plain" if options <= 12 else "compiled")
    if engine == "compiled":
        solve(arrays(8), "compiled")  # loading compiled code is not measured
    yardstick = best_of(REPEATS, lambda: [np.argsort(rank) for rank in conflict.rank])
    seconds = best_of(REPEATS, lambda: solve(conflict, engine))  # type: ignore[arg-type]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    dense = best_of(1, lambda: dense_stable(moves(conflict), conflict.rank)) if options <= DENSE_UP_TO else np.nan
    states = 1 << options
    figures = (
        options,
        states,
        engine,
        seconds,
        states / seconds,
        yardstick,
        seconds / yardstick,
        peak,
        dense,
    )
    return dict(zip(HEAD, figures, strict=True))


def printed(name: str, value: float | str) -> str:
    """Return a figure as text; a missing figure is a dash."""
    if isinstance(value, str) or np.isnan(value):
        return value if isinstance(value, str) else "-"
    decimals = {"seconds": 4, "yardstick s": 4, "dense s": 2, "ratio": 2}.get(name, 0)
    return f"{value:,.{decimals}f}"


def main() -> None:
    if len(sys.argv) > 1:
        sys.stdout.write(json.dumps(row(int(sys.argv[1]))))
        return
    print("| " + " | ".join(HEAD) + " |\n|" + "--:|" * len(HEAD))
    for options in OPTIONS:
        answer = subprocess.run([sys.executable, __file__, str(options)], capture_output=True, check=True, text=True)
        print(
            "| " + " | ".join(printed(*figure) for figure in json.loads(answer.stdout).items()) + " |",
            flush=True,
        )


if __name__ == "__main__":
    main()
