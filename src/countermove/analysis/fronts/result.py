"""The answer on several fronts: each alone, all together, and what they change for one another.

What holds on each front of a conflict, and on all together.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.analysis.fronts.compose import Between, Composed, composed
from countermove.analysis.fronts.linkage import Linkage
from countermove.analysis.fronts.separation import crossings, locals_of
from countermove.analysis.fronts.solve import whole_solution
from countermove.analysis.solution import Solution
from countermove.analysis.stability.answers import stable
from countermove.errors import Complaint, InvalidConflict, TooLarge, UnknownName
from countermove.model.concepts import ids_of, named
from countermove.model.fronts import fronts_of
from countermove.model.states import is_listed
from countermove.model.variation import vary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from countermove.analysis.fronts.linkage import Fallen, Linked
    from countermove.analysis.fronts.separation import Crossing
    from countermove.model.concepts import Concept
    from countermove.model.conflict import Conflict


MOST_SOLVED = 1 << 20
"""Up to how many states a conflict that separates is solved as a whole as well, which leaves nothing open."""

TOLD = 3


@dataclass(frozen=True, eq=False, repr=False)
class Fronts:
    """What holds on each front alone and on all of them together.

    Attributes
    ----------
    conflict : Conflict
        The whole.
    concepts : tuple of str
        The ids of the concepts that were asked for.
    crossing : tuple of Crossing
        What speaks of several fronts at once; if nothing does, the conflict separates.
    alone : dict of str to Solution
        What holds on each front by itself.
    composed : Composed or None
        What the fronts tell of the whole, if it separates.
    whole : Solution or None
        What holds in the whole, where its states can be listed.
    """

    conflict: Conflict
    concepts: tuple[str, ...]
    crossing: tuple[Crossing, ...]
    alone: dict[str, Solution]
    composed: Composed | None
    whole: Solution | None

    @property
    def states(self) -> int:
        """How many overall states there are."""
        if self.whole is not None:
            return len(self.whole.conflict.states)
        assert self.composed is not None  # noqa: S101  (one of both is there)
        return self.composed.states

    def count(self, concept: str) -> Between:
        """Return how many equilibria the whole has."""
        if self.whole is not None:
            return _exactly(self.whole.where(concept))
        return self._composed.count(concept)

    def linked(self, concept: str) -> Between:
        """Return how many equilibria are not made of equilibria of each front alone."""
        if self.whole is not None:
            return _exactly(self.compared(concept).joint_only)
        return self._composed.linked(concept)

    def broken(self, concept: str) -> Between:
        """Return how many feasible combinations of equilibria of each front alone are none together."""
        if self.whole is not None:
            return _exactly(self.compared(concept).broken)
        return self._composed.broken(concept)

    def ruled_out(self, concept: str) -> int:
        """Return how many combinations of equilibria of each front alone cannot be at all."""
        if self.whole is None:
            return 0
        made = prod(int(each.where(concept).sum()) for each in self.alone.values())
        return made - int(self.compared(concept).by_front.all(axis=0).sum())

    def linkage(self, concept: str, most: int = TOLD) -> list[Linked]:
        """Return the first equilibria that hold jointly only, with why; nothing where states cannot be listed."""
        return [] if self.whole is None else self.compared(concept).linked(most)

    def fallen(self, concept: str) -> list[tuple[str, int]]:
        """Return the equilibria of each front alone that are part of no joint one: fronts and local numbers."""
        return [] if self.whole is None else self.compared(concept).fallen()

    def why_fallen(self, concept: str, front: str, number: int) -> Fallen:
        """Return why an equilibrium of one front alone is part of no joint one."""
        return self.compared(concept).why_fallen(front, number)

    def examples(self, concept: str, most: int = TOLD) -> list[tuple[int, ...]]:
        """Return the first equilibria that certainly hold jointly only, as the numbers of their parts."""
        if self.whole is None:
            return [*islice(self._composed.linkage(concept), most)]
        return [each.parts for each in self.linkage(concept, most)]

    def compared(self, concept: str) -> Linkage:
        """Return one concept, jointly and on each front alone; where the states can be listed."""
        assert self.whole is not None  # noqa: S101  (for the type checker)
        if concept not in self._compared:
            self._compared[concept] = Linkage(self.whole, self.alone, concept)
        return self._compared[concept]

    @cached_property
    def _compared(self) -> dict[str, Linkage]:
        return {}

    @property
    def _composed(self) -> Composed:
        assert self.composed is not None  # noqa: S101  (for the type checker)
        return self.composed

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON; overall states are the numbers of their parts."""
        return {
            "conflict": self.conflict.title,
            "separates": self.composed is not None,
            "crossing": [
                {key: getattr(each, key) for key in ("kind", "fronts", "dm", "text", "because")}
                for each in self.crossing
            ],
            "states": self.states,
            "fronts": {front: solution.to_dict() for front, solution in self.alone.items()},
            "together": {id_: self._together(id_) for id_ in self.concepts},
        }

    def _together(self, concept: str) -> dict[str, Any]:
        numbers = {"equilibria": self.count(concept), "jointly_only": self.linked(concept)}
        numbers["broken"] = self.broken(concept)
        return {key: [each.lowest, each.highest] for key, each in numbers.items()} | {
            "ruled_out": self.ruled_out(concept),
            "examples_jointly_only": [[*each] for each in self.examples(concept)],
            "fallen": [{"front": front, "state": number} for front, number in self.fallen(concept)],
        }

    def __repr__(self) -> str:
        held = ", ".join(f"{id_} {self.count(id_)}" for id_ in self.concepts)
        return f"<Fronts of {self.conflict.title!r}: {', '.join(self.alone)}; {self.states:,} states; {held}>"


def _exactly(where: np.ndarray[Any, np.dtype[np.bool_]]) -> Between:
    number = int(where.sum())
    return Between(number, number)


def composing_concepts(ids: Iterable[str] | None) -> tuple[Concept, ...]:
    """Return the concepts with these ids or names, by which fronts are compared; those by default for None.

    Raises
    ------
    UnknownName
        If one of them does not exist, or is not composed over fronts.

    Examples
    --------
    >>> [concept.id for concept in composing_concepts(None)]
    ['nash', 'gmr', 'smr', 'seq', 'sseq']
    """
    if ids is None:
        return tuple(each for each in named(None) if each.composes)
    asked, known = named(ids), ids_of(lambda each: each.composes)
    if others := [each.id for each in asked if not each.composes]:
        raise UnknownName(f"fronts are not compared by {others[0]!r}; ask for some of: {', '.join(known)}")
    return asked


def fronts_answer(conflict: Conflict, asked: Sequence[Concept]) -> Fronts:
    """Return the answer on several fronts, by concepts that are composed over them.

    Raises
    ------
    InvalidConflict
        If the conflict has no fronts.
    TooLarge
        If something crosses the fronts, and their states together cannot be listed.
    """
    if not fronts_of(conflict):
        raise InvalidConflict([Complaint(f"{conflict.title!r} has no fronts; list them under 'fronts' in its file")])
    crossing = crossings(conflict)
    if not crossing:
        found = composed(conflict, asked)
        whole = whole_solution(conflict, asked) if _listed(found) else None
        return Fronts(conflict, found.concepts, crossing, found.alone, found, whole)
    _refuse(conflict, crossing)
    alone = {front: Solution(local, stable(local, asked)) for front, local in locals_of(conflict).items()}
    solved = Solution(conflict, stable(conflict, asked))
    return Fronts(conflict, solved.concepts, crossing, alone, None, solved)


def _listed(found: Composed) -> bool:
    return is_listed(found.conflict) and found.states <= MOST_SOLVED


def _refuse(conflict: Conflict, crossing: tuple[Crossing, ...]) -> None:
    if not is_listed(conflict):
        first = crossing[0]
        what = f"the {first.kind} {first.text!r}" if first.text else f"the {first.kind} of {first.dm}"
        raise TooLarge(
            f"{conflict.title!r} has {len(conflict.options)} options, too many to list its states, and cannot be "
            f"composed from its fronts: {what} speaks of {' and '.join(first.fronts)}"
        )


def fronts(conflict: Conflict, concepts: Iterable[str] | None = None, *, variation: str | None = None) -> Fronts:
    """Return what holds on each front alone and on all together, and what the fronts change for one another.

    Where nothing crosses the fronts but decision makers that take part in several of them, the answer is composed
    from the fronts (He, Kilgour, Hipel, Bashar 2013, with results of our own), and their states are never listed
    together unless they are few.

    Parameters
    ----------
    conflict : Conflict
        With fronts.
    concepts : iterable of str, optional
        Ids of stability concepts that are composed over fronts; by default all but simultaneous stability.
    variation : str, optional
        Take this variation of the conflict instead.

    Returns
    -------
    Fronts

    Raises
    ------
    InvalidConflict
        If the conflict has no fronts.
    UnknownName
        If a concept or the variation does not exist, or fronts are not compared by a concept.
    TooLarge
        If something crosses the fronts, and there are too many states to list them together.

    Examples
    --------
    >>> from countermove import cases
    >>> fronts(cases.load("canal"), ["nash", "seq"])
    <Fronts of 'A canal, both fronts (invented)': north, south; 64 states; nash 1, seq 6>
    """
    return fronts_answer(conflict if variation is None else vary(conflict, variation), composing_concepts(concepts))
