"""The cases of a family as conflict files, in a folder of their own: all of them or none."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from countermove.errors import Complaint, InvalidConflict, Place
from countermove.io.yaml.writing import write_yaml

if TYPE_CHECKING:
    from countermove.model.family import Family


def write_cases(family: Family, folder: str | os.PathLike[str]) -> tuple[Path, ...]:
    """Write each case of a family to a new folder as a conflict file, and return the files.

    Parameters
    ----------
    family : Family
        The family.
    folder : str or path
        Where to; it must not be there yet, or be empty.

    Raises
    ------
    InvalidConflict
        If something is in the folder, it cannot be written, or an id cannot be the name of a file.
    """
    target = Path(folder)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise _refused(target, "there is something already; name a folder that is new or empty")
    odd = [case.id for case in family.cases if Path(case.id).name != case.id]
    if odd:
        raise _refused(target, f"the id {odd[0]!r} cannot be the name of a file")
    try:
        with tempfile.TemporaryDirectory(prefix=".countermove-", dir=target.parent) as drafts:
            draft = Path(drafts) / "cases"
            draft.mkdir()
            for case in family.cases:
                (draft / f"{case.id}.yaml").write_text(write_yaml(case.conflict), encoding="utf-8")
            draft.replace(target)
    except OSError as fault:
        raise _refused(target, (fault.strerror or str(fault)).lower()) from None
    return tuple(target / f"{case.id}.yaml" for case in family.cases)


def _refused(folder: Path, message: str) -> InvalidConflict:
    return InvalidConflict([Complaint(message, place=Place(str(folder)))])
