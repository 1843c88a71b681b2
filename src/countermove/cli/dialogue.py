"""The dialogue of `countermove elicit`: one question after the other, each answer kept at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.cli.errors import say
from countermove.cli.progress import progress_bar
from countermove.cli.replies import Replies
from countermove.errors import Contradiction

if TYPE_CHECKING:
    from collections.abc import Callable

    from countermove.analysis.elicitation.question import PairQuestion
    from countermove.analysis.elicitation.result import Elicitation

PROMPT = "> "

ANSWERS = ("first", "second", "same", "unknown")


def dialogue(
    asked: Elicitation, by: str, on: str, keep: Callable[[Elicitation], None], replies: Replies
) -> tuple[Elicitation, bool]:
    """Ask question after question, and return the elicitation after the last answer, and whether it was stopped.

    Parameters
    ----------
    asked : Elicitation
        With the answers that were given before.
    by, on : str
        Who answers, and the day.
    keep : callable
        What is called after each change of the answers.
    replies : Replies
    """
    from countermove.report.console import show
    from countermove.report.elicitation.question import KEYS, opening

    if _question(asked) is None:
        return asked, False
    show(*opening(asked, by))
    say(KEYS)
    while (question := _question(asked)) is not None:
        reply = _reply(asked, question, replies)
        if reply == "stop":
            return asked, True
        asked = _after(asked, reply, by, on)
        keep(asked)
    return asked, False


def _question(asked: Elicitation) -> PairQuestion | None:
    """Return the next question; what takes long shows that it goes on."""
    with progress_bar("the next question"):
        return asked.question


def _reply(asked: Elicitation, question: PairQuestion, replies: Replies) -> str:
    """Return the reply to a question: one that changes the answers, or to stop."""
    from countermove.report.console import show
    from countermove.report.elicitation.question import KEYS, question_parts, why_parts

    say("")
    show(*question_parts(asked, question))
    while True:
        reply = replies.meaning(replies.next(PROMPT), KEYS)
        if not reply:
            say(KEYS)
        elif reply == "why":
            show(*why_parts(asked, _ways(asked)))
        elif reply == "undo" and not asked.answers:
            say("Nothing was answered yet, so there is nothing to undo.")
        else:
            return reply


def _ways(asked: Elicitation) -> list[tuple[str, Elicitation]]:
    """Return the replies that say something, as they are typed, with the elicitation after each."""
    found = []
    for typed, reply in (("1", "first"), ("2", "second"), ("s", "same")):
        try:
            found.append((typed, asked.answered(reply)))
        except Contradiction:
            continue
    return found


def _after(asked: Elicitation, reply: str, by: str, on: str) -> Elicitation:
    """Return the elicitation after a reply; one that contradicts others is told, and its question is asked again."""
    from countermove.report.console import show
    from countermove.report.elicitation.question import contradiction

    if reply == "undo":
        return asked.undone()
    try:
        return asked.answered(next(each for each in ANSWERS if each == reply), by=by, on=on)
    except Contradiction as fault:
        show(*contradiction(asked.view, fault.cycle))
        return asked
