"""Questions: days in their order, rates that are probabilities, and views of the conflict that exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from countermove.errors import Complaint, DocumentPath, InvalidConflict, did_you_mean
from countermove.model.variation import viewed

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict
    from countermove.model.provenance import Question


def question_complaints(conflict: Conflict) -> Iterator[Complaint]:
    """Yield what is wrong with each question but for its wording and its evidence."""
    sources = [source.id for source in conflict.sources]
    variations = [each.id for each in conflict.variations]
    for question in conflict.questions:
        at: DocumentPath = ("questions", question.id)
        yield from _days(question, at)
        if question.variation and question.variation not in variations:
            hint = did_you_mean(question.variation, variations)
            yield Complaint(f"unknown variation {question.variation!r} (in a question){hint}", (*at, "variation"))
        kind = question.reference_class
        if kind is not None and not 0 <= kind.rate <= 1:
            message = f"a rate of {kind.rate:g}; it is a share of cases, a number from 0 to 1"
            yield Complaint(message, (*at, "reference_class", "rate"))
        if kind is not None and kind.source and kind.source not in sources:
            message = f"unknown source {kind.source!r}{did_you_mean(kind.source, sources)}"
            yield Complaint(message, (*at, "reference_class", "source"))


def _days(question: Question, at: DocumentPath) -> Iterator[Complaint]:
    """Complain of a question that closes, or is answered, before it is asked."""
    asked, closes, answered = question.asked, question.closes, question.answer.on if question.answer else None
    if asked and closes and closes < asked:
        message = f"the question {question.id!r} closes on {closes}, before the day of the forecast, {asked}"
        yield Complaint(message, (*at, "closes"))
    if asked and answered and answered < asked:
        message = f"{question.id!r} was answered on {answered}, before the day of the forecast, {asked}"
        yield Complaint(f"{message}: that is no forecast", (*at, "answer", "on"))


def view_complaints(conflict: Conflict) -> Iterator[Complaint]:
    """Yield what is wrong with the variations that questions are asked of, once all else is right."""
    for question in conflict.questions:
        if question.variation:
            try:
                viewed(conflict, question.variation)
            except InvalidConflict as fault:
                at = ("questions", question.id, "variation")
                for complaint in fault.complaints:
                    yield Complaint(f"as of {question.variation!r}: {complaint.message}", at)
