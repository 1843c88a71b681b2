"""Compiled code on disk: without a folder for it, with a damaged file, on a full disk, kernels are compiled anew."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numba
import numpy as np
import pytest

from command_line import process
from countermove import write
from countermove.errors import CountermoveWarning, warn_once
from countermove.kernels import condensed
from countermove.kernels.compiled_code import TolerantCache
from countermove.kernels.jit import Kernel
from countermove.simulation.workers import Processes
from test_worlds_run import SRC
from uncertain_conflicts import draw_uncertain

pytestmark = pytest.mark.thorough


@pytest.fixture(autouse=True)
def _not_said_yet() -> Iterator[None]:
    warn_once.cache_clear()
    yield
    warn_once.cache_clear()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which numba keeps compiled code."""
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path))
    return tmp_path


def handed_back() -> list[int]:
    """Compile a kernel anew, or load it, and run it."""
    origin, end, least = np.array([1, 2]), np.array([0, 1]), np.array([3, 7, 9])
    Kernel(condensed.hand_back.source).compiled(origin, end, least)
    return [int(each) for each in least]


def read_only_copy(folder: Path) -> dict[str, str]:
    """Copy the package where nobody, not even root, can write compiled code; return the surroundings for it."""
    shutil.copytree(SRC / "countermove", folder / "countermove", ignore=shutil.ignore_patterns("__pycache__"))
    for room in ("kernels", "kernels/worlds"):
        (folder / "countermove" / room / "__pycache__").touch()
    nowhere = {"HOME": os.devnull, "XDG_CACHE_HOME": f"{os.devnull}/cache", "PYTHONDONTWRITEBYTECODE": "1"}
    return os.environ | nowhere | {"PYTHONPATH": str(folder)}


def test_an_install_that_cannot_be_written_says_so_in_one_line(tmp_path: Path) -> None:
    write(draw_uncertain(11), file := tmp_path / "drawn.yaml")
    call = ["worlds", str(file), "--count", "20000", "--json", "--workers", "1"]
    done = subprocess.run(
        [sys.executable, "-m", "countermove", *call],
        env=read_only_copy(tmp_path), cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, process(*call).stdout)
    [line] = done.stderr.splitlines()
    assert line.startswith("compiled code cannot be kept (no folder can be written): each run compiles anew")


SOLVED = "import countermove as cm; print(cm.solve(cm.cases.load('elmira'), ['gmr'], engine='compiled'))"


def test_in_python_it_is_a_warning(tmp_path: Path) -> None:
    env = read_only_copy(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", SOLVED], env=env, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stderr.count("CountermoveWarning: compiled code cannot be kept") == 1


class Alike:
    """A plan whose workers all warn alike."""

    def solve(self, number: int) -> int:
        warn_once("compiled code cannot be kept")
        return number


def test_what_all_workers_say_is_said_once() -> None:
    team = Processes(Alike(), 2)  # type: ignore[arg-type]  # it has what a worker needs
    try:
        for number in range(6):
            team.submit(number)
        with pytest.warns(CountermoveWarning, match="^compiled code cannot be kept$") as said:
            solved = {number for _ in range(6) for number, _ in (team.wait() if len(team._open) else [])}
    finally:
        team.close()
    assert (solved, len(said)) == ({*range(6)}, 1)


def test_what_is_kept_is_found_again(folder: Path) -> None:
    assert handed_back() == handed_back() == [3, 3, 3]
    assert len([*folder.rglob("*.nbc")]) == 1


@pytest.mark.parametrize("suffix", ["nbi", "nbc"])
@pytest.mark.parametrize("raw", [b"", b"\x80\x05no pickle", None])
def test_damaged_files_are_compiled_and_written_anew(folder: Path, suffix: str, raw: bytes | None) -> None:
    handed_back()
    [file] = folder.rglob(f"*.{suffix}")
    file.write_bytes(file.read_bytes()[:-40] if raw is None else raw)
    with pytest.warns(CountermoveWarning, match="is damaged or cannot be read; it is compiled anew"):
        assert handed_back() == [3, 3, 3]
    warn_once.cache_clear()
    assert handed_back() == [3, 3, 3]  # a warning would be an error here


def test_a_full_disk_does_not_end_the_work(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("numba.core.caching.IndexDataCacheFile.save", full)
    with pytest.warns(CountermoveWarning, match=r"cannot be kept \(no space left on device\): each run compiles"):
        assert handed_back() == [3, 3, 3]
    assert [*folder.rglob("*.nbc")] == []


def test_numba_finds_all_that_it_asks_of_a_cache() -> None:
    from numba.core.caching import NullCache

    null = NullCache()
    for name in (name for name in dir(null) if not name.startswith("_")):
        assert hasattr(TolerantCache(null), name)


def test_without_compilation_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numba.config, "DISABLE_JIT", 1)
    assert handed_back() == [3, 3, 3]
