"""The store of solved blocks: a folder with a Parquet file for each block, and a JSON file that names their plan."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from countermove.errors import InvalidRequest
from countermove.io.text_files import write_text
from countermove.simulation.table import as_table, belongs_to, from_table

if TYPE_CHECKING:
    from countermove.simulation.plan import Plan
    from countermove.simulation.totals import Totals

NOTE = "worlds.json"


@dataclass(frozen=True)
class BlockStore:
    """A folder of solved blocks.

    Attributes
    ----------
    path : pathlib.Path
        The folder; it need not exist yet.
    """

    path: Path

    def blocks(self, plan: Plan) -> set[int]:
        """Return the stored blocks of a plan.

        Raises
        ------
        InvalidRequest
            If the folder holds other files or the blocks of another plan, or cannot be read.
        """
        if self._owner() not in {None, plan.key}:
            message = f"{self.path} keeps the worlds of another conflict, concept, seed or version"
            raise InvalidRequest(f"{message}; name another folder, or delete this one")
        found = (re.fullmatch(r"worlds-(\d+)-\d+\.parquet", file.name) for file in self.path.glob("*.parquet"))
        numbers = {int(name[1]) // plan.block for name in found if name}
        return {number for number in numbers if number < plan.blocks and self._file(plan, number).exists()}

    def _owner(self) -> str | None:
        """Return the key of the plan whose blocks are stored here; None for an empty folder."""
        if self.path.exists() and not self.path.is_dir():
            raise InvalidRequest(f"{self.path} is not a directory; name another folder")
        try:
            if (self.path / NOTE).exists():
                return str(json.loads((self.path / NOTE).read_text("utf-8"))["key"])
            if self.path.exists() and any(self.path.iterdir()):
                raise InvalidRequest(f"{self.path} is not empty, and no worlds are kept in it; name another folder")
        except (OSError, ValueError, KeyError, TypeError) as fault:
            raise InvalidRequest(f"{self.path / NOTE} cannot be read ({fault}); name another folder") from None
        return None

    def begin(self, plan: Plan) -> None:
        """Create the folder, and write the file that names the plan.

        Raises
        ------
        InvalidRequest
            If the folder cannot be created.
        """
        if (self.path / NOTE).exists():
            return
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

    def write(self, plan: Plan, number: int, totals: Totals) -> None:
        """Write a block atomically.

        Raises
        ------
        InvalidRequest
            If the file cannot be written.
        """
        from pyarrow import parquet

        file = self._file(plan, number)
        draft = file.with_suffix(".draft")
        try:
            parquet.write_table(as_table(plan, totals), draft, compression="zstd")
            draft.replace(file)
        except OSError as fault:
            raise InvalidRequest(f"{file}: {(fault.strerror or str(fault)).lower()}") from None
        finally:
            draft.unlink(missing_ok=True)

    def read(self, plan: Plan, number: int) -> Totals:
        """Return a stored block.

        Raises
        ------
        InvalidRequest
            If the file is damaged, or belongs to another plan.
        """
        import pyarrow as pa
        from pyarrow import parquet

        file = self._file(plan, number)
        try:
            table = parquet.read_table(file)
            if not belongs_to(plan, table):
                raise InvalidRequest(f"{file} is of other worlds; delete it, and it is solved again")
            return from_table(plan, table)
        except (OSError, pa.ArrowException, KeyError, ValueError) as fault:
            said = str(fault).splitlines()[0] if str(fault) else type(fault).__name__
            raise InvalidRequest(f"{file} cannot be read ({said}); delete it, and it is solved again") from None
