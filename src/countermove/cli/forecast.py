"""`countermove forecast`: the probability of a yes to each question, and scores of answered ones."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.inputs import File, Json, read
from countermove.cli.worlds import Concept, Count, Scheduler, Seed, Workers, draw_count, progress_bar

Over = Annotated[
    str | None,
    typer.Option(metavar="NAMES", help="The concepts that the interval is over; by default all usual ones."),
]


def forecast(  # noqa: PLR0913  (each is an option)
    file: File,
    *,
    count: Count = None,
    seed: Seed = 1,
    concept: Concept = "seq",
    over: Over = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    json: Json = False,
) -> None:
    """Say how likely a yes to each question of the file is.

    And, where it has been answered, how good the forecast was.
    """
    from countermove.simulation.forecasts.forecast import forecast as answer

    conflict = read(file)
    with progress_bar() as progress:
        found = answer(
            conflict,
            concept,
            over=split_names(over),
            count=draw_count(count),  # type: ignore[arg-type]  # any other text is refused there
            seed=seed,
            workers=workers,
            scheduler=scheduler,
            progress=progress,
        )
    if json:
        from countermove.report.console import print_json

        print_json(found.to_dict())
        return
    from countermove.report import console
    from countermove.report.forecast import forecast as shown

    console.show_answer(found, shown(found))


def split_names(names: str | None) -> list[str] | None:
    """Return the names in a text with commas; None for None."""
    return None if names is None else [each.strip() for each in names.split(",")]
