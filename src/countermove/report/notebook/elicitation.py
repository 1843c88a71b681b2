"""The view of an elicitation: how far it has come, the next question, and the verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.report.elicitation.ending import sentence, verdict
from countermove.report.elicitation.things import thing_in_words
from countermove.report.notebook.pieces import paragraph, table, view
from countermove.report.references import capitalised

if TYPE_CHECKING:
    from countermove.analysis.elicitation.result import Elicitation


def elicitation(found: Elicitation) -> str:
    """Return a sentence on the questions so far, the next one, and a row for each situation that is asked for."""
    question = found.question
    following = paragraph(f"Next: {question.text}") if question is not None else ""
    rows = [(capitalised(thing_in_words(found.view, goal)), verdict(found, goal)) for goal in found.goals]
    listed = table(("what is so", f"by {found.concept}"), rows, whole="elicitation.verdicts")
    return view(f"{found.view.title}: what is preferred", paragraph(sentence(found)), following, listed)
