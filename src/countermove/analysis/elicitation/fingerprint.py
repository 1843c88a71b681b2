"""The fingerprint of a conflict for an elicitation: what its answers depend on."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict


def fingerprint(view: Conflict, asked: tuple[int, ...], about: str) -> str:
    """Return a digest of what answers depend on: states, moves, and the preferences that are not asked about."""
    told = sha256(repr((view.options, view.owners, view.graph, view.states.patterns())).encode())
    told.update(repr([(dm.id, [each.stays for each in dm.options]) for dm in view.decision_makers]).encode())
    for i, dm in enumerate(view.decision_makers):
        if i not in asked:
            told.update(view.ranks[i].tobytes())
        elif about == "wishes":
            told.update(repr([[each.holds for each in level] for level in dm.preferences.statements]).encode())
    return told.hexdigest()[:16]
