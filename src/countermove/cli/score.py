"""`countermove freeze`: a forecast in a file; `countermove score`: scores of forecasts, frozen or new."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from countermove.cli.errors import naming, say, say_next
from countermove.cli.forecast import Over, forecast_of, split_names
from countermove.cli.inputs import All, File, Force, Json, complete_file, path_of, read, refuse_overwriting
from countermove.cli.next_command import following
from countermove.cli.worlds import Concept, Count, Scheduler, Seed, Workers
from countermove.errors import InvalidConflict, InvalidForecast, InvalidRequest

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    concept: Concept = None,
    over: Over = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
) -> None:
    """Write the forecast to a file that shows every later change.

    Publish the digest that it prints: it binds as far as others know it.
    """
    from countermove.simulation.forecasts.frozen import destination
    from countermove.simulation.forecasts.frozen import freeze as frozen

    conflict, case = read(file), path_of(file)
    path = destination(conflict, case, None if to is None else Path(to), force=force)  # refuses before the long work
    found = forecast_of(conflict, concept, split_names(over), count, seed=seed, workers=workers, scheduler=scheduler)
    kept = frozen(found, case, path, force=force)
    say("\n".join([f"{kept.path}", f"digest {kept.digest}", *conflict.remarks]))
    say_next(following("score", file=f"{kept.path}"))


def score(  # noqa: PLR0913  (each is an option)
    files: Files,
    *,
    count: Count = None,
    seed: Annotated[int, typer.Option(metavar="N", help="Of the draws, and of the bootstrap.")] = 1,
    concept: Concept = None,
    workers: Workers = None,
    bins: Annotated[int, typer.Option(min=1, max=100, metavar="N", help="Of the calibration table.")] = 10,
    plot: Annotated[
        str | None, typer.Option(metavar="FILE.svg", help="Write the calibration plot there, as SVG.")
    ] = None,
    force: Force = False,
    every: All = False,
    json: Json = False,
) -> None:
    """Say how good forecasts were, frozen ones or those made now.

    Brier and logarithmic scores, calibration, and the comparison with 50 %.
    """
    from countermove.simulation.forecasts.scores import score as scored

    _refuse_repeated(files)
    if plot is not None:
        _refuse_plot(Path(plot), force=force)
    given = [_conflict_or_frozen(file) for file in files]  # all are read before the long work
    _refuse_copies(each[0] for each in given if isinstance(each, tuple))
    found: list[Forecast | tuple[Frozen, Conflict]] = []
    for file, each in zip(files, given, strict=True):
        with naming(file):
            if not isinstance(each, tuple):
                found.append(forecast_of(each, concept, [], count, seed=seed, workers=workers))
                continue
            found.append(each)
    marks = scored(found, seed=seed, bins=bins)
    if plot is not None:
        from countermove.io.text_files import write_text
        from countermove.report.figures.calibration import standalone
        from countermove.report.words import count_of, fixed

        title = f"{count_of(marks.summary.count, 'forecast')}, Brier score {fixed(marks.summary.brier)}"
        write_text(standalone(marks.summary.calibration, title), Path(plot))
    if json:
        from countermove.report.console import print_json

        print_json(marks.to_dict())
        return
    from countermove.report.console import show_answer
    from countermove.report.cut import uncut
    from countermove.report.scores import scores

    with uncut(every):
        show_answer(marks, scores(marks), _next(files, plotted=plot is not None))


def _next(files: list[str], *, plotted: bool) -> str:
    """Return the command that is useful next: on the first conflict, or on frozen forecasts alone their figure."""
    from countermove.io.frozen import SUFFIX

    conflict = next((file for file in files if not file.endswith(SUFFIX)), None)
    if conflict is not None:
        return following("brief", file=conflict)
    return following("family", file="") if plotted else following("score", *files, "--plot", "scores.svg", file="")


def _refuse_repeated(files: list[str]) -> None:
    """Refuse a file that is named twice, also in two ways: by path, by link, or by the name of a packaged case.

    Raises
    ------
    InvalidRequest
        If two of the names lead to one file.
    """
    first: dict[tuple[int, int], str] = {}
    for file in files:
        found = path_of(file).stat()
        key = (found.st_dev, found.st_ino)
        if key in first:
            also = "" if first[key] == file else f", also as {first[key]}"
            raise InvalidRequest(f"{file} stands twice among the files{also}; each is scored once")
        first[key] = file


def _refuse_copies(forecasts: Iterable[Frozen]) -> None:
    """Refuse a frozen forecast that is given twice, in two files.

    Raises
    ------
    InvalidForecast
        If two of them have one digest.
    """
    first: dict[str, Frozen] = {}
    for each in forecasts:
        same = first.setdefault(each.digest, each)
        if same is not each:
            raise InvalidForecast(f"{each.path} holds the same forecast as {same.path}; each is scored once")


def _refuse_plot(plot: Path, *, force: bool) -> None:
    """Refuse a plot that could not be written, before any work is done.

    Raises
    ------
    InvalidRequest
        If its name does not end in .svg.
    InvalidConflict
        If there is such a file already and `force` is not set.
    """
    if plot.suffix != ".svg":
        raise InvalidRequest(f"--plot {plot}: the plot is SVG, so the name ends in .svg")
    refuse_overwriting(plot, force=force)


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
    same = sha256(content(path, CONFLICT_FILE)).hexdigest() == frozen.document.case_sha256
    if same or frozen.has_changed(conflict):  # `score` remarks on the latter
        return conflict
    remark = f"{path.name} has changed since {frozen.path.name} was frozen, in answers, notes or layout alone"
    return conflict.with_(remarks=(*conflict.remarks, remark))
