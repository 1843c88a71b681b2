"""Files that are no text in UTF-8 are named for what they are, with the way out, wherever a text is read."""

from __future__ import annotations

import gzip
import pickle
from pathlib import Path

import pytest
from typer.testing import CliRunner

from countermove import InvalidConflict, read
from countermove.cli.app import app
from countermove.errors import InvalidForecast
from countermove.io.foreign_formats import not_utf8
from countermove.io.frozen import read_frozen

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
        (b"PK\x03\x04\x14\0", "a packed file, as spreadsheets and word processors write it"),
        (gzip.compress(CONFLICT.encode(), mtime=0), "a file packed with gzip; unpack it first"),
        (b"%PDF-1.4\n", "a PDF, and no text"),
    ],
)
def test_other_formats_are_named(tmp_path: Path, raw: bytes, said: str) -> None:
    file = tmp_path / "other.yaml"
    file.write_bytes(raw)
    assert said in refused(file)


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
