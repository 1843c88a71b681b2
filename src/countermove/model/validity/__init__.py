"""The validity of a conflict: all complaints about its names, statements, states, variations and questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.errors import Complaint
from countermove.model.outcome import outcome_complaints
from countermove.model.patch import variation_complaints
from countermove.model.reading import reading_complaints
from countermove.model.validity.feasibility import refuse_size, state_complaints
from countermove.model.validity.ids import (
    confidence_complaints,
    graph_complaints,
    name_complaints,
    reference_complaints,
)
from countermove.model.validity.statement_sizes import refuse_statements
from countermove.model.validity.statements import question_complaints, views_complaints, wording_complaints

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict

STATELESS = frozenset(
    ("preferences", "sources", "questions", "variations", "published", "evidence", "confidence", "reading")
)
"""Keys of parts that do not determine the states."""


def complaints(conflict: Conflict) -> tuple[Complaint, ...]:
    """Return all complaints about a conflict, each with its path.

    A check runs only if the earlier ones leave it a meaning: states are not checked while a rule does not parse.

    Raises
    ------
    TooLarge
        If the conflict has more options, or longer statements, than the program handles.
    """
    refuse_size(conflict)
    refuse_statements(conflict)
    found = [*name_complaints(conflict), *graph_complaints(conflict), *reference_complaints(conflict)]
    found += confidence_complaints(conflict)
    found += reading_complaints(conflict)
    found += question_complaints(conflict)
    found += wording_complaints(conflict)
    if not any(_shapes_states(complaint) for complaint in found):
        found += state_complaints(conflict)
    if not found:
        found += outcome_complaints(conflict)
        found += variation_complaints(conflict)
    if not found:
        found += views_complaints(conflict)
    return tuple(found)


def _shapes_states(complaint: Complaint) -> bool:
    """Whether a complaint is about a part that determines the states."""
    return not STATELESS & {*complaint.path}
