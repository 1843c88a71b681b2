"""The states and moves of a conflict in graph form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from countermove.model.parts import Given, Part, convert


@dataclass(frozen=True, slots=True)
class Graph(Part):
    """The states and moves of a conflict in graph form.

    Attributes
    ----------
    states : tuple of (id, name)
        In the order of their numbers; given as ids only, the names are empty.
    moves : tuple of (decision maker, from, to)
        The moves, by ids; several decision makers may have the same one.

    Examples
    --------
    >>> Graph(["calm", "war"], [("north", "calm", "war")]).states
    (('calm', ''), ('war', ''))
    """

    means = "a graph such as Graph(['calm', 'war'], [('north', 'calm', 'war')])"

    states: tuple[tuple[str, str], ...]
    moves: tuple[tuple[str, str, str], ...] = ()

    if TYPE_CHECKING:  # the forms that are converted

        def __init__(self, states: Given, moves: Given = ()) -> None: ...

    def __post_init__(self) -> None:
        given: Any = self.states
        listed = [*given.items()] if isinstance(given, Mapping) else given
        if isinstance(listed, (list, tuple)):
            object.__setattr__(self, "states", tuple(map(_with_name, listed)))
        convert(self)


def _with_name(state: Any) -> Any:
    """Return a state of a graph with its name; some are given by their ids only."""
    if isinstance(state, str):
        return state, ""
    return (state[0], "") if isinstance(state, (tuple, list)) and [*state[1:]] == [None] else state
