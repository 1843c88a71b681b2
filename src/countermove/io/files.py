"""Reading and writing conflict files by path: the format is told by the suffix."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from countermove.errors import Complaint, InvalidConflict, Place

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict

MAX_BYTES = 1 << 20
SUFFIXES = (".yaml", ".yml", ".gmcr")


def read(path: str | os.PathLike[str]) -> Conflict:
    """Return the conflict in a file.

    Parameters
    ----------
    path : str or path
        A conflict file in YAML (``.yaml``, ``.yml``) or of GMCR+ (``.gmcr``).

    Returns
    -------
    Conflict

    Raises
    ------
    InvalidConflict
        With every complaint at once, if the file cannot be read or says something that cannot be.
    TooLarge
        If its options span more states than can be looked at one by one.
    """
    return read_with_remarks(path)[0]


def read_with_remarks(path: str | os.PathLike[str]) -> tuple[Conflict, tuple[str, ...]]:
    """Return the conflict in a file, and a remark on each thing in it that was read past."""
    file = Path(path)
    text = read_text(file)
    if file.suffix == ".gmcr":
        from countermove.io.gmcr import read_gmcr

        return read_gmcr(text, str(file))
    from countermove.io.yaml.reading import read_yaml

    return read_yaml(text, str(file), file.parent), ()


def read_text(file: Path) -> str:
    """Return the text of a conflict file, refusing what cannot be one."""
    if file.suffix not in SUFFIXES and file.exists() and not file.is_dir():
        raise _unreadable(file, f"a conflict file ends in {', '.join(SUFFIXES)}, not in {file.suffix!r}")
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise _unreadable(
                file,
                f"{size:,} bytes are too many for a conflict file ({MAX_BYTES:,} are the most); states and moves by "
                "the thousand belong in CSV tables beside it",
            )
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise _unreadable(file, f"this is not text in UTF-8 (byte {fault.start:,})") from None
    except OSError as fault:
        raise _unreadable(file, (fault.strerror or str(fault)).lower()) from None


def _unreadable(file: Path, message: str) -> InvalidConflict:
    return InvalidConflict([Complaint(message, place=Place(str(file)))])


def write(conflict: Conflict, path: str | os.PathLike[str]) -> tuple[str, ...]:
    """Write a conflict to a file, whole or not at all, and return a remark on each thing that was left out.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    path : str or path
        Where to; ``.gmcr`` writes a file for GMCR+, ``.yaml`` or ``.yml`` a conflict file.

    Raises
    ------
    InvalidConflict
        If the format cannot hold the conflict, or the path cannot be written to.
    """
    file = Path(path)
    text, remarks = _written(conflict, file)
    write_text(text, file)
    return remarks


def _written(conflict: Conflict, file: Path) -> tuple[str, tuple[str, ...]]:
    if file.suffix not in SUFFIXES:
        raise _unreadable(file, f"the name has to end in {', '.join(SUFFIXES)}: it says which format is meant")
    if file.suffix == ".gmcr":
        from countermove.io.gmcr import write_gmcr

        return write_gmcr(conflict)
    from countermove.io.yaml.writing import write_yaml

    return write_yaml(conflict), ()


def write_text(text: str, file: Path) -> None:
    """Write a text to a file by way of a temporary one beside it, so that nothing is ever half written.

    Through a link, the file that it points to is written.
    """
    try:
        target = Path(os.path.realpath(file))
        with tempfile.TemporaryDirectory(prefix=".countermove-", dir=target.parent) as folder:
            draft = Path(folder) / target.name
            draft.write_text(text, encoding="utf-8")
            draft.replace(target)
    except OSError as fault:
        raise _unreadable(file, (fault.strerror or str(fault)).lower()) from None
