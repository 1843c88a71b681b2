"""Goals of a change: what is to hold, to fall, to be always or never so, or to be likely enough.

A goal is asked of a trial, the solution of one changed conflict, so that the same goal serves every search.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from countermove.analysis.assumptions.trial import Trial


class Goal(Protocol):
    """A goal that one solved conflict meets or does not meet."""

    @property
    def text(self) -> str:
        """The goal as it was asked."""

    def met(self, trial: Trial) -> bool:
        """Whether a solved conflict meets the goal."""


@dataclass(frozen=True, slots=True)
class Stands:
    """A state is an equilibrium, or is none.

    Attributes
    ----------
    text : str
        The goal as it was asked.
    state : str
        The state: a name, a pattern, a number, a list of options or a condition. A condition asks for one state or
        more that satisfy it: some of them is to hold, or none of them.
    concept : str
        The id of the concept.
    falls : bool
        Whether the state is not to hold.
    """

    text: str
    state: str
    concept: str
    falls: bool = False

    def met(self, trial: Trial) -> bool:
        """Whether some state that is meant holds, or none of them if it is to fall."""
        raise NotImplementedError
