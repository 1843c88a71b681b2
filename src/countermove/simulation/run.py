"""The question `worlds`: the share of its worlds in which each state holds or settles, and its runner.

Workers solve blocks of worlds in any order. The runner stores each block and adds the totals in the order of block
numbers. So floating-point sums do not depend on the number of workers or on interruptions.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from countermove.analysis.evolution.evolve import evolving_concept
from countermove.errors import Interrupted, InvalidRequest
from countermove.kernels.jit import THREADS
from countermove.model.arguments import refuse_other_kinds
from countermove.model.variation import vary
from countermove.simulation.estimates import refuse_long, refuse_uncompiled
from countermove.simulation.interruptions import uninterrupted
from countermove.simulation.plan import plan as plan_worlds
from countermove.simulation.result import Worlds
from countermove.simulation.store import BlockStore
from countermove.simulation.totals import zero_totals
from countermove.simulation.workers import Processes, ThisProcess, cores

if TYPE_CHECKING:
    from collections.abc import Callable
    from os import PathLike
    from typing import Literal

    from countermove.model.conflict import Conflict
    from countermove.simulation.plan import Plan
    from countermove.simulation.totals import Totals
    from countermove.simulation.workers import Workers

    Progress = Callable[[int, int], None]


AHEAD = 3
"""The number of blocks per worker that are submitted ahead of the first unsolved block."""


def worlds(  # noqa: PLR0913  (each says how it is to be found, and has a default)
    conflict: Conflict,
    concept: str | None = None,
    *,
    count: int | Literal["all"] | None = None,
    seed: int = 1,
    variation: str | None = None,
    keep: str | PathLike[str] | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Worlds:
    """Return the share of worlds in which each state of a conflict holds, and in which the conflict settles there.

    A *world* is one draw of all uncertainties. A statement holds with its confidence. Neighbouring statements may
    stand in any order. An option is in reach, and a rule binds, with its confidence. One of the rival codings is
    right; they are the variations with a weight.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    concept : str, optional
        The id of the stability concept by which a world evolves from its status quo; by default the conflict's own
        reading, by which each decision maker goes by its own concept.
    count : int, "all" or None
        The number of draws, or all worlds. By default all worlds up to 1,000, otherwise 1,000 draws.
    seed : int
        The seed of the draws. The result does not depend on the number of workers.
    variation : str, optional
        The variation of the conflict to solve.
    keep : path, optional
        A folder that stores solved worlds in Parquet. The same call continues an interrupted run. One process at a
        time writes to a folder. A stored file that was damaged is named in a `CountermoveWarning`, and solved again.
    workers : int, optional
        The number of processes on this machine; by default one for each core. A script with more than one
        process needs ``if __name__ == "__main__":``.
    scheduler : str, optional
        The address of a Dask scheduler, ``tcp://host:port``, whose workers solve the worlds instead.
    progress : callable, optional
        Called with the number of solved worlds and the number of worlds.

    Returns
    -------
    Worlds

    Raises
    ------
    UnknownName
        If the concept or the variation does not exist, or the concept gives no evolution.
    InvalidRequest
        If a number, the folder or the address cannot be used.
    InvalidConflict
        If a decision maker ranks the states, and the feasible states are uncertain.
    TooLarge
        If it would take too long.
    Interrupted
        By Ctrl-C.

    Examples
    --------
    >>> from countermove import cases
    >>> found = worlds(cases.load("elmira"))
    >>> found.count, str(found.share("delay, insist", "seq"))
    (1, '100.0 %')
    """
    refuse_other_kinds(worlds, locals())
    taken = vary(conflict, variation)
    planned = plan_worlds(taken, evolving_concept(taken, concept).id, count, seed)
    store = None if keep is None else BlockStore(Path(keep))
    return Worlds(planned, run(planned, store=store, workers=workers, scheduler=scheduler, progress=progress))


def run(
    plan: Plan,
    *,
    store: BlockStore | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
) -> Totals:
    """Return the totals over all worlds of a plan.

    Parameters
    ----------
    plan : Plan
        The worlds to solve.
    store : BlockStore, optional
        The store of solved blocks. Blocks found there are not solved again.
    workers : int, optional
        The number of processes; by default one for each core.
    scheduler : str, optional
        The address of a Dask scheduler whose workers solve the blocks instead.
    progress : callable, optional
        Called with the number of solved worlds and the number of worlds.

    Raises
    ------
    InvalidRequest
        If the number of workers is below 1, or the folder or the scheduler cannot be used.
    TooLarge
        If it would take more than a day, or more than a minute where numba is missing.
    Interrupted
        By Ctrl-C. Finished blocks are stored, and the exception carries the result of the first draws.
    """
    if workers is not None and workers < 1:
        raise InvalidRequest(f"{workers} workers; there has to be one at least")
    kept = set() if store is None else store.blocks(plan)
    told = _Told(plan.count, progress)
    team = _team(plan, plan.blocks - len(kept), workers, scheduler, told)
    work = None
    try:
        worlds = plan.count - sum(stop - start for start, stop in map(plan.span, kept))
        refuse_long(plan, worlds, team.size)
        if scheduler is None:
            refuse_uncompiled(plan, worlds, team.size)
        if store is not None and len(kept) < plan.blocks:
            with uninterrupted():
                store.begin(plan)
        work = _Run(plan, store, kept, told)
        return work.finish(team)
    except KeyboardInterrupt:
        if work is None:
            raise Interrupted("interrupted") from None
        with uninterrupted():
            raise Interrupted(work.interruption(team), work.first_worlds()) from None
    finally:
        with uninterrupted():
            team.close()
            if store is not None:
                store.close()


def _team(plan: Plan, missing: int, workers: int | None, scheduler: str | None, told: _Told) -> Workers:
    if scheduler is not None and missing:
        from countermove.simulation.dask import Cluster

        return Cluster(plan, scheduler)
    size = min(cores() if workers is None else workers, missing)
    if size > 1:
        return Processes(plan, size)
    threads = min(THREADS, cores()) if workers is None else 1
    return ThisProcess(plan, threads, told.partly if told.progress else None)


class _Told:
    """Tells how many worlds are solved: those of whole blocks, and those of the block that this process solves."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self.total, self.progress = total, progress
        self.whole = self.part = 0

    def wholly(self, solved: int) -> None:
        """Tell the number of worlds in solved blocks."""
        self.whole, self.part = solved, 0
        self._tell()

    def partly(self, solved: int) -> None:
        """Tell that some more worlds of a block are solved."""
        self.part += solved
        self._tell()

    def _tell(self) -> None:
        if self.progress is not None:
            self.progress(self.whole + self.part, self.total)


class _Run:
    """The state of a run: blocks that are missing, solved and added."""

    def __init__(self, plan: Plan, store: BlockStore | None, kept: set[int], told: _Told) -> None:
        self.plan, self.store, self.kept = plan, store, kept
        self.missing = [number for number in range(plan.blocks) if number not in kept][::-1]
        self.told = told
        self.solved: dict[int, Totals] = {}
        self.total, self.added = zero_totals(plan.axes), 0

    def finish(self, team: Workers) -> Totals:
        """Solve all missing blocks and return the totals."""
        self.take([])
        while self.added < self.plan.blocks:
            while self.missing and self.missing[-1] < self.added + AHEAD * team.size:
                team.submit(self.missing.pop())
            self.take(team.wait())
        return self.total

    def take(self, solved: list[tuple[int, Totals]]) -> None:
        """Store solved blocks, and add the blocks that are next in order."""
        with uninterrupted():
            for number, totals in solved:
                if self.store is not None:
                    self.store.write(self.plan, number, totals)
                self.solved[number] = totals
        while self.added in self.solved or self.added in self.kept:
            with uninterrupted():
                self.total = self.total + self._next()
                self.added += 1
        self.told.wholly(self.worlds)

    def _next(self) -> Totals:
        if self.added in self.solved:
            return self.solved.pop(self.added)
        assert self.store is not None  # noqa: S101  (or nothing were kept)
        return self.store.read(self.plan, self.added)

    @property
    def worlds(self) -> int:
        """The number of solved worlds."""
        behind = self.plan.span(self.added - 1)[1] if self.added else 0
        return behind + sum(stop - start for start, stop in map(self.plan.span, self.solved))

    def interruption(self, team: Workers) -> str:
        """Store the last solved blocks, and return the message of an interruption."""
        self.told.progress = None
        with suppress(InvalidRequest):  # what ended this process may have ended a worker too
            self.take(team.finished())
        done = f"interrupted after {self.worlds:,} of {self.plan.count:,} worlds"
        kept = "" if self.store is None else f"; they are kept in {self.store.path}: the same call goes on from there"
        return f"{done}{kept}"

    def first_worlds(self) -> Worlds | None:
        """Return the result of the first draws, a smaller sample; None if all worlds are listed or none is added."""
        if self.plan.seed is None or not self.added:
            return None
        return Worlds(replace(self.plan, count=self.plan.span(self.added - 1)[1]), self.total)
