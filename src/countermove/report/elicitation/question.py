"""One question on the terminal: two situations side by side, or two wishes; and why it is asked."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from countermove.report.elicitation.things import called, thing_in_words, two_situations
from countermove.report.references import capitalised, name_of
from countermove.report.short_words import end_names
from countermove.report.words import count_of, listed, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from countermove.analysis.elicitation.question import PairAnswer, PairQuestion
    from countermove.analysis.elicitation.result import Elicitation
    from countermove.model.conflict import Conflict
    from countermove.report.elicitation.things import Situation

KEYS = "1 or 2; s same, d don't know, u undo, w why, q stop"
"""The replies, on one line."""

BESIDES = "Any two by their numbers, without being asked: 5 > 8, or 5 = 8"
"""What else may be said."""

WORTH_SAYING = 999
"""Largest bound on the number of questions that tells anybody how long it will take."""

MARK = "*"
"""What stands before what differs, also where nothing is bold."""


def opening(asked: Elicitation, by: str) -> list[RenderableType]:
    """Return what is said before the first question: what is asked, of whom, and how to answer."""
    view = asked.view
    each = " each" if len(asked.incomplete) > 1 else ""
    names = listed(name_of(view, dm) for dm in asked.incomplete)
    wishes = asked.about == "wishes"
    what = (
        f"Which of two wishes matters more to{each and ' each of'} {names}"
        if wishes
        else f"Which of two situations would {names}{each} prefer"
    )
    goals = listed((called(view, each) for each in asked.goals), "or")
    return [
        Text(tidy(view.title), "bold"),
        Text(
            f"{what}? It is asked only where it can matter to whether {goals} holds ({asked.concept}). {by} answers."
        ),
        Text(KEYS if wishes or view.graph is not None else f"{KEYS}\n{BESIDES}", "dim"),
    ]


def question_parts(asked: Elicitation, question: PairQuestion) -> list[RenderableType]:
    """Return a question: how far it has come, a contradiction if there is one, what is asked, and the two things."""
    view = asked.view
    who = name_of(view, question.dm)
    situations = question.about == "situations"
    title = f"Which would {who} rather see?" if situations else f"Which matters more to {who}?"
    return [
        *(contradiction(view, question.cycle) or [Text(progress_line(asked), "dim")]),
        Group(Text(title, "bold"), "", _pair(view, question)),
    ]


def progress_line(asked: Elicitation) -> str:
    """Return how far it has come: the question at most, and the verdicts still open."""
    done = asked.progress
    if not done.open:
        return "Nothing is open; this question checks the answers"
    most = done.asked + done.pairs - done.follows - done.unknown
    bound = f" of at most {max(most, done.asked + 1)}" if most <= WORTH_SAYING else ""
    return f"Question {done.asked + 1:,}{bound}; {count_of(len(done.open), 'verdict')} still open"


def _pair(view: Conflict, question: PairQuestion) -> RenderableType:
    first, second = question.first, question.second
    if isinstance(first, int) and isinstance(second, int) and view.graph is None:
        return _side_by_side(*two_situations(view, first, second))
    rows = Table.grid(padding=(0, 2))
    for k, each in enumerate((first, second), start=1):
        rows.add_row(f"  {k}", Text(thing_in_words(view, each), "bold"))
    return rows


def _side_by_side(first: Situation, second: Situation) -> RenderableType:
    grid = Table.grid(padding=(0, 1), expand=True)
    for _ in (first, second):
        grid.add_column(width=4, justify="right")
        grid.add_column(ratio=1)
    grid.add_row(*(Text(each, "bold") for each in ("1", capitalised(first.name), "2", capitalised(second.name))))
    for left, right in zip_longest(_lines(first), _lines(second), fillvalue=(Text(), Text())):
        grid.add_row(*left, *right)
    legend = f"{MARK} differs; all else is the same" if first.shared or second.shared else f"{MARK} differs"
    return Group(grid, "", Text(f"   {legend}", "dim"))


def _lines(situation: Situation) -> list[tuple[Text, Text]]:
    """Return the lines of a situation: a mark or none, and what is on."""
    lines = [(Text(MARK, "bold"), Text(each, "bold")) for each in situation.differs]
    lines += [(Text(), Text(each)) for each in situation.shared]
    if not situation.whole:
        return [*lines, (Text(), Text("whatever else is on"))]
    return lines or [(Text(), Text("nothing is on"))]


def contradiction(view: Conflict, cycle: Iterable[PairAnswer]) -> list[RenderableType]:
    """Return answers that do not go together, in words; nothing without any."""
    answers = [_answer_lines(view, each) for each in cycle]
    if not answers:
        return []
    return [
        Group(
            Text("These answers do not go together:", "bold"), *answers, Text("One of them is asked again.", "bold")
        )
    ]


def _answer_lines(view: Conflict, answer: PairAnswer) -> RenderableType:
    """Return an answer as two lines, so that each thing stays whole: this one, over that one."""
    first, second = (_short(view, each) for each in (answer.question.first, answer.question.second))
    if answer.reply == "second":
        first, second = second, first
    relation = "as good as" if answer.reply == "same" else "over"
    return Group(Padding(Text(first), (0, 0, 0, 2)), Padding(Text(f"{relation} {second}"), (0, 0, 0, 4)))


def _short(view: Conflict, thing: int | str) -> str:
    """Return a situation by the name of the end that it is, if it is one; else all that is on."""
    named = isinstance(thing, int) and thing - 1 in end_names(view, [thing - 1])
    return called(view, thing) if isinstance(thing, int) and named else thing_in_words(view, thing)


def why_parts(asked: Elicitation, ways: Iterable[tuple[str, Elicitation]]) -> list[RenderableType]:
    """Return why a question is asked: the verdicts that are open, and what each reply would decide.

    Parameters
    ----------
    asked : Elicitation
        Before the answer.
    ways : iterable of (str, Elicitation)
        Replies, as they are typed, and the elicitation after each.
    """
    view, left = asked.view, asked.progress.open
    if not left:
        return [Text("It follows from the answers so far, and is asked to check them.")]
    lines = [f"Open: whether {listed((called(view, each) for each in left), 'or')} holds ({asked.concept})."]
    for reply, after in ways:
        settled = [each for each in left if each not in after.progress.open]
        said = listed(f"{called(view, each)} {_holds(after, each)}" for each in settled)
        lines.append(f"{reply} decides: {said}." if said else f"{reply} alone decides nothing yet.")
    return [Group(*map(Text, lines))]


def _holds(asked: Elicitation, goal: int) -> str:
    return {"surely": "holds", "no": "does not hold"}.get(asked.holds(goal), "may hold")
