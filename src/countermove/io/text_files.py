"""The text of conflict files: size limit, encoding, and atomic writing."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from countermove.io.foreign_formats import not_utf8
from countermove.io.regular_files import FileKind, content, unreadable

MAX_BYTES = 1 << 20
"""Largest conflict file that is read or written."""

SUFFIXES = (".yaml", ".yml", ".gmcr")
"""Suffixes of conflict files; each names a format."""

CONFLICT_FILE = FileKind(
    "a conflict file", MAX_BYTES, "states and moves by the thousand belong in CSV tables beside it"
)


def read_text(file: Path) -> str:
    """Return the text of a conflict file.

    Raises
    ------
    InvalidConflict
        If the suffix is unknown, or the file is missing, unreadable, too large, not a regular file or not in UTF-8.
    """
    if file.suffix not in SUFFIXES and file.exists() and not file.is_dir():
        raise unreadable(file, f"a conflict file ends in {', '.join(SUFFIXES)}, not in {file.suffix!r}")
    return decoded(content(file, CONFLICT_FILE), file)


def decoded(raw: bytes, file: Path) -> str:
    """Return the text of a conflict file from its bytes.

    Raises
    ------
    InvalidConflict
        If it is not in UTF-8.
    """
    if message := not_utf8(raw):
        raise unreadable(file, message)
    return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def half_letter(text: str) -> str:
    r"""Return the message for a text with a lone surrogate; empty if it has none.

    Examples
    --------
    >>> half_letter("a \ud83d b")
    "'a \\ud83d b' holds half a letter (a lone surrogate), which no file can hold; write the text anew"
    """
    if not (found := re.search("[\ud800-\udfff]", text)):
        return ""
    near = text[max(found.start() - 20, 0) : found.end() + 20]
    return f"{near!r} holds half a letter (a lone surrogate), which no file can hold; write the text anew"


def write_text(text: str, file: Path) -> None:
    """Write a text to a file atomically: to a temporary file first, which then replaces the target.

    A symbolic link is followed; the file that it points to is replaced.

    Raises
    ------
    InvalidConflict
        If the file cannot be written, the target is no regular file, or the text holds lone surrogates.
    """
    if message := half_letter(text):
        raise unreadable(file, message)
    try:
        target = Path(os.path.realpath(file))
        if target.exists() and not (target.is_file() or target.is_dir()):
            raise unreadable(file, "this is not a file but a device, a pipe or a socket, and is not written over")
        with tempfile.TemporaryDirectory(prefix=".countermove-", dir=target.parent) as folder:
            draft = Path(folder) / target.name
            draft.write_text(text, encoding="utf-8")
            draft.replace(target)
    except OSError as fault:
        raise unreadable(file, (fault.strerror or str(fault)).lower()) from None
