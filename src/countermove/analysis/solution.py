"""The result of `solve`: the stable states of every decision maker and the equilibria, by concept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.errors import UnknownName, did_you_mean
from countermove.model.concepts import alternatives, strongest
from countermove.model.naming import position_of
from countermove.model.plotted import Plotted
from countermove.model.reading import concept_in

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from countermove.analysis.evolution.result import Evolution
    from countermove.analysis.excerpt.result import Excerpt
    from countermove.analysis.explanation.result import Explanation
    from countermove.analysis.improvements import Improvements
    from countermove.model.conflict import Conflict
    from countermove.model.naming import StateName
    from countermove.model.states import State


SHOWN = 20
"""The most equilibria that are printed; those under most concepts come first."""

FOREMOST = 12
"""The number of equilibria for which pages and JSON say who would leave them."""

MOST_TO_ATTAIN = 1 << 12
"""The most states for which pages and JSON say where improvements lead from the status quo."""


@dataclass(frozen=True, eq=False, repr=False)
class Solution(Plotted):
    """The stable states of each decision maker and the equilibria of a conflict, by concept.

    Attributes
    ----------
    conflict : Conflict
        The solved conflict.
    stable : mapping of str to ndarray of bool, shape (n, S), or None
        By concept id, whether each state is stable for each decision maker; None if the conflict's form does not
        define the concept, or the concept is left out.
    notes : tuple of str
        The concepts that were left out, with the reason; `remarks` has them too.
    """

    conflict: Conflict
    stable: Mapping[str, NDArray[np.bool_] | None]
    notes: tuple[str, ...] = ()

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the conflict lacks of its file, what may change its meaning, and the concepts that were left out."""
        return (*self.conflict.remarks, *self.notes)

    @property
    def concepts(self) -> tuple[str, ...]:
        """The ids of the solved concepts."""
        return tuple(id_ for id_, where in self.stable.items() if where is not None)

    def where(self, concept: str) -> NDArray[np.bool_]:
        """Return whether each state is an equilibrium under a concept, shape (S,).

        Under ``seq or sim`` each decision maker has one of both, as in `stable_under`.

        Raises
        ------
        UnknownName
            If the concept was not solved.

        Examples
        --------
        >>> from countermove import cases
        >>> from countermove.analysis.solve import solve
        >>> solve(cases.load("chicken")).where("seq or sim").tolist()
        [False, True, True, True]
        """
        equilibria: NDArray[np.bool_] = np.logical_and.reduce(self.stable_under(concept), axis=0)
        return equilibria

    def stable_under(self, concept: str) -> NDArray[np.bool_]:
        """Return whether each state is stable for each decision maker, shape (n, S).

        Parameters
        ----------
        concept : str
            A concept's id; or several with `or` between them, for states that are stable under at least one.

        Raises
        ------
        UnknownName
            If the concept was not solved.
        """
        found = []
        for id_ in alternatives(concept):
            if (each := self.stable.get(id_)) is None:
                raise UnknownName(f"there is no answer under {id_!r}{did_you_mean(id_, self.concepts)}")
            found.append(each)
        stable: NDArray[np.bool_] = np.logical_or.reduce(found) if len(found) > 1 else found[0]
        return stable

    def equilibria(self, concept: str) -> tuple[State, ...]:
        """Return the equilibria under a concept, in the order of their numbers.

        Raises
        ------
        UnknownName
            If the concept was not solved.
        """
        return tuple(self.conflict.states[int(k)] for k in np.flatnonzero(self.where(concept)))

    def stable_for(self, concept: str, dm: str) -> tuple[State, ...]:
        """Return the states that are stable for one decision maker, by id or name, under a concept.

        Raises
        ------
        UnknownName
            If the concept was not solved, or there is no such decision maker.
        """
        found = self.stable_under(concept)
        return tuple(self.conflict.states[int(k)] for k in np.flatnonzero(found[self.conflict.position(dm)]))

    def holding(self) -> dict[int, tuple[str, ...]]:
        """Return all equilibria: by state position, the ids of the concepts under which each holds."""
        held = {id_: self.where(id_) for id_ in self.concepts}
        anywhere = np.logical_or.reduce([*held.values()]) if held else np.zeros(0, bool)
        return {int(k): tuple(id_ for id_, at in held.items() if at[k]) for k in np.flatnonzero(anywhere)}

    def foremost(self, most: int = FOREMOST) -> tuple[dict[int, tuple[str, ...]], int]:
        """Return the equilibria under most concepts, and the number of those left out.

        Among equilibria under equally many concepts, those that improvements lead to from the status quo come first.

        Parameters
        ----------
        most : int
            The most equilibria to return.

        Returns
        -------
        held : dict of int to tuple of str
            Concept ids by state position. Equilibria near the status quo come first, then those under most concepts.
        left_out : int

        Examples
        --------
        >>> from countermove import cases, solve
        >>> solve(cases.load("elmira"), ["nash", "smr"]).foremost(2)
        ({4: ('nash', 'smr'), 7: ('nash', 'smr')}, 3)
        """
        where = {id_: self.where(id_) for id_ in self.concepts}
        score = np.zeros(len(self.conflict.states), np.int8)
        for holds in where.values():
            score += holds
        near = self.near_status_quo if self.tells_near else np.zeros(len(score), np.bool_)
        positions = np.flatnonzero(score)
        first = positions[np.lexsort((~near[positions], -score[positions]))][:most]
        first = first[np.argsort(~near[first], kind="stable")].tolist()
        return {k: tuple(id_ for id_ in where if where[id_][k]) for k in first}, len(positions) - len(first)

    @cached_property
    def near_status_quo(self) -> NDArray[np.bool_]:
        """Whether improvements lead to each state from the status quo, shape (S,).

        True for the status quo itself; all false without a status quo. Computed on first use.
        """
        from countermove.analysis.evolution.attainment import attained

        start = self.conflict.status_quo_number
        return np.zeros(len(self.conflict.states), np.bool_) if start is None else attained(self.conflict, start)

    @property
    def tells_near(self) -> bool:
        """Whether pages and JSON say where improvements lead: there is a status quo, and at most 4,096 states."""
        return self.conflict.status_quo_number is not None and len(self.conflict.states) <= MOST_TO_ATTAIN

    def leaving(self, state: StateName) -> tuple[Improvements, ...]:
        """Return the best improvement of each decision maker from a state.

        Parameters
        ----------
        state : StateName
            The state, by its number or as `countermove.model.naming` names it.

        Returns
        -------
        tuple of Improvements
            In the order of the decision makers; the count is 0 for those without an improvement.

        Raises
        ------
        UnknownName
            If there is no such state.

        Examples
        --------
        >>> from countermove import cases, solve
        >>> [(each.dm, each.best[0].to) for each in solve(cases.load("prisoners-dilemma")).leaving(4)]
        [('a', 3), ('b', 2)]
        """
        from countermove.analysis.improvements import improvements

        number = position_of(self.conflict, state) + 1
        return tuple(improvements(self.conflict, dm.id, number, most=1) for dm in self.conflict.decision_makers)

    def excerpt(self, evolution: Evolution | None = None, explanations: Iterable[Explanation] = ()) -> Excerpt:
        """Return the states and moves that fit into a figure; see `countermove.analysis.excerpt.excerpt`."""
        from countermove.analysis.excerpt import excerpt

        return excerpt(self, evolution, explanations)

    def holds(self, state: StateName) -> tuple[str, ...]:
        """Return the ids of the concepts under which a state is an equilibrium; `model.naming` says how to name it.

        Raises
        ------
        UnknownName
            If the text names no state, or several.
        """
        position = position_of(self.conflict, state)
        return tuple(id_ for id_ in self.concepts if self.where(id_)[position])

    def counts(self) -> dict[str, Any]:
        """Return the numbers of states, of stable states and of equilibria as plain values."""
        dms = [dm.id for dm in self.conflict.decision_makers]
        return {
            "conflict": self.conflict.title,
            "variation": self.conflict.variation or None,
            "remarks": [*self.remarks],
            "states": len(self.conflict.states),
            "stable": {
                id_: None if found is None else dict(zip(dms, found.sum(axis=1).tolist(), strict=True))
                for id_, found in self.stable.items()
            },
            "equilibria": {
                id_: None if found is None else int(found.all(axis=0).sum()) for id_, found in self.stable.items()
            },
        }

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON; states are numbers."""
        conflict = self.conflict
        dms = [dm.id for dm in conflict.decision_makers]
        return {
            "conflict": conflict.title,
            "variation": conflict.variation or None,
            "remarks": [*self.remarks],
            "options": list(conflict.options),
            "decision_makers": dms,
            "reading": {dm.id: dm.concept for dm in conflict.decision_makers if dm.concept},
            "states": [_as_dict(conflict, state) for state in conflict.states],
            "status_quo": conflict.status_quo_number,
            "stable": {
                id_: None if found is None else {dm: _numbers(row) for dm, row in zip(dms, found, strict=True)}
                for id_, found in self.stable.items()
            },
            "equilibria": {
                id_: None if found is None else _numbers(self.where(id_)) for id_, found in self.stable.items()
            },
            "attained": self._attained() if self.tells_near else None,
            "leaving": [*self._leaving()],
        }

    def _attained(self) -> list[int]:
        """Return the numbers of the equilibria that improvements lead to from the status quo."""
        return [k + 1 for k in self.holding() if self.near_status_quo[k]]

    def _leaving(self) -> Iterator[dict[str, Any]]:
        """Yield the improvements from the status quo, and from each foremost equilibrium that has any."""
        start = self.conflict.status_quo_number
        first = [] if start is None else [start]
        for number in dict.fromkeys([*first, *(k + 1 for k in self.foremost()[0])]):
            found = {each.dm: _best(each) for each in self.leaving(number) if each.count}
            if found or number == start:
                yield {"state": number, "improvements": found}

    def to_frame(self) -> pd.DataFrame:
        """Return one row for each state: its options, and the concepts under which it is an equilibrium."""
        import pandas as pd

        states = [*self.conflict.states]
        columns: dict[str, Any] = {
            "decimal": [state.decimal for state in states],
            "state": [*map(str, states)],
        }
        columns |= {id_: self.where(id_) for id_ in self.concepts}
        return pd.DataFrame(columns, index=pd.Index([state.number for state in states], name="number"))

    def __repr__(self) -> str:
        return f"<Solution of {self.conflict.title!r}: {self._size()}>"

    def __str__(self) -> str:
        held = dict(sorted(self.holding().items(), key=lambda item: -len(item[1])))
        lines = [f"{self.conflict.title}: {self._size()}"]
        for k, ids in [*held.items()][:SHOWN]:
            names = ", ".join(concept_in(self.conflict, id_).name for id_ in strongest(ids))
            lines.append(f"{k + 1:>4}  {self.conflict.states[k]}  [{names}]")
        lines += [f"... and {len(held) - SHOWN:,} more"] if len(held) > SHOWN else []
        return "\n".join([*lines, *self.remarks])

    def _size(self) -> str:
        """Return the number of states and of equilibria under each concept, in words."""
        states = len(self.conflict.states)
        held = ", ".join(f"{id_} {int(self.where(id_).sum()):,}" for id_ in self.concepts)
        return f"{states:,} state{'' if states == 1 else 's'}; equilibria: {held or 'not asked for'}"


def _best(found: Improvements) -> dict[str, Any]:
    best = found.best[0]
    changed = {"to": best.to, "starts": [*best.starts], "stops": [*best.stops]}
    return changed | {"count": found.count, "equally_good": found.equally_good}


def _numbers(where: NDArray[np.bool_]) -> list[int]:
    numbers: list[int] = (np.flatnonzero(where) + 1).tolist()
    return numbers


def _as_dict(conflict: Conflict, state: State) -> dict[str, Any]:
    plain: dict[str, Any] = {"number": state.number, "decimal": state.decimal, "on": list(state.on)}
    if state.name:
        plain["name"] = state.name
    if conflict.states.coalesced:
        plain["pattern"] = state.pattern
    return plain
