"""Times of the least edits: all minimal changes of two conflicts, the cheapest first, in one table.

Run it by ``python benchmarks/edits.py``. Each row is asked twice in this process; the second time is shown, so that
the time to load compiled kernels is not in it.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import partial

from countermove import Conflict, DecisionMaker, Option, Preferences, cases, solve
from countermove.analysis.change.edits.least import least_edits
from countermove.analysis.change.goal import Stands, Throughout
from countermove.analysis.change.result import LeastChanges
from countermove.model.variation import vary

HEAD = ("question", "states", "sets of edits", "minimal", "seconds", "cpu s", "sets/s")

PAIRS = {"drop": 1.0, "negate": 1.0, "add": 2.0}
"""With these costs, single edits of statements and pairs cost up to 2."""


def large(options: int = 16, dms: int = 4, statements: int = 6) -> Conflict:
    """Return a conflict of 2^options states with random statements."""
    rng = random.Random(1)
    names = [f"o{k}" for k in range(options)]

    def text() -> str:
        a, b, c = rng.sample(names, 3)
        return rng.choice(
            [a, f"not {a}", f"{a} implies {b}", f"{a} and not {b}", f"{a} or ({b} and {c})", f"{a} xor {b}"]
        )

    own = [names[begin : begin + options // dms] for begin in range(0, options, options // dms)]
    made = [
        DecisionMaker(id=f"d{i}", options=some, preferences=Preferences([text() for _ in range(statements)]))
        for i, some in enumerate([[Option(id=each) for each in some] for some in own])
    ]
    return Conflict(title="large", decision_makers=made, status_quo=())


def crisis(condition: str) -> LeastChanges:
    """Return the changes of kazakhstan-2022 up to a cost of 3 by which a condition holds in every end."""
    view = vary(cases.load("kazakhstan-2022"))
    return least_edits(view, Throughout(f"always {condition}", condition), most=3)


def one_decision_maker(conflict: Conflict, *, falls: bool) -> LeastChanges:
    """Return the single edits and pairs of one decision maker's statements by which a state falls, or holds."""
    states, holds = conflict.states, {each.number for each in solve(conflict, ["seq"]).equilibria("seq")}
    number = min(holds) if falls else next(k for k in range(1, len(states) + 1) if k not in holds)
    on = int(states.masks[number - 1])
    state = " and ".join(f"{'' if on >> bit & 1 else 'not '}{name}" for bit, name in enumerate(conflict.options))
    goal = Stands(f"{number} {'falls' if falls else 'holds'}", state, "seq", falls)
    return least_edits(conflict, goal, by=("statements", "all"), keep=["d1", "d2", "d3"], most=2, costs=PAIRS)


def row(question: str, states: int, ask: Callable[[], LeastChanges]) -> str:
    """Return the row of one question."""
    ask()
    begun, used = time.perf_counter(), time.process_time()
    found = ask()
    seconds, cpu = time.perf_counter() - begun, time.process_time() - used
    cells = (question, f"{states:,}", f"{found.tried:,}", len(found.found), f"{seconds:.1f}", f"{cpu:.1f}")
    return f"| {' | '.join(map(str, cells))} | {found.tried / seconds:,.0f} |"


def main() -> None:
    """Print the table."""
    print("|", " | ".join(HEAD), "|\n|" + "--:|" * len(HEAD))
    for condition in ("purge", "stay", "not leak"):
        print(row(f"kazakhstan-2022: always {condition}", 504, partial(crisis, condition)), flush=True)
    conflict = large()
    for falls in (True, False):
        question = f"2^16, one decision maker: {'falls' if falls else 'holds'}"
        print(row(question, 1 << 16, partial(one_decision_maker, conflict, falls=falls)), flush=True)


if __name__ == "__main__":
    main()
