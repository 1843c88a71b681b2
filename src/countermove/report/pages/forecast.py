"""The questions of the file, in full: the chance of a yes, the answer, and how the chance scores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.report.likelihood import percent
from countermove.report.scores import score
from countermove.report.words import tidy
from countermove.simulation.forecasts.result import question_scores

if TYPE_CHECKING:
    from countermove.model.provenance import Question
    from countermove.report.pages.answers import Findings
    from countermove.simulation.judgement.result import ChanceByReading


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question: its chance of a yes, the range over readings, the answer and the score."""

    asks: str
    closes: str
    resolves: str
    yes: str
    between: str
    answer: str
    brier: str


def question_rows(found: Findings) -> tuple[QuestionRow, ...]:
    """Return the questions of the file in its order; the chances are those of the judgement."""
    judged = {each.question.id: each.chance for each in found.judged.questions} if found.judged else {}
    return tuple(_question_row(each, judged.get(each.id)) for each in found.conflict.questions)


def _question_row(question: Question, chance: ChanceByReading | None) -> QuestionRow:
    value = None if chance is None else chance.share.value
    between = "" if chance is None else " to ".join(dict.fromkeys(map(percent, chance.range)))
    scored, answer = question_scores(question, value), question.answer
    return QuestionRow(
        tidy(question.asks),
        f"{question.closes or ''}",
        tidy(question.resolves),
        "" if value is None else percent(value),
        between,
        "" if answer is None else "yes" if answer.value else "no",
        "" if scored is None else score(scored.brier),
    )
