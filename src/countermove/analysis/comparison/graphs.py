"""What changed in the states and moves of two conflicts in graph form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from countermove.analysis.comparison.change import ModelChange

if TYPE_CHECKING:
    from countermove.analysis.comparison.change import Undone
    from countermove.model.graph import Graph

    Move = tuple[str, str, str]

MOST_MOVES = 12
"""Moves that are told one by one; more of them, and other states, are one change, the graph as a whole."""


class GraphDifference:
    """The difference between two graphs, or between none and none.

    Parameters
    ----------
    graphs : tuple of (Graph or None)
        The graph of each conflict.
    """

    def __init__(self, graphs: tuple[Graph | None, Graph | None]) -> None:
        self._graphs = graphs
        self._moves: dict[Move, ModelChange] = {}
        self._whole: ModelChange | None = None
        was, now = graphs
        if was is None or now is None:
            return
        differing = {*was.moves} ^ {*now.moves}
        if [id_ for id_, _ in was.states] != [id_ for id_, _ in now.states] or len(differing) > MOST_MOVES:
            self._whole = ModelChange("graph", "changed", "", "", str(len(was.moves)), str(len(now.moves)))
            return
        for move in sorted(differing):
            dm, start, end = move
            self._moves[move] = ModelChange("move", "added" if move in now.moves else "dropped", dm, "", start, end)

    @property
    def changes(self) -> list[ModelChange]:
        """The changes."""
        return [*self._moves.values(), *([self._whole] if self._whole else [])]

    def graph(self, undone: Undone) -> Graph | None:
        """Return the graph where some changes are undone."""
        was, now = self._graphs
        if was is None or now is None:
            return now
        if self._whole is not None:
            return was if self._whole in undone else now
        back = {move for move, change in self._moves.items() if change in undone}
        kept = tuple(each for each in now.moves if each not in back)
        return replace(now, moves=(*kept, *(each for each in was.moves if each in back)))
