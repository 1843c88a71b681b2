"""The edits of what decision makers want: statements and weights moved, dropped, negated and added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.analysis.change.edits.costs import times
from countermove.analysis.change.edits.step import EditStep

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from countermove.model.conflict import Conflict
    from countermove.model.records import Statement

    At = tuple[int, int, int]
    Variants = tuple[EditStep, ...]


@dataclass(frozen=True)
class Wanted:
    """What may change of the wants of a conflict, and what it costs.

    Attributes
    ----------
    conflict : Conflict
        The conflict as it stands.
    costs : mapping of str to float
        The costs of the kinds of edits.
    kept : collection of tuple
        What may not change, as `kept_of` returns it.
    every : bool
        Whether all statements may change, not only those that the file marks as doubtful.
    """

    conflict: Conflict
    costs: Mapping[str, float]
    kept: Collection[tuple[str | int, ...]]
    every: bool

    def edits(self, candidates: Collection[str]) -> Iterator[Variants]:
        """Yield the edits that exclude each other, one tuple for each thing that may change."""
        every = self.every or not any(_doubtful(each) for _, each in self._statements())
        every = every and not (not self.every and self._doubtful_weights())
        for at, each in self._statements():
            if ("dm", at[0]) not in self.kept and ("statement", *at) not in self.kept and (every or _doubtful(each)):
                yield from self._of_statement(at, each, every=every)
        for i, dm in enumerate(self.conflict.decision_makers):
            if ("dm", i) not in self.kept:
                yield from self._of_weights(i, every=every)
                yield from (self._added(i, text, len(dm.preferences.statements)) for text in candidates)

    def _statements(self) -> Iterator[tuple[At, Statement]]:
        for i, dm in enumerate(self.conflict.decision_makers):
            for k, level in enumerate(dm.preferences.statements):
                for j, each in enumerate(level):
                    yield (i, k, j), each

    def _doubtful_weights(self) -> bool:
        wants = [dm.preferences for dm in self.conflict.decision_makers]
        return any(each.weights and each.confidence is not None and each.confidence < 1 for each in wants)

    def _of_statement(self, at: At, each: Statement, *, every: bool) -> Iterator[Variants]:
        moves = tuple(self._moves(at, each))
        if moves:
            yield moves
        if every or (each.confidence is not None and each.confidence < 1):
            slot = ("sense", *at)
            yield tuple(
                EditStep(kind, slot, times(self.costs[kind], each.confidence), text=each.holds)
                for kind in ("drop", "negate")
            )

    def _moves(self, at: At, each: Statement) -> Iterator[EditStep]:
        """Yield the moves of a statement as far as they go; one of several on a level first leaves this level."""
        levels = self.conflict.decision_makers[at[0]].preferences.statements
        beyond = int(len(levels[at[1]]) > 1)
        for kind, most in (("up", at[1] + beyond), ("down", len(levels) - 1 - at[1] + beyond)):
            for n in range(1, most + 1):
                cost = times(self.costs["move"] * n, each.confidence)
                yield EditStep(kind, ("place", *at), cost, n, each.holds)

    def _of_weights(self, dm: int, *, every: bool) -> Iterator[Variants]:
        wants = self.conflict.decision_makers[dm].preferences
        doubtful = wants.confidence is not None and wants.confidence < 1
        for k, (text, _) in enumerate(wants.weights):
            if (every or doubtful) and ("weight", dm, k) not in self.kept:
                yield tuple(
                    EditStep(kind, ("weight", dm, k), times(self.costs[kind], wants.confidence), text=text)
                    for kind in ("drop", "negate")
                )

    def _added(self, dm: int, text: str, places: int) -> Variants:
        """Return the edits that add a statement at each place, the least important first."""
        cost = times(self.costs["add"], None)
        return tuple(EditStep("add", ("add", dm, text), cost, place, text) for place in range(places, -1, -1))


def _doubtful(each: Statement) -> bool:
    return (each.confidence is not None and each.confidence < 1) or each.order == "uncertain"
