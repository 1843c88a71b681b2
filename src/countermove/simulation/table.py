"""Totals as an Arrow table and back, with one row for each number that is not 0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.simulation.totals import BY_STATE, Totals, zero_totals

if TYPE_CHECKING:
    import pyarrow as pa

    from countermove.simulation.plan import Plan

KEY = "countermove"
"""The metadata field that holds the key of the plan."""


def as_table(plan: Plan, totals: Totals) -> pa.Table:
    """Return totals as a table with columns for uncertainty, alternative, measure, state and value."""
    import pyarrow as pa

    axes = plan.axes
    row, measure, state = np.nonzero(totals.by_state)
    counted_row, counted = np.nonzero(totals.counts)
    rows, measures = np.concatenate([row, counted_row]), np.concatenate([measure, counted + len(BY_STATE)])
    names = [*BY_STATE, *axes.counts]
    states = np.concatenate([axes.keys[state], np.full(len(counted), -1)])
    columns: dict[str, Any] = {
        "thing": _words(rows, [uncertainty for uncertainty, _ in axes.rows]),
        "way": _words(rows, [alternative for _, alternative in axes.rows]),
        "measure": _words(measures, names),
        "state": pa.array(states, pa.int64(), mask=states < 0),
        "value": np.concatenate([totals.by_state[row, measure, state], totals.counts[counted_row, counted]]),
    }
    return pa.table(columns, metadata={KEY: plan.key})


def _words(which: np.ndarray[Any, Any], words: list[str]) -> pa.Array:
    """Return words by position, as a dictionary without duplicates: of those Parquet would write undefined bytes."""
    import pyarrow as pa

    once = {word: k for k, word in enumerate(dict.fromkeys(words))}
    codes = np.array([once[word] for word in words], np.int32)
    return pa.DictionaryArray.from_arrays(codes[which], [*once])


def from_table(plan: Plan, table: pa.Table) -> Totals:
    """Return the totals in a table."""
    axes, found = plan.axes, zero_totals(plan.axes)
    row_of = {each: k for k, each in enumerate(axes.rows)}
    measure_of = {name: k for k, name in enumerate((*BY_STATE, *axes.counts))}
    uncertainties, alternatives = table["thing"].to_pylist(), table["way"].to_pylist()
    rows = np.array([row_of[pair] for pair in zip(uncertainties, alternatives, strict=True)], np.int64)
    measures = np.array([measure_of[name] for name in table["measure"].to_pylist()], np.int64)
    values = table["value"].to_numpy()
    states = table["state"].fill_null(-1).to_numpy()
    here = measures < len(BY_STATE)
    found.by_state[rows[here], measures[here], axes.positions(states[here])] = values[here]
    found.counts[rows[~here], measures[~here] - len(BY_STATE)] = values[~here]
    return found
