"""Files that are no text in UTF-8 are named for what they are, with the way out, wherever a text is read."""

from __future__ import annotations

import bz2
import gzip
import lzma
import pickle
import struct
import tarfile
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from typer.testing import CliRunner

from countermove import InvalidConflict, read
from countermove.cli.app import app
from countermove.errors import InvalidForecast
from countermove.io.foreign_formats import not_utf8
from countermove.io.frozen import read_frozen
from countermove.io.texts.load import load

CONFLICT = "title: Ä\ndecision_makers:\n  a: {options: [x], preferences: [x]}\n"

WIDE = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")

OLD = {
    "dms": ["US", "USSR"],
    "opts": [["Air strike", "Blockade"], ["Withdraw"]],
    "infeas": ["11-"],
    "prefVec": [[], []],
    "irrev": [(0, "fwd")],
    "prefPri": [["--1"], ["0--"]],
    "payoffs": [[0] * 8, [0] * 8],
}
"""What the first versions of GMCR+ pickled."""


def refused(file: Path) -> str:
    result = CliRunner().invoke(app, ["check", str(file)])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"{file}: this is ")
    with pytest.raises(InvalidConflict):
        read(file)
    return result.stderr


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_an_old_file_of_gmcr_plus_is_a_pickle(tmp_path: Path, protocol: int) -> None:
    file = tmp_path / "cuban.gmcr"
    file.write_bytes(pickle.dumps(OLD, protocol))
    said = refused(file)
    assert "a pickle of Python, in which the first versions of GMCR+ kept conflicts" in said
    assert "python -m pickletools" in said
    assert "countermove new" in said


class Harmful:
    """Would write a file if it were ever unpickled."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[object, tuple[Path, str]]:
        return (Path.write_text, (self.file, "opened"))


@pytest.mark.parametrize("suffix", [".gmcr", ".yaml"])
def test_a_pickle_is_never_opened(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"harmful{suffix}"
    file.write_bytes(pickle.dumps(Harmful(tmp_path / "trace")))
    assert "a pickle of Python" in refused(file)
    assert not (tmp_path / "trace").exists()


@pytest.mark.parametrize("suffix", [".gmcr", ".yaml"])
@pytest.mark.parametrize("encoding", WIDE)
def test_other_encodings_are_named(tmp_path: Path, encoding: str, suffix: str) -> None:
    file = tmp_path / f"wide{suffix}"
    file.write_bytes(CONFLICT.encode(encoding))
    name = encoding.upper()[:6]
    assert f"this is text in {name} and not in UTF-8; save it again with the encoding UTF-8" in refused(file)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (CONFLICT.encode("latin-1"), "this is not text in UTF-8 (byte 7); save it again with the encoding UTF-8"),
        (b"PK\x03\x04\x14\0", "a zip archive, as office programs write; unpack it, or save the document"),
        (gzip.compress(CONFLICT.encode(), mtime=0), "a file packed with gzip; unpack it, and name what is inside"),
        (b"%PDF-1.4\n", "a PDF; save its text"),
    ],
)
def test_other_formats_are_named(tmp_path: Path, raw: bytes, said: str) -> None:
    file = tmp_path / "other.yaml"
    file.write_bytes(raw)
    assert said in refused(file)


def tiny_zip(name: str, content: bytes = b"x") -> bytes:
    with BytesIO() as stream:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as packed:
            packed.writestr(name, content)
        return stream.getvalue()


def tiny_tar() -> bytes:
    with BytesIO() as stream:
        with tarfile.open(fileobj=stream, mode="w") as packed:
            packed.addfile(tarfile.TarInfo("a.yaml"))
        return stream.getvalue()


TINY = {
    "zip": (tiny_zip("a.yaml"), "a zip archive"),
    "docx": (tiny_zip("[Content_Types].xml", b""), "a zip archive"),
    "empty zip": (b"PK\x05\x06" + bytes(18), "a zip archive"),
    "tar": (tiny_tar(), "a tar archive"),
    "gz": (gzip.compress(b"", mtime=0), "a file packed with gzip"),
    "bz2": (bz2.compress(b"a"), "a file packed with bzip2"),
    "xz": (lzma.compress(b""), "a file packed with xz"),
    "7z": (b"7z\xbc\xaf\x27\x1c\0\x04" + bytes(24), "an archive"),
    "png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0", "a picture"),
    "gif": (b"GIF89a\x01\0\x01\0\0\0\0;", "a picture"),
    "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20), "a document of an old office program"),
    "sqlite": (b"SQLite format 3\0\x10\0\x01\x01\0@  \0\0\0\x01", "a database of SQLite"),
    "parquet": (b"PAR1\x15\x04\x15\0\x15\0L\x15\0\x15\0\0\0PAR1", "a table in Parquet"),
    "numbers": (struct.pack("<8h", *range(8)), "no text: "),
    "big numbers": (struct.pack(">8i", *range(8)), "no text: "),
    "a zero": (b"title: t\0\ndecision_makers: {a: A}\n", "no text: 1 of its first 34 bytes are zero"),
}
"""Files so small that most of their bytes are zeros and lengths, as in UTF-16 every other byte is."""


@pytest.mark.parametrize("kind", TINY)
def test_tiny_files_of_programs_are_not_taken_for_text_in_utf16(kind: str, tmp_path: Path) -> None:
    raw, said = TINY[kind]
    file = tmp_path / "tiny.yaml"
    file.write_bytes(raw)
    told = refused(file)
    assert f"this is {said}" in told
    assert "; " in told
    with pytest.raises(InvalidConflict) as caught:
        load(file.rename(tmp_path / "tiny.txt"))
    assert said in str(caught.value) or "zero bytes" in str(caught.value)


@pytest.mark.parametrize("text", ["a: ", "ab", "title: Ä", "\ttitle: Кто", "title: 争端\n"])
@pytest.mark.parametrize("encoding", WIDE)
def test_short_texts_in_other_encodings_are_not_taken_for_texts_in_utf8(text: str, encoding: str) -> None:
    assert not_utf8(text.encode(encoding)).startswith(("this is text in UTF-", "this is no", "this is not text"))


@pytest.mark.parametrize(
    "text", [CONFLICT, f"\ufeff{CONFLICT}", CONFLICT.replace("\n", "\r\n"), "Ä", "", "(dp", "}q"]
)
def test_text_in_utf8_is_text(text: str) -> None:
    assert not_utf8(text.encode()) == ""


def test_line_ends_and_a_byte_order_mark_do_not_matter(tmp_path: Path) -> None:
    file = tmp_path / "windows.yaml"
    file.write_bytes(f"\ufeff{CONFLICT}".replace("\n", "\r\n").encode())
    assert read(file).title == "Ä"


def test_tables_and_frozen_forecasts_are_named_alike(tmp_path: Path) -> None:
    """PowerShell writes UTF-16 where output is sent to a file, and spreadsheets where 'Unicode text' is chosen."""
    file = tmp_path / "graph.yaml"
    file.write_text("title: t\nstates: states.csv\ndecision_makers: {a: A}\n", encoding="utf-8")
    (tmp_path / "states.csv").write_text("id,name\ns,S\n", encoding="utf-16")
    with pytest.raises(InvalidConflict, match=r"states.csv: this is text in UTF-16 and not in UTF-8"):
        read(file)
    frozen = tmp_path / "a.forecast.json"
    frozen.write_text("{}", encoding="utf-16")
    with pytest.raises(InvalidForecast, match="is no frozen forecast: this is text in UTF-16"):
        read_frozen(frozen)
