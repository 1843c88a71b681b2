"""Frozen forecasts: written with a digest that reveals later edits, and read again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from countermove.errors import InvalidRequest
from countermove.io.frozen import SUFFIX, FrozenForecast, FrozenQuestion, read_frozen, write_frozen
from countermove.io.regular_files import content
from countermove.io.text_files import CONFLICT_FILE
from countermove.io.yaml.reading import read_yaml
from countermove.io.yaml.writing import write_yaml
from countermove.model.arguments import refuse_other_kinds
from countermove.model.joining.join import joined_again, own_notes

if TYPE_CHECKING:
    from os import PathLike

    from countermove.model.conflict import Conflict, Joint
    from countermove.model.provenance import Question
    from countermove.simulation.forecasts.result import Forecast, QuestionForecast


@dataclass(frozen=True, eq=False)
class Frozen:
    """A frozen forecast whose digest was checked.

    Attributes
    ----------
    path : pathlib.Path
        The path of its file.
    document : FrozenForecast
        The content of its file.
    """

    path: Path
    document: FrozenForecast = field(repr=False)

    @property
    def digest(self) -> str:
        """The digest. Publish it to prove later that nothing was changed."""
        return self.document.digest

    def has_changed(self, conflict: Conflict) -> bool:
        """Whether a conflict differs from the one that was forecast, in more than answers and notes."""
        then = read_yaml(self.document.model, str(self.path))
        return write_yaml(unanswered(then)) != write_yaml(unanswered(conflict))

    def __str__(self) -> str:
        return f"{self.path.name}: {self.document.title}, frozen on {self.document.frozen_on}, digest {self.digest}"


def unanswered(conflict: Conflict) -> Conflict:
    """Return a conflict without the parts that may change later: answers, published answers and notes."""
    if conflict.joint is not None:
        return _unanswered_fronts(conflict, conflict.joint)
    return conflict.with_(questions=_unanswered(conflict.questions), published=(), notes=(), remarks=())


def _unanswered(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    return tuple(replace(each, answer=None) for each in questions)


def _unanswered_fronts(conflict: Conflict, joint: Joint) -> Conflict:
    own_notes(conflict, joint)
    fronts = tuple(replace(each, conflict=unanswered(each.conflict)) for each in joint.fronts)
    return joined_again(conflict, replace(joint, fronts=fronts, questions=_unanswered(joint.questions)))


def destination(conflict: Conflict, case: Path, path: Path | None = None, *, force: bool = False) -> Path:
    """Return the path of a frozen forecast; by default its name has the day of the forecast.

    Raises
    ------
    InvalidRequest
        If the name has the wrong ending, the folder does not exist, or the file exists and `force` is false.
    """
    days = [each.asked for each in conflict.questions if each.asked]
    file = Path(f"{case.stem}.{max(days, default=_today())}{SUFFIX}") if path is None else path
    if not file.name.endswith(SUFFIX):
        raise InvalidRequest(f"{file}: the name of a frozen forecast ends in {SUFFIX}")
    if not file.parent.is_dir():
        raise InvalidRequest(f"{file}: there is no folder {str(file.parent)!r}")
    if file.exists() and not force:
        raise InvalidRequest(f"{file} is there already; a forecast is frozen once (--force overwrites it)")
    return file


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


def freeze(
    forecast: Forecast, case: str | PathLike[str], path: str | PathLike[str] | None = None, *, force: bool = False
) -> Frozen:
    """Write a forecast to a file with a digest that reveals later edits.

    The file holds the probabilities, the questions as they were asked, the conflict without its answers, the hash of
    the case's file, seed, number of worlds, concept, version and day. A digest covers all of it. Publish the digest,
    because an unpublished one proves nothing.

    Parameters
    ----------
    forecast : Forecast
        The forecast.
    case : path
        The conflict file of the forecast.
    path : path, optional
        The file to write; by default ``CASE.DAY.forecast.json`` in the current folder.
    force : bool
        Whether to overwrite an existing file.

    Returns
    -------
    Frozen

    Raises
    ------
    InvalidRequest
        If the file exists, its name has the wrong ending, or its folder does not exist.
    """
    refuse_other_kinds(freeze, locals())
    source = Path(case)
    file = destination(forecast.conflict, source, None if path is None else Path(path), force=force)
    document = FrozenForecast(
        case=source.name,
        title=forecast.conflict.title,
        frozen_on=_today(),
        version=forecast.version,
        concept=forecast.concept,
        over=[*forecast.over],
        method="drawn" if forecast.seed is not None else "all worlds",
        seed=forecast.seed,
        solved=forecast.count,
        questions=[_question(each) for each in forecast.questions],
        case_sha256=sha256(content(source, CONFLICT_FILE)).hexdigest(),
        model=write_yaml(unanswered(forecast.conflict)),
    )
    return Frozen(file, write_frozen(document, file))


def _question(each: QuestionForecast) -> FrozenQuestion:
    asked, chance = each.question, each.chance
    same = {key: getattr(asked, key) for key in ("id", "asks", "when", "resolves", "asked", "closes", "variation")}
    numbers = {"probability": each.probability, "low": each.low, "high": each.high}
    more = {"error": chance.error, "unsettled": chance.unsettled, "excluded": chance.excluded}
    return FrozenQuestion(**same, **numbers, **more)


def thaw(path: str | PathLike[str]) -> Frozen:
    """Return a frozen forecast after a check of its digest.

    Raises
    ------
    InvalidForecast
        If the file cannot be read, or was altered.
    """
    refuse_other_kinds(thaw, locals())
    return Frozen(Path(path), read_frozen(Path(path)))
