"""What changed in the decision makers and their options, and these with some of the changes undone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from countermove.analysis.comparison.change import ModelChange, details
from countermove.analysis.comparison.texts import text_key
from countermove.analysis.comparison.wants import WantsDifference

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from countermove.analysis.comparison.change import How, Undone
    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker, Option

Part = TypeVar("Part", "DecisionMaker", "Option")


class SideDifference:
    """The difference between a decision maker in two conflicts; one that stands in one only is added or dropped.

    Parameters
    ----------
    before, after : Conflict
        The conflicts.
    dms : tuple of (DecisionMaker or None)
        The decision maker in each.
    """

    def __init__(
        self, before: Conflict, after: Conflict, dms: tuple[DecisionMaker | None, DecisionMaker | None]
    ) -> None:
        was, now = dms
        self._dms = dms
        self._whole: ModelChange | None = None
        self._own: list[ModelChange] = []
        self._options: list[_OptionDifference] = []
        if was is None or now is None:
            how: How = "added" if was is None else "dropped"
            id_ = (was or now).id  # type: ignore[union-attr]  # one of both is there
            self._whole = ModelChange("decision maker", how, id_, id_)
            return
        self._wants = WantsDifference(before, after, (was, now))
        self._own = [*_own(was, now)]
        pairs = in_both_orders(was.options, now.options)
        self._options = [_OptionDifference(before, after, now.id, pair) for pair in pairs]

    @property
    def changes(self) -> Iterator[ModelChange]:
        """The changes."""
        if self._whole is not None:
            yield self._whole
            return
        for option in self._options:
            yield from option.changes
        yield from self._wants.changes
        yield from self._own

    def decision_maker(self, undone: Undone) -> DecisionMaker | None:
        """Return the decision maker where some changes are undone; None if it is not there."""
        was, now = self._dms
        if was is None or now is None:
            return was if self._whole in undone else now
        back = {each.what for each in self._own if each in undone}
        return replace(
            now,
            options=tuple(found for each in self._options if (found := each.option(undone)) is not None),
            preferences=self._wants.preferences(undone),
            tempo=was.tempo if "tempo" in back else now.tempo,
            concept=was.concept if "reading" in back else now.concept,
        )


class _OptionDifference:
    """The difference between an option in two conflicts."""

    def __init__(self, before: Conflict, after: Conflict, dm: str, pair: tuple[Option | None, Option | None]) -> None:
        self._pair = pair
        self.changes = [*_option_changes(before, after, dm, pair)]

    def option(self, undone: Undone) -> Option | None:
        """Return the option where some changes are undone; None if it is not there."""
        was, now = self._pair
        back = {each.what for each in self.changes if each in undone}
        if was is None or now is None:
            return was if "option" in back else now
        found = replace(now, when=was.when) if "condition" in back else now
        found = replace(found, confidence=was.confidence) if "reach" in back else found
        if "irreversible" not in back:
            return found
        return replace(found, stays=was.stays, stays_confidence=was.stays_confidence)


def _option_changes(
    before: Conflict, after: Conflict, dm: str, pair: tuple[Option | None, Option | None]
) -> Iterator[ModelChange]:
    was, now = pair
    if was is None or now is None:
        yield ModelChange("option", "added" if was is None else "dropped", dm, (was or now).id)  # type: ignore[union-attr]  # one of both is there
        return
    if (before_key := _condition(before, was)) != (after_key := _condition(after, now)):
        how: How = "added" if before_key is None else "dropped" if after_key is None else "changed"
        yield ModelChange("condition", how, dm, now.id, was.when, now.when)
    if differing := details(was, now, ("confidence",)):
        yield ModelChange("reach", "changed", dm, now.id, *differing[0][1:])
    if differing := details(was, now, ("stays", "stays_confidence")):
        yield ModelChange("irreversible", "changed", dm, now.id, was.stays or "", now.stays or "", differing)


def _condition(conflict: Conflict, option: Option) -> object:
    return text_key(conflict, option.when) if option.when else None


def _own(was: DecisionMaker, now: DecisionMaker) -> Iterator[ModelChange]:
    if was.concept != now.concept:
        yield ModelChange("reading", "changed", now.id, "", was.concept, now.concept)
    if was.tempo != now.tempo:
        yield ModelChange("tempo", "changed", now.id, "", f"{was.tempo:g}", f"{now.tempo:g}")


def in_both_orders(was: Sequence[Part], now: Sequence[Part]) -> list[tuple[Part | None, Part | None]]:
    """Return parts in pairs by their ids, in the second order; one that is gone stands behind its predecessor."""
    old = {each.id: each for each in was}
    pairs: list[tuple[Part | None, Part | None]] = [(old.get(each.id), each) for each in now]
    ids = [each.id for each in now]
    for k, each in enumerate(was):
        if each.id not in ids:
            at = ids.index(was[k - 1].id) + 1 if k else 0
            ids.insert(at, each.id)
            pairs.insert(at, (each, None))
    return pairs
