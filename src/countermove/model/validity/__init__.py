"""What a conflict must satisfy to mean anything: every complaint at once, names first, then states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.errors import Complaint
from countermove.model.validity.feasibility import refuse_size, state_complaints
from countermove.model.validity.names import (
    confidence_complaints,
    graph_complaints,
    name_complaints,
    reference_complaints,
)
from countermove.model.validity.statements import question_complaints, view_complaints, wording_complaints
from countermove.model.variation import variation_complaints

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict


def complaints(conflict: Conflict) -> tuple[Complaint, ...]:
    """Return everything that is wrong with a conflict, each with its path.

    Later questions are asked only where the earlier ones leave them a meaning: there are no states to speak of
    while the rules do not parse.
    """
    refuse_size(conflict)
    found = [*name_complaints(conflict), *graph_complaints(conflict), *reference_complaints(conflict)]
    found += confidence_complaints(conflict)
    found += question_complaints(conflict)
    found += wording_complaints(conflict)
    if not any(_shapes_states(complaint) for complaint in found):
        found += state_complaints(conflict)
    if not found:
        found += variation_complaints(conflict)
    if not found:
        found += view_complaints(conflict)
    return tuple(found)


def _shapes_states(complaint: Complaint) -> bool:
    """Whether a complaint leaves it open which states there are."""
    return not {"preferences", "sources", "questions", "variations", "published", "evidence", "confidence"} & {
        *complaint.path
    }
