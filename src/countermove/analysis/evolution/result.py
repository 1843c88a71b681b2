"""The answer of `evolve`: what is attained from the status quo, where the conflict ends, and what tells early.

An evolution as plain values, for JSON.

The steps of a shortest path, in the conflict's own words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from countermove.analysis.evolution.paths import Step, path
from countermove.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    from numpy.typing import NDArray

    from countermove.analysis.evolution.absorption import Absorption, End
    from countermove.analysis.evolution.attainment import Attainment
    from countermove.analysis.evolution.chain import Chain, Credible
    from countermove.analysis.evolution.paths import Likeliest
    from countermove.analysis.evolution.signposts import Signposts
    from countermove.model.conflict import Conflict

    Way = Literal["improvements", "moves"]


DIGITS = 12

MOST_PATHS = 1_000
"""To how many equilibria paths are written: of those that improvements lead to, and of those that only moves do."""


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
    absorbed : Absorption
        The chain of improvements that are not sanctioned, and where it ends; what signposts are found in.
    likeliest : Likeliest
        The likeliest way to each end.
    signposts : Signposts
        The events that tell the ends apart.
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
    absorbed: Absorption = field(repr=False)

    @property
    def chain(self) -> Chain:
        """The states that credible improvements lead to, and the moves between them with their probabilities."""
        return self.absorbed.flow.chain

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
        return path(self.conflict, found, number) if way else ()

    def probability(self, number: int) -> float:
        """Return how likely it is that the conflict ends in one state and settles there."""
        return sum(end.probability for end in self.ends if end.states == (number,))

    @cached_property
    def likeliest(self) -> Likeliest:
        """The likeliest way to each end, searched when it is first asked for."""
        from countermove.analysis.evolution.paths import Likeliest

        return Likeliest(self)

    @cached_property
    def signposts(self) -> Signposts:
        """The events that tell the ends apart, worked out when they are first asked for."""
        from countermove.analysis.evolution.signpost_search import signposts

        return signposts(self.conflict, self.absorbed, self.ends)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON; states are referred to by number."""
        return document(self)

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


def document(found: Evolution) -> dict[str, Any]:
    """Return everything as plain values; states are referred to by number."""
    written = _written(found)
    equilibria = (np.flatnonzero(found.equilibria) + 1).tolist()
    ways = {number: found.way(number) for number in equilibria}
    return {
        "conflict": found.conflict.title,
        "concept": found.concept,
        "status_quo": found.status_quo,
        "tempo": {dm.id: dm.tempo for dm in found.conflict.decision_makers},
        "distance": {
            "improvements": found.by_improvements.distance.tolist(),
            "moves": found.by_moves.distance.tolist(),
        },
        "equilibria": [
            {
                "state": number,
                "attained_by": way,
                "path": _path(found, number) if number in written or not way else None,
            }
            for number, way in ways.items()
        ],
        "paths_left_out": sum(way is not None for way in ways.values()) - len(written),
        "ends": [
            {"states": [*end.states], "settles": end.settles, "probability": round(end.probability, DIGITS)}
            for end in found.ends
        ],
        "expected_moves": round(found.expected_moves, DIGITS),
        **found.signposts.to_dict(),
    }


def _written(found: Evolution) -> set[int]:
    """Return the numbers of the equilibria to which paths are written."""
    improving, moving = (each.distance >= 0 for each in (found.by_improvements, found.by_moves))
    ways: Iterable[Any] = (found.equilibria & improving, found.equilibria & moving & ~improving)
    return {number for way in ways for number in (np.flatnonzero(way)[:MOST_PATHS] + 1).tolist()}


def _path(found: Evolution, number: int) -> list[dict[str, Any]]:
    return [
        {"dm": each.dm, "from": each.start, "to": each.to, "starts": [*each.starts], "stops": [*each.stops]}
        for each in found.path(number)
    ]
