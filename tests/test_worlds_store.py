"""Kept worlds: damage is found and solved again, and every way leads to the same bytes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from command_line import called, process
from countermove import write
from countermove.errors import CountermoveWarning, Interrupted, InvalidRequest
from countermove.simulation import store as stores
from countermove.simulation.run import run
from countermove.simulation.store import BlockStore
from countermove.simulation.totals import Totals
from test_worlds_run import interrupting, small, surroundings
from uncertain_conflicts import draw_uncertain

pytestmark = pytest.mark.thorough


def kept(folder: Path, count: int = 200) -> Totals:
    """Return the totals of a plan whose blocks are kept in a folder."""
    return run(small(count), store=BlockStore(folder), workers=1)


def content(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir()}


def blocks(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.parquet"))


def listed(folder: Path) -> dict[str, str]:
    found: dict[str, str] = json.loads((folder / "worlds.json").read_text("utf-8"))["blocks"]
    return found


# -- damage ----------------------------------------------------------------------------------------


def flip(file: Path, place: int, bit: int = 0) -> None:
    raw = bytearray(file.read_bytes())
    raw[place % len(raw)] ^= 1 << bit
    file.write_bytes(raw)


def test_the_manifest_has_a_checksum_of_each_block(tmp_path: Path) -> None:
    kept(tmp_path)
    assert listed(tmp_path) == {each.name: sha256(each.read_bytes()).hexdigest() for each in blocks(tmp_path)}
    assert {*content(tmp_path)} == {"worlds.json", *listed(tmp_path)}


def test_it_is_rewritten_after_each_block(tmp_path: Path) -> None:
    written: dict[int, int] = {}

    def progress(done: int, _: int) -> None:
        if tmp_path.joinpath("worlds.json").exists():
            assert len(listed(tmp_path)) == len(blocks(tmp_path))
            written[done] = len(blocks(tmp_path))

    run(small(), store=BlockStore(tmp_path), workers=1, progress=progress)
    assert [written[done] for done in (*range(7, 200, 7), 200)] == [*range(1, 30)]  # the last told of each number


def test_a_very_long_manifest_is_rewritten_less_often(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "THINNED", 4)
    unlisted = []

    def progress(*_: int) -> None:
        if tmp_path.joinpath("worlds.json").exists():
            unlisted.append(len(blocks(tmp_path)) - len(listed(tmp_path)))

    expected = run(small(), store=BlockStore(tmp_path), workers=1, progress=progress)
    assert {0, 1} < {*unlisted}
    assert max(unlisted) <= 7
    assert len(listed(tmp_path)) == 29
    (tmp_path / "worlds.json").write_bytes((tmp_path / "worlds.json").read_bytes())
    assert kept(tmp_path).equals(expected)


def test_every_flipped_bit_of_a_block_shows(tmp_path: Path) -> None:
    """Its file is named, its worlds are solved again, and then all is as if nothing had happened."""
    expected, whole = kept(tmp_path, 14), content(tmp_path)
    damaged = blocks(tmp_path)[1]
    for place in range(0, len(whole[damaged.name]), 97):
        flip(damaged, place, place % 8)
        with pytest.warns(CountermoveWarning, match=f"{damaged.name} is damaged: .*solved again$"):
            assert kept(tmp_path, 14).equals(expected)
        assert content(tmp_path) == whole


@pytest.mark.parametrize("damage", ["cut", "empty", "longer", "folder", "another's"])
def test_other_damage_to_a_block_shows(tmp_path: Path, damage: str) -> None:
    expected, whole = kept(tmp_path / "a"), content(tmp_path / "a")
    file, raw = blocks(tmp_path / "a")[3], whole[blocks(tmp_path / "a")[3].name]
    run(small(seed=6), store=BlockStore(tmp_path / "b"), workers=1)
    file.unlink()
    others = (tmp_path / "b" / file.name).read_bytes()
    if damage == "folder":
        file.mkdir()
        with pytest.warns(CountermoveWarning, match=file.name), pytest.raises(InvalidRequest, match=file.name):
            kept(tmp_path / "a")
        return
    file.write_bytes({"cut": raw[:-100], "empty": b"", "longer": raw + b"\0", "another's": others}[damage])
    with pytest.warns(CountermoveWarning, match=f"{file.name} is damaged"):
        assert kept(tmp_path / "a").equals(expected)
    assert content(tmp_path / "a") == whole


def test_many_damaged_blocks_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "NAMED", 2)
    expected = kept(tmp_path)
    for each in blocks(tmp_path):
        flip(each, 9)
    with pytest.warns(CountermoveWarning) as said:
        assert kept(tmp_path).equals(expected)
    assert len(said) == 3
    assert str(said[2].message) == "27 more blocks are damaged, and solved again"


def test_a_block_that_is_gone_or_not_listed_is_solved_again(tmp_path: Path) -> None:
    expected, whole = kept(tmp_path), content(tmp_path)
    blocks(tmp_path)[2].unlink()
    assert kept(tmp_path).equals(expected)
    (tmp_path / "worlds-000000000700-000000000707.parquet").write_bytes(b"of nobody")
    assert kept(tmp_path, 707).equals(run(small(707), workers=1))
    assert content(tmp_path).items() >= {**whole, "worlds.json": content(tmp_path)["worlds.json"]}.items()


def test_damage_between_check_and_use_is_not_believed(tmp_path: Path) -> None:
    kept(tmp_path)
    folder = BlockStore(tmp_path)
    assert len(folder.blocks(small())) == 29
    flip(blocks(tmp_path)[0], 50)
    with pytest.raises(InvalidRequest, match="just been damaged or removed; the same call solves it again"):
        folder.read(small(), 0)


@pytest.mark.parametrize("place", range(0, 600, 41))
def test_every_flipped_bit_of_the_manifest_shows(tmp_path: Path, place: int) -> None:
    kept(tmp_path, 14)
    flip(tmp_path / "worlds.json", place, 1)
    before = content(tmp_path)
    with pytest.raises(InvalidRequest, match=r"worlds\.json is (damaged|of an older version)"):
        kept(tmp_path, 14)
    assert content(tmp_path) == before


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"key": 1' + b"0" * 5000 + b"}"]
)
def test_what_is_no_manifest_is_refused(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "worlds.json").write_bytes(raw)
    with pytest.raises(InvalidRequest, match=r"worlds\.json is .*name another folder, or delete this one"):
        kept(tmp_path)
    assert content(tmp_path) == {"worlds.json": raw}


def test_a_folder_of_an_older_version_is_refused(tmp_path: Path) -> None:
    """It has the key of the plan, and no checksums."""
    kept(tmp_path)
    fields = json.loads((tmp_path / "worlds.json").read_text("utf-8"))
    del fields["blocks"], fields["digest"]
    (tmp_path / "worlds.json").write_text(json.dumps(fields, indent=2) + "\n", "utf-8")
    with pytest.raises(InvalidRequest, match=r"worlds\.json is of an older version.* no checksums.*delete this one"):
        kept(tmp_path)


def test_the_command_says_it_in_one_line(tmp_path: Path) -> None:
    call = ("worlds", "elmira", "--count", "20", "--json", "--keep", str(tmp_path / "kept"), "--workers", "1")
    expected = called(*call)
    flip(blocks(tmp_path / "kept")[0], 100)
    done = process(*call)
    assert (done.returncode, done.stdout) == (0, expected.stdout)
    assert (
        done.stderr
        == f"{blocks(tmp_path / 'kept')[0]} is damaged: its checksum does not fit; its worlds are solved again\n"
    )
    (tmp_path / "kept" / "worlds.json").write_text("{}")
    done = process(*call)
    assert (done.returncode, done.stdout) == (2, "")
    assert "kept/worlds.json is of an older version" in done.stderr


# -- what is not ours -------------------------------------------------------------------------------


def test_a_folder_of_other_worlds_is_refused(tmp_path: Path) -> None:
    kept(tmp_path)
    with pytest.raises(InvalidRequest, match="keeps the worlds of another conflict, concept, seed or version"):
        run(small(seed=6), store=BlockStore(tmp_path), workers=1)


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear all")
    with pytest.raises(InvalidRequest, match="is not empty"):
        kept(tmp_path)
    with pytest.raises(InvalidRequest, match="is not a directory"):
        kept(tmp_path / "letter.txt")
    assert [each.name for each in tmp_path.iterdir()] == ["letter.txt"]


def test_a_folder_that_cannot_be_written() -> None:
    with pytest.raises(InvalidRequest, match="/proc/nowhere: "):
        kept(Path("/proc/nowhere"))


# -- the same bytes ---------------------------------------------------------------------------------


@pytest.mark.parametrize("workers", [1, 2])
def test_resumed_blocks_are_those_of_one_run(tmp_path: Path, workers: int) -> None:
    kept(tmp_path / "whole")
    for after in (30, 90, 150):
        with pytest.raises(Interrupted):
            run(small(), store=BlockStore(tmp_path / "broken"), workers=workers, progress=interrupting(after))
    run(small(), store=BlockStore(tmp_path / "broken"), workers=workers)
    assert content(tmp_path / "broken") == content(tmp_path / "whole")


STOPPED = """
import time
from contextlib import contextmanager
import countermove.cli.worlds as command
from countermove.cli import main

@contextmanager
def stopping():
    seen = []

    def progress(done, total):
        seen.append(done)
        if done > seen[0]:
            print("solved", flush=True)
            time.sleep(600)

    yield progress

command.progress_bar = stopping
main()
"""
"""The command, which stops once a block is solved, so that no signal comes before that or after the end."""

SIGNALS = ((signal.SIGKILL, -9), (signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129))


def test_killed_or_interrupted_from_outside_and_resumed(tmp_path: Path) -> None:
    """A process that is killed outright leaves whole blocks only; one that is asked to end says so, in one line."""
    file, folder = tmp_path / "drawn.yaml", tmp_path / "kept"
    write(draw_uncertain(11), file)
    call = ["worlds", str(file), "--count", "800000", "--json", "--keep"]
    for how, code in SIGNALS:
        before = len(blocks(folder))
        going = subprocess.Popen(
            [sys.executable, "-c", STOPPED, *call, str(folder), "--workers", "2"],
            env=surroundings(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert going.stdout is not None
        assert going.stdout.readline() == "solved\n"
        going.send_signal(how)
        out, err = going.communicate(timeout=120)
        assert (going.returncode, out) == (code, "")
        assert len(blocks(folder)) > before
        assert how == signal.SIGKILL or _one_line(err).endswith("kept: the same call goes on from there")
    resumed = process(*call, str(folder), "--workers", "2")
    at_once = process(*call, str(tmp_path / "whole"), "--workers", "1")
    assert resumed.stdout == at_once.stdout != ""
    assert content(folder) == content(tmp_path / "whole")


def _one_line(err: str) -> str:
    [line] = err.splitlines()
    return line


@pytest.mark.parametrize(("count", "said"), [(7, "1 block of worlds"), (200, "29 blocks of worlds")])
def test_blocks_without_their_list_are_no_other_files(count: int, said: str, tmp_path: Path) -> None:
    kept(tmp_path, count)
    (tmp_path / "worlds.json").unlink()
    with pytest.raises(InvalidRequest, match=f"holds {said}, and worlds.json is missing: .*; put it back there"):
        kept(tmp_path, count)
    for each in blocks(tmp_path):
        each.unlink()
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(InvalidRequest, match="is not empty, and no worlds are kept in it"):
        kept(tmp_path, count)


@pytest.mark.parametrize("kind", ["pipe", "folder"])
def test_a_list_of_worlds_that_is_no_file_is_refused_at_once(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "worlds.json"
    os.mkfifo(file) if kind == "pipe" else file.mkdir()
    with pytest.raises(InvalidRequest, match=r"worlds.json: this is not a file.*; name another folder"):
        kept(tmp_path)
