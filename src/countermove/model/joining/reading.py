"""The reading of a joined conflict: by the file with the fronts, or else as each front reads its decision makers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from countermove.errors import Complaint, did_you_mean
from countermove.model.concepts import CONCEPTS
from countermove.model.reading import READING, unknown_concept

if TYPE_CHECKING:
    from countermove.model.conflict import Joint


def concept_on_fronts(joint: Joint, dm: str, there: Iterable[str]) -> str:
    """Return the id of a decision maker's concept in the joined conflict; empty for the default concept.

    Parameters
    ----------
    joint : Joint
        The fronts and their own reading, which comes first.
    dm : str
        The decision maker's id in the joined conflict.
    there : iterable of str
        The ids of its concepts on its fronts; empty where a front names none. Fronts that name one agree.
    """
    own = joint.reading if isinstance(joint.reading, str) else dict(joint.reading).get(dm)
    return own or next(filter(None, there), "")


def joint_reading_complaints(joint: Joint) -> Iterator[Complaint]:
    """Yield the complaints about the reading of several fronts.

    It names a concept or a decision maker that does not exist, or fronts read a shared decision maker by different
    concepts.
    """
    if isinstance(joint.reading, str) and joint.reading:
        if joint.reading not in CONCEPTS:
            yield unknown_concept(joint.reading, (READING,))
        return
    known = _decision_makers(joint)
    own: dict[str, str] = {} if isinstance(joint.reading, str) else dict(joint.reading)
    for dm, concept in own.items():
        if dm not in known:
            yield Complaint(f"unknown decision maker {dm!r} (in reading){did_you_mean(dm, known)}", (READING, dm))
        if concept not in CONCEPTS:
            yield unknown_concept(concept, (READING, dm))
    yield from (each for each in _disagreements(joint) if each.path[-1] not in own)


def _decision_makers(joint: Joint) -> list[str]:
    """Return the ids of the decision makers of the joined conflict, those of one front first."""
    shared = {place for each in joint.shared for place in each.there}
    places = [(front.id, dm.id) for front in joint.fronts for dm in front.conflict.decision_makers]
    return [*(f"{front}.{dm}" for front, dm in places if (front, dm) not in shared), *(s.id for s in joint.shared)]


def _disagreements(joint: Joint) -> Iterator[Complaint]:
    """Yield a complaint for each shared decision maker that the fronts alone read by different concepts."""
    concepts = {(f.id, dm.id): dm.concept for f in joint.fronts for dm in f.conflict.decision_makers}
    for each in joint.shared:
        different: dict[str, str] = {}
        for front, dm in each.there:
            different.setdefault(concepts.get((front, dm), ""), front)
        different.pop("", None)
        if len(different) > 1:
            listed = " and ".join(f"by {concept} on {front}" for concept, front in different.items())
            cure = f"as in 'reading: {{{each.id}: {next(iter(different))}}}'"
            message = f"{each.id} is read {listed}; say by which in the file with the fronts, {cure}"
            yield Complaint(message, ("shared", each.id))
