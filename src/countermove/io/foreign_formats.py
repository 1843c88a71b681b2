"""Files that are no text in UTF-8, recognised by their bytes, each with its name and the way out.

A pickle is never opened, since it may run any program.
"""

from __future__ import annotations

import codecs
import re

SAVE = "save it again with the encoding UTF-8, as editors offer it"

MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
"""Byte order marks; UTF-32 comes before UTF-16, whose mark its own begins with."""

PICKLE = re.compile(rb"\x80[\x02-\x05]|[}\]]q[\x00-\x1f]|\([dl]p\d+\n|c(copy_reg|__builtin__)\n|\(i\w+\n\w+\n")
"""How a pickle begins: in protocols 2 to 5, in protocol 1, and in protocol 0, which is text."""

FROM_PICKLE = (
    "this is a pickle of Python, in which the first versions of GMCR+ kept conflicts; later ones keep JSON. It is "
    "not opened, since a pickle may run any program: 'python -m pickletools FILE' lists what it holds and runs "
    "nothing; write that as a conflict file, which 'countermove new FILE.yaml' begins"
)

PACKED = {
    b"PK\x03\x04": "a packed file, as spreadsheets and word processors write it; save it as text, a table as CSV",
    b"\xd0\xcf\x11\xe0": "a file of an old spreadsheet or word processor; save it as text, a table as CSV",
    b"\x1f\x8b": "a file packed with gzip; unpack it first",
    b"%PDF": "a PDF, and no text",
}
"""Other formats, by their first bytes."""

FEW = 512
"""Bytes by which UTF-16 without a byte order mark is recognised."""


def not_utf8(raw: bytes) -> str:
    r"""Return what some bytes are that are no text in UTF-8, with the way out; empty for a text in UTF-8.

    Examples
    --------
    >>> not_utf8("title: Né".encode()), not_utf8(b"\xef\xbb\xbftitle: t")
    ('', '')
    >>> not_utf8("title: Né".encode("utf-16"))
    'this is text in UTF-16 and not in UTF-8; save it again with the encoding UTF-8, as editors offer it'
    >>> not_utf8("title: Né".encode("latin-1"))
    'this is not text in UTF-8 (byte 8); save it again with the encoding UTF-8, as editors offer it'
    """
    if PICKLE.match(raw) and raw.rstrip().endswith(b"."):
        return FROM_PICKLE
    if encoding := _wide_encoding(raw):
        return f"this is text in {encoding} and not in UTF-8; {SAVE}"
    for begin, name in PACKED.items():
        if raw.startswith(begin):
            return f"this is {name}"
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        return f"this is not text in UTF-8 (byte {fault.start:,}); {SAVE}"
    return ""


def _wide_encoding(raw: bytes) -> str:
    """Return UTF-16 or UTF-32, by the byte order mark or by the zeros between letters; empty for others."""
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return encoding
    quarters = [raw[k:FEW:4] for k in range(4)]
    zeros = "".join("0" if quarter.count(0) > len(quarter) // 2 else "x" for quarter in quarters)
    return {"x0x0": "UTF-16", "0x0x": "UTF-16", "x000": "UTF-32", "000x": "UTF-32"}.get(zeros, "")
