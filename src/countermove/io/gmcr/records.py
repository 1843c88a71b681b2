"""What matters here of a .gmcr file, as records; indices and numbers are the file's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from countermove.model.records import Stays

FLAGS = ("useManualPreferenceRanking", "useManualPreferenceVectors")
RANKINGS = ("preferenceRanking", "preferenceVector")
STAYS: dict[str, Stays | None] = {"both": None, "fwd": "on", "back": "off"}

Condition = list[Any] | dict[str, Any]
Levels = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class FileOption:
    """An option as the file has it."""

    name: str
    stays: Stays | None


@dataclass(frozen=True, slots=True)
class FileDM:
    """A decision maker as the file has it.

    Attributes
    ----------
    name : str
        The name.
    options : tuple of int
        Indices of the options, ascending.
    preferences : tuple of condition
        Most important first.
    ranking : tuple of tuple of int
        State numbers, most preferred level first; empty if no ranking applies.
    ranking_key : str
        The key under which the ranking stands.
    """

    name: str
    options: tuple[int, ...]
    preferences: tuple[Condition, ...]
    ranking: Levels
    ranking_key: str


@dataclass(frozen=True, slots=True)
class FileConflict:
    """The whole file; `manual` says that rankings apply and not the preference conditions."""

    options: tuple[FileOption, ...]
    decision_makers: tuple[FileDM, ...]
    infeasibles: tuple[Condition, ...]
    manual: bool
