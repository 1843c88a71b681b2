"""Short forms of YAML values: one item for a list of one, text for a mapping, dates without month or day."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WrapValidator
from pydantic_core import PydanticCustomError

if TYPE_CHECKING:
    from collections.abc import Callable


def _text(raw: Any) -> Any:
    if isinstance(raw, bool):
        return str(raw).lower()
    return getattr(raw, "text", str(raw)) if isinstance(raw, (int, float)) else raw


Text = Annotated[str, BeforeValidator(_text, json_schema_input_type=str | int | float | bool)]
"""Text; a bare number, true or false keeps its spelling in the file."""


def _no_truth(raw: Any) -> Any:
    if isinstance(raw, bool):
        raise PydanticCustomError("number", "a number is expected here")
    return raw


NO_TRUTH = BeforeValidator(_no_truth)
"""Refuses true and false where a number is expected; they would count as 1 and 0."""


def _whole(raw: Any, as_float: Callable[[Any], float]) -> float:
    """Return a whole number as it is written, and any other number as the nearest float; refuse true and false."""
    if isinstance(raw, bool):
        raise PydanticCustomError("number", "a number is expected here")
    number = as_float(raw)
    return int(raw) if isinstance(raw, int) else number


Number = Annotated[float, Field(allow_inf_nan=False), WrapValidator(_whole)]
"""A finite number; a whole number keeps all its digits."""


def under(key: str, document: Any, plain: Any = str | int | float | bool | None) -> BeforeValidator:
    """Return a validator that accepts plain text in place of a mapping, as its value under `key`."""
    return BeforeValidator(
        lambda raw: {key: raw} if isinstance(raw, (str, int, float)) else {} if raw is None else raw,
        json_schema_input_type=document | plain,
    )


def one_or_more(item: Any) -> BeforeValidator:
    """Return a validator that accepts one item in place of a list of one."""
    return BeforeValidator(listed, json_schema_input_type=list[item] | item)


def listed(raw: Any) -> Any:
    """Return a list as it is, None as an empty list, and any other value in a list of one."""
    return raw if isinstance(raw, list) else [] if raw is None else [raw]


def _date(raw: Any) -> Any:
    if isinstance(raw, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", raw):
        return raw
    raise PydanticCustomError("date", "a date is written as 2022-01-31")


def _part_of_date(raw: Any) -> Any:
    text = str(_text(raw))
    padded = text + "0000-01-01"[len(text) :]
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", text) or not _is_date(padded):
        raise PydanticCustomError("date", "a date is written as 2022-01-31, 2022-01 or 2022")
    return text


def _is_date(text: str) -> bool:
    try:
        return bool(dt.date.fromisoformat(text))
    except ValueError:
        return False


Date = Annotated[dt.date, BeforeValidator(_date, json_schema_input_type=dt.date)]
PartOfDate = Annotated[str, BeforeValidator(_part_of_date, json_schema_input_type=str | int)]
"""A day, a month or a year."""


def _paragraph(raw: Any) -> Any:
    if isinstance(raw, (str, int)) and not isinstance(raw, bool):
        return raw
    if isinstance(raw, float):
        return _text(raw)
    raise PydanticCustomError("paragraph", "a paragraph is a number, as 2, a range, as 2-4, or a few words")


Paragraph = Annotated[int | str, BeforeValidator(_paragraph, json_schema_input_type=int | float | str)]


def _edited(raw: Any) -> Any:
    words = {"true": True, "yes": True, "false": False, "no": False}
    if isinstance(raw, (list, dict)):
        raise PydanticCustomError("edited", "true or false is expected here, or by whom and how, in words")
    return words.get(str(_text(raw)).lower(), _text(raw))


Edited = Annotated[bool | str, BeforeValidator(_edited, json_schema_input_type=bool | str)]


def _direction(raw: Any) -> Any:
    return {True: "on", False: "off"}.get(raw, raw) if isinstance(raw, bool) else raw


Direction = Annotated[Literal["on", "off"], BeforeValidator(_direction)]
"""The value that an irreversible option keeps."""

DirectionOrBoth = Annotated[Literal["on", "off", "both"], BeforeValidator(_direction)]
"""Likewise in a variation, where ``both`` makes an option reversible."""
