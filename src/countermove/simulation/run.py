"""From a plan to its sums: blocks are handed out, kept as they are solved, and added up in their order.

Block after block is added in the order of their numbers, whoever solved them and when, so that the sums are the very
same numbers for any number of workers, and after any interruption.

In which share of a conflict's worlds something holds.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from countermove.errors import Interrupted, InvalidRequest
from countermove.model.variation import vary
from countermove.simulation.plan import refuse_long, refuse_uncompiled
from countermove.simulation.totals import nothing_yet
from countermove.simulation.workers import Alone, Processes, cores

if TYPE_CHECKING:
    from collections.abc import Callable
    from os import PathLike
    from typing import Literal

    from countermove.model.conflict import Conflict
    from countermove.simulation.plan import Plan
    from countermove.simulation.result import Worlds
    from countermove.simulation.store import Folder
    from countermove.simulation.totals import Totals
    from countermove.simulation.workers import Crew

    Progress = Callable[[int, int], None]


AHEAD = 3
"""How many blocks a worker are handed out beyond the first that is not solved yet."""


def run(
    plan: Plan,
    *,
    keep: Folder | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
) -> Totals:
    """Return the sums over all worlds of a plan.

    Parameters
    ----------
    plan : Plan
        What is to be solved.
    keep : Folder, optional
        Where blocks are kept, and which of them need not be solved again.
    workers : int, optional
        How many processes; by default one for each core.
    scheduler : str, optional
        The address of a Dask scheduler whose workers solve the blocks instead.
    progress : callable, optional
        Called with the number of worlds that are solved, and that there are.

    Raises
    ------
    InvalidRequest
        If there are no workers, or the folder cannot be used.
    TooLarge
        If it would take more than a day, or more than a minute where numba is missing.
    Interrupted
        By Ctrl-C; what was finished is kept, and the answer from the first of the draws is given along.
    """
    if workers is not None and workers < 1:
        raise InvalidRequest(f"{workers} workers; there has to be one at least")
    kept = set() if keep is None else keep.blocks(plan)
    crew = _crew(plan, plan.blocks - len(kept), workers, scheduler)
    work = None
    try:
        worlds = plan.count - sum(stop - start for start, stop in map(plan.span, kept))
        refuse_long(plan, worlds, crew.size)
        if scheduler is None:
            refuse_uncompiled(plan, worlds, crew.size)
        if keep is not None:
            keep.begin(plan)
        work = _Work(plan, keep, kept, progress)
        return work.through(crew)
    except KeyboardInterrupt:
        if work is None:
            raise Interrupted("interrupted") from None
        raise Interrupted(work.farewell(crew.finished()), work.so_far()) from None
    finally:
        crew.close()


def _crew(plan: Plan, missing: int, workers: int | None, scheduler: str | None) -> Crew:
    if scheduler is not None and missing:
        from countermove.simulation.dask import Cluster

        return Cluster(plan, scheduler)
    size = min(cores() if workers is None else workers, missing)
    return Processes(plan, size) if size > 1 else Alone(plan)


class _Work:
    """How far the work has come."""

    def __init__(self, plan: Plan, keep: Folder | None, kept: set[int], progress: Progress | None) -> None:
        self.plan, self.keep, self.kept = plan, keep, kept
        self.missing = [number for number in range(plan.blocks) if number not in kept][::-1]
        self.progress = progress
        self.solved: dict[int, Totals] = {}
        self.total, self.added = nothing_yet(plan.axes), 0

    def through(self, crew: Crew) -> Totals:
        """Return the sums once everything is solved."""
        self.take([])
        while self.added < self.plan.blocks:
            while self.missing and self.missing[-1] < self.added + AHEAD * crew.size:
                crew.submit(self.missing.pop())
            self.take(crew.wait())
        return self.total

    def take(self, solved: list[tuple[int, Totals]]) -> None:
        """Keep what is solved, and add up what is next in order."""
        for number, tally in solved:
            if self.keep is not None:
                self.keep.write(self.plan, number, tally)
            self.solved[number] = tally
        while self.added in self.solved or self.added in self.kept:
            self.total = self.total + self._next()
            self.added += 1
        if self.progress is not None:
            self.progress(self.worlds, self.plan.count)

    def _next(self) -> Totals:
        if self.added in self.solved:
            return self.solved.pop(self.added)
        assert self.keep is not None  # noqa: S101  (or nothing were kept)
        return self.keep.read(self.plan, self.added)

    @property
    def worlds(self) -> int:
        """How many worlds are solved."""
        behind = self.plan.span(self.added - 1)[1] if self.added else 0
        return behind + sum(stop - start for start, stop in map(self.plan.span, self.solved))

    def farewell(self, solved: list[tuple[int, Totals]]) -> str:
        """Take what was still solved, and return what is to be said when the work is broken off."""
        self.progress = None
        self.take(solved)
        done = f"interrupted after {self.worlds:,} of {self.plan.count:,} worlds"
        kept = "" if self.keep is None else f"; they are kept in {self.keep.path}: the same call goes on from there"
        return f"{done}{kept}"

    def so_far(self) -> Worlds | None:
        """Return the answer from the draws that are added up: the first ones, and so a smaller sample."""
        if self.plan.seed is None or not self.added:
            return None
        from countermove.simulation.result import Worlds

        return Worlds(replace(self.plan, count=self.plan.span(self.added - 1)[1]), self.total)


def worlds(  # noqa: PLR0913  (each says how it is to be found, and has a default)
    conflict: Conflict,
    concept: str = "seq",
    *,
    count: int | Literal["all"] | None = None,
    seed: int = 1,
    variation: str | None = None,
    keep: str | PathLike[str] | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Worlds:
    """Return in which share of its worlds each state of a conflict holds, and where the conflict settles.

    A *world* is one draw of everything that is uncertain: a statement holds with its confidence, neighbouring
    statements may stand in either order, an option is in reach and a rule binds with its confidence, and one of the
    rival codings, variations with a weight, is right.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    concept : str
        The id of the stability concept by which a world evolves from its status quo.
    count : int, "all" or None
        How many worlds are drawn; or all are solved. By default all if there are at most 65,536, else 10,000 draws.
    seed : int
        Of the draws; the same seed gives the same numbers, however many work on it.
    variation : str, optional
        Take this variation of the conflict instead.
    keep : path, optional
        A folder in which solved worlds are kept, in Parquet, so that the same call goes on where it was broken off.
    workers : int, optional
        How many processes of this machine work on it; by default one for each core. A script that uses more than
        one needs ``if __name__ == "__main__":``.
    scheduler : str, optional
        The address of a Dask scheduler, ``tcp://host:port``, whose workers do the work instead.
    progress : callable, optional
        Called with the number of worlds that are solved, and that there are.

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
        If somebody ranks the states, and which states there are is uncertain.
    TooLarge
        If it would take too long.

    Examples
    --------
    >>> from countermove import cases
    >>> found = worlds(cases.load("elmira"))
    >>> found.count, str(found.share("delay, insist", "seq"))
    (1, '100.0 %')
    """
    from pathlib import Path

    from countermove.analysis.evolution.evolve import evolving_concept
    from countermove.simulation.plan import plan
    from countermove.simulation.result import Worlds
    from countermove.simulation.store import Folder

    asked = evolving_concept(concept).id
    planned = plan(conflict if variation is None else vary(conflict, variation), asked, count, seed)
    folder = None if keep is None else Folder(Path(keep))
    return Worlds(planned, run(planned, keep=folder, workers=workers, scheduler=scheduler, progress=progress))
