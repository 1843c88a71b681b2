"""Reading of a source text from a file: plain text, an HTML page, or the first page in a web archive (MHTML)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from countermove.errors import TooLarge
from countermove.io.foreign_formats import other_format
from countermove.io.regular_files import FileKind, content, unreadable
from countermove.io.texts.encoding import decoded, known_charset
from countermove.io.texts.normalization import composed
from countermove.io.texts.outline import outlined
from countermove.io.texts.page import is_page, text_of_page
from countermove.io.texts.readers import Undecodable, fenced

if TYPE_CHECKING:
    from pathlib import Path

    from countermove.io.texts.text import SourceText


MAX_BYTES = 16 << 20
"""Largest file that is read."""

MAX_CHARACTERS = 1_000_000
"""Longest text, without markup."""

MAX_LINES = 300_000
"""Most lines of a web archive."""

_CURE = "cut out the part that is cited"

SOURCE_TEXT = FileKind("the text of a source", MAX_BYTES, _CURE)

_ARCHIVE = re.compile(rb"\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*multipart/related", re.IGNORECASE)


def load(path: Path) -> SourceText:
    """Return the text in a file.

    Parameters
    ----------
    path : pathlib.Path
        A plain text, an HTML page, or a page saved as a web archive (MHTML).

    Raises
    ------
    InvalidConflict
        If the file is missing, unreadable, empty, too large, or not a text.
    """
    try:
        text, guessed = decoded(page_in_archive(_bytes(path)))
        _refuse_garbled(text, path)
        found = _outlined(composed(text), path)
    except Undecodable as fault:
        raise unreadable(path, f"this is not a text: {fault}") from None
    except TooLarge as fault:
        raise unreadable(path, f"{fault}; save the article as plain text") from None
    if not found.text.strip():
        raise unreadable(path, "no text is found in this page: save what is to be read of it as plain text")
    return replace(found, remarks=(guessed,)) if guessed else found


def _refuse_garbled(text: str, path: Path) -> None:
    if sum(letter < " " and letter not in "\n\r\f\t" for letter in text[:4096]) > 8:
        raise unreadable(path, "this is not a text: it is full of control characters")
    if not text.strip():
        raise unreadable(path, "the file is empty")


def _outlined(text: str, path: Path) -> SourceText:
    if not is_page(text, path.suffix):
        _refuse_long(text, path)
        return outlined(text, path.name)
    found = text_of_page(text, path.name)
    _refuse_long(found.text, path)
    return found


def _refuse_long(text: str, path: Path) -> None:
    if len(text) > MAX_CHARACTERS:
        raise unreadable(path, f"{len(text):,} characters are too many ({MAX_CHARACTERS:,} are the most); {_CURE}")


def _bytes(path: Path) -> bytes:
    raw = content(path, SOURCE_TEXT)
    if message := other_format(raw):
        raise unreadable(path, message)
    return raw


def page_in_archive(raw: bytes) -> bytes:
    r"""Return the page in a web archive, in UTF-8 if its charset is known; other files are returned unchanged.

    Raises
    ------
    Undecodable
        If the archive has no page, or cannot be taken apart.

    Examples
    --------
    >>> head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
    >>> page_in_archive(head + b"--x\nContent-Type: text/html\n\n<p>Words.</p>\n--x--\n")
    b'<p>Words.</p>'
    """
    if not _ARCHIVE.match(raw[:8192]):
        return raw
    from email import message_from_bytes

    if raw.count(b"\n") > MAX_LINES:
        raise Undecodable(f"a web archive has up to {MAX_LINES:,} lines; save the article as plain text")
    with fenced("this web archive"):
        parts = (part for part in message_from_bytes(raw).walk() if part.get_content_type() == "text/html")
        page = next(parts, None)
        words = page.get_payload(decode=True) if page else None
        charset = str(page.get_content_charset("")) if page else ""
    if not isinstance(words, bytes):
        raise Undecodable("there is no page in this web archive")
    return _in_utf8(words, known_charset(charset))


def _in_utf8(words: bytes, charset: str | None) -> bytes:
    try:
        return words.decode(charset).encode() if charset else words
    except ValueError:
        return words
