"""In which share of a conflict's worlds something holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.model.variation import vary

if TYPE_CHECKING:
    from collections.abc import Callable
    from os import PathLike
    from typing import Literal

    from countermove.model.conflict import Conflict
    from countermove.simulation.answer import Worlds


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
    from countermove.simulation.answer import Worlds
    from countermove.simulation.folder import Folder
    from countermove.simulation.plan import plan
    from countermove.simulation.running import run

    asked = evolving_concept(concept).id
    planned = plan(conflict if variation is None else vary(conflict, variation), asked, count, seed)
    folder = None if keep is None else Folder(Path(keep))
    return Worlds(planned, run(planned, keep=folder, workers=workers, scheduler=scheduler, progress=progress))
