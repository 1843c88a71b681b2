"""`countermove freeze`: a forecast in a file; `countermove score`: scores of forecasts, frozen or new."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from countermove.cli.errors import warn
from countermove.cli.forecast import Over, split_names
from countermove.cli.inputs import File, Force, Json, complete_file, path_of, read
from countermove.cli.worlds import Concept, Count, Scheduler, Seed, Workers, draw_count, progress_bar
from countermove.errors import InvalidConflict, InvalidForecast, InvalidRequest

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict
    from countermove.simulation.forecasts.frozen import Frozen
    from countermove.simulation.forecasts.result import Forecast

Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILES...",
        help="Conflict files, names of packaged cases, and frozen forecasts (.forecast.json).",
        autocompletion=complete_file,
    ),
]


def freeze(  # noqa: PLR0913  (each is an option)
    file: File,
    *,
    to: Annotated[
        str | None, typer.Option(metavar="FILE", help="Where to; by default CASE.DAY.forecast.json in this folder.")
    ] = None,
    force: Force = False,
    count: Count = None,
    seed: Seed = 1,
    concept: Concept = "seq",
    over: Over = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
) -> None:
    """Write the forecast to a file that shows every later change.

    Publish the digest that it prints: it binds as far as others know it.
    """
    from countermove.simulation.forecasts.forecast import forecast as answer
    from countermove.simulation.forecasts.frozen import destination
    from countermove.simulation.forecasts.frozen import freeze as frozen

    conflict, case = read(file), path_of(file)
    path = destination(conflict, case, None if to is None else Path(to), force=force)  # refuses before the long work
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
    kept = frozen(found, case, path, force=force)
    sys.stdout.write(f"{kept.path}\ndigest {kept.digest}\n")


def score(  # noqa: PLR0913  (each is an option)
    files: Files,
    *,
    count: Count = None,
    seed: Annotated[int, typer.Option(metavar="N", help="Of the draws, and of the bootstrap.")] = 1,
    concept: Concept = "seq",
    workers: Workers = None,
    bins: Annotated[int, typer.Option(min=1, max=100, metavar="N", help="Of the calibration table.")] = 10,
    plot: Annotated[
        str | None, typer.Option(metavar="FILE.svg", help="Write the calibration plot there, as SVG.")
    ] = None,
    json: Json = False,
) -> None:
    """Say how good forecasts were, frozen ones or those made now.

    Brier and logarithmic scores, calibration, and the comparison with 50 %.
    """
    from countermove.simulation.forecasts.forecast import forecast as answer
    from countermove.simulation.forecasts.scores import score as scored

    _refuse(files, plot)
    found: list[Forecast | tuple[Frozen, Conflict]] = []
    given: list[Conflict | tuple[Frozen, Conflict]] = [_conflict_or_frozen(file) for file in files]
    with progress_bar() as progress:
        for each in given:
            if isinstance(each, tuple):
                found.append(each)
                continue
            draws = draw_count(count)
            found.append(
                answer(each, concept, over=(), count=draws, seed=seed, workers=workers, progress=progress)  # type: ignore[arg-type]
            )
    marks = scored(found, seed=seed, bins=bins)
    if plot is not None:
        from countermove.io.text_files import write_text
        from countermove.report.figures.calibration import standalone

        title = f"{marks.summary.count} forecasts, Brier score {marks.summary.brier:.3f}"
        write_text(standalone(marks.summary.calibration, title), Path(plot))
    if json:
        from countermove.report.console import print_json

        print_json(marks.to_dict())
        return
    from countermove.report import console
    from countermove.report.scores import scores

    console.show(*scores(marks))


def _refuse(files: list[str], plot: str | None) -> None:
    twice = next((file for k, file in enumerate(files) if file in files[:k]), None)
    if twice is not None:
        raise InvalidRequest(f"{twice} stands twice among the files; each is scored once")
    if plot is not None and not plot.endswith(".svg"):
        raise InvalidRequest(f"--plot {plot}: the plot is SVG, so the name ends in .svg")


def _conflict_or_frozen(file: str) -> Conflict | tuple[Frozen, Conflict]:
    """Return a conflict, or a frozen forecast with its conflict."""
    from countermove.io.frozen import SUFFIX
    from countermove.simulation.forecasts.frozen import thaw

    if not file.endswith(SUFFIX):
        return read(file)
    frozen = thaw(file)
    return frozen, _conflict_of(frozen)


def _conflict_of(frozen: Frozen) -> Conflict:
    """Return the conflict of a frozen forecast: from its folder, from this folder, or packaged."""
    from hashlib import sha256

    from countermove.io.regular_files import content, named
    from countermove.io.text_files import CONFLICT_FILE

    name = Path(frozen.document.case)
    near = (named(name.name, folder) for folder in (frozen.path.parent, Path()))
    found = next((str(path) for path in near if path and path.exists()), name.stem)
    try:
        path = path_of(found)
    except InvalidConflict:
        message = f"{frozen.path} is a forecast of {name.name}, which is not there; put it beside the forecast"
        raise InvalidForecast(message) from None
    conflict = read(str(path))
    if frozen.has_changed(conflict):
        warn(f"{path.name} has changed since {frozen.path.name} was frozen, in more than answers and notes")
    elif sha256(content(path, CONFLICT_FILE)).hexdigest() != frozen.document.case_sha256:
        warn(f"{path.name} has changed since {frozen.path.name} was frozen, in answers, notes or layout alone")
    return conflict
