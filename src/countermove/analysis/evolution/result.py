"""The answer of `evolve`: attained states, ends and their probabilities, and signposts; also as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from countermove.analysis.evolution.paths import LikeliestPaths, Step, path
from countermove.analysis.evolution.signpost_search import signposts
from countermove.analysis.evolution.signposts import DIGITS
from countermove.errors import UnknownName
from countermove.model.plotted import Plotted

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    from numpy.typing import NDArray

    from countermove.analysis.evolution.absorption import Absorption, End
    from countermove.analysis.evolution.attainment import Attainment
    from countermove.analysis.evolution.chain import Chain, Credible
    from countermove.analysis.evolution.signposts import Signposts
    from countermove.model.conflict import Conflict

    AttainedBy = Literal["improvements", "moves"]


MOST_PATHS = 1_000
"""Maximum number of equilibria with a path in a document: by improvements, and likewise only by moves."""


@dataclass(frozen=True, eq=False)
class Evolution(Plotted):
    """The evolution of a conflict of S states from its status quo, under one concept.

    Attributes
    ----------
    conflict : Conflict
        The conflict.
    concept : str
        The id of the stability concept.
    status_quo : int
        The number of the status quo.
    equilibria : ndarray of bool, shape (S,)
        The equilibria under the concept.
    by_improvements, by_moves : Attainment
        The states that legal sequences of improvements, and of any moves, lead to.
    ends : tuple of End
        The ends, the most likely first.
    expected_moves : float
        The expected number of moves until the conflict enters an end.
    credible : Credible
        The improvements that are not sanctioned under the concept.
    absorbed : Absorption
        The absorption of the chain of these improvements.
    likeliest : LikeliestPaths
        The likeliest path to each state of the chain.
    signposts : Signposts
        The events after which fewer ends are possible.
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
        """The Markov chain of credible improvements."""
        return self.absorbed.condensation.chain

    def way(self, number: int) -> AttainedBy | None:
        """Return "improvements" if these attain a state, "moves" if only other moves do, None if it is not attained.

        Raises
        ------
        UnknownName
            If there is no state of this number.
        """
        if not 1 <= number <= len(self.conflict.states):
            raise UnknownName(f"there is no state number {number}; there are {len(self.conflict.states):,}")
        attainments: dict[AttainedBy, Attainment] = {"improvements": self.by_improvements, "moves": self.by_moves}
        return next((by for by, found in attainments.items() if found.leads_to(number - 1)), None)

    def path(self, number: int) -> tuple[Step, ...]:
        """Return a shortest path to a state: by improvements if they attain it, otherwise by moves.

        The path is empty for the status quo, and for a state that is not attained.

        Raises
        ------
        UnknownName
            If there is no state of this number.
        """
        by = self.way(number)
        found = self.by_improvements if by == "improvements" else self.by_moves
        return path(self.conflict, found, number) if by else ()

    def probability(self, number: int) -> float:
        """Return the probability that the conflict settles in a state."""
        return sum(end.probability for end in self.ends if end.states == (number,))

    @cached_property
    def likeliest(self) -> LikeliestPaths:
        """The likeliest paths through the chain."""
        return LikeliestPaths(self)

    @cached_property
    def signposts(self) -> Signposts:
        """The events after which fewer ends are possible; they are searched at first use."""
        return signposts(self.conflict, self.absorbed, self.ends)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the conflict lacks of its file, and what may change its meaning."""
        return self.conflict.remarks

    def to_dict(self) -> dict[str, Any]:
        """Return the evolution as plain values, for JSON; states are given by number."""
        return as_dict(self)

    def to_frame(self) -> pd.DataFrame:
        """Return a table of the equilibria: options that are on, distances (-1: not attained), and probability."""
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


def as_dict(found: Evolution) -> dict[str, Any]:
    """Return an evolution as plain values; states are given by number."""
    written = _written(found)
    equilibria = (np.flatnonzero(found.equilibria) + 1).tolist()
    attained_by = {number: found.way(number) for number in equilibria}
    return {
        "conflict": found.conflict.title,
        "variation": found.conflict.variation or None,
        "remarks": [*found.remarks],
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
                "attained_by": by,
                "path": _path(found, number) if number in written or not by else None,
            }
            for number, by in attained_by.items()
        ],
        "paths_left_out": sum(by is not None for by in attained_by.values()) - len(written),
        "ends": [
            {"states": [*end.states], "settles": end.settles, "probability": round(end.probability, DIGITS)}
            for end in found.ends
        ],
        "expected_moves": round(found.expected_moves, DIGITS),
        **found.signposts.to_dict(),
    }


def _written(found: Evolution) -> set[int]:
    """Return the numbers of the equilibria that have a path in the document."""
    improving, moving = (each.distance >= 0 for each in (found.by_improvements, found.by_moves))
    parts: Iterable[Any] = (found.equilibria & improving, found.equilibria & moving & ~improving)
    return {number for part in parts for number in (np.flatnonzero(part)[:MOST_PATHS] + 1).tolist()}


def _path(found: Evolution, number: int) -> list[dict[str, Any]]:
    return [
        {"dm": each.dm, "from": each.start, "to": each.to, "starts": [*each.starts], "stops": [*each.stops]}
        for each in found.path(number)
    ]
