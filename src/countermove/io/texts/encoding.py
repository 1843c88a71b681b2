"""Decoding of a file: by byte order mark, as UTF-8, by the charset of a page, or by a guess with a remark."""

from __future__ import annotations

import codecs
import re

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks with their encodings; UTF-32 comes before UTF-16, whose mark its own begins with."""

GUESSED = ["cp1251", "koi8_r", "cp866", "cp1252"]
"""Encodings that charset_normalizer may guess."""

_DECLARED = re.compile(rb"""<meta[^>]{1,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)


class Undecodable(Exception):
    """Bytes that no supported encoding decodes."""


def decoded(raw: bytes) -> tuple[str, str]:
    """Return decoded bytes, and a remark if the encoding was guessed, or an empty text.

    Raises
    ------
    Undecodable
        If no supported encoding decodes them.

    Examples
    --------
    >>> decoded("Né".encode())
    ('Né', '')
    """
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return _strict(raw, encoding), ""
    if b"\0" in raw:
        raise Undecodable("it holds zero bytes")
    for encoding in ["utf-8", *_declared(raw)]:
        try:
            return _strict(raw, encoding), ""
        except Undecodable:
            continue
    return _guessed(raw)


def _strict(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError) as fault:
        raise Undecodable(f"it is not {encoding}") from fault


def _declared(raw: bytes) -> list[str]:
    """Return the encoding that an HTML page declares, in a list of one, or an empty list."""
    found = _DECLARED.search(raw[:4096])
    return [found[1].decode("ascii")] if found else []


def _guessed(raw: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(raw, cp_isolation=GUESSED).best()
    if best is None:
        raise Undecodable("its encoding is none that is known here")
    return str(best), f"read as {best.encoding}, which is a guess: look whether the letters are right"
