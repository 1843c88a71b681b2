"""Try an installed countermove: every command and its help once, and what the package says of itself.

Run it with the Python that countermove is installed for, as `make dist-check` and `make floors` do. It takes nothing
from the source but itself and one page of HTML, and needs nothing that countermove does not.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import metadata
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typer

import countermove
from countermove.cli.app import app

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "tests" / "data" / "texts" / "article.html"
FIRST = ("cases copy prisoners-dilemma theirs.yaml", "new mine.yaml")
THEN = (
    "cases",
    "check mine.yaml",
    "show mine.yaml",
    "brief mine.yaml",
    "solve mine.yaml",
    "solve kazakhstan-2022-two-fronts --concepts nash --counts",  # enough states for the compiled engine
    "explain mine.yaml --state status-quo --check",
    "evolve mine.yaml",
    "coalitions mine.yaml",
    "elicit prisoners-dilemma --dm a",
    "fronts canal",
    "report mine.yaml --output mine.html",
    "report mine.yaml --brief --output brief.html",
    "sources mine.yaml",
    "sources show mine.yaml",
    "cases show elmira",
    "sources add article.html",
    "worlds mine.yaml --count 100 --workers 2 --keep worlds",
    "forecast mine.yaml --count 100",
    "freeze mine.yaml --count 100 --to mine.forecast.json",
    "score kazakhstan-2022 --count 100 --plot calibration.svg",
    "family csto-appeals --count 2",
    "assumptions mine.yaml",
    "compare mine.yaml theirs.yaml",
    "report mine.yaml --beside theirs.yaml --output beside.html",
    "change theirs.yaml --so-that '4 falls by nash' --by statements",
    "convert theirs.yaml theirs.gmcr",
    "schema",
)
AT_A_TIME = 2


def commands(group: Any, above: str = "") -> Iterator[str]:
    """Yield the names of all commands, and of the groups of commands that are commands themselves."""
    for name, command in group.commands.items():
        inner = {**getattr(command, "commands", {})}
        if not inner or command.invoke_without_command:
            yield f"{above}{name}"
        if inner:
            yield from commands(command, f"{above}{name} ")


def groups(group: Any, above: str = "") -> Iterator[str]:
    """Yield the names of all groups of commands, the program itself first."""
    yield above
    for name, command in group.commands.items():
        if getattr(command, "commands", {}):
            yield from groups(command, f"{above}{name} ")


def helps() -> list[str]:
    """Return a call for the help of every command and of every group of commands."""
    program = typer.main.get_command(app)
    names = dict.fromkeys([*groups(program), *(f"{name} " for name in commands(program))])
    return [f"{name}-h" for name in names]


def untried() -> list[str]:
    """Return the commands that none of the calls is one of."""
    return [
        name for name in commands(typer.main.get_command(app)) if not any(_is(call, name) for call in FIRST + THEN)
    ]


def _is(call: str, name: str) -> bool:
    return call == name or call.startswith(f"{name} ")


def failures(folder: Path) -> Iterator[str]:
    """Yield what is said of the calls that fail."""
    (folder / PAGE.name).write_bytes(PAGE.read_bytes())
    for call in FIRST:
        yield from failure(call, folder)
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        yield from chain.from_iterable(pool.map(lambda call: [*failure(call, folder)], [*THEN, *helps()]))


def failure(call: str, folder: Path) -> Iterator[str]:
    """Carry out a call, and yield what it says if it fails, prints nothing or warns."""
    program = str(Path(sys.executable).with_name("countermove"))
    done = subprocess.run(
        [program, *shlex.split(call)],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode or "Warning" in done.stderr or not done.stdout + done.stderr:
        yield f"countermove {call}: exit {done.returncode}\n{done.stderr}"


def misprints() -> Iterator[str]:
    """Yield what is wrong in what the package says of itself: who made it, and links that lead nowhere from there."""
    said = metadata("countermove")
    if ROOT / "src" in Path(countermove.__file__).parents:
        yield f"countermove is imported from {countermove.__file__}, not from where it is installed"
    if not (said["Author"] or said["Author-email"]):
        yield "no author"
    links = re.findall(r"\]\((?!https?:)([^)]*)\)", str(said.json["description"]))
    yield from (f"the description links to {link}, which is not there" for link in links)


def main() -> int:
    """Print what is wrong, and return 1 if anything is.

    Returns
    -------
    int
        What the process exits with.
    """
    with TemporaryDirectory() as folder:
        wrong = [*misprints(), *(f"no call of countermove {name}" for name in untried()), *failures(Path(folder))]
    sys.stdout.write(
        "\n".join(wrong) + "\n"
        if wrong
        else f"{len(FIRST + THEN) + len(helps())} calls of the installed command succeed\n"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
