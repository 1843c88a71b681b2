"""Forecasts that show whether they were altered: written to a file, and read from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

    from countermove.simulation.forecasts.answer import Forecast
    from countermove.simulation.forecasts.freezing import Frozen


def freeze(
    forecast: Forecast, case: str | PathLike[str], path: str | PathLike[str] | None = None, *, force: bool = False
) -> Frozen:
    """Write a forecast to a file that shows it if anything in it is changed later.

    The file holds the probabilities, the questions as they were asked, the conflict without its answers, the hash of
    the case's file, seed, number of worlds, concept, version and day, and a digest over all that. Publish the digest:
    a digest that nobody knows binds nobody.

    Parameters
    ----------
    forecast : Forecast
        The forecast.
    case : path
        The conflict file that it is of.
    path : path, optional
        Where to; by default in this folder, as ``CASE.DAY.forecast.json``.
    force : bool
        Whether to overwrite a file that is there.

    Returns
    -------
    Frozen

    Raises
    ------
    InvalidRequest
        If the file is there, or its name ends otherwise.
    """
    from pathlib import Path

    from countermove.simulation.forecasts.freezing import freeze as frozen

    return frozen(forecast, Path(case), None if path is None else Path(path), force=force)


def thaw(path: str | PathLike[str]) -> Frozen:
    """Return a frozen forecast, after making sure that it is as it was written.

    Raises
    ------
    InvalidForecast
        If it cannot be read, or was altered.
    """
    from pathlib import Path

    from countermove.simulation.forecasts.freezing import thaw as thawed

    return thawed(Path(path))
