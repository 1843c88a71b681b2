"""What a figure of a conflict's graph shows: its states and moves, and how much is left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from countermove.model.conflict import Conflict


@dataclass(frozen=True, slots=True)
class DrawnState:
    """A state in an excerpt, and its part in the conflict.

    Attributes
    ----------
    number : int
        From 1.
    status_quo : bool
        Whether the conflict starts here.
    holds : tuple of str
        The ids of the concepts by which it is an equilibrium.
    settles : float
        How likely it is that the conflict ends here and settles.
    never_settles : float
        How likely it is that the conflict ends in going round among this state and others.
    dead_end : bool
        Whether no decision maker has an improvement from here.
    further : int
        How many improvements from here are not in the excerpt.
    """

    number: int
    status_quo: bool = False
    holds: tuple[str, ...] = ()
    settles: float = 0.0
    never_settles: float = 0.0
    dead_end: bool = False
    further: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        chances = {"settles": self.settles, "never_settles": self.never_settles}
        plain = {"number": self.number, "status_quo": self.status_quo, "holds": [*self.holds]}
        return plain | chances | {"dead_end": self.dead_end, "further": self.further}


@dataclass(frozen=True, slots=True)
class DrawnMove:
    """A move in an excerpt.

    Attributes
    ----------
    dm : str
        The decision maker's id.
    start, to : int
        The numbers of the states.
    starts, stops : tuple of str
        The options that are turned on and off; empty in graph form.
    improves : bool
        Whether it is an improvement.
    sanctioned : bool
        Whether it is an improvement that is sanctioned under the concept.
    probability : float
        How likely it is to be taken once the conflict is in the state that it leaves; 0 if it does not get there.
    """

    dm: str
    start: int
    to: int
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    improves: bool = False
    sanctioned: bool = False
    probability: float = 0.0

    @property
    def credible(self) -> bool:
        """Whether it is an improvement that is not sanctioned."""
        return self.improves and not self.sanctioned

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        ends = {"dm": self.dm, "from": self.start, "to": self.to}
        done = {"starts": [*self.starts], "stops": [*self.stops]}
        kind = {"improves": self.improves, "sanctioned": self.sanctioned, "probability": self.probability}
        return ends | done | kind


@dataclass(frozen=True)
class Excerpt:
    """The part of a conflict that a figure shows; it remembers what was asked.

    Attributes
    ----------
    conflict : Conflict
    concept : str
        The id of the stability concept by which improvements are sanctioned.
    states : tuple of DrawnState
        By number.
    moves : tuple of DrawnMove
        By the state that they leave, the decision maker, and the state that they lead to.
    left_out : int
        How many states of the conflict are not in it.
    """

    conflict: Conflict = field(repr=False)
    concept: str
    states: tuple[DrawnState, ...]
    moves: tuple[DrawnMove, ...]
    left_out: int

    @property
    def status_quo(self) -> DrawnState | None:
        """The state in which the conflict starts; None if it is not given."""
        return next((state for state in self.states if state.status_quo), None)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON; states are referred to by number."""
        asked = {"conflict": self.conflict.title, "concept": self.concept}
        states, moves = ([each.to_dict() for each in part] for part in (self.states, self.moves))
        return asked | {"states": states, "moves": moves, "left_out": self.left_out}

    def to_frame(self) -> pd.DataFrame:
        """Return one row a move: who, from, to, and what kind of move it is."""
        import pandas as pd

        columns = ["dm", "from", "to", "starts", "stops", "improves", "sanctioned", "probability"]
        return pd.DataFrame([move.to_dict() for move in self.moves], columns=columns)

    def __str__(self) -> str:
        of = f"{len(self.states)} of {len(self.states) + self.left_out:,} states"
        return f"{self.conflict.title}: {of}, and {len(self.moves)} moves between them"
