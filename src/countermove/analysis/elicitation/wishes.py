"""Verdicts and questions where the statements of a decision maker are compared: which of two matters more.

A decision maker's own orders are listed, up to a bound, and each is judged; beyond it they are sampled, and only what
follows for all orders counts as sure. Where the orders of others are open too, what they improve in every order and
in some order bounds the answer; if few combinations of their orders are left, each of them is judged.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.elicitation.completion import with_preferences
from countermove.analysis.elicitation.focus import Focus, MoveTables, foci
from countermove.analysis.elicitation.inquiry import brought_up_to_date, by_goal, open_foci
from countermove.analysis.elicitation.orders import Wishes, orders
from countermove.analysis.elicitation.splitting import splitting_pair
from countermove.errors import UnknownName, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from countermove.analysis.elicitation.inquiry import Known, Pair, StableFor, Verdicts
    from countermove.model.conflict import Conflict
    from countermove.model.incomplete import IncompleteRanking

    Members = NDArray[np.bool_]
    Into = NDArray[np.bool_]

WORK = 1 << 22
"""Entries of tables that are written to find the different improvements of a decision maker, at most."""

COMBINATIONS = 64
"""Combinations of different improvements of others that are judged one by one, at most."""


@dataclass(frozen=True, eq=False)
class WishInquiry:
    """Questions about pairs of statements.

    Attributes
    ----------
    conflict, goals, each, dms :
        As in `SituationInquiry`; of those who are asked about, the statements are known, and their order is not.
    """

    conflict: Conflict
    goals: tuple[int, ...]
    each: tuple[str, ...]
    dms: tuple[int, ...]

    @cached_property
    def tables(self) -> MoveTables:
        """The moves of every decision maker."""
        return MoveTables(self.conflict)

    @cached_property
    def foci(self) -> tuple[tuple[Focus, ...], ...]:
        """For each goal the focus of each decision maker that can leave it."""
        return foci(self.tables, self.goals, self.each)

    @cached_property
    def wishes(self) -> dict[int, Wishes]:
        """The statements of each decision maker that is asked about."""
        return {dm: Wishes(self.conflict, dm) for dm in self.dms}

    def sizes(self) -> Mapping[int, int]:
        """Return the number of statements of each decision maker that is asked about."""
        return {dm: len(wishes.texts) for dm, wishes in self.wishes.items()}

    def verdicts(self, known: Known, before: Verdicts | None = None) -> Verdicts:
        """Return for each goal whether it is stable, by the position of the decision maker."""
        return by_goal(self.conflict, self.foci, lambda focus: self.verdict(focus, known), before)

    def every_verdict(self, known: Known, verdicts: Verdicts) -> Verdicts:
        """Return the verdicts, brought up to date where somebody was sure to leave a goal."""
        return brought_up_to_date(self.foci, lambda focus: self.verdict(focus, known), verdicts)

    def verdict(self, focus: Focus, known: Known) -> StableFor:
        """Return whether a state is stable for a decision maker; what is not excluded counts as possible."""
        uppers, complete = self.upper_sets(focus, known)
        sure, possible = (self.improvements(focus, known, sure=which) for which in (True, False))
        if not complete:
            least, most = self._bounds(focus, known)
            surely, possibly = self.holds(focus, most, sure), self.holds(focus, least, possible)
        else:
            surely = all(self.holds(focus, upper, sure) for upper in uppers)
            possibly = any(self.holds(focus, upper, possible) for upper in uppers)
        if surely or not possibly:
            return "surely" if surely else "no"
        exact = self._one_by_one(focus, known, uppers) if complete else None
        return exact or "possibly"

    def upper_sets(self, focus: Focus, known: Known) -> tuple[list[Members], bool]:
        """Return the upper sets of a focus that occur, each of shape (S,), and whether these are all."""
        if focus.dm not in known:
            rank = self.conflict.ranks[focus.dm]
            return [rank > rank[focus.state]], True
        return self.uppers_of(focus, known[focus.dm])[0], orders(known[focus.dm])[1]

    def uppers_of(self, focus: Focus, ranking: IncompleteRanking) -> tuple[list[Members], NDArray[np.int64]]:
        """Return the different upper sets of a focus, shape (S,) each, and which one each of W orders has, (W,)."""
        asked = focus.state, focus.dm, ranking
        if asked not in self._uppers:
            wishes = self.wishes[focus.dm]
            kind, _, _ = wishes.kinds
            score = wishes.scores(orders(ranking)[0])
            above = score > score[:, [kind[focus.state]]]
            codes = np.packbits(above, axis=1)
            _, first, which = np.unique(
                codes.view(f"S{codes.shape[1]}").reshape(-1), return_index=True, return_inverse=True
            )
            self._uppers[asked] = [above[k][kind] for k in first.tolist()], which.reshape(-1)
        return self._uppers[asked]

    @cached_property
    def _uppers(self) -> dict[tuple[int, int, IncompleteRanking], tuple[list[Members], NDArray[np.int64]]]:
        """The answers of `uppers_of`, by what was asked."""
        return {}

    def holds(self, focus: Focus, upper: Members, improving: Mapping[int, Into]) -> bool:
        """Return whether the state of a focus is stable, as `Focus.holds`, which is asked the same only once.

        Parameters
        ----------
        focus : Focus
            The focus.
        upper : ndarray of bool, shape (S,)
            The upper set.
        improving : mapping of int to ndarray of bool, shape (S, S)
            As in `Focus.holds`, and among those that `improvements` returned.
        """
        asked = focus.state, focus.dm, np.packbits(upper).tobytes(), *map(id, improving.values())
        if asked not in self._judged:
            self._judged[asked] = focus.holds(upper, improving)
        return self._judged[asked]

    @cached_property
    def _judged(self) -> dict[tuple[object, ...], bool]:
        """The answers of `holds`, by what was asked."""
        return {}

    def _bounds(self, focus: Focus, known: Known) -> tuple[Members, Members]:
        """Return the states above that of the focus in every order, and those in some; both shapes (S,)."""
        kind, _, _ = self.wishes[focus.dm].kinds
        above, at_least = self.wishes[focus.dm].relations(known[focus.dm])
        here = kind[focus.state]
        return above[:, here][kind], ~at_least[here][kind]

    def improvements(self, focus: Focus, known: Known, *, sure: bool) -> dict[int, Into]:
        """Return for each of the others its improvements in every order, or in some; shapes (S, S)."""
        if not focus.heeds_wishes:
            return {}
        return {j: self._improvements(j, known.get(j))[0 if sure else 1] for j in focus.others}

    def _improvements(self, dm: int, ranking: IncompleteRanking | None) -> tuple[Into, Into]:
        """Return the improvements of a decision maker in every order, and in some; both shapes (S, S)."""
        if (dm, ranking) not in self._remembered:
            into = self.tables.into[dm]
            if ranking is None:
                rank = self.conflict.ranks[dm]
                found = (into & (rank[:, None] > rank),) * 2
            else:
                kind, _, _ = self.wishes[dm].kinds
                above, at_least = self.wishes[dm].relations(ranking)
                found = into & above[kind][:, kind], into & ~at_least.T[kind][:, kind]
            self._remembered[dm, ranking] = found
        return self._remembered[dm, ranking]

    @cached_property
    def _remembered(self) -> dict[tuple[int, IncompleteRanking | None], tuple[Into, Into]]:
        """The improvements of decision makers that were asked for, by what was known."""
        return {}

    def _one_by_one(self, focus: Focus, known: Known, uppers: list[Members]) -> StableFor | None:
        """Return the verdict by all combinations of the others' improvements; None if there are too many."""
        rivals = [j for j in focus.others if j in known] if focus.heeds_wishes else []
        listed = [self._different(j, known[j]) for j in rivals]
        if not rivals or any(each is None for each in listed):
            return None
        choices = [each for each in listed if each is not None]
        if prod(map(len, choices)) > COMBINATIONS:
            return None
        fixed = self.improvements(focus, known, sure=True)
        found = set()
        for chosen in product(*choices):
            moves = {**fixed, **dict(zip(rivals, chosen, strict=True))}
            found |= {focus.holds(upper, moves) for upper in uppers}
        return "possibly" if len(found) > 1 else "surely" if True in found else "no"

    def _different(self, dm: int, ranking: IncompleteRanking) -> list[Into] | None:
        """Return the different improvements of a decision maker over its orders, (S, S) each; None if too many."""
        levels, complete = orders(ranking)
        if not complete or len(levels) * len(self.conflict.states) ** 2 > WORK:
            return None
        found: dict[bytes, Into] = {}
        kind, _, _ = self.wishes[dm].kinds
        for score in np.unique(self.wishes[dm].scores(levels), axis=0):
            better = self.tables.into[dm] & (score[kind][:, None] > score[kind])
            found.setdefault(better.tobytes(), better)
            if len(found) > COMBINATIONS:
                return None
        return [*found.values()]

    def next_pair(self, known: Known, never: AbstractSet[Pair], verdicts: Verdicts) -> Pair | None:
        """Return the pair to ask about next; None if there is none that can matter."""
        return splitting_pair(self, open_foci(self.foci, verdicts), known, never)

    def name_of(self, dm: int, thing: int) -> int | str:
        """Return the text of a statement."""
        return self.wishes[dm].texts[thing]

    def position_of(self, dm: int, name: int | str) -> int:
        """Return the position of a statement by its text.

        Raises
        ------
        UnknownName
            If the decision maker has no such statement.
        """
        texts = self.wishes[dm].texts
        if name not in texts:
            who = self.conflict.decision_makers[dm].id
            raise UnknownName(f"{who} has no statement {name!r}{did_you_mean(str(name), texts)}")
        return texts.index(str(name))

    def text(self, dm: int, first: int, second: int) -> str:
        """Return a question in the words of the conflict."""
        who, texts = self.conflict.decision_makers[dm], self.wishes[dm].texts
        return f'Which matters more to {who.name or who.id}, "{texts[first]}", or "{texts[second]}"?'

    def completed(self, known: Known) -> Conflict:
        """Return the conflict with the statements in an order that agrees with what is known, and a remark."""
        made = {}
        for i, ranking in known.items():
            wants = self.conflict.decision_makers[i].preferences
            statements = [each for level in wants.statements for each in level]
            heights = orders(ranking)[0][0]
            levels = tuple(
                tuple(statements[k] for k in np.flatnonzero(heights == height))
                for height in sorted({*heights.tolist()}, reverse=True)
            )
            made[i] = replace(wants, statements=levels)
        who = " and ".join(
            self.conflict.decision_makers[i].name or self.conflict.decision_makers[i].id for i in known
        )
        said = f"the statements of {who} stand in an order that answers allow; any other that they allow gives the "
        said += f"same verdict on {'state' if len(self.goals) == 1 else 'states'} "
        said += ", ".join(str(k + 1) for k in self.goals)
        return with_preferences(self.conflict, made, [said])
