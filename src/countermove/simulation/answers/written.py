"""Answers as text in the conflict file: a ranking of all states, or another order of the statements.

A file holds whole rankings only. So the one that is written agrees with every answer and with all that follows from
them; pairs of which no answer says anything stand as they did before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.errors import InvalidRequest
from countermove.io.yaml.preference_edits import Ranked, with_ranking
from countermove.io.yaml.statement_order import with_order
from countermove.model.completion import completed
from countermove.model.variation import vary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from countermove.analysis.elicitation.question import PairAnswer
    from countermove.analysis.elicitation.result import Elicitation
    from countermove.model.conflict import Conflict
    from countermove.model.records import Statement

    Read = Callable[[str], Conflict]
    Levels = tuple[tuple[int, ...], ...]

BETWEEN = {"first": "over", "second": "over", "same": "as good as", "unknown": "or"}
"""The words between the two things of an answer, the preferred one first."""


def with_answers(text: str, file: str, asked: Elicitation, read: Read) -> str:
    """Return the text of a conflict file with what was answered about each decision maker.

    Parameters
    ----------
    text : str
        The text of the conflict file.
    file : str
        Its name, for complaints.
    asked : Elicitation
        After its answers.
    read : callable
        Function from such a text to its conflict.

    Raises
    ------
    InvalidConflict
        If the file is invalid, or would no longer say the same of everything else.
    InvalidRequest
        If there is no answer that says anything.
    """
    dms = answered_about(asked)
    if not dms:
        raise InvalidRequest("no answer says anything yet, so there is nothing to write")
    for dm in dms:
        text = (_as_ranking if asked.about == "situations" else _as_order)(text, file, asked, dm, read)
    vary(read(text)).ranks  # noqa: B018  (a ranking may name a state that the standpoint excludes)
    return text


def answered_about(asked: Elicitation) -> list[str]:
    """Return the ids of the decision makers about whom an answer says something."""
    said = {each.question.dm for each in asked.answers if each.relation is not None}
    return [dm for dm in asked.incomplete if dm in said]


def ranking_levels(conflict: Conflict, asked: Elicitation, dm: str) -> tuple[tuple[str, ...], ...]:
    """Return a ranking of all states of a conflict that agrees with the answers, most preferred first.

    Parameters
    ----------
    conflict : Conflict
        The conflict of the file, which may have more states than what is asked from.
    asked : Elicitation
    dm : str
        The decision maker's id.
    """
    at = {int(mask): k for k, mask in enumerate(conflict.states.masks)}
    things = [at.get(int(mask), -1) for mask in asked.view.states.masks]
    levels = _completed(asked, dm, things, conflict.ranks[conflict.position(dm)].astype(np.int64))
    if conflict.graph is not None:
        return tuple(tuple(conflict.states.names[k][0] for k in level) for level in levels)
    return tuple(tuple(conflict.states.pattern(k) for k in level) for level in levels)


def statement_places(conflict: Conflict, asked: Elicitation, dm: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Return the statements of a decision maker in an order that agrees with the answers, as levels of places."""
    wants = conflict.decision_makers[conflict.position(dm)].preferences.statements
    places = [(i, k) for i, level in enumerate(wants) for k in range(len(level))]
    texts = [wants[i][k].holds for i, k in places]
    who = asked.view.position(dm)
    names = [asked.inquiry.name_of(who, k) for k in range(asked.incomplete[dm].size)]
    things = [texts.index(name) if name in texts else -1 for name in names]
    levels = _completed(asked, dm, things, np.array([-i for i, _ in places], np.int64))
    return tuple(tuple(places[k] for k in level) for level in levels)


def ordered_statements(conflict: Conflict, asked: Elicitation, dm: str) -> tuple[tuple[Statement, ...], ...]:
    """Return the statements of a decision maker, in an order that agrees with the answers."""
    wants = conflict.decision_makers[conflict.position(dm)].preferences.statements
    return tuple(tuple(wants[i][k] for i, k in level) for level in statement_places(conflict, asked, dm))


def _completed(asked: Elicitation, dm: str, things: Sequence[int], before: NDArray[np.int64]) -> Levels:
    """Return levels of places in the file, given the place there of each thing that is asked about (-1: none)."""
    at_least = np.eye(len(before), dtype=np.bool_)
    there = [k for k, place in enumerate(things) if place >= 0]
    grid = np.ix_([things[k] for k in there], [things[k] for k in there])
    at_least[grid] = asked.incomplete[dm].at_least[np.ix_(there, there)]
    return completed(at_least, before)


def _as_ranking(text: str, file: str, asked: Elicitation, dm: str, read: Read) -> str:
    levels = ranking_levels(read(text), asked, dm)
    return with_ranking(text, file, dm, Ranked(levels, because(asked, dm), comments(asked, dm)), read)


def _as_order(text: str, file: str, asked: Elicitation, dm: str, read: Read) -> str:
    return with_order(
        text, file, dm, statement_places(read(text), asked, dm), comments=comments(asked, dm), read=read
    )


def because(asked: Elicitation, dm: str) -> str:
    """Return who was asked, and when: the reason that goes into the file."""
    answers = [each for each in asked.answers if each.question.dm == dm]
    days = sorted({each.on for each in answers if each.on})
    when = " to ".join(dict.fromkeys((days[0], days[-1]))) if days else "some day"
    who = " and ".join(dict.fromkeys(each.by for each in answers if each.by)) or "somebody"
    return f"{who} was asked about one pair at a time on {when}"


def comments(asked: Elicitation, dm: str) -> list[str]:
    """Return the comments that go into the file: how it was come by, and every answer."""
    answers = [each for each in asked.answers if each.question.dm == dm]
    pairs = asked.incomplete[dm].size * (asked.incomplete[dm].size - 1) // 2
    goals, left = _numbers(asked, asked.goals), _numbers(asked, asked.progress.open)
    first = f"{because(asked, dm)}: {len(answers)} of {pairs:,} pairs, by which this is ordered."
    wants = asked.view.decision_makers[asked.view.position(dm)].preferences
    blank = not (wants.statements or wants.weights or wants.ranking)
    rest = f"What no answer says stands as {'high as the answers allow' if blank else 'it did before'}"
    matters = f"and does not matter to whether {goals} holds ({asked.concept})."
    still = f"and it is still open whether {left} holds ({asked.concept})."
    return [f"{first} {rest}, {still if left else matters}", *(_line(asked, each) for each in answers)]


def _numbers(asked: Elicitation, goals: Sequence[int]) -> str:
    return " or ".join(_told(asked, each) for each in goals)


def _told(asked: Elicitation, thing: int | str) -> str:
    """Return a thing in quotation marks: the options that are on, or a statement."""
    return repr(str(asked.view.states[thing - 1]) if isinstance(thing, int) else thing)


def _line(asked: Elicitation, answer: PairAnswer) -> str:
    first, second = (_told(asked, each) for each in (answer.question.first, answer.question.second))
    signed = f" ({', '.join(each for each in (answer.by, answer.on) if each)})"
    if answer.reply == "second":
        first, second = second, first
    end = ": not known" if answer.reply == "unknown" else ""
    return f"{first} {BETWEEN[answer.reply]} {second}{end}{signed}"
