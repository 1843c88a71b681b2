"""Files that are read: regular ones of a bounded size, in the folder of the file that names them."""

from __future__ import annotations

import os
import re
import resource
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree

import pytest
from typer.testing import CliRunner

import countermove
import countermove as cm
from countermove import InvalidConflict, read, write
from countermove.cli.app import app
from countermove.io.packaged import CASES
from countermove.io.regular_files import FileKind, content

CONFLICT = "title: t\nstatus_quo: []\ndecision_makers: {a: {options: [x], preferences: [x]}}\n"
GRAPH = "title: t\nstates: states.csv\nmoves: moves.csv\nrankings: ranks.csv\ndecision_makers: {a: }\n"
JOINT = "title: both\nfronts: {one: front.yaml, two: {conflict: chicken}}\n"
SOURCED = f"{CONFLICT}sources: {{s: {{file: text.txt}}}}\n"
FAMILY = """family: 1
title: f
facts: {angry: {means: it is angry}}
template: {decision_makers: {a: {options: [x]}}}
cases: cases.csv
evidence: evidence.csv
"""

INPUTS = {
    "a conflict": ("solve x.yaml", {"x.yaml": ""}),
    "a conflict of GMCR+": ("solve x.gmcr", {"x.gmcr": ""}),
    "a case that is frozen": ("freeze x.yaml", {"x.yaml": ""}),
    "a frozen forecast": ("score x.forecast.json", {"x.forecast.json": ""}),
    "a table of states": ("solve x.yaml", {"x.yaml": GRAPH, "states.csv": ""}),
    "a table of moves": ("solve x.yaml", {"x.yaml": GRAPH, "states.csv": "state\ns\n", "moves.csv": ""}),
    "a front": ("solve x.yaml", {"x.yaml": JOINT, "front.yaml": ""}),
    "a text": ("check x.yaml", {"x.yaml": SOURCED, "text.txt": ""}),
    "a text to add": ("sources add text.txt", {"text.txt": ""}),
    "a conflict to add to": ("sources add t.txt --to x.yaml", {"t.txt": "It rained.", "x.yaml": ""}),
    "a family": ("family x.yaml", {"x.yaml": ""}),
    "a table of cases": ("family x.yaml", {"x.yaml": FAMILY, "cases.csv": ""}),
    "a table of evidence": (
        "family x.yaml",
        {"x.yaml": FAMILY, "cases.csv": "id,angry\nc,yes\n", "evidence.csv": ""},
    ),
    "a conflict to convert": ("convert x.yaml y.gmcr", {"x.yaml": ""}),
    "a conflict to draw": ("worlds x.yaml", {"x.yaml": ""}),
}
"""Calls, and the files that they read; the one without content is a special file."""

SPECIAL: dict[str, Callable[[Path], object]] = {
    "a pipe": os.mkfifo,
    "a link to a device": lambda file: file.symlink_to("/dev/zero"),
    "a link to itself": lambda file: file.symlink_to(file.name),
    "a folder": lambda file: file.mkdir(),
}


@pytest.fixture
def in_bounds() -> Iterator[None]:
    """Fail after ten seconds, or with one GiB more than now, in place of waiting for ever and filling the memory."""
    was = resource.getrlimit(resource.RLIMIT_AS)
    now = int(Path("/proc/self/statm").read_text("utf-8").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now + (1 << 30), was[1]))
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 10)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)
    resource.setrlimit(resource.RLIMIT_AS, was)


def refused(call: str) -> str:
    found = CliRunner().invoke(app, call.split())
    assert (found.exit_code, found.stdout) == (2, ""), found.output
    return found.stderr


@pytest.mark.usefixtures("in_bounds")
@pytest.mark.parametrize("special", [*SPECIAL])
@pytest.mark.parametrize("named", [*INPUTS])
def test_what_is_no_regular_file_is_refused(
    named: str, special: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    call, files = INPUTS[named]
    for name, text in files.items():
        Path(name).write_text(text, "utf-8") if text else SPECIAL[special](Path(name))
    said = refused(call)
    assert next(name for name, text in files.items() if not text) in said
    assert any(
        words in said
        for words in ("not a file", "directory", "symbolic links", "no such file", "lead out", "leads out")
    ), said
    assert {each.name for each in tmp_path.iterdir()} == {*files}


def test_nothing_is_written_over_a_device(tmp_path: Path) -> None:
    (tmp_path / "pipe.yaml").symlink_to("pipe")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InvalidConflict, match="not written over"):
        write(cm.cases.load("chicken"), tmp_path / "pipe.yaml")
    assert (tmp_path / "pipe").is_fifo()


def test_a_file_is_read_up_to_its_bound_whatever_it_says_of_its_size() -> None:
    """A file of the system says that it is empty, and is not."""
    endless = Path("/proc/self/smaps")
    assert endless.stat().st_size == 0
    with pytest.raises(
        InvalidConflict, match=r"smaps: 101 bytes are too many for a list \(100 are the most\); cut it"
    ):
        content(endless, FileKind("a list", 100, "cut it"))


# -- links and folders -----------------------------------------------------------------------------


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    """Two folders with all kinds of files in the second one."""
    for name in ("mine", "theirs"):
        (tmp_path / name).mkdir()
    texts = {
        "front.yaml": CONFLICT,
        "text.txt": "It rained.",
        "states.csv": "state\ns\nt\n",
        "cases.csv": "id,angry\nc,yes\n",
    }
    texts |= {
        "moves.csv": "dm,from,to\na,s,t\n",
        "ranks.csv": "state,a\ns,1\nt,2\n",
        "evidence.csv": "case,fact,source\n",
    }
    for name, text in texts.items():
        (tmp_path / "theirs" / name).write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("call", "text", "names"),
    [
        ("solve", JOINT, ["front.yaml"]),
        ("check", SOURCED, ["text.txt"]),
        ("solve", GRAPH, ["states.csv", "moves.csv", "ranks.csv"]),
        ("family", FAMILY, ["cases.csv", "evidence.csv"]),
    ],
    ids=["front", "text", "graph", "family"],
)
def test_a_link_does_not_lead_out_of_the_folder(folders: Path, call: str, text: str, names: list[str]) -> None:
    mine, theirs = folders / "mine", folders / "theirs"
    (mine / "x.yaml").write_text(text, "utf-8")
    for name in names:
        (mine / f"own-{name}").write_bytes((theirs / name).read_bytes())
        (mine / name).symlink_to(f"own-{name}")  # a link within the folder is one to follow
    assert "no link" not in CliRunner().invoke(app, [call, str(mine / "x.yaml")]).output
    for name in names:
        (mine / name).unlink()
        (mine / name).symlink_to(theirs / name)
        said = refused(f"{call} {mine / 'x.yaml'}")
        assert name in said
        assert "link" in said
        (mine / name).unlink()
        (mine / name).symlink_to(f"own-{name}")


@pytest.mark.parametrize("name", ["../theirs/front.yaml", "{theirs}/front.yaml", "linked/front.yaml"])
def test_a_front_lies_elsewhere_only_if_that_is_allowed(folders: Path, name: str) -> None:
    mine, theirs = folders / "mine", folders / "theirs"
    (mine / "linked").symlink_to(theirs)
    file = mine / "x.yaml"
    file.write_text(JOINT.replace("front.yaml", name.format(theirs=theirs)), "utf-8")
    said = refused(f"solve {file}")
    assert "x.yaml, line 2, column 15" in said
    assert "or allow its folder with --fronts-in" in said
    with pytest.raises(InvalidConflict, match="fronts-in"):
        read(file)
    assert read(file, fronts_in=[theirs]) == read(file, fronts_in=[str(folders)])
    for call in ("solve FILE", "check FILE", f"sources add {theirs / 'text.txt'} --to FILE"):
        found = CliRunner().invoke(app, ["--fronts-in", str(theirs), *call.replace("FILE", str(file)).split()])
        assert "fronts-in" not in found.output
    assert "fronts-in" in refused(f"solve {file}")


def test_the_case_of_a_forecast_is_not_looked_for_behind_a_link(
    folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, theirs = folders / "mine", folders / "theirs"
    days = "asked: 2019-12-01, closes: 2020-01-01, answer: {value: true, on: 2020-01-02}"
    question = f"questions: {{q: {{asks: So?, when: x, {days}}}}}\n"
    for folder in (mine, theirs):
        (folder / "x.yaml").write_text(CONFLICT + question, "utf-8")
    monkeypatch.chdir(mine)
    for call in ("freeze x.yaml --to x.forecast.json", "score x.forecast.json"):
        found = CliRunner().invoke(app, call.split())
        assert found.exit_code == 0, found.output
    (mine / "x.yaml").unlink()
    (mine / "x.yaml").symlink_to(theirs / "x.yaml")
    assert "put it beside the forecast" in refused("score x.forecast.json")


def test_fronts_of_a_family_lie_beside_it_too(folders: Path) -> None:
    text = FAMILY.replace(
        "{decision_makers: {a: {options: [x]}}}", "{fronts: {one: ../theirs/front.yaml, two: chicken}}"
    )
    file = folders / "mine" / "x.yaml"
    file.write_text(text.replace("cases.csv\nevidence: evidence.csv", "{c: {facts: {angry: yes}}}"), "utf-8")
    assert "fronts-in" in refused(f"family {file}")
    assert "fronts-in" not in refused(f"--fronts-in {folders} family {file}")  # it has no status quo, though


@pytest.mark.parametrize("name", ['"a\\0.SUFFIX"', f"{'x' * 300}.SUFFIX"])
@pytest.mark.parametrize(
    ("text", "suffix", "where"),
    [(JOINT, "yaml", "x.yaml, line 2"), (GRAPH, "csv", "x.yaml"), (SOURCED, "txt", "line 4")],
)
def test_names_that_no_file_can_have(tmp_path: Path, text: str, suffix: str, where: str, name: str) -> None:
    file = tmp_path / "x.yaml"
    for each in ("front.yaml", "states.csv", "text.txt"):
        text = text.replace(each, name.replace("SUFFIX", suffix))
    file.write_text(text, "utf-8")
    assert where in refused(f"check {file}")


def test_an_installer_may_link_the_packaged_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some put every file of a package into its folder as a link to a store elsewhere."""
    copytree(CASES, tmp_path / "store")
    for file in [*(tmp_path / "store").rglob("*.csv"), *(tmp_path / "store").rglob("*.yaml")]:
        link = tmp_path / "cases" / file.relative_to(tmp_path / "store")
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(file)
    monkeypatch.setattr("countermove.io.regular_files.CASES", tmp_path / "cases")
    [family] = (tmp_path / "cases").rglob("*.family.yaml")
    assert CliRunner().invoke(app, ["family", str(family), "--write", str(tmp_path / "written")]).exit_code == 0


# -- one door --------------------------------------------------------------------------------------

DOORS = {
    "io/regular_files.py": "the door itself",
    "simulation/store.py": "a block of worlds, whose bytes came through the door",
    "cli/__init__.py": "the null device",
    "cli/errors.py": "the null device",
    "io/checksums.py": "files of blocks, which are checked, and their list",
    "io/folder_lock.py": "the lock of the folder of worlds",
    "report/pages/sections.py": "style sheet and script of the package",
    "cli/new.py": "the file to start from, which comes with the package",
    "report/figures/bars.py": "a style sheet of the package",
    "report/figures/calibration.py": "a style sheet of the package",
    "report/figures/templates.py": "style sheets and templates of the package",
    "report/figures/tornado.py": "a style sheet of the package",
}
"""The files that open others, and which."""


OPENING = re.compile(r"\.(read_text|read_bytes|open|read_table)\(|\bopen\(")


def test_files_are_opened_in_one_place() -> None:
    package = Path(countermove.__file__).parent
    texts = {file.relative_to(package).as_posix(): file.read_text("utf-8") for file in package.rglob("*.py")}
    assert {name for name, text in texts.items() if OPENING.search(text)} <= {*DOORS}
