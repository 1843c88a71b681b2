"""Sums over worlds as a table, and back: one row for each number that is not 0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.simulation.totals import BY_STATE, Totals, nothing_yet

if TYPE_CHECKING:
    import pyarrow as pa

    from countermove.simulation.plan import Plan

KEY = "countermove"
"""Under which name a table holds the key of the plan whose worlds were summed up."""


def as_table(plan: Plan, tally: Totals) -> pa.Table:
    """Return sums as a table: what is not 0, by thing, way, measure and state."""
    import pyarrow as pa

    axes = plan.axes
    row, measure, state = np.nonzero(tally.by_state)
    counted_row, counted = np.nonzero(tally.counts)
    rows, measures = np.concatenate([row, counted_row]), np.concatenate([measure, counted + len(BY_STATE)])
    names = [*BY_STATE, *axes.counts]
    states = np.concatenate([axes.keys[state], np.full(len(counted), -1)])
    columns: dict[str, Any] = {
        "thing": _words(rows, [thing for thing, _ in axes.rows]),
        "way": _words(rows, [way for _, way in axes.rows]),
        "measure": _words(measures, names),
        "state": pa.array(states, pa.int64(), mask=states < 0),
        "value": np.concatenate([tally.by_state[row, measure, state], tally.counts[counted_row, counted]]),
    }
    return pa.table(columns, metadata={KEY: plan.key})


def of_plan(plan: Plan, table: pa.Table) -> bool:
    """Whether the sums in a table are of worlds of this plan."""
    return (table.schema.metadata or {}).get(KEY.encode()) == plan.key.encode()


def _words(which: np.ndarray[Any, Any], words: list[str]) -> pa.Array:
    import pyarrow as pa

    return pa.DictionaryArray.from_arrays(which.astype(np.int32), words)


def from_table(plan: Plan, table: pa.Table) -> Totals:
    """Return the sums in a table."""
    axes, found = plan.axes, nothing_yet(plan.axes)
    row_of = {each: k for k, each in enumerate(axes.rows)}
    measure_of = {name: k for k, name in enumerate((*BY_STATE, *axes.counts))}
    things, ways = table["thing"].to_pylist(), table["way"].to_pylist()
    rows = np.array([row_of[pair] for pair in zip(things, ways, strict=True)], np.int64)
    measures = np.array([measure_of[name] for name in table["measure"].to_pylist()], np.int64)
    values = table["value"].to_numpy()
    states = table["state"].fill_null(-1).to_numpy()
    here = measures < len(BY_STATE)
    found.by_state[rows[here], measures[here], axes.positions(states[here])] = values[here]
    found.counts[rows[~here], measures[~here] - len(BY_STATE)] = values[~here]
    return found
