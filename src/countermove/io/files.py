"""Reading and writing of conflict files by path; the suffix tells the format."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from countermove.io.regular_files import unreadable
from countermove.io.text_files import SUFFIXES, read_text, write_text

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict


def read(path: str | os.PathLike[str], *, fronts_in: Iterable[str | os.PathLike[str]] = ()) -> Conflict:
    """Return the conflict in a file.

    Parameters
    ----------
    path : str or path
        A conflict file in YAML (``.yaml``, ``.yml``) or of GMCR+ (``.gmcr``).
    fronts_in : iterable of str or path
        Folders outside that of the file in which its fronts may lie.

    Returns
    -------
    Conflict
        Its `remarks` tell what a file of GMCR+ says that the conflict lacks.

    Raises
    ------
    InvalidConflict
        With all complaints, if the file cannot be read or its content is not valid.
    TooLarge
        If the options span more states than can be listed.
    """
    file = Path(path)
    text = read_text(file)
    if file.suffix == ".gmcr":
        from countermove.io.gmcr import read_gmcr

        return read_gmcr(text, str(file))
    from countermove.io.yaml.reading import read_yaml

    return read_yaml(text, str(file), file.parent, tuple(map(Path, fronts_in)))


def write(conflict: Conflict, path: str | os.PathLike[str]) -> tuple[str, ...]:
    """Write a conflict to a file atomically, and return remarks on what the format left out or rewrote.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    path : str or path
        The target; ``.gmcr`` selects the format of GMCR+, ``.yaml`` or ``.yml`` YAML.

    Raises
    ------
    InvalidConflict
        If the format cannot hold the conflict, or the file cannot be written.
    TooLarge
        If the file would be too large, or its rankings too long, to be read again.
    """
    file = Path(path)
    text, remarks = _written(conflict, file)
    write_text(text, file)
    return remarks


def _written(conflict: Conflict, file: Path) -> tuple[str, tuple[str, ...]]:
    if file.suffix not in SUFFIXES:
        raise unreadable(file, f"the name has to end in {', '.join(SUFFIXES)}: it says which format is meant")
    if file.suffix == ".gmcr":
        from countermove.io.gmcr import write_gmcr

        return write_gmcr(conflict)
    from countermove.io.yaml.writing import write_yaml

    return write_yaml(conflict), ()
