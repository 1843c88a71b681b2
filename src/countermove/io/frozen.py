"""Frozen forecasts: JSON files with a digest that reveals later changes.

The digest is the SHA-256 of all other fields. A changed forecast needs a new digest, which differs from the published
one; a digest that was never published proves nothing.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from countermove.errors import InvalidConflict, InvalidForecast
from countermove.io.checksums import digest_of_fields
from countermove.io.foreign_formats import not_utf8
from countermove.io.regular_files import FileKind, content
from countermove.io.text_files import write_text

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX = ".forecast.json"
FROZEN = FileKind("a frozen forecast", 1 << 23, "freeze what is forecast anew")
Probability = Annotated[float, Field(ge=0, le=1)]


class FrozenQuestion(BaseModel):
    """One question as it was asked, and its forecast.

    Attributes
    ----------
    probability, low, high : float or None
        The forecast and its range, from 0 to 1.
    error : float
        Standard error of the forecast from the draws of worlds.
    unsettled, excluded : float
        Shares of the worlds in which the question does not settle, and of the worlds left out.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    asks: str
    when: str
    resolves: str
    asked: dt.date | None
    closes: dt.date | None
    variation: str
    probability: Probability | None
    low: Probability | None
    high: Probability | None
    error: Annotated[float, Field(ge=0)]
    unsettled: Probability
    excluded: Probability


class FrozenForecast(BaseModel):
    """A frozen forecast.

    Attributes
    ----------
    model : str
        The conflict file in YAML, without answers and notes.
    case_sha256 : str
        Digest of the conflict file at the time.
    digest : str
        SHA-256 of all other fields.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    countermove_forecast: Literal[1] = 1
    case: str
    title: str
    frozen_on: dt.date
    version: str
    concept: str
    over: list[str]
    method: Literal["all worlds", "drawn"]
    seed: Annotated[int, Field(ge=0)] | None
    solved: Annotated[int, Field(ge=1)]
    questions: Annotated[list[FrozenQuestion], Field(min_length=1)]
    case_sha256: str
    model: str
    digest: str = ""


def digest_of(document: FrozenForecast) -> str:
    """Return the SHA-256 of a document without its field `digest`, in hexadecimal digits."""
    return digest_of_fields(document.model_dump(mode="json", exclude={"digest"}))


def write_frozen(document: FrozenForecast, file: Path) -> FrozenForecast:
    """Write a forecast with its digest atomically, and return it with the digest.

    Raises
    ------
    InvalidConflict
        If the file cannot be written.
    """
    sealed = document.model_copy(update={"digest": digest_of(document)})
    write_text(_rendered(sealed), file)
    return sealed


def _rendered(document: FrozenForecast) -> str:
    return json.dumps(document.model_dump(mode="json"), indent=2) + "\n"


def read_frozen(file: Path) -> FrozenForecast:
    """Read a frozen forecast and verify that it is unchanged.

    Raises
    ------
    InvalidForecast
        If the file cannot be read, its digest does not match, or its layout differs from what `write_frozen` writes.
    """
    text = _read(file)
    try:
        document = FrozenForecast.model_validate_json(text)
    except ValidationError as fault:
        first = fault.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        raise InvalidForecast(
            f"{file} is no frozen forecast, or was altered: {where}: {first['msg'].lower()}"
        ) from None
    if document.digest != digest_of(document):
        message = f"{file} was altered after it was frozen: its digest does not fit what it says"
        raise InvalidForecast(
            f"{message} (it says {document.digest[:16]}..., and makes {digest_of(document)[:16]}...)"
        )
    if text.replace("\r\n", "\n") != _rendered(document):
        raise InvalidForecast(f"{file} was altered after it was frozen: it is not laid out as it was written")
    return document


def _read(file: Path) -> str:
    try:
        raw = content(file, FROZEN)
    except InvalidConflict as fault:
        raise InvalidForecast(str(fault)) from None
    if message := not_utf8(raw):
        raise InvalidForecast(f"{file} is no frozen forecast: {message}")
    return raw.decode("utf-8")
