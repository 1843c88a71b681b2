"""Verdicts and questions where states are compared: exact by upper sets, and by search where others are open too."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.elicitation.completion import from_levels, with_preferences
from countermove.analysis.elicitation.completions import completes
from countermove.analysis.elicitation.focus import Focus, MoveTables, foci
from countermove.analysis.elicitation.inquiry import brought_up_to_date, by_goal, open_foci
from countermove.analysis.elicitation.tipping import tipping_pair
from countermove.errors import InvalidRequest, UnknownName

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from countermove.analysis.elicitation.inquiry import Known, Pair, StableFor, Verdicts
    from countermove.model.conflict import Conflict
    from countermove.model.incomplete import IncompleteRanking

    Members = NDArray[np.bool_]
    Into = NDArray[np.bool_]

REMEMBERED = 24
"""Tables of improvements that are kept."""


@dataclass(frozen=True, eq=False)
class SituationInquiry:
    """Questions about pairs of states.

    Attributes
    ----------
    conflict : Conflict
        With n decision makers and S states.
    goals : tuple of int
        The positions of the states whose stability is asked for.
    each : tuple of str, length n
        The concept of each decision maker.
    dms : tuple of int
        The decision makers that are asked about; of the others the ranks of the conflict are known.
    """

    conflict: Conflict
    goals: tuple[int, ...]
    each: tuple[str, ...]
    dms: tuple[int, ...]

    @cached_property
    def foci(self) -> tuple[tuple[Focus, ...], ...]:
        """For each goal the focus of each decision maker that can leave it."""
        return foci(self.tables, self.goals, self.each)

    @cached_property
    def tables(self) -> MoveTables:
        """The moves of every decision maker."""
        return MoveTables(self.conflict)

    def sizes(self) -> Mapping[int, int]:
        """Return the number of states, for each decision maker that is asked about."""
        return dict.fromkeys(self.dms, len(self.conflict.states))

    def verdicts(self, known: Known, before: Verdicts | None = None) -> Verdicts:
        """Return for each goal whether it is stable, by the position of the decision maker."""
        return by_goal(self.conflict, self.foci, lambda focus: self.verdict(focus, known), before)

    def every_verdict(self, known: Known, verdicts: Verdicts) -> Verdicts:
        """Return the verdicts, brought up to date where somebody was sure to leave a goal."""
        return brought_up_to_date(self.foci, lambda focus: self.verdict(focus, known), verdicts)

    def verdict(self, focus: Focus, known: Known) -> StableFor:
        """Return whether a state is stable for a decision maker, given what is known.

        Exact, but that beyond the bound of `completions` what is not excluded counts as possible.
        """
        least, most = self.upper_sets(focus, known)
        if focus.holds(most, self.improvements(focus, known, sure=True)):
            return "surely"
        if not focus.holds(least, self.improvements(focus, known, sure=False)):
            return "no"
        if not focus.concept.credible or not any(j in known for j in focus.others):
            return "possibly"
        if completes(self, focus, known, stable=True) is False:
            return "no"
        return "surely" if completes(self, focus, known, stable=False) is False else "possibly"

    def upper_sets(self, focus: Focus, known: Known) -> tuple[Members, Members]:
        """Return the least and the largest upper set of a focus, both shapes (S,).

        Every set between them that is closed upwards is the upper set of some completion.
        """
        if focus.dm not in known:
            rank = self.conflict.ranks[focus.dm]
            return rank > rank[focus.state], rank > rank[focus.state]
        mine = known[focus.dm]
        return mine.above[:, focus.state], ~mine.at_least[focus.state]

    def improvements(self, focus: Focus, known: Known, *, sure: bool) -> dict[int, Into]:
        """Return for each of the others its sure improvements, or those that are possible; shapes (S, S)."""
        if not focus.heeds_wishes:
            return {}
        return {
            j: self._improvements(j, known[j])[0 if sure else 1] if j in known else self._known_improvements[j]
            for j in focus.others
        }

    def _improvements(self, dm: int, ranking: IncompleteRanking) -> tuple[Into, Into]:
        """Return the sure improvements of a decision maker, and the possible ones; both shapes (S, S)."""
        kept = self._remembered.get((dm, id(ranking)))
        if kept is None:
            into = self.tables.into[dm]
            kept = ranking, (into & ranking.above, into & ~np.ascontiguousarray(ranking.at_least.T))
            while len(self._remembered) >= REMEMBERED:
                self._remembered.pop(next(iter(self._remembered)))
            self._remembered[dm, id(ranking)] = kept
        return kept[1]

    @cached_property
    def _remembered(self) -> dict[tuple[int, int], tuple[IncompleteRanking, tuple[Into, Into]]]:
        """The latest improvements, by the identity of what was known; that is kept too, so that no other has it."""
        return {}

    @cached_property
    def _known_improvements(self) -> dict[int, Into]:
        into = self.tables.into
        ranks = self.conflict.ranks
        return {j: into[j] & (ranks[j][:, None] > ranks[j]) for j in range(len(into)) if j not in self.dms}

    def next_pair(self, known: Known, never: AbstractSet[Pair], verdicts: Verdicts) -> Pair | None:
        """Return the pair to ask about next; None if there is none that can matter."""
        return tipping_pair(self, open_foci(self.foci, verdicts), known, never)

    def name_of(self, dm: int, thing: int) -> int | str:  # noqa: ARG002  (states are named alike for all)
        """Return the number of a state, from 1."""
        return thing + 1

    def position_of(self, dm: int, name: int | str) -> int:
        """Return the position of a state by its number.

        Raises
        ------
        InvalidRequest
            If it is no number.
        UnknownName
            If there is no such state.
        """
        if isinstance(name, (str, bool)):
            who = self.conflict.decision_makers[dm].id
            raise InvalidRequest(f"a state number is expected in an answer about {who}, not {name!r}")
        if not 1 <= name <= len(self.conflict.states):
            raise UnknownName(f"there is no state {name}; the states are numbered 1 to {len(self.conflict.states):,}")
        return name - 1

    def text(self, dm: int, first: int, second: int) -> str:
        """Return a question in the words of the conflict."""
        who = self.conflict.decision_makers[dm]
        one, other = self._on(first), self._on(second)
        shared = [name for name in one if name in other]
        given = f"With {_listed(shared)}: which" if shared else "Which"
        none = "nothing more" if shared else "nothing at all"
        apart = ", or ".join(_listed([name for name in each if name not in shared]) or none for each in (one, other))
        return f"{given} does {who.name or who.id} prefer, {apart}?"

    def _on(self, position: int) -> list[str]:
        """Return the names of the options that are on in a state; in graph form, the name of the state."""
        conflict, state = self.conflict, self.conflict.states[position]
        if state.name:
            return [state.name]
        return [conflict.owned[conflict.bits[id_]][1].name or id_ for id_ in state.on]

    def completed(self, known: Known) -> Conflict:
        """Return the conflict with a completion of what is known as rankings, and a remark that says so."""
        wants = {i: from_levels(self.conflict, ranking.levels()) for i, ranking in known.items()}
        who = " and ".join(
            self.conflict.decision_makers[i].name or self.conflict.decision_makers[i].id for i in known
        )
        said = f"the ranking of {who} is completed from answers; any other completion gives the same verdict on "
        said += f"{'state' if len(self.goals) == 1 else 'states'} {', '.join(str(k + 1) for k in self.goals)}"
        return with_preferences(self.conflict, wants, [said])


def _listed(names: list[str]) -> str:
    """Return names in quotation marks, with commas and a last `and` between them."""
    quoted = [f'"{name}"' for name in names]
    return " and ".join([", ".join(quoted[:-1])] * (len(quoted) > 1) + quoted[-1:])
