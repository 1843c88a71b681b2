"""One process at a time writes to a folder of kept worlds; another is told which one does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from countermove.errors import InvalidRequest
from countermove.io import folder_lock
from countermove.io.folder_lock import FolderLock
from countermove.simulation.run import run
from countermove.simulation.store import BlockStore
from test_worlds_run import small, surroundings
from test_worlds_store import content, kept

pytestmark = pytest.mark.thorough


def test_two_at_once_are_refused_and_the_holder_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "kept"

    def progress(done: int, _: int) -> None:
        if done == 70:
            before = content(folder)
            with pytest.raises(InvalidRequest, match=rf"kept is in use by process {os.getpid()} on .*; wait until"):
                kept(folder)
            assert content(folder) == before

    expected = run(small(), store=BlockStore(folder), workers=1, progress=progress)
    assert expected.equals(kept(folder))


def test_what_is_whole_can_be_read_meanwhile(tmp_path: Path) -> None:
    expected = kept(tmp_path)
    lock = FolderLock(tmp_path / "worlds.lock")
    assert kept(tmp_path).equals(expected)
    lock.release()
    assert not (tmp_path / "worlds.lock").exists()


HOLDING = """
import sys, time
from pathlib import Path
from countermove.io import folder_lock
from countermove.io.folder_lock import FolderLock
lock = FolderLock(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(tmp_path / "worlds.lock")],
        env=surroundings(), stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(InvalidRequest, match=f"in use by process {holder.pid} on "):
            kept(tmp_path)
        holder.kill()
    assert (tmp_path / "worlds.lock").exists()
    assert kept(tmp_path).equals(run(small(), workers=1))
    assert not (tmp_path / "worlds.lock").exists()


def test_a_lock_whose_holder_has_just_removed_its_file_is_taken_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, lock, opened = tmp_path / "worlds.lock", folder_lock._lock, []

    def late(stream: IO[str]) -> None:
        opened.append(stream)
        if len(opened) < 3:
            file.unlink()
        lock(stream)

    monkeypatch.setattr(folder_lock, "_lock", late)
    held = FolderLock(file)
    assert [each.closed for each in opened] == [True, True, False]
    with pytest.raises(InvalidRequest, match="in use by process"):
        FolderLock(file)
    held.release()


def test_a_link_in_place_of_the_lock_is_not_followed(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    for name in ("worlds.lock", "worlds.json.draft"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / name).symlink_to(precious)
        if name == "worlds.lock":
            with pytest.raises(InvalidRequest, match=r"worlds\.lock: "):
                kept(folder)
        else:
            kept(folder)
    assert precious.read_text() == "mine"
