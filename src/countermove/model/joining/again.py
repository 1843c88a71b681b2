"""Conflicts with fronts joined again: whether they still are what their fronts make them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.errors import Complaint, InvalidConflict
from countermove.model.joining.joined import join

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict
    from countermove.model.joint import Joint


def joined_again(conflict: Conflict, joint: Joint) -> Conflict:
    """Return fronts joined under the title of a conflict, without notes of its own."""
    return join(joint, title=conflict.title, about=conflict.about, citation=conflict.citation)


def own_notes(conflict: Conflict, joint: Joint) -> tuple[str, ...]:
    """Return the notes that a conflict with fronts has beside those that joining makes.

    Raises
    ------
    InvalidConflict
        If the conflict was changed after its fronts were joined, so that they no longer make it up.
    """
    again = joined_again(conflict, joint)
    if again.with_(notes=conflict.notes) != conflict:
        message = f"{conflict.title!r} was changed after its fronts were joined; take the conflict that was joined"
        raise InvalidConflict([Complaint(message)])
    return tuple(note for note in conflict.notes if note not in again.notes)
