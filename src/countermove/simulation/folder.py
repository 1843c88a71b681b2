"""Where solved blocks are kept: a folder with one Parquet file a block, and a note on what they belong to."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.errors import InvalidRequest
from countermove.io.files import write_text
from countermove.simulation.axes import BY_STATE
from countermove.simulation.tally import Tally, nothing_yet

if TYPE_CHECKING:
    import pyarrow as pa

    from countermove.simulation.plan import Plan

NOTE = "worlds.json"


@dataclass(frozen=True)
class Folder:
    """A folder of solved blocks.

    Attributes
    ----------
    path : pathlib.Path
        Where it is; it need not be there yet.
    """

    path: Path

    def blocks(self, plan: Plan) -> set[int]:
        """Return the blocks of a plan that are kept, after making sure that the folder is this plan's.

        Raises
        ------
        InvalidRequest
            If the folder holds something else.
        """
        if self._owner() not in {None, plan.key}:
            message = f"{self.path} keeps the worlds of another conflict, concept, seed or version"
            raise InvalidRequest(f"{message}; name another folder, or delete this one")
        if not (self.path / NOTE).exists():
            self._begin(plan)
        found = (re.fullmatch(r"worlds-(\d+)-\d+\.parquet", file.name) for file in self.path.iterdir())
        numbers = {int(name[1]) // plan.block for name in found if name}
        return {number for number in numbers if number < plan.blocks and self._file(plan, number).exists()}

    def _owner(self) -> str | None:
        """Return the key of the plan whose blocks are kept here; None if nothing is."""
        if self.path.exists() and not self.path.is_dir():
            raise InvalidRequest(f"{self.path} is not a directory; name another folder")
        try:
            if (self.path / NOTE).exists():
                return str(json.loads((self.path / NOTE).read_text("utf-8"))["key"])
            if self.path.exists() and any(self.path.iterdir()):
                raise InvalidRequest(f"{self.path} is not empty, and no worlds are kept in it; name another folder")
        except (OSError, ValueError, KeyError, TypeError) as fault:
            raise InvalidRequest(f"{self.path}: {fault}; name another folder") from None
        return None

    def _begin(self, plan: Plan) -> None:
        about = {
            "key": plan.key,
            "conflict": plan.space.conflict.title,
            "concept": plan.concept,
            "method": "all worlds" if plan.seed is None else "drawn",
            "seed": plan.seed,
        }
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise InvalidRequest(f"{self.path}: {(fault.strerror or str(fault)).lower()}") from None
        write_text(json.dumps(about, indent=2) + "\n", self.path / NOTE)

    def _file(self, plan: Plan, number: int) -> Path:
        start, stop = plan.span(number)
        return self.path / f"worlds-{start:012}-{stop:012}.parquet"

    def write(self, plan: Plan, number: int, tally: Tally) -> None:
        """Write a block, whole or not at all."""
        from pyarrow import parquet

        file = self._file(plan, number)
        draft = file.with_suffix(".draft")
        try:
            parquet.write_table(as_table(plan, tally), draft, compression="zstd")
            draft.replace(file)
        except OSError as fault:
            raise InvalidRequest(f"{file}: {(fault.strerror or str(fault)).lower()}") from None
        finally:
            draft.unlink(missing_ok=True)

    def read(self, plan: Plan, number: int) -> Tally:
        """Return a block that is kept.

        Raises
        ------
        InvalidRequest
            If the file is not what was written.
        """
        import pyarrow as pa
        from pyarrow import parquet

        file = self._file(plan, number)
        try:
            return from_table(plan, parquet.read_table(file))
        except (OSError, pa.ArrowException, KeyError, ValueError) as fault:
            said = str(fault).splitlines()[0] if str(fault) else type(fault).__name__
            raise InvalidRequest(f"{file} cannot be read ({said}); delete it, and it is solved again") from None


def as_table(plan: Plan, tally: Tally) -> pa.Table:
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
    return pa.table(columns)


def _words(which: np.ndarray[Any, Any], words: list[str]) -> pa.Array:
    import pyarrow as pa

    return pa.DictionaryArray.from_arrays(which.astype(np.int32), words)


def from_table(plan: Plan, table: pa.Table) -> Tally:
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
