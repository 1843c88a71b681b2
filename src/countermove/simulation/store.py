"""The store of solved blocks: a folder with a Parquet file for each block, and a manifest with their checksums."""

from __future__ import annotations

import warnings
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING

from countermove.errors import CountermoveWarning, InvalidConflict, InvalidRequest
from countermove.io.checksums import DRAFT, digest_of_file, replace_bytes
from countermove.io.folder_lock import FolderLock
from countermove.io.regular_files import FileKind, content
from countermove.simulation.manifest import ADVICE, NAME, manifest_of, read_manifest
from countermove.simulation.table import as_table, from_table

if TYPE_CHECKING:
    from pathlib import Path

    from countermove.simulation.manifest import Manifest
    from countermove.simulation.plan import Plan
    from countermove.simulation.totals import Totals

LOCK = "worlds.lock"

THINNED = 1 << 12
"""Up to so many blocks the manifest is written after each block; above, after as many as keep the time even."""

BLOCK = FileKind("a block of worlds", 1 << 31, "solve fewer worlds")

NAMED = 50
"""The most damaged blocks that are named; the others are counted."""


class BlockStore:
    """A folder of solved blocks.

    Parameters
    ----------
    path : pathlib.Path
        The folder; it need not exist yet.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._manifest: Manifest | None = None
        self._lock: FolderLock | None = None
        self._unlisted = 0

    def blocks(self, plan: Plan) -> set[int]:
        """Return the stored blocks of a plan whose checksum fits. Damaged blocks are named in a warning.

        Raises
        ------
        InvalidRequest
            If the folder holds other files or the blocks of another plan, or cannot be read.
        """
        self._manifest = self._manifest_for(plan)
        sums = {} if self._manifest is None else self._manifest.blocks
        listed = {number: self._file(plan, number) for number in _numbers(sums, plan)}
        there = {number: file for number, file in listed.items() if file.name in sums and file.exists()}
        damaged = {number for number, file in there.items() if _digest(file) != sums[file.name]}
        _warn([there[number] for number in sorted(damaged)])
        return there.keys() - damaged

    def _manifest_for(self, plan: Plan) -> Manifest | None:
        """Return the manifest, which must be of this plan; None for an empty folder."""
        if self.path.exists() and not self.path.is_dir():
            raise InvalidRequest(f"{self.path} is not a directory; name another folder")
        found = read_manifest(self.path)
        if found is None and (others := self._others()):
            raise InvalidRequest(f"{self.path} {_without_list(others)}")
        if found is not None and found.about["key"] != plan.key:
            raise InvalidRequest(
                f"{self.path} keeps the worlds of another conflict, concept, seed or version; {ADVICE}"
            )
        return found

    def _others(self) -> list[str]:
        """Return the names of files in the folder that no start of a run leaves behind."""
        try:
            names = [each.name for each in self.path.iterdir()] if self.path.exists() else []
        except OSError as fault:
            raise InvalidRequest(f"{self.path}: {(fault.strerror or str(fault)).lower()}") from None
        return [name for name in names if name not in {LOCK, NAME + DRAFT}]

    def begin(self, plan: Plan) -> None:
        """Create the folder, lock it until `close`, and write the manifest if there is none.

        Raises
        ------
        InvalidRequest
            If the folder cannot be created, or another process writes to it.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise InvalidRequest(f"{self.path}: {(fault.strerror or str(fault)).lower()}") from None
        self._lock = FolderLock(self.path / LOCK)
        for draft in self.path.glob(f"worlds*{DRAFT}"):
            draft.unlink(missing_ok=True)
        self._manifest = self._manifest_for(plan)  # once more: another process may have written since
        if self._manifest is None:
            self._manifest = manifest_of(plan)
            self._manifest.write(self.path)

    def close(self) -> None:
        """List all stored blocks in the manifest, and unlock the folder."""
        if self._lock is None:
            return
        if self._manifest is not None and self._unlisted:
            with suppress(InvalidRequest):  # what is not listed is solved again
                self._manifest.write(self.path)
        self._lock.release()
        self._lock, self._unlisted = None, 0

    def _file(self, plan: Plan, number: int) -> Path:
        start, stop = plan.span(number)
        return self.path / f"worlds-{start:012}-{stop:012}.parquet"

    def write(self, plan: Plan, number: int, totals: Totals) -> None:
        """Write a block, and the manifest that lists it, atomically.

        Raises
        ------
        InvalidRequest
            If a file cannot be written.
        """
        assert self._manifest is not None  # noqa: S101  (`begin` has read it)
        file, raw = self._file(plan, number), _parquet(plan, totals)
        try:
            replace_bytes(raw, file)
        except OSError as fault:
            raise InvalidRequest(f"{file}: {(fault.strerror or str(fault)).lower()}") from None
        self._unlisted += 1
        self._manifest.blocks[file.name] = sha256(raw).hexdigest()
        if self._unlisted > len(self._manifest.blocks) // THINNED:
            self._manifest.write(self.path)
            self._unlisted = 0

    def read(self, plan: Plan, number: int) -> Totals:
        """Return a stored block.

        Raises
        ------
        InvalidRequest
            If the file was damaged after `blocks` has checked it.
        """
        import pyarrow as pa
        from pyarrow import parquet

        file = self._file(plan, number)
        assert self._manifest is not None  # noqa: S101  (`blocks` has read it)
        with suppress(InvalidConflict):
            raw = content(file, BLOCK)
            if sha256(raw).hexdigest() == self._manifest.blocks[file.name]:
                return from_table(plan, parquet.read_table(pa.BufferReader(raw)))
        raise InvalidRequest(f"{file} has just been damaged or removed; the same call solves it again")


def _without_list(names: list[str]) -> str:
    """Return what is wrong with a folder that has these files, and no list of stored worlds."""
    blocks = sum(name.startswith("worlds-") and name.endswith(".parquet") for name in names)
    if not blocks:
        return "is not empty, and no worlds are kept in it; name another folder"
    kept = f"holds {blocks:,} block{'s'[: blocks - 1]} of worlds, and {NAME} is missing"
    return f"{kept}: without its checksums they are not believed; put it back there, {ADVICE}"


def _numbers(names: dict[str, str], plan: Plan) -> set[int]:
    """Return the blocks of a plan that have these names of files, or start where one of them starts."""
    starts = (name.removeprefix("worlds-").partition("-")[0] for name in names)
    numbers = {int(start) // plan.block for start in starts if start.isascii() and start.isdecimal()}
    return {number for number in numbers if number < plan.blocks}


def _digest(file: Path) -> str | None:
    with suppress(OSError):
        return digest_of_file(file)
    return None


def _parquet(plan: Plan, totals: Totals) -> bytes:
    import pyarrow as pa
    from pyarrow import parquet

    sink = pa.BufferOutputStream()
    parquet.write_table(as_table(plan, totals), sink, compression="zstd")
    return bytes(sink.getvalue())


def _warn(damaged: list[Path]) -> None:
    """Name damaged blocks."""
    said = [f"{file} is damaged: its checksum does not fit; its worlds are solved again" for file in damaged[:NAMED]]
    said += [f"{len(damaged) - NAMED:,} more blocks are damaged, and solved again"] if damaged[NAMED:] else []
    for line in said:
        warnings.warn(line, CountermoveWarning, stacklevel=3)
