"""Workers of a Dask cluster: machines of which some may fail during the work."""

from __future__ import annotations

import logging
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from countermove.errors import InvalidRequest

if TYPE_CHECKING:
    from countermove.simulation.plan import Plan, PlanRecipe
    from countermove.simulation.totals import Totals
    from countermove.simulation.workers import Solved

MOMENT = 2.0
"""Seconds between two checks of the scheduler."""

PATIENCE = 10.0
"""Seconds that a scheduler may take to answer, and to get its first worker."""

ABANDONED = 60.0
"""Seconds without any worker after which the run fails."""

ATTEMPTS = 10
"""Number of retries of a block whose worker died."""


class Cluster:
    """The workers of a Dask scheduler. If a worker is lost, another one solves its block.

    Raises
    ------
    InvalidRequest
        If Dask is not installed, no scheduler answers, or it has no worker.
    """

    def __init__(self, plan: Plan, address: str) -> None:
        try:
            from distributed import Client
        except ModuleNotFoundError as missing:
            message = f"{missing.name} is missing: pip install 'countermove[cluster]'"
            raise InvalidRequest(message) from None
        for name in ("distributed", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL)  # complaints report the faults that matter
        _refuse_without_certificates(address)
        try:
            self._client = Client(address, timeout=PATIENCE, set_as_default=False)
        except Exception as fault:  # each kind of address, and each library behind it, raises its own
            raise InvalidRequest(f"no Dask scheduler answers at {address!r} ({_first_line(fault)})") from None
        self._address = address
        self._await_workers()
        self._recipe = plan.recipe()
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
        """Submit a block to the next free worker."""
        future = self._client.submit(_solve, self._recipe, number, pure=False, retries=ATTEMPTS)
        self._open[future] = number

    def wait(self) -> Solved:
        """Wait for at least one solved block, and return the solved blocks.

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
        """Return the solved blocks that were not returned before.

        A block whose result went with its worker stays submitted: the scheduler has it solved again.

        Raises
        ------
        InvalidRequest
            If a block fails.
        """
        failed = [future for future in self._open if future.status in {"error", "cancelled"}]
        if failed:
            raise InvalidRequest(f"the workers of {self._address!r} cannot do the work: {_fault(failed[0])}")
        solved = []
        for future in [future for future in self._open if future.status == "finished"]:
            with suppress(TimeoutError):
                solved.append((self._open[future], future.result(timeout=MOMENT)))
                del self._open[future]
        return solved

    def close(self) -> None:
        """Cancel unfinished blocks, and disconnect from the cluster."""
        for future in self._open:
            future.cancel()
        self._client.close(timeout=PATIENCE)


def _refuse_without_certificates(address: str) -> None:
    """Refuse an encrypted address without certificates: a client that fails for want of them may not come back."""
    from distributed import Security

    if address.startswith("tls:") and not Security().tls_ca_file:
        keys = "ca-file, client.cert and client.key below distributed.comm.tls"
        raise InvalidRequest(f"{address!r} takes certificates: name them in the configuration of Dask, as {keys}")


def _fault(future: Any) -> str:
    if future.status != "error":
        return "the scheduler has dropped it"
    return _first_line(future.exception(timeout=PATIENCE))


def _first_line(fault: Any) -> str:
    return (str(fault).splitlines() or [type(fault).__name__])[0]


def _solve(recipe: PlanRecipe, number: int) -> Totals:
    if recipe.key not in _PLANS:
        _PLANS.clear()
        _PLANS[recipe.key] = recipe.plan()
    return _PLANS[recipe.key].solve(number)


_PLANS: dict[str, Plan] = {}
"""The plan of this worker, by its key."""
