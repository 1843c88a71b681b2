"""The check of an edit of preferences: read again, the file says the same of everything else."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from countermove.errors import Complaint, InvalidConflict
from countermove.model.records import Preferences

if TYPE_CHECKING:
    from collections.abc import Callable

    from countermove.errors import Place
    from countermove.model.conflict import Conflict


def checked(  # noqa: PLR0913  (two texts, and what may differ between them)
    before: str,
    after: str,
    dm: str,
    *,
    read: Callable[[str], Conflict],
    place: Place,
    as_meant: Callable[[Preferences], bool],
) -> str:
    """Return a changed text if it differs from the one before in the preferences of one decision maker only.

    Parameters
    ----------
    before, after : str
        The text of the conflict file, and the changed one.
    dm : str
        The decision maker's id.
    read : callable
        Function from such a text to its conflict.
    place : Place
        Where the decision maker stands, for complaints.
    as_meant : callable
        Whether these are the preferences that were to be written.

    Raises
    ------
    InvalidConflict
        If the file is invalid before or after, or says something else of anything else.
    """
    known = read(before)
    try:
        found = read(after)
    except InvalidConflict as fault:
        raise _refusal(
            f"the file would not be valid with what {dm} was found to want ({first(fault)})", place
        ) from None
    if _rest(found, dm) != _rest(known, dm):
        raise _refusal(
            f"what {dm} wants does not stand on lines of its own, so that it cannot be changed alone", place
        )
    if not as_meant(found.decision_makers[found.position(dm)].preferences):
        raise _refusal(f"what {dm} wants is said elsewhere, as in a table of rankings, which goes before", place)
    return after


def first(fault: InvalidConflict) -> str:
    """Return the first complaint without its place, which is one of a text that is nowhere."""
    return str(replace(fault.complaints[0], place=None))


def _rest(conflict: Conflict, dm: str) -> list[object]:
    """Return all that a conflict says but for the preferences of a decision maker."""
    bare = [replace(each, preferences=Preferences()) if each.id == dm else each for each in conflict.decision_makers]
    compared = [each.name for each in fields(conflict) if each.compare and each.name != "decision_makers"]
    return [bare, *(getattr(conflict, name) for name in compared)]


def _refusal(message: str, place: Place) -> InvalidConflict:
    return InvalidConflict([Complaint(f"{message}; nothing was written: put it in by hand", place=place)])
