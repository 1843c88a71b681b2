"""The one door through which files are read: regular files of a bounded size, named from a folder that they lie in.

Opening a pipe may wait for ever, a device may never end, and a link may lead anywhere; so what a name leads to is
looked at before it is opened, and no more is read than its kind allows.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from countermove.errors import Complaint, InvalidConflict, Place
from countermove.io.packaged import CASES

_NOT_WAITING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
"""Flags for opening a file that may have become a pipe since it was looked at."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that is read.

    Attributes
    ----------
    name : str
        Its name in complaints, with its article: ``"a conflict file"``.
    most : int
        Most bytes of such a file.
    cure : str
        What to do with a larger one.
    """

    name: str
    most: int
    cure: str


def content(file: Path, kind: FileKind) -> bytes:
    """Return the bytes of a regular file.

    Raises
    ------
    InvalidConflict
        If the file is missing, unreadable, not a regular file, or larger than its kind may be.
    """
    try:
        _refuse_special(file, file.stat().st_mode)
        with open(os.open(file, _NOT_WAITING), "rb") as opened:  # noqa: PTH123  (a descriptor is no path)
            found = os.fstat(opened.fileno())
            _refuse_special(file, found.st_mode)
            _refuse_large(file, found.st_size, kind)
            raw = opened.read(kind.most + 1)
    except OSError as fault:
        raise unreadable(file, (fault.strerror or str(fault)).lower()) from None
    except ValueError:
        raise unreadable(file, "this cannot be the name of a file") from None
    _refuse_large(file, len(raw), kind)
    return raw


def _refuse_special(file: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise unreadable(file, "this is not a file: it is a directory")
    if not stat.S_ISREG(mode):
        message = "this is not a file but a device, a pipe or a socket; copy what is to be read of it into a file"
        raise unreadable(file, message)


def _refuse_large(file: Path, size: int, kind: FileKind) -> None:
    if size > kind.most:
        message = f"{size:,} bytes are too many for {kind.name} ({kind.most:,} are the most); {kind.cure}"
        raise unreadable(file, message)


def named(name: str, folder: Path, also: Iterable[Path] = ()) -> Path | None:
    """Return the path of what a conflict file names, or None if it leads out of all folders that it may lie in.

    Links are followed before the folders are compared. What the package brings along may be linked by an installer.

    Parameters
    ----------
    name : str
        The path in the conflict file, from its folder.
    folder : pathlib.Path
        The folder of the conflict file.
    also : iterable of pathlib.Path
        Other folders that it may lie in.

    Raises
    ------
    InvalidConflict
        If the name can be that of no file, or what it leads to may not be looked at.
    """
    path = folder / name
    try:
        with suppress(FileNotFoundError, NotADirectoryError):
            path.stat()
        end = Path(os.path.realpath(path))
        known = [Path(os.path.realpath(each)) for each in (folder, *also)]
    except OSError as fault:
        raise InvalidConflict([Complaint(f"{name!r}: {(fault.strerror or str(fault)).lower()}")]) from None
    except ValueError:
        raise InvalidConflict([Complaint(f"{name!r} cannot be the name of a file")]) from None
    inside = any(end.is_relative_to(each) for each in known)
    return path if inside or (folder.is_relative_to(CASES) and Path(name).name == name) else None


def unreadable(file: Path, message: str) -> InvalidConflict:
    """Return the exception for a complaint about a whole file."""
    return InvalidConflict([Complaint(message, place=Place(str(file)))])
