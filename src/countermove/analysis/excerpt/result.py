"""The answer of `excerpt`: drawn states and moves as frozen values, also as plain values for JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from countermove.model.plotted import Plotted

if TYPE_CHECKING:
    import pandas as pd

    from countermove.model.conflict import Conflict


@dataclass(frozen=True, slots=True)
class DrawnState:
    """A state in an excerpt.

    Attributes
    ----------
    number : int
        The number of the state, from 1.
    status_quo : bool
        Whether the conflict starts here.
    holds : tuple of str
        The ids of the concepts under which it is an equilibrium.
    settles : float
        The probability that the conflict settles here.
    never_settles : float
        The probability that the conflict ends by going round among this state and others.
    dead_end : bool
        Whether no decision maker has an improvement from here.
    further : int
        The number of improvements from here that are not in the excerpt.
    """

    number: int
    status_quo: bool = False
    holds: tuple[str, ...] = ()
    settles: float = 0.0
    never_settles: float = 0.0
    dead_end: bool = False
    further: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Return the state as plain values, for JSON."""
        likely = {"settles": self.settles, "never_settles": self.never_settles}
        plain = {"number": self.number, "status_quo": self.status_quo, "holds": [*self.holds]}
        return plain | likely | {"dead_end": self.dead_end, "further": self.further}


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
        The probability of the move in the state that it leaves; 0 if the evolution does not take the move.
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
        """Return the move as plain values, for JSON."""
        ends = {"dm": self.dm, "from": self.start, "to": self.to}
        done = {"starts": [*self.starts], "stops": [*self.stops]}
        kind = {"improves": self.improves, "sanctioned": self.sanctioned, "probability": self.probability}
        return ends | done | kind


@dataclass(frozen=True)
class Excerpt(Plotted):
    """The states and moves of a conflict that a figure shows.

    Attributes
    ----------
    conflict : Conflict
        The conflict.
    concept : str
        The id of the stability concept under which improvements are sanctioned.
    states : tuple of DrawnState
        The states, by number.
    moves : tuple of DrawnMove
        The moves, by state left, decision maker and state entered.
    left_out : int
        The number of states of the conflict that are not in the excerpt.
    """

    conflict: Conflict = field(repr=False)
    concept: str
    states: tuple[DrawnState, ...]
    moves: tuple[DrawnMove, ...]
    left_out: int

    @property
    def status_quo(self) -> DrawnState | None:
        """The status quo; None if the conflict has none, or it is not in the excerpt."""
        return next((state for state in self.states if state.status_quo), None)

    def to_dict(self) -> dict[str, Any]:
        """Return the excerpt as plain values, for JSON; states are given by number."""
        source = {
            "conflict": self.conflict.title,
            "variation": self.conflict.variation or None,
            "concept": self.concept,
        }
        states, moves = ([each.to_dict() for each in part] for part in (self.states, self.moves))
        return source | {"states": states, "moves": moves, "left_out": self.left_out}

    def to_frame(self) -> pd.DataFrame:
        """Return a table of the moves: decision maker, states, options and kind."""
        import pandas as pd

        columns = ["dm", "from", "to", "starts", "stops", "improves", "sanctioned", "probability"]
        return pd.DataFrame([move.to_dict() for move in self.moves], columns=columns)

    def __str__(self) -> str:
        of = f"{len(self.states)} of {len(self.states) + self.left_out:,} states"
        return f"{self.conflict.title}: {of}, and {len(self.moves)} moves between them"
