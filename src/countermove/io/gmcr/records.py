"""Records of the parts of a .gmcr file that are read; indices count from 0, state numbers from 1, as in the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from countermove.model.records import Stays

FLAGS = ("useManualPreferenceRanking", "useManualPreferenceVectors")
"""Keys, by dialect, that say whether rankings apply."""

RANKINGS = ("preferenceRanking", "preferenceVector")
"""Keys of a ranking, by dialect."""

STAYS: dict[str, Stays | None] = {"both": None, "fwd": "on", "back": "off"}
"""Value that an option keeps, by its permitted direction."""

CHANGES_THE_MEANING = "which changes the meaning"
"""Words of a remark on something whose absence can change answers."""

Condition = list[Any] | dict[str, Any]
"""A condition in JSON; `countermove.io.gmcr.conditions` describes its forms."""

Levels = tuple[tuple[int, ...], ...]
"""State numbers that tie, most preferred first."""


@dataclass(frozen=True, slots=True)
class FileOption:
    """An option of the file."""

    name: str
    stays: Stays | None


@dataclass(frozen=True, slots=True)
class FileDM:
    """A decision maker of the file.

    Attributes
    ----------
    name : str
        The name, as in the file.
    options : tuple of int
        Indices of the options, ascending.
    preferences : tuple of condition
        Most important first.
    ranking : tuple of tuple of int
        State numbers, most preferred level first; empty if no ranking applies.
    ranking_key : str
        The key of the ranking in the file.
    """

    name: str
    options: tuple[int, ...]
    preferences: tuple[Condition, ...]
    ranking: Levels
    ranking_key: str


@dataclass(frozen=True, slots=True)
class FileConflict:
    """A whole file.

    Attributes
    ----------
    infeasibles : tuple of condition
        Each is true of infeasible states only.
    manual : bool
        Whether rankings apply instead of preference conditions.
    """

    options: tuple[FileOption, ...]
    decision_makers: tuple[FileDM, ...]
    infeasibles: tuple[Condition, ...]
    manual: bool
