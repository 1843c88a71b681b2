"""Who solves the blocks: this process alone, or several processes side by side.

Our own code around `concurrent.futures`, whose workers hear Ctrl-C too and finish their block before they stop.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from concurrent.futures import Future

    from countermove.simulation.plan import Plan
    from countermove.simulation.totals import Totals

    Solved = list[tuple[int, Totals]]


class Crew(Protocol):
    """Those who solve blocks."""

    size: int

    def submit(self, number: int) -> None:
        """Let a block be solved."""

    def wait(self) -> Solved:
        """Wait until at least one block is solved, and return those that are."""

    def finished(self) -> Solved:
        """Return what is solved and not yet returned, without waiting."""

    def close(self) -> None:
        """Let everybody go, without waiting for what is not finished."""


GRACE = 5.0
"""How many seconds a process may take to end."""


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Alone:
    """One process, this one: one block after the other."""

    size = 1

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._waiting: list[int] = []

    def submit(self, number: int) -> None:
        """Put a block in the queue."""
        self._waiting.append(number)

    def wait(self) -> Solved:
        """Solve the next block."""
        number = self._waiting.pop(0)
        return [(number, self._plan.solve(number))]

    def finished(self) -> Solved:
        """Return nothing: nothing is solved that was not returned."""
        return []

    def close(self) -> None:
        """Do nothing."""


class Processes:
    """Processes of this machine.

    Each is a fresh interpreter, so a script that asks for several has to keep its own work below
    ``if __name__ == "__main__":``, as always where processes are started.
    """

    def __init__(self, plan: Plan, size: int) -> None:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        self.size = size
        self._pool = ProcessPoolExecutor(size, get_context("spawn"), _begin, (plan,))
        self._open: dict[Future[Totals], int] = {}

    def submit(self, number: int) -> None:
        """Let a block be solved by whoever is free; the first starts the processes."""
        with _deaf():
            self._open[self._pool.submit(_solve, number)] = number

    def wait(self) -> Solved:
        """Wait for at least one block."""
        from concurrent.futures import FIRST_COMPLETED, wait

        wait(self._open, return_when=FIRST_COMPLETED)
        return self.finished()

    def finished(self) -> Solved:
        """Return the blocks that are solved; a process that died is a complaint."""
        from concurrent.futures.process import BrokenProcessPool

        from countermove.errors import InvalidRequest

        done = [future for future in self._open if future.done() and not future.cancelled()]
        try:
            return [(self._open.pop(future), future.result()) for future in done]
        except BrokenProcessPool:
            message = "a process ended before its work was done, for want of memory perhaps; --workers 1 needs least"
            raise InvalidRequest(
                f"{message}. In a script, ask for worlds below 'if __name__ == \"__main__\":'"
            ) from None

    def close(self) -> None:
        """Stop the processes."""
        running = [*(self._pool._processes or {}).values()]  # noqa: SLF001  (there is no other way to stop them)
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in running:
            process.terminate()
        for process in running:
            process.join(GRACE)


@contextmanager
def _deaf() -> Iterator[None]:
    """Let what is started here never hear of Ctrl-C, not even before it can say so itself; we hear of it later."""
    import signal

    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_PLANS: list[Plan] = []


def _begin(plan: Plan) -> None:
    """Take the plan; leave Ctrl-C to the process that started this one, and end when that one ends."""
    import signal
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _PLANS[:] = [plan]


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _solve(number: int) -> Totals:
    return _PLANS[0].solve(number)
