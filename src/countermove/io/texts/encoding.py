"""Decoding of a file: by byte order mark, as UTF-8, by the charset of a page, or by a guess with a remark."""

from __future__ import annotations

import codecs
import re

from countermove.io.texts.readers import Undecodable, fenced

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

CHARSETS = frozenset(
    [
        "ascii",
        "big5",
        "big5hkscs",
        "cp437",
        "cp850",
        "cp852",
        "cp855",
        "cp866",
        "cp874",
        "cp932",
        "cp949",
        "cp950",
        "euc_jis_2004",
        "euc_jp",
    ]
    + ["euc_kr", "gb18030", "gb2312", "gbk", "hz", "iso2022_jp", "iso2022_kr", "johab", "koi8-r", "koi8-t", "koi8-u"]
    + ["kz1048", "mac-cyrillic", "mac-roman", "ptcp154", "shift_jis", "tis-620", "utf-8", "utf-8-sig"]
    + ["utf-16", "utf-16-be", "utf-16-le", "utf-32", *(f"cp{number}" for number in range(1250, 1259))]
    + [f"iso8859-{number}" for number in (*range(1, 12), *range(13, 17))]
)
"""Character sets that a page or an archive may declare, by the names that Python has for them.

Python knows others that are not for pages: `punycode`, `idna`, `unicode_escape`, `rot13`.
"""

_DECLARED = re.compile(rb"""<meta[^>]{1,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)


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
    except (LookupError, ValueError) as fault:
        raise Undecodable(f"it is not {encoding}") from fault


def _declared(raw: bytes) -> list[str]:
    """Return the encoding that an HTML page declares, in a list of one, or an empty list."""
    found = _DECLARED.search(raw[:4096])
    return [charset] if found and (charset := known_charset(found[1].decode("latin-1"))) else []


def known_charset(name: str) -> str | None:
    r"""Return Python's name of a character set, or None if pages are not written in it.

    Examples
    --------
    >>> known_charset("Windows-1251"), known_charset("punycode"), known_charset("a\0b")
    ('cp1251', None, None)
    """
    try:
        known = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return known if known in CHARSETS else None


def _guessed(raw: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    with fenced("its encoding"):
        best = from_bytes(raw, cp_isolation=GUESSED).best()
    if best is None:
        raise Undecodable("its encoding is none that is known here")
    return str(best), f"read as {best.encoding}, which is a guess: look whether the letters are right"
