"""Time worlds of kazakhstan-2022, with all five concepts and the evolution, on one core and two; print one table.

Each row is a process of its own, with blocks as in the command. ``cpu s`` is the time of the processes themselves, so
that other work on the machine does not count. Run it by ``python benchmarks/worlds.py``; its argument is the number
of worlds.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time

from countermove import cases
from countermove.simulation import one_by_one
from countermove.simulation.plan import plan
from countermove.simulation.run import run

CASE, WORLDS, SLOW = "kazakhstan-2022", 65_536, 40
HEAD = ("way", "workers", "worlds", "seconds", "worlds/s", "cpu s", "worlds/cpu s", "peak MiB a process")


def row(workers: int, worlds: int) -> tuple[str | float, ...]:
    """Return one row; zero workers mean that worlds are solved one by one."""
    run(plan(cases.load(CASE), "seq", 100, 2), workers=1)  # loading compiled code is not measured
    asked = plan(cases.load(CASE), "seq", worlds, 1)
    start, busy = time.perf_counter(), used()
    if workers:
        run(asked, workers=workers)
    else:
        one_by_one.totals(asked.space, asked.axes, asked.draws(0), ("seq",))
    seconds, busy = time.perf_counter() - start, used() - busy
    each = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    method = "by the thousand" if workers else "one by one"
    return method, max(workers, 1), worlds, seconds, worlds / seconds, busy, worlds / busy, max(each)


def used() -> float:
    """Return the CPU seconds of this process and of its finished child processes."""
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in usage)


def main() -> None:
    if len(sys.argv) > 2:
        sys.stdout.write(json.dumps(row(int(sys.argv[1]), int(sys.argv[2]))))
        return
    worlds = sys.argv[1] if len(sys.argv) > 1 else str(WORLDS)
    print("| " + " | ".join(HEAD) + " |\n|" + "--:|" * len(HEAD))
    for workers, many in (("1", worlds), ("2", worlds), ("0", str(SLOW))):
        call = [sys.executable, __file__, workers, many]
        answer = json.loads(subprocess.run(call, capture_output=True, check=True, text=True).stdout)
        shown = (f"{each:,.1f}" if isinstance(each, float) else f"{each:,}" for each in answer[1:])
        print("| " + " | ".join([answer[0], *shown]) + " |", flush=True)


if __name__ == "__main__":
    main()
