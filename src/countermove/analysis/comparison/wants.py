"""What changed in the preferences of one decision maker, and the preferences with some of the changes undone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from countermove.analysis.comparison.change import ModelChange
from countermove.analysis.comparison.rankings import RankingDifference, by_options
from countermove.analysis.comparison.statements import StatementDifference
from countermove.analysis.comparison.texts import by_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countermove.analysis.comparison.change import How, Undone
    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker, Preferences

    Weight = tuple[str, float]


class WantsDifference:
    """The difference between the preferences of one decision maker in two conflicts.

    Parameters
    ----------
    before, after : Conflict
        The conflicts.
    dms : tuple of DecisionMaker
        The decision maker in each.
    """

    def __init__(self, before: Conflict, after: Conflict, dms: tuple[DecisionMaker, DecisionMaker]) -> None:
        self._both = (dms[0].preferences, dms[1].preferences)
        was, now = self._both
        self._statements = StatementDifference(dms[1].id, before, after, (was.statements, now.statements))
        self._weights = [*_weights(dms[1].id, (before, after), self._both)]
        self._ranking = RankingDifference(
            dms[1].id, (by_options(before, was.ranking), by_options(after, now.ranking))
        )
        self._others = [*_others(dms[1].id, was, now)]

    @property
    def changes(self) -> Iterator[ModelChange]:
        """The changes."""
        yield from self._statements.changes
        yield from (change for _, _, change in self._weights if change is not None)
        yield from self._ranking.changes
        yield from self._others

    def preferences(self, undone: Undone) -> Preferences:
        """Return the preferences where some changes are undone; a ranking has the states of either conflict."""
        was, now = self._both
        back = {each.what for each in self._others if each in undone}
        weights = (now if change not in undone else was for was, now, change in self._weights)
        return replace(
            now,
            statements=self._statements.levels(undone),
            weights=tuple(each for each in weights if each is not None),
            ranking=self._ranking.ranking(undone),
            confidence=was.confidence if "ranking confidence" in back else now.confidence,
            fronts=was.fronts if "fronts" in back else now.fronts,
        )


def _weights(
    dm: str, conflicts: tuple[Conflict, Conflict], both: tuple[Preferences, Preferences]
) -> Iterator[tuple[Weight | None, Weight | None, ModelChange | None]]:
    """Yield each weighted statement as it was and as it is, with the change if it differs."""
    was, now = (
        by_text(conflict, wants.weights, lambda weight: weight[0])
        for conflict, wants in zip(conflicts, both, strict=True)
    )
    for key in dict.fromkeys((*now, *was)):
        yield was.get(key), now.get(key), _weight_change(dm, was.get(key), now.get(key))


def _weight_change(dm: str, was: Weight | None, now: Weight | None) -> ModelChange | None:
    if was is not None and now is not None and was[1] == now[1]:
        return None
    how: How = "added" if was is None else "dropped" if now is None else "changed"
    text, _ = now or was or ("", 0.0)
    before, after = (f"{each[1]:g}" if each else "" for each in (was, now))
    return ModelChange("weight", how, dm, text, before, after)


def _others(dm: str, was: Preferences, now: Preferences) -> Iterator[ModelChange]:
    if was.confidence != now.confidence:
        before, after = ("" if each is None else f"{each:g}" for each in (was.confidence, now.confidence))
        yield ModelChange("ranking confidence", "changed", dm, "", before, after)
    if was.fronts != now.fronts:
        yield ModelChange("fronts", "changed", dm, "")
