"""`countermove forecast`: the probability of a yes to each question, and scores of answered ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from countermove.cli.heading import judged_heading, with_judgement
from countermove.cli.inputs import All, File, Json, read
from countermove.cli.next_command import following
from countermove.cli.progress import progress_bar
from countermove.cli.worlds import Concept, Count, Scheduler, Seed, Workers, draw_count

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict
    from countermove.simulation.forecasts.result import Forecast

Over = Annotated[
    str | None,
    typer.Option(metavar="NAMES", help="The concepts that the interval is over; by default all usual ones."),
]


def forecast(  # noqa: PLR0913  (each is an option)
    file: File,
    *,
    count: Count = None,
    seed: Seed = 1,
    concept: Concept = None,
    over: Over = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    every: All = False,
    json: Json = False,
) -> None:
    """Say how likely a yes to each question of the file is.

    And, where it has been answered, how good the forecast was.
    """
    conflict = read(file)
    found = forecast_of(conflict, concept, split_names(over), count, seed=seed, workers=workers, scheduler=scheduler)
    if json:
        from countermove.report.console import print_json

        print_json(found.to_dict())
        return
    from countermove.report.console import show_answer
    from countermove.report.cut import uncut
    from countermove.report.forecast import forecast as shown

    _, judged = judged_heading(file, conflict, concept, count=draw_count(count), seed=seed)
    first = found.questions[0].question
    varied = ["--variation", first.variation] if first.variation else []
    with uncut(every):
        next_ = following("assumptions", "--headline", first.id, *varied)
        show_answer(found, with_judgement(shown(found), judged), next_)


def forecast_of(  # noqa: PLR0913  (each is an option)
    conflict: Conflict,
    concept: str | None,
    over: list[str] | None,
    count: str | None,
    *,
    seed: int,
    workers: int | None,
    scheduler: str | None = None,
) -> Forecast:
    """Return the forecast that options ask for; progress is shown meanwhile.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    concept : str or None
        The id of the stability concept; None for the conflict's own reading.
    over : list of str or None
        The concepts that the interval is over; all usual ones if None.
    count : str or None
        The number of draws as text, or ``"all"``.
    seed, workers, scheduler
        As in `countermove.simulation.run.worlds`.

    Raises
    ------
    InvalidRequest
        If `count` is no number.
    CountermoveError
        As `countermove.simulation.forecasts.forecast.forecast` does.
    """
    from countermove.simulation.forecasts.forecast import forecast as answer

    with progress_bar() as progress:
        return answer(
            conflict,
            concept,
            over=over,
            count=draw_count(count),
            seed=seed,
            workers=workers,
            scheduler=scheduler,
            progress=progress,
        )


def split_names(names: str | None) -> list[str] | None:
    """Return the names in a text with commas; None for None."""
    return None if names is None else [each.strip() for each in names.split(",")]
