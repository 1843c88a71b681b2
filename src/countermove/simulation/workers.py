"""Workers that solve blocks: this process, or several processes of this machine.

Our own code around `concurrent.futures`. Worker processes ignore Ctrl-C; the parent handles it and stops them.
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


class Workers(Protocol):
    """Workers that solve blocks."""

    size: int

    def submit(self, number: int) -> None:
        """Submit a block."""

    def wait(self) -> Solved:
        """Wait for at least one solved block, and return the solved blocks."""

    def finished(self) -> Solved:
        """Return the solved blocks that were not returned before, without waiting."""

    def close(self) -> None:
        """Stop the workers without waiting for unfinished blocks."""


GRACE = 5.0
"""Seconds that a process may take to end."""


def cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class ThisProcess:
    """The calling process, which solves one block after the other."""

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
        """Return no blocks, because `wait` has returned them all."""
        return []

    def close(self) -> None:
        """Do nothing."""


class Processes:
    """Processes of this machine.

    Each is a fresh interpreter. A script that starts several needs ``if __name__ == "__main__":``.
    """

    def __init__(self, plan: Plan, size: int) -> None:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        self.size = size
        self._pool = ProcessPoolExecutor(size, get_context("spawn"), _initialise, (plan,))
        self._open: dict[Future[Totals], int] = {}

    def submit(self, number: int) -> None:
        """Submit a block to the next free process. The first block starts the processes."""
        with _sigint_blocked():
            self._open[self._pool.submit(_solve, number)] = number

    def wait(self) -> Solved:
        """Wait for at least one solved block, and return the solved blocks."""
        from concurrent.futures import FIRST_COMPLETED, wait

        wait(self._open, return_when=FIRST_COMPLETED)
        return self.finished()

    def finished(self) -> Solved:
        """Return the solved blocks that were not returned before.

        Raises
        ------
        InvalidRequest
            If a process has died.
        """
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
def _sigint_blocked() -> Iterator[None]:
    """Block SIGINT, so that processes started here inherit the block; the parent receives it later."""
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


def _initialise(plan: Plan) -> None:
    """Initialise a worker process: keep the plan, ignore SIGINT, and end with the parent."""
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
