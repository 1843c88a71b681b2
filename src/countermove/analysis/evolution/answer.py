"""The answer of `evolve`: what is attained from the status quo, and where the conflict ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from countermove.analysis.improvements import changes
from countermove.errors import UnknownName

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from countermove.analysis.evolution.attainment import Attainment
    from countermove.analysis.evolution.chain import Chain, Credible
    from countermove.model.conflict import Conflict

    Way = Literal["improvements", "moves"]

DIGITS = 12


@dataclass(frozen=True, slots=True)
class Step:
    """A move on a path: the decision maker's id, the states' numbers, and the options it starts and stops."""

    dm: str
    start: int
    to: int
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class End:
    """Where the conflict can end.

    Attributes
    ----------
    states : tuple of int
        The number of an equilibrium; of a recurrent class that never settles, the numbers of all its states.
    probability : float
        How likely it is from the status quo.
    """

    states: tuple[int, ...]
    probability: float

    @property
    def settles(self) -> bool:
        """Whether it is an equilibrium."""
        return len(self.states) == 1


@dataclass(frozen=True, eq=False)
class Evolution:
    """How a conflict moves on from its status quo under one concept; it remembers what was asked.

    Attributes
    ----------
    conflict : Conflict
        The conflict.
    concept : str
        The id of the stability concept.
    status_quo : int
        Its number.
    equilibria : ndarray of bool, shape (S,)
        Where the equilibria under the concept are.
    by_improvements, by_moves : Attainment
        What legal sequences of improvements, and of any moves, lead to.
    ends : tuple of End
        The likeliest first.
    expected_moves : float
        How many moves are expected until one of the ends is entered.
    credible : Credible
        Which improvements are not sanctioned under the concept.
    chain : Chain
        The states that credible improvements lead to, and the moves between them with their probabilities.
    visits : ndarray of float64, shape (R,)
        How often each state of the chain is expected to be visited; in an end, how likely it is to be entered there.
    """

    conflict: Conflict = field(repr=False)
    concept: str
    status_quo: int
    equilibria: NDArray[np.bool_] = field(repr=False)
    by_improvements: Attainment = field(repr=False)
    by_moves: Attainment = field(repr=False)
    ends: tuple[End, ...]
    expected_moves: float
    credible: Credible = field(repr=False)
    chain: Chain = field(repr=False)
    visits: NDArray[np.float64] = field(repr=False)

    def way(self, number: int) -> Way | None:
        """Return how a state is attained: by improvements, only by moves, or not at all (None).

        Raises
        ------
        UnknownName
            If there is no state of this number.
        """
        if not 1 <= number <= len(self.conflict.states):
            raise UnknownName(f"there is no state number {number}; there are {len(self.conflict.states):,}")
        ways: dict[Way, Attainment] = {"improvements": self.by_improvements, "moves": self.by_moves}
        return next((way for way, found in ways.items() if found.leads_to(number - 1)), None)

    def path(self, number: int) -> tuple[Step, ...]:
        """Return a shortest path to a state: by improvements if they lead there, or else by moves.

        Empty for the status quo itself, and for a state that is not attained at all.
        """
        way = self.way(number)
        found = self.by_improvements if way == "improvements" else self.by_moves
        return tuple(self._step(*move) for move in found.path(number - 1)) if way else ()

    def probability(self, number: int) -> float:
        """Return how likely it is that the conflict ends in one state and settles there."""
        return sum(end.probability for end in self.ends if end.states == (number,))

    def _step(self, dm: int, start: int, end: int) -> Step:
        done = changes(self.conflict, dm, start, end)
        return Step(self.conflict.decision_makers[dm].id, start + 1, end + 1, *done)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON; states are referred to by number."""
        return {
            "conflict": self.conflict.title,
            "concept": self.concept,
            "status_quo": self.status_quo,
            "tempo": {dm.id: dm.tempo for dm in self.conflict.decision_makers},
            "distance": {
                "improvements": self.by_improvements.distance.tolist(),
                "moves": self.by_moves.distance.tolist(),
            },
            "equilibria": [self._equilibrium(int(k) + 1) for k in np.flatnonzero(self.equilibria)],
            "ends": [
                {"states": [*end.states], "settles": end.settles, "probability": round(end.probability, DIGITS)}
                for end in self.ends
            ],
            "expected_moves": round(self.expected_moves, DIGITS),
        }

    def _equilibrium(self, number: int) -> dict[str, Any]:
        path = [
            {"dm": each.dm, "from": each.start, "to": each.to, "starts": [*each.starts], "stops": [*each.stops]}
            for each in self.path(number)
        ]
        return {"state": number, "attained_by": self.way(number), "path": path}

    def to_frame(self) -> pd.DataFrame:
        """Return one row an equilibrium: what is on, its distances (-1: not attained), and how likely it is."""
        import pandas as pd

        at = np.flatnonzero(self.equilibria)
        likely = {end.states[0]: end.probability for end in self.ends if end.settles}
        columns = {
            "state": [str(self.conflict.states[int(k)]) for k in at],
            "by_improvements": self.by_improvements.distance[at],
            "by_moves": self.by_moves.distance[at],
            "probability": [likely.get(int(k) + 1, 0.0) for k in at],
        }
        return pd.DataFrame(columns, index=pd.Index(at + 1, name="number"))

    def _repr_html_(self) -> str:
        caption = f"{self.conflict.title}: the equilibria ({self.concept}) and how they are attained"
        return f"<p><b>{escape(caption)}</b></p>{self.to_frame().to_html()}"
