"""Frozen forecasts: files that show it if anything in them is changed after they were written.

The digest is the SHA-256 of everything else in the document. Whoever changes a number has to change the digest too,
and that shows to all who were told the digest in time: it binds as far as it was published, and no further.
"""

from __future__ import annotations

import datetime as dt
import json
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from countermove.errors import InvalidForecast
from countermove.io.text_files import write_text

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX = ".forecast.json"
MOST_BYTES = 1 << 23
Probability = Annotated[float, Field(ge=0, le=1)]


class FrozenQuestion(BaseModel):
    """One question as it was asked, and its forecast."""

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
    """A forecast as it is frozen; `model` is the whole conflict file but for answers and notes."""

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
    """Return the digest of everything in a document but its own."""
    plain = document.model_dump(mode="json", exclude={"digest"})
    return sha256(json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def write_frozen(document: FrozenForecast, file: Path) -> FrozenForecast:
    """Write a forecast with its digest, whole or not at all, and return it."""
    sealed = document.model_copy(update={"digest": digest_of(document)})
    write_text(_rendered(sealed), file)
    return sealed


def _rendered(document: FrozenForecast) -> str:
    return json.dumps(document.model_dump(mode="json"), indent=2) + "\n"


def read_frozen(file: Path) -> FrozenForecast:
    """Return a frozen forecast, after making sure that it is as it was written.

    Raises
    ------
    InvalidForecast
        If it cannot be read, or is not what was written: another number, another word, another order, another blank.
    """
    text = _text(file)
    try:
        document = FrozenForecast.model_validate_json(text)
    except ValidationError as fault:
        said = fault.errors(include_url=False)[0]
        where = ".".join(map(str, said["loc"])) or "the whole"
        raise InvalidForecast(
            f"{file} is no frozen forecast, or was altered: {where}: {said['msg'].lower()}"
        ) from None
    if document.digest != digest_of(document):
        message = f"{file} was altered after it was frozen: its digest does not fit what it says"
        raise InvalidForecast(
            f"{message} (it says {document.digest[:16]}..., and makes {digest_of(document)[:16]}...)"
        )
    if text.replace("\r\n", "\n") != _rendered(document):
        raise InvalidForecast(f"{file} was altered after it was frozen: it is not laid out as it was written")
    return document


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise InvalidForecast(f"{file} has {file.stat().st_size:,} bytes; that is no frozen forecast")
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise InvalidForecast(f"{file} is no frozen forecast: it is not text in UTF-8") from None
    except OSError as fault:
        raise InvalidForecast(f"{file}: {(fault.strerror or str(fault)).lower()}") from None
