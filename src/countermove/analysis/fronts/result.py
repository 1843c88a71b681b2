"""The question `fronts` and its answer: the equilibria of each front alone and of all fronts together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.analysis.fronts.compose import Composed, CountRange, composed
from countermove.analysis.fronts.linkage import Linkage
from countermove.analysis.fronts.separation import crossings, local_conflicts
from countermove.analysis.fronts.solve import whole_solution
from countermove.analysis.solution import Solution
from countermove.analysis.stability.stable_states import stable
from countermove.errors import Complaint, InvalidConflict, TooLarge, UnknownName
from countermove.model.arguments import refuse_other_kinds
from countermove.model.concepts import ids_of
from countermove.model.fronts import fronts_of
from countermove.model.reading import concepts_in
from countermove.model.states import is_listed
from countermove.model.variation import vary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.analysis.fronts.linkage import FallenEquilibrium, LinkedEquilibrium
    from countermove.analysis.fronts.separation import Crossing
    from countermove.model.concepts import Concept
    from countermove.model.conflict import Conflict


MOST_SOLVED = 1 << 20
"""A conflict that separates is also solved as a whole up to this many states, so that nothing stays open."""

EXAMPLES = 3
"""How many examples are returned by default."""


@dataclass(frozen=True, eq=False, repr=False)
class Fronts:
    """The equilibria of each front alone and of all fronts together.

    Attributes
    ----------
    conflict : Conflict
        The whole.
    concepts : tuple of str
        The ids of the concepts that were requested.
    crossing : tuple of Crossing
        The rules and preferences that speak of several fronts; if there are none, the conflict separates.
    alone : dict of str to Solution
        The solution of each front by itself.
    composed : Composed or None
        The answer composed from the fronts, if the conflict separates.
    whole : Solution or None
        The solution of the whole, if its states can be listed.
    notes : tuple of str
        The usual concepts that do not compose over fronts; `remarks` has them too.
    """

    conflict: Conflict
    concepts: tuple[str, ...]
    crossing: tuple[Crossing, ...]
    alone: dict[str, Solution]
    composed: Composed | None
    whole: Solution | None
    notes: tuple[str, ...] = ()

    @property
    def states(self) -> int:
        """The number of overall states."""
        if self.whole is not None:
            return len(self.whole.conflict.states)
        assert self.composed is not None  # noqa: S101  (one of both is there)
        return self.composed.states

    def count(self, concept: str) -> CountRange:
        """Return the number of equilibria of the whole."""
        if self.whole is not None:
            return _exactly(self.whole.where(concept))
        return self._composed.count(concept)

    def linked(self, concept: str) -> CountRange:
        """Return the number of equilibria that are not made of equilibria of each front alone."""
        if self.whole is not None:
            return _exactly(self.compared(concept).joint_only)
        return self._composed.linked(concept)

    def broken(self, concept: str) -> CountRange:
        """Return the number of feasible combinations of local equilibria that are no equilibria together."""
        if self.whole is not None:
            return _exactly(self.compared(concept).broken)
        return self._composed.broken(concept)

    def ruled_out(self, concept: str) -> int:
        """Return the number of combinations of local equilibria that are infeasible."""
        if self.whole is None:
            return 0
        made = prod(int(each.where(concept).sum()) for each in self.alone.values())
        return made - int(self.compared(concept).by_front.all(axis=0).sum())

    def linkage(self, concept: str, most: int = EXAMPLES) -> list[LinkedEquilibrium]:
        """Return the first equilibria that hold jointly only, with reasons; none if states cannot be listed."""
        return [] if self.whole is None else self.compared(concept).linked(most)

    def fallen(self, concept: str) -> list[tuple[str, int]]:
        """Return the local equilibria that are part of no joint one: front ids and local state numbers."""
        return [] if self.whole is None else self.compared(concept).fallen()

    def why_fallen(self, concept: str, front: str, number: int) -> FallenEquilibrium:
        """Return why a local equilibrium is part of no joint one; only if the states can be listed."""
        return self.compared(concept).why_fallen(front, number)

    def examples(self, concept: str, most: int = EXAMPLES) -> list[tuple[int, ...]]:
        """Return the first equilibria that certainly hold jointly only, as the numbers of their parts."""
        if self.whole is None:
            return [*islice(self._composed.linkage(concept), most)]
        return [each.parts for each in self.linkage(concept, most)]

    def compared(self, concept: str) -> Linkage:
        """Return the comparison of joint and local equilibria under a concept; only if the states can be listed."""
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

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the conflict lacks of its files, what may change its meaning, and the concepts that were left out."""
        return (*self.conflict.remarks, *self.notes)

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain values, for JSON; overall states are the numbers of their parts."""
        return {
            "conflict": self.conflict.title,
            "variation": self.conflict.variation or None,
            "remarks": [*self.remarks],
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


def _exactly(where: np.ndarray[Any, np.dtype[np.bool_]]) -> CountRange:
    number = int(where.sum())
    return CountRange(number, number)


def fronts(conflict: Conflict, concepts: Iterable[str] | None = None, *, variation: str | None = None) -> Fronts:
    """Return the equilibria of each front alone and of all fronts together, and how the fronts change each other's.

    If no rule or preference crosses the fronts, the answer is composed from the fronts (He, Kilgour, Hipel, Bashar
    2013, with results of our own). Overall states are then listed only if they are few.

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
    refuse_other_kinds(fronts, locals())
    conflict = vary(conflict, variation)
    by = _composing_concepts(conflict, concepts)
    if not fronts_of(conflict):
        raise InvalidConflict([Complaint(f"{conflict.title!r} has no fronts; list them under 'fronts' in its file")])
    crossing = crossings(conflict)
    if not crossing:
        found = composed(conflict, by)
        whole = whole_solution(conflict, by) if _listed(found) else None
        return Fronts(conflict, found.concepts, crossing, found.alone, found, whole, _left_out(conflict, concepts))
    _refuse(conflict, crossing)
    alone = {front: Solution(local, stable(local, by)) for front, local in local_conflicts(conflict).items()}
    solved = Solution(conflict, stable(conflict, by))
    return Fronts(conflict, solved.concepts, crossing, alone, None, solved, _left_out(conflict, concepts))


def _left_out(conflict: Conflict, ids: Iterable[str] | None) -> tuple[str, ...]:
    """Return a note on each usual concept or mixed reading by which fronts are not compared, if none is asked for."""
    others = [each for each in concepts_in(conflict, None) if not each.composes] if ids is None else []
    return tuple(f"left out: {each.in_words} ({each.id}), by which fronts are not compared" for each in others)


def _composing_concepts(conflict: Conflict, ids: Iterable[str] | None) -> tuple[Concept, ...]:
    """Return the concepts with some ids or names, all of which compose over fronts; the default ones for None.

    Raises
    ------
    UnknownName
        If one of them does not exist, or does not compose over fronts.

    Examples
    --------
    >>> from countermove import cases
    >>> [concept.id for concept in _composing_concepts(cases.load("canal"), None)]
    ['nash', 'gmr', 'smr', 'seq', 'sseq']
    """
    requested, known = concepts_in(conflict, ids), ids_of(lambda each: each.composes)
    if ids is None:
        return tuple(each for each in requested if each.composes)
    if others := [each for each in requested if not each.composes]:
        what = "a reading by different concepts" if others[0].each else repr(others[0].id)
        raise UnknownName(f"fronts are not compared by {what}; ask for some of: {', '.join(known)}")
    return requested


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
