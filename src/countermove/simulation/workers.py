"""Workers that solve blocks: this process, or several processes of this machine.

Our own code around `concurrent.futures`. Worker processes ignore signals; the parent handles them and stops the
workers.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

from countermove.errors import InvalidRequest, warn_once, warnings_told
from countermove.simulation.interruptions import SIGNALS, inherited_block, uninterrupted

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from queue import SimpleQueue

    from countermove.simulation.plan import Plan
    from countermove.simulation.totals import Totals

    Solved = list[tuple[int, Totals]]
    TotalsAndWarnings = tuple[Totals, tuple[str, ...]]


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
    """The calling process, which solves one block after the other.

    Parameters
    ----------
    plan : Plan
        The plan.
    threads : int
        The number of batches that compiled kernels solve side by side.
    progress : callable, optional
        Called with the number of worlds of a block that have just been solved.
    """

    size = 1

    def __init__(self, plan: Plan, threads: int = 1, progress: Callable[[int], None] | None = None) -> None:
        self._plan, self._threads, self._progress = plan, threads, progress
        self._waiting: list[int] = []

    def submit(self, number: int) -> None:
        """Put a block in the queue."""
        self._waiting.append(number)

    def wait(self) -> Solved:
        """Solve the next block."""
        number = self._waiting.pop(0)
        return [(number, self._plan.solve(number, threads=self._threads, progress=self._progress))]

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
        from queue import SimpleQueue

        self.size = size
        self._pool = ProcessPoolExecutor(size, get_context("spawn"), _initialise, (plan,))
        self._open: dict[Future[TotalsAndWarnings], int] = {}
        self._done: SimpleQueue[Future[TotalsAndWarnings]] = SimpleQueue()

    def submit(self, number: int) -> None:
        """Submit a block to the next free process. The first blocks start the processes."""
        with inherited_block():
            future = self._pool.submit(_solve, number)
            self._open[future] = number
            future.add_done_callback(self._done.put)

    def wait(self) -> Solved:
        """Wait for at least one solved block, and return the solved blocks."""
        solved: Solved = []
        while not solved:
            self._done.get()  # the only place where a signal is welcome: nothing is locked or half done here
            solved = self.finished()
        return solved

    def finished(self) -> Solved:
        """Return the solved blocks that were not returned before.

        Raises
        ------
        InvalidRequest
            If a process has died.
        """
        from concurrent.futures.process import BrokenProcessPool

        with uninterrupted():
            done = [future for future in self._open if future.done() and not future.cancelled()]
            try:
                return [(self._open.pop(future), _told(*future.result())) for future in done]
            except BrokenProcessPool:
                message = (
                    "a process ended before its work was done, for want of memory perhaps; --workers 1 needs least"
                )
                raise InvalidRequest(
                    f"{message}. In a script, ask for worlds below 'if __name__ == \"__main__\":'"
                ) from None

    def close(self) -> None:
        """Stop the processes."""
        with uninterrupted():
            running = [*(self._pool._processes or {}).values()]  # noqa: SLF001  (there is no other way to stop them)
            results: Any = self._pool._result_queue  # noqa: SLF001  (nor to tell the pool that no result will come)
            self._pool.shutdown(wait=False, cancel_futures=True)
            for process in running:
                process.kill()
            for process in running:
                process.join(GRACE)
            with suppress(OSError):
                results._writer.close()  # noqa: SLF001  (else the pool waits for the rest of a half written result)


def _told(totals: Totals, said: tuple[str, ...]) -> Totals:
    """Return the totals of a process, and repeat its warnings; what several say alike is shown once."""
    for line in said:
        warn_once(line)
    return totals


_PLANS: list[Plan] = []


def _initialise(plan: Plan) -> None:
    """Initialise a worker process: keep the plan, ignore signals, and end with the parent."""
    import signal
    from threading import Thread

    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _PLANS[:] = [plan]


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _solve(number: int) -> TotalsAndWarnings:
    said: list[str] = []
    with warnings_told(said.append):
        totals = _PLANS[0].solve(number)
    return totals, tuple(said)
