"""Reading and writing conflict files by path: the format is told by the suffix."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from countermove.errors import Complaint, InvalidConflict, Place

MAX_BYTES = 1 << 20

SUFFIXES = (".yaml", ".yml", ".gmcr")


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
