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

_ARCHIVE = "unpack it, and name what is inside"
_TEXT = "save the document as text, a table as CSV"

FORMATS = (
    (
        re.compile(rb"PK(\x03\x04|\x05\x06|\x07\x08)"),
        "a zip archive, as office programs write",
        f"unpack it, or {_TEXT}",
    ),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "a document of an old office program", _TEXT),
    (re.compile(rb"%PDF"), "a PDF", "save its text, for instance with pdftotext"),
    (re.compile(rb"\{\\rtf"), "a document in RTF", "save it as text"),
    (re.compile(rb"bplist"), "a web archive of Safari or a list of properties", "save the page as HTML"),
    (re.compile(rb"\x1f\x8b"), "a file packed with gzip", _ARCHIVE),
    (re.compile(rb"BZh[1-9]1AY&SY"), "a file packed with bzip2", _ARCHIVE),
    (re.compile(rb"\xfd7zXZ\0"), "a file packed with xz", _ARCHIVE),
    (re.compile(rb"\x28\xb5\x2f\xfd"), "a file packed with zstd", _ARCHIVE),
    (re.compile(rb"7z\xbc\xaf\x27\x1c|Rar!\x1a\x07"), "an archive", _ARCHIVE),
    (re.compile(rb".{257}ustar", re.DOTALL), "a tar archive", _ARCHIVE),
    (
        re.compile(rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*|RIFF.{4}WEBP", re.DOTALL),
        "a picture",
        "write down what it shows",
    ),
    (re.compile(rb"SQLite format 3\0"), "a database of SQLite", "export its tables as CSV"),
    (re.compile(rb"PAR1|ARROW1\0\0"), "a table in Parquet or Arrow", "save it as CSV"),
    (re.compile(rb"\x93NUMPY|\x89HDF"), "an array of numbers", "save it as CSV"),
    (re.compile(rb"\x7fELF|MZ.\0", re.DOTALL), "a program", "name a text file"),
)
"""Other formats by their first bytes: the beginning, the name, and what to do. Tiny ones are full of zeros."""

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
    if message := other_format(raw):
        return message
    if encoding := _wide_encoding(raw):
        return f"this is text in {encoding} and not in UTF-8; {SAVE}"
    if zeros := raw[:FEW].count(0):
        return f"this is no text: {zeros} of its first {len(raw[:FEW])} bytes are zero; name a text file in UTF-8"
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        return f"this is not text in UTF-8 (byte {fault.start:,}); {SAVE}"
    return ""


def other_format(raw: bytes) -> str:
    r"""Return which format other than text some bytes are in, with the way out; empty for others.

    Examples
    --------
    >>> other_format(b"%PDF-1.4 ..."), other_format(b"title: t")
    ('this is a PDF; save its text, for instance with pdftotext', '')
    """
    found = ((name, cure) for begin, name, cure in FORMATS if begin.match(raw))
    return next((f"this is {name}; {cure}" for name, cure in found), "")


def _wide_encoding(raw: bytes) -> str:
    """Return UTF-16 or UTF-32, by the byte order mark or by the zeros between letters; empty for others."""
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return encoding
    quarters = [raw[k:FEW:4] for k in range(4)]
    zeros = "".join("0" if quarter.count(0) > len(quarter) // 2 else "x" for quarter in quarters)
    codec = {"x0x0": "utf-16-le", "0x0x": "utf-16-be", "x000": "utf-32-le", "000x": "utf-32-be"}.get(zeros, "")
    return codec[:6].upper() if codec and _is_text(raw[: min(FEW, len(raw) // 4 * 4)], codec) else ""


def _is_text(raw: bytes, codec: str) -> bool:
    """Whether bytes are text in an encoding, and not numbers that look like it: hardly any control characters."""
    text = raw.decode(codec, "replace")
    return sum(not (letter.isprintable() or letter in "\t\r\n\ufeff") for letter in text) <= len(text) // 50
