"""From where a complaint stands in the joined conflict to where the file with the fronts says it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from countermove.errors import Complaint, DocumentPath
    from countermove.model.conflict import Joint


OF_THE_WHOLE = {"fronts", "shared", "preferences", "capacity", "draws"}
"""Keys of the file that joins the fronts, under which a name with a point in it stands as it is."""


def as_written(complaint: Complaint, joint: Joint) -> Complaint:
    """Return a complaint of the model with the path that it has in the file."""
    return replace(complaint, path=written(complaint.path, joint))


def written(path: DocumentPath, joint: Joint) -> DocumentPath:
    """Return the path that a part of the joined conflict has in the file.

    What belongs to a front that is another file stands, as far as this file goes, where the front is named.

    Examples
    --------
    >>> from countermove import cases
    >>> canal = cases.load("canal").joint
    >>> written(("decision_makers", "centre", "preferences", 0), canal)
    ('shared', 'centre', 'preferences', 0)
    >>> written(("questions", "north.ends", "when"), canal)
    ('fronts', 'north', 'questions', 'ends', 'when')
    """
    match path:
        case ("status_quo", *_):
            return ("fronts",)
        case ("decision_makers", str(dm), "preferences", *rest) if dm in dict(joint.wants):
            return ("preferences", dm, *rest)
        case ("feasible", int(k), *rest):
            return _rule(k, tuple(rest), joint)
        case ("decision_makers", str(dm), *rest) if "." not in dm:
            return ("shared", dm, *rest)
        case (str(key), str(name), *rest) if key not in OF_THE_WHOLE:
            front, _, own = name.partition(".")
            return ("fronts", front, key, own, *rest) if own and front in {each.id for each in joint.fronts} else path
    return path


def _rule(k: int, rest: DocumentPath, joint: Joint) -> DocumentPath:
    """Return where a rule stands: those of the fronts come first, then those of the whole, then capacities."""
    for front in joint.fronts:
        if k < len(front.conflict.rules):
            return ("fronts", front.id, "feasible", k, *rest)
        k -= len(front.conflict.rules)
    if k < len(joint.rules):
        return ("feasible", k, *rest)
    capacity = joint.capacities[k - len(joint.rules)]
    return ("capacity", capacity.dm, capacity.resource, *rest)
