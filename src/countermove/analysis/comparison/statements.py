"""What changed in the statements of one decision maker, and the statements with some of the changes undone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from countermove.analysis.comparison.change import How, ModelChange, details
from countermove.analysis.comparison.places import backbone, in_levels, places
from countermove.analysis.comparison.texts import negates, text_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from countermove.analysis.comparison.change import Undone
    from countermove.analysis.comparison.places import Place
    from countermove.analysis.comparison.texts import Key
    from countermove.model.conflict import Conflict
    from countermove.model.records import Statement

    Levels = tuple[tuple[Statement, ...], ...]

Pair = Literal["same", "negated", "replaced", "alone"]
"""Which statement of the other list belongs to one: the same, its negation, what stands in its place, or none."""

SAID: dict[Pair, How] = {"same": "changed", "negated": "negated", "replaced": "replaced"}

SURE = ("confidence", "order", "vital")
"""Attributes of a statement on which answers depend, beside what it says."""


@dataclass(eq=False)
class _Held:
    """A statement of one list, or two that are the same in both; the changes that it takes from one to the other."""

    before: Statement | None
    after: Statement | None
    levels: tuple[int, int]
    places: tuple[Place, Place]
    pair: Pair = "alone"
    content: ModelChange | None = None
    moved: ModelChange | None = None

    def in_list(self, undone: Undone) -> tuple[Place, Statement] | None:
        """Return the statement with its place, where some changes are undone; None if it is not in the list."""
        back = self.content in undone
        if self.before is None or self.after is None:
            here = self.before if back else self.after
            return None if here is None else (self.places[0 if back else 1], here)
        there = self.moved in undone or (back and self.pair == "replaced")
        return self.places[0 if there else 1], self.before if back else self.after


class StatementDifference:
    """The difference between two lists of statements of one decision maker.

    Parameters
    ----------
    dm : str
        The decision maker's id.
    before, after : Conflict
        The conflicts, whose options statements name.
    lists : tuple of levels
        The levels of statements in each, most important first.
    """

    def __init__(self, dm: str, before: Conflict, after: Conflict, lists: tuple[Levels, Levels]) -> None:
        self._dm = dm
        self._held = _matched(before, after, lists)
        self._place()
        self._pair_replaced()
        for each in self._held:
            self._name(each)

    @property
    def changes(self) -> Iterator[ModelChange]:
        """The changes, by their places in the second list."""
        for each in sorted(self._held, key=lambda held: held.places[1]):
            yield from (change for change in (each.content, each.moved) if change is not None)

    def levels(self, undone: Undone) -> Levels:
        """Return the levels of statements where some changes are undone."""
        placed = [found for each in self._held if (found := each.in_list(undone)) is not None]
        numbered = [(place, k) for k, (place, _) in enumerate(placed)]
        return _without_order(tuple(tuple(placed[k][1] for k in level) for level in in_levels(numbered)))

    def _place(self) -> None:
        """Find the place of each statement in each list in which it stands."""
        sides = ({k: each.levels[s] for k, each in enumerate(self._held) if each.levels[s] >= 0} for s in (0, 1))
        before, after = sides
        kept = backbone(before, after, [k for k, each in enumerate(self._held) if each.pair == "negated"])
        first, second = places(before, kept, 0), places(after, kept, 1)
        for k, each in enumerate(self._held):
            each.places = first.get(k, second.get(k, each.places[0])), second.get(k, first.get(k, each.places[1]))

    def _pair_replaced(self) -> None:
        """Make one of a statement that is gone and the only new one between the same levels."""
        gone = [each for each in self._held if each.after is None]
        new = [each for each in self._held if each.before is None]
        for each in gone:
            slot = each.places[0][0]
            rivals = [other for other in gone if other.places[0][0] == slot]
            instead = [other for other in new if other.places[1][0] == slot]
            if len(rivals) == len(instead) == 1:
                [other] = instead
                each.after, each.pair = other.after, "replaced"
                each.levels, each.places = (each.levels[0], other.levels[1]), (each.places[0], other.places[1])
                self._held.remove(other)

    def _name(self, each: _Held) -> None:
        """Name the changes of one statement."""
        was, now = each.before, each.after
        if was is None or now is None:
            how: How = "added" if was is None else "dropped"
            said = _text(was if was is not None else now)
            each.content = ModelChange("statement", how, self._dm, said, _text(was), _text(now))
            return
        differing = details(was, now, SURE)
        if differing or each.pair != "same":
            way = SAID[each.pair]
            each.content = ModelChange("statement", way, self._dm, _text(now), _text(was), _text(now), differing)
        if each.pair != "replaced" and each.places[0][0] != each.places[1][0]:
            up: How = "moved up" if each.places[1] < each.places[0] else "moved down"
            old, new = (str(level + 1) for level in each.levels)
            each.moved = ModelChange("place", up, self._dm, _text(now), old, new)


def _text(statement: Statement | None) -> str:
    return "" if statement is None else " ".join(statement.holds.split())


def _matched(before: Conflict, after: Conflict, lists: tuple[Levels, Levels]) -> list[_Held]:
    """Return the statements of both lists: those that say the same paired first, then those that negate another."""
    nowhere = (0, 0, 0), (0, 0, 0)
    old = [(level, each, text_key(before, each.holds)) for level, row in enumerate(lists[0]) for each in row]
    new = [(level, each, text_key(after, each.holds)) for level, row in enumerate(lists[1]) for each in row]
    held: list[_Held] = []
    kinds: tuple[Pair, ...] = ("same", "negated")
    for pair in kinds:
        for one in [*old]:
            if (other := _fitting(one[2], new, pair)) is not None:
                held.append(_Held(one[1], other[1], (one[0], other[0]), nowhere, pair))
                old.remove(one)
                new.remove(other)
    held += [_Held(each, None, (level, -1), nowhere) for level, each, _ in old]
    return held + [_Held(None, each, (-1, level), nowhere) for level, each, _ in new]


def _fitting(key: Key, among: Sequence[tuple[int, Statement, Key]], pair: Pair) -> tuple[int, Statement, Key] | None:
    """Return the first statement that says the same as one, or negates it."""
    fits = (each for each in among if (each[2] == key if pair == "same" else negates(each[2], key)))
    return next(fits, None)


def _without_order(levels: Levels) -> Levels:
    """Return the levels with a certain order of the first, which has none before it to change places with."""
    return (tuple(replace(each, order=None) for each in levels[0]), *levels[1:]) if levels else levels
