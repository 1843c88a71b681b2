"""Who answers `countermove elicit`, where answers are kept, and whether a file can be written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from countermove.cli.inputs import FRONTS_IN, refusal
from countermove.errors import InvalidRequest

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict
    from countermove.simulation.answers.book import AnswerBook

LONGEST = 60
"""Letters of a respondent's name."""


def respondent(given: str | None) -> str:
    """Return the name of who answers.

    Raises
    ------
    InvalidRequest
        If it is empty, too long, or cannot be printed.
    """
    from getpass import getuser

    if given is None:
        try:
            return getuser()
        except (OSError, KeyError, ImportError):
            return "somebody"
    name = " ".join(given.split())
    if not name or len(name) > LONGEST or not name.isprintable():
        raise InvalidRequest(f"--as {given[:LONGEST]!r}: a name has 1 to {LONGEST} letters that can be printed")
    return name


def journal_of(path: Path, given: Path | None) -> Path:
    """Return where answers are kept: beside the file, or in the working folder for a packaged case.

    Raises
    ------
    InvalidConflict
        If the name that is given cannot be that of a journal.
    """
    from countermove.io.answer_journal import SUFFIX
    from countermove.io.packaged import CASES

    if given is not None and given.suffix != ".json":
        raise refusal(str(given), f"answers are kept in a file whose name ends in .json, as {path.stem}{SUFFIX}")
    name = f"{path.stem}{SUFFIX}"
    return given or (Path(name) if CASES in path.resolve().parents else path.with_name(name))


def obstacle(file: str, path: Path, conflict: Conflict) -> str:
    """Return why answers cannot be written into a file, and what to do instead; empty if they can."""
    from countermove.io.packaged import CASES
    from countermove.report.words import listed

    if CASES in path.resolve().parents:
        return f"a packaged case is not changed; countermove cases copy {file} makes a file of it"
    if path.suffix not in {".yaml", ".yml"}:
        return "answers are written into conflict files in YAML only; countermove convert makes one"
    if conflict.joint is not None:
        fronts = listed((each.id for each in conflict.joint.fronts), "or")
        return (
            "answers about several fronts are not written into a file; what is wanted on one front stands in the "
            f"file of that front: call elicit on the file of {fronts}"
        )
    return ""


def refuse_writing(file: str, path: Path, conflict: Conflict) -> None:
    """Refuse to write answers into a file that cannot hold them.

    Raises
    ------
    InvalidConflict
        With the reason, and what to do instead.
    """
    if message := obstacle(file, path, conflict):
        raise refusal(file, message)


@contextmanager
def held(path: Path, conflict: Conflict, kept: Path, anew: str, *, still: bool) -> Iterator[AnswerBook]:
    """Yield the journal of a conflict file, locked for others; raises as `AnswerBook.opened` does."""
    from countermove.simulation.answers.book import AnswerBook

    book = AnswerBook.opened(path, conflict, kept, anew=anew, still=still)
    try:
        yield book
    finally:
        book.close()


def text_reader(path: Path) -> Callable[[str], Conflict]:
    """Return a function from a text to the conflict that a file at the path would then hold."""
    from countermove.io.yaml.reading import read_yaml

    folders = FRONTS_IN.get()
    return lambda text: read_yaml(text.removeprefix("\ufeff").replace("\r\n", "\n"), str(path), path.parent, folders)


def today() -> str:
    """Return the user's own day, as ``2026-11-27``."""
    from datetime import date

    return date.today().isoformat()
