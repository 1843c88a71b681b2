"""Checksums of files that are read back, and atomic writing of such files."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

DRAFT = ".draft"
"""Suffix of a file that is not yet complete."""


def digest_of_fields(fields: Mapping[str, object]) -> str:
    """Return the SHA-256 of a JSON document, in hexadecimal digits: sorted keys, no blanks.

    Examples
    --------
    >>> digest_of_fields({"b": 1, "a": [2]})[:16]
    '63c9663de90ee828'
    """
    return sha256(json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def digest_of_file(file: Path) -> str | None:
    """Return the SHA-256 of a file, in hexadecimal digits; None unless it is a regular file.

    Raises
    ------
    OSError
        If the file cannot be read.
    """
    from hashlib import file_digest

    if not file.is_file():
        return None
    with file.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


def replace_bytes(content: bytes, file: Path, *, durable: bool = False) -> None:
    """Write a file atomically, by a draft beside it; one process at a time may write a file this way.

    Parameters
    ----------
    content : bytes
        The new content.
    file : pathlib.Path
        The target.
    durable : bool
        Whether to wait until the content is on the disk, so that it survives a power cut.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    draft = file.with_name(file.name + DRAFT)
    try:
        with draft.open("wb") as stream:
            stream.write(content)
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
