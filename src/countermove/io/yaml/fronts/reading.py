"""From a conflict file with fronts to one conflict, with every complaint at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from countermove.errors import Complaint, InvalidConflict
from countermove.io.yaml.cited import source
from countermove.io.yaml.complaints import by_line, place_all, validated
from countermove.io.yaml.fronts.amounts import capacities, unknown_resources
from countermove.io.yaml.fronts.document import JointDocument
from countermove.io.yaml.fronts.finding import front
from countermove.io.yaml.fronts.placing import as_written
from countermove.model.conflict import Front, Joint
from countermove.model.joining import join
from countermove.model.joining.checks import options_of
from countermove.model.records import Shared

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from countermove.io.yaml.fronts import document as doc
    from countermove.io.yaml.fronts.finding import Load
    from countermove.io.yaml.tree import Tree
    from countermove.model.conflict import Conflict
    from countermove.model.records import Variation


def joint_in(tree: Tree, folder: Path | None, load: Load) -> Conflict:
    """Return the conflict that a document with fronts describes; see `countermove.io.yaml.reading.read_yaml`."""
    document, complaints = validated(_outline(tree), JointDocument)
    complaints, conflict = [*tree.complaints, *complaints], None
    if document is not None:
        fronts, wrong = _fronts(document, tree, folder, load)
        complaints += [*wrong, *place_all(unknown_resources(document), tree)]
        if len(fronts) == len(document.fronts):
            conflict, unfit = _joined(document, fronts)
            complaints += place_all(unfit, tree)
    if conflict is None or complaints:
        raise InvalidConflict(sorted(complaints, key=by_line))
    return conflict


def _outline(tree: Tree) -> Tree:
    """Return the document without the conflicts that are written out in it."""
    fronts = tree.value["fronts"]
    if not isinstance(fronts, dict):
        return tree
    outlined = {id_: {} if written_out(each) else each for id_, each in fronts.items()}
    return replace(tree, value={**tree.value, "fronts": outlined})


def written_out(front: Any) -> bool:
    """Whether a front is a conflict itself rather than where to find one."""
    return isinstance(front, dict) and "conflict" not in front


def _fronts(
    document: JointDocument, tree: Tree, folder: Path | None, load: Load
) -> tuple[tuple[Front, ...], list[Complaint]]:
    found: list[Front] = []
    complaints: list[Complaint] = []
    for id_, each in document.fronts.items():
        try:
            found.append(front(id_, each, tree, folder, load))
        except InvalidConflict as fault:
            complaints += fault.complaints
    return tuple(found), complaints


def _joined(document: JointDocument, fronts: tuple[Front, ...]) -> tuple[Conflict | None, Iterable[Complaint]]:
    """Return the conflict, or what keeps the fronts from being joined, with the paths that it has in the file."""
    try:
        joint = _joint(document, fronts)
    except InvalidConflict as fault:
        return None, fault.complaints
    words = {"about": document.about, "citation": tuple(document.citation), "notes": tuple(document.notes)}
    try:
        return join(joint, title=document.title, **words), ()  # type: ignore[arg-type]  # each of the type of its name
    except InvalidConflict as fault:
        return None, [as_written(each, joint) for each in fault.complaints]


def _joint(document: JointDocument, fronts: tuple[Front, ...]) -> Joint:
    from countermove.io.yaml.reading import preferences, question, rules

    shared = tuple(_shared(id_, each, fronts) for id_, each in document.shared.items())
    owned = options_of(fronts, shared)
    return Joint(
        fronts=fronts,
        shared=shared,
        rules=rules(document.feasible),
        capacities=capacities(document, document.capacity, owned),
        wants=tuple((dm, preferences(each)) for dm, each in document.preferences.items()),
        sources=tuple(source(id_, each) for id_, each in document.sources.items()),
        questions=tuple(question(id_, each) for id_, each in document.questions.items()),
        variations=tuple(_variation(id_, each, document, fronts, owned) for id_, each in document.variations.items()),
    )


def _shared(id_: str, document: doc.SharedDocument, fronts: tuple[Front, ...]) -> Shared:
    there, name = _there(id_, document, fronts), document.name
    return replace(_comparing(id_, document), there=there, name=name)


def _comparing(id_: str, document: doc.ComparingDocument) -> Shared:
    from countermove.io.yaml.reading import preferences

    return Shared(
        id=id_,
        there=(),
        order=tuple(document.order),
        weights=tuple(document.weights.items()),
        preferences=preferences(document.preferences) if document.preferences else None,
    )


def _there(id_: str, document: doc.SharedDocument, fronts: tuple[Front, ...]) -> tuple[tuple[str, str], ...]:
    """Return where a decision maker takes part: as said, or wherever somebody has its id."""
    if isinstance(document.fronts, dict):
        return tuple(document.fronts.items())
    named = document.fronts or [f.id for f in fronts if id_ in {dm.id for dm in f.conflict.decision_makers}]
    return tuple((front, id_) for front in named)


def _variation(
    id_: str,
    document: doc.JointVariationDocument,
    whole: JointDocument,
    fronts: tuple[Front, ...],
    owned: dict[str, list[str]],
) -> Variation:
    """Return a variation, which may remove whole fronts and word capacities anew."""
    from countermove.io.yaml.reading import variation

    made = variation(id_, document)
    gone = {f"{f.id}.{name}" for f in fronts if f.id in made.remove for name in f.conflict.options}
    kept = tuple(name for name in made.remove if name not in {f.id for f in fronts})
    comparing = tuple(_comparing(dm, each) for dm, each in document.shared.items())
    made = replace(made, capacities=capacities(whole, document.capacity, owned), shared=comparing)
    changed = replace(made, remove=(*kept, *sorted(gone)))
    if not gone or made.status_quo is not None:
        return changed
    return replace(changed, status_quo=_remaining(fronts, gone))


def _remaining(fronts: tuple[Front, ...], gone: Iterable[str]) -> tuple[str, ...] | None:
    """Return what of the status quo is left once some options are removed."""
    if any(front.conflict.status_quo is None for front in fronts):
        return None
    on = (
        f"{front.id}.{front.conflict.options[front.conflict.bits[name]]}"
        for front in fronts
        for name in front.conflict.status_quo or ()
    )
    return tuple(name for name in on if name not in set(gone))
