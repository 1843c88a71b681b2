"""What changed in the statements of one decision maker, and the statements with some of the changes undone."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from countermove.analysis.comparison.change import How, ModelChange, details
from countermove.analysis.comparison.places import Place, backbone, in_levels, places
from countermove.analysis.comparison.texts import negations, text_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countermove.analysis.comparison.change import Undone
    from countermove.analysis.comparison.texts import Key
    from countermove.model.conflict import Conflict
    from countermove.model.records import Statement

    Levels = tuple[tuple[Statement, ...], ...]

Pair = Literal["same", "negated", "replaced", "alone"]
"""Which statement of the other list belongs to one: the same, its negation, what stands in its place, or none."""

SAID: dict[Pair, How] = {"same": "changed", "negated": "negated", "replaced": "replaced"}

NOWHERE: tuple[Place, Place] = ((0, 0, 0), (0, 0, 0))

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
        gone, new = defaultdict(list), defaultdict(list)
        for each in self._held:
            if each.after is None:
                gone[each.places[0][0]].append(each)
            elif each.before is None:
                new[each.places[1][0]].append(each)
        alone = [slot for slot in gone if len(gone[slot]) == len(new[slot]) == 1]
        paired = {id(new[slot][0]) for slot in alone}
        for slot in alone:
            [each], [other] = gone[slot], new[slot]
            each.after, each.pair = other.after, "replaced"
            each.levels, each.places = (each.levels[0], other.levels[1]), (each.places[0], other.places[1])
        self._held = [each for each in self._held if id(each) not in paired]

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
    old, new = (_by_key(conflict, levels) for conflict, levels in zip((before, after), lists, strict=True))
    held: list[_Held] = []
    kinds: tuple[Pair, ...] = ("same", "negated")
    for pair in kinds:
        for key, each in old.items():
            for other in [key] if pair == "same" else negations(key):
                while each and new.get(other):
                    (level, was), (place, now) = each.popleft(), new[other].popleft()
                    held.append(_Held(was, now, (level, place), NOWHERE, pair))
    held += [_Held(each, None, (level, -1), NOWHERE) for row in old.values() for level, each in row]
    return held + [_Held(None, each, (-1, level), NOWHERE) for row in new.values() for level, each in row]


def _by_key(conflict: Conflict, levels: Levels) -> dict[Key, deque[tuple[int, Statement]]]:
    """Return the statements of a list with their levels, by what they say."""
    found: dict[Key, deque[tuple[int, Statement]]] = defaultdict(deque)
    for level, row in enumerate(levels):
        for each in row:
            found[text_key(conflict, each.holds)].append((level, each))
    return dict(found)


def _without_order(levels: Levels) -> Levels:
    """Return the levels with a certain order of the first, which has none before it to change places with."""
    return (tuple(replace(each, order=None) for each in levels[0]), *levels[1:]) if levels else levels
