"""The workers of a Dask cluster: any number of machines, of which some may fail on the way."""

from __future__ import annotations

import logging
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from countermove.errors import InvalidRequest

if TYPE_CHECKING:
    from countermove.simulation.plan import Order, Plan
    from countermove.simulation.totals import Totals
    from countermove.simulation.workers import Solved

MOMENT = 2.0
"""How many seconds to wait before looking again."""

PATIENCE = 10.0
"""How many seconds a scheduler may take to answer, and to have a worker."""

ABANDONED = 60.0
"""After how many seconds without any worker the work is given up."""

ATTEMPTS = 10
"""How many workers a block may take down with it before it is suspected itself."""


class Cluster:
    """The workers behind a Dask scheduler; a block whose worker is lost is solved by another."""

    def __init__(self, plan: Plan, address: str) -> None:
        try:
            from distributed import Client
        except ModuleNotFoundError as missing:
            message = f"{missing.name} is missing: pip install 'countermove[cluster]'"
            raise InvalidRequest(message) from None
        for name in ("distributed", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters is said by a complaint
        try:
            self._client = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError, ImportError, AssertionError) as fault:  # the last if its thread does not start
            raise InvalidRequest(f"no Dask scheduler answers at {address!r} ({_shortly(fault)})") from None
        self._address = address
        self._await_workers()
        self._order = plan.order()
        self._open: dict[Any, int] = {}

    def _await_workers(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            self._client.close()
            raise InvalidRequest(f"the Dask scheduler at {self._address!r} has no worker") from None
        self.size = self._workers()

    def _workers(self) -> int:
        return sum(self._client.nthreads().values())

    def submit(self, number: int) -> None:
        """Let a block be solved by whoever is free."""
        future = self._client.submit(_solve, self._order, number, pure=False, retries=ATTEMPTS)
        self._open[future] = number

    def wait(self) -> Solved:
        """Wait for at least one block.

        Raises
        ------
        InvalidRequest
            If all workers are lost, or a block fails.
        """
        from distributed import wait

        seen = time.monotonic()
        while time.monotonic() - seen < ABANDONED:
            with suppress(TimeoutError), self._client.as_current():
                wait([*self._open], timeout=MOMENT, return_when="FIRST_COMPLETED")
            if solved := self.finished():
                return solved
            seen = time.monotonic() if self._has_workers() else seen
        raise InvalidRequest(f"all workers of the Dask scheduler at {self._address!r} are lost")

    def _has_workers(self) -> bool:
        try:
            return bool(self._client.nthreads())
        except (OSError, RuntimeError, TimeoutError):
            return False

    def finished(self) -> Solved:
        """Return the blocks that are solved; what is lost on the way here is solved again.

        Raises
        ------
        InvalidRequest
            If a block fails.
        """
        failed = [future for future in self._open if future.status in {"error", "lost", "cancelled"}]
        if failed:
            raise InvalidRequest(f"the workers of {self._address!r} cannot do the work: {_fault(failed[0])}")
        solved = []
        for future in [future for future in self._open if future.status == "finished"]:
            with suppress(TimeoutError):
                solved.append((self._open[future], future.result(timeout=MOMENT)))
                del self._open[future]
        return solved

    def close(self) -> None:
        """Take back what is not finished, and leave the cluster."""
        for future in self._open:
            future.cancel()
        self._client.close(timeout=PATIENCE)


def _fault(future: Any) -> str:
    if future.status != "error":
        return "the scheduler has dropped it"
    return _shortly(future.exception(timeout=PATIENCE))


def _shortly(fault: Any) -> str:
    return (str(fault).splitlines() or [type(fault).__name__])[0]


def _solve(order: Order, number: int) -> Totals:
    if order.key not in _PLANS:
        _PLANS.clear()
        _PLANS[order.key] = order.plan()
    return _PLANS[order.key].solve(number)


_PLANS: dict[str, Plan] = {}
"""What this worker is working on."""
