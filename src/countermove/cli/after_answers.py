"""The call that is useful after a sitting of `countermove elicit`: the same one, one that writes, or a judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.cli.answers import obstacle
from countermove.cli.next_command import GIVEN, following

if TYPE_CHECKING:
    from countermove.analysis.elicitation.result import Elicitation
    from countermove.model.conflict import Conflict
    from countermove.simulation.answers.book import AnswerBook


def next_call(asked: Elicitation, book: AnswerBook, *, stopped: bool) -> str:
    """Return the command that is useful where nothing was written: the verdicts are of the answers, not of the file.

    After a stop that is the same call; after the last question, what brings the answers into a file.
    """
    if stopped:
        return following("elicit", *repeated_options())
    if not asked.answers:
        return following(judging(asked.view))
    return instead_of_writing(book, asked.view) or following("elicit", *repeated_options(), "--write")


def instead_of_writing(book: AnswerBook, view: Conflict) -> str:
    """Say why the answers cannot be written into the file, and return what is useful then; empty if they can."""
    from rich.text import Text

    from countermove.io.packaged import CASES
    from countermove.report.console import show

    why = obstacle(str(GIVEN.get().get("file", book.file)), book.file, view)
    if not why:
        return ""
    show(Text(f"Not written: {why}."), "")
    return following("cases copy") if CASES in book.file.resolve().parents else following(judging(view))


def judging(view: Conflict) -> str:
    """Return the command that judges a conflict."""
    return "solve" if view.status_quo is None else "brief"


def repeated_options() -> list[str]:
    """Return the options of the call that a repeated call needs as well."""
    given = GIVEN.get()
    named = (
        ("dm", "--dm"),
        ("goal", "--goal"),
        ("about", "--about"),
        ("concept", "--concept"),
        ("as_", "--as"),
        ("answers", "--answers"),
    )
    words = []
    for key, option in named:
        value = given.get(key)
        for each in value if isinstance(value, (list, tuple)) else [value] if value is not None else []:
            words += [option, str(each)]
    return words
