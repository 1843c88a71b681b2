"""From where a complaint stands in the joined conflict to where the file with the fronts says it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from countermove.errors import Complaint, Path
    from countermove.model.joint import Front


def as_written(complaint: Complaint, fronts: tuple[Front, ...]) -> Complaint:
    """Return a complaint of the model with the path that it has in the file."""
    return replace(complaint, path=_path(complaint.path, fronts))


def _path(path: Path, fronts: tuple[Front, ...]) -> Path:
    match path:
        case ("feasible", int(k), *rest):
            return ("feasible", k - sum(len(front.conflict.rules) for front in fronts), *rest)
        case ("decision_makers", str(dm), "preferences", *rest) if "." in dm:
            return ("preferences", dm, *rest)
        case ("decision_makers", str(dm), *rest) if "." not in dm:
            return ("shared", dm, *rest)
    return path
