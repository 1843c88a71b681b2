"""Single questions that the fronts alone leave open."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict


def asked(conflict: Conflict, dm: int, concept: str, mask: int) -> bool | None:  # noqa: ARG001
    """Return whether one overall state is stable for a decision maker, found by looking at what it leads to.

    The state is a mask of all options. None says that it stays open.
    """
    return None
