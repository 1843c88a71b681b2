"""Reading and writing conflict files by path: the format is told by the suffix."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from countermove.io.text_files import SUFFIXES, _unreadable, read_text, write_text

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict


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
