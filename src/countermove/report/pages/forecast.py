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
    from countermove.simulation.judgement.result import JudgedQuestion


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
    judged = {each.question.id: each for each in found.judged.questions} if found.judged else {}
    return tuple(_question_row(each, judged.get(each.id)) for each in found.conflict.questions)


def _question_row(question: Question, judged: JudgedQuestion | None) -> QuestionRow:
    """Return a row; a question that the model does not answer has no chance and no score."""
    chance = judged.chance if judged is not None and judged.answered else None
    value = None if chance is None else chance.share.value
    between = "" if chance is None else " to ".join(dict.fromkeys(map(percent, chance.range)))
    scored, answer = question_scores(question, value), question.answer
    return QuestionRow(
        tidy(question.asks),
        f"{question.closes or ''}",
        tidy(question.resolves),
        percent(value) if value is not None else "" if judged is None else "no answer",
        between,
        "" if answer is None else "yes" if answer.value else "no",
        "" if scored is None else score(scored.brier),
    )
