"""Graph form: states and moves that refer to one another, and no options beside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from countermove.errors import Complaint, did_you_mean
from countermove.model.validity.names import repeated

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict, Graph

MAX_SHOWN = 20


def graph_complaints(conflict: Conflict) -> Iterator[Complaint]:
    """Yield what is wrong with states and moves that are given directly."""
    graph = conflict.graph
    if graph is None:
        return
    if not graph.states:
        yield Complaint("there is no state", ("states",))
    if any(not id_.strip() for id_, _ in graph.states):
        yield Complaint("a state has no name", ("states",))
    yield from repeated((id_ for id_, _ in graph.states), "state", ("states",))
    if conflict.options or conflict.rules or conflict.coalesce:
        message = "states are given directly, so there can be no options, feasible or coalesce beside them"
        yield Complaint(message, ("states",))
    yield from [*_lost_moves(conflict, graph)][:MAX_SHOWN]
    known = dict(graph.states)
    for k, name in enumerate(conflict.status_quo or ()):
        if name not in known:
            yield Complaint(f"unknown state {name!r} as status quo{did_you_mean(name, known)}", ("status_quo", k))
    if len(conflict.status_quo or ()) > 1:
        yield Complaint("the status quo is one state", ("status_quo",))


def _lost_moves(conflict: Conflict, graph: Graph) -> Iterator[Complaint]:
    known = dict(graph.states)
    ids = [dm.id for dm in conflict.decision_makers]
    for dm, start, end in graph.moves:
        path = ("decision_makers", dm, "moves")
        if dm not in ids:
            yield Complaint(f"a move of an unknown decision maker {dm!r}{did_you_mean(dm, ids)}", ("moves",))
        for name in (start, end):
            if name not in known:
                yield Complaint(f"unknown state {name!r} in a move of {dm}{did_you_mean(name, known)}", path)
        if start == end:
            yield Complaint(f"a move of {dm} leads from {start!r} to itself", path)
