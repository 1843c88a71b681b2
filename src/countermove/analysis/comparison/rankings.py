"""What changed in a ranking of states, and the ranking with some of the changes undone.

States are named by the options that are on, since patterns and numbers shift where options or rules change. States
that are coalesced bear the name of one of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.analysis.comparison.change import ModelChange
from countermove.analysis.comparison.places import backbone, in_levels, places
from countermove.analysis.comparison.texts import full_names
from countermove.model.states import is_listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countermove.analysis.comparison.change import How, Undone
    from countermove.analysis.comparison.places import Place
    from countermove.model.conflict import Conflict

    Ranking = tuple[tuple[str, ...], ...]

MOST_MOVED = 6
"""States of one ranking that are told as moved one by one; more of them are one change, the ranking as a whole."""

MOST_NAMED = 1 << 12
"""States at most that are named by their options; rankings of more are compared as they are written."""

NOTHING = "nothing"
"""The state in which no option is on."""


class RankingDifference:
    """The difference between two rankings of one decision maker.

    Parameters
    ----------
    dm : str
        The decision maker's id.
    rankings : tuple of ranking
        The ranking in each, by the same names of states.
    """

    def __init__(self, dm: str, rankings: tuple[Ranking, Ranking]) -> None:
        self._rankings = rankings
        before, after = map(_levels, rankings)
        kept = backbone(before, after)
        self._places = places(before, kept, 0), places(after, kept, 1)
        moved = [each for each in after if each in before and each not in kept]
        self._moved = {each: self._change(dm, each, before[each], after[each]) for each in moved}
        self.whole: ModelChange | None = None
        if len(moved) > MOST_MOVED or (bool(before) != bool(after)):
            self._moved = {}
            how: How = "changed" if before and after else "added" if after else "dropped"
            self.whole = ModelChange("ranking", how, dm, "", str(len(before) or ""), str(len(moved) or ""))

    @property
    def changes(self) -> Iterator[ModelChange]:
        """The changes, by their places in the second ranking."""
        yield from self._moved.values()
        if self.whole is not None:
            yield self.whole

    def ranking(self, undone: Undone) -> Ranking:
        """Return the ranking where some changes are undone, with the states of either."""
        if self.whole is not None:
            return self._rankings[0 if self.whole in undone else 1]
        before, after = self._places
        placed: list[tuple[Place, str]] = []
        for each in {**after, **before}:
            back = each not in after or (each in before and self._moved.get(each) in undone)
            placed.append((before[each] if back else after[each], each))
        return in_levels(placed)

    def _change(self, dm: str, state: str, before: int, after: int) -> ModelChange:
        up: How = "moved up" if self._places[1][state] < self._places[0][state] else "moved down"
        return ModelChange("ranking", up, dm, state, str(before + 1), str(after + 1))


def _levels(ranking: Ranking) -> dict[str, int]:
    return {state: k for k, level in enumerate(ranking) for state in level}


def named_by_options(conflict: Conflict) -> bool:
    """Whether the states of a conflict can be named by their options, and are few enough to be."""
    if conflict.graph is not None or conflict.joint is not None or not is_listed(conflict):
        return False
    return len(conflict.states) <= MOST_NAMED


def by_options(conflict: Conflict, ranking: Ranking) -> Ranking:
    """Return a ranking with each state by the options that are on; as it is where states cannot be named so.

    Examples
    --------
    >>> from countermove import cases
    >>> dilemma = cases.load("prisoners-dilemma")
    >>> by_options(dilemma, (("NY",), ("YY", "NN")))
    (('b.cooperate',), ('a.cooperate, b.cooperate', 'nothing'))
    """
    if not ranking or not named_by_options(conflict):
        return ranking
    names = full_names(conflict)
    return tuple(
        tuple(_named(names, int(conflict.states.masks[k])) for entry in level for k in conflict.states.find(entry))
        for level in ranking
    )


def _named(names: tuple[str, ...], mask: int) -> str:
    return ", ".join(name for bit, name in enumerate(names) if mask >> bit & 1) or NOTHING


def feasible_only(conflict: Conflict, ranking: Ranking) -> Ranking:
    """Return a ranking without the states that are not feasible in a conflict, where states are named by options."""
    if not ranking or not named_by_options(conflict):
        return ranking
    feasible = {_named(full_names(conflict), mask) for mask in conflict.states.members.tolist()}
    left = (tuple(each for each in level if each in feasible) for level in ranking)
    return tuple(level for level in left if level)
