"""From a conflict file with fronts to one conflict, with every complaint at once.

The conflicts that are fronts: from files beside the one that names them, by name, or as written there.

From where a complaint stands in the joined conflict to where the file with the fronts says it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from countermove.errors import Complaint, CountermoveError, InvalidConflict, UnknownName, did_you_mean
from countermove.io import packaged
from countermove.io.yaml.capacities import capacities, unknown_resources
from countermove.io.yaml.cited import source
from countermove.io.yaml.document import JointDocument
from countermove.io.yaml.tree import by_line, parse_yaml, place_all, validated
from countermove.model.conflict import Front, Joint
from countermove.model.joining import join
from countermove.model.joining.checks import options_of
from countermove.model.joining.omit import without_options
from countermove.model.records import Shared
from countermove.model.variation import vary_with_others

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from countermove.errors import DocumentPath
    from countermove.io.yaml import document as doc
    from countermove.io.yaml.document import FrontDocument
    from countermove.io.yaml.tree import Tree
    from countermove.model.conflict import Conflict
    from countermove.model.records import Variation

    Load = Callable[[Tree, Path | None], Conflict]


OF_THE_WHOLE = {"fronts", "shared", "preferences", "capacity", "draws"}
"""Keys of the file that joins the fronts, under which a name with a point in it stands as it is."""


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
    from countermove.io.yaml.parts import preferences, question, rules

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
    from countermove.io.yaml.parts import preferences

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
    from countermove.io.yaml.parts import variation

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


def front(id_: str, document: FrontDocument, tree: Tree, folder: Path | None, load: Load) -> Front:
    """Return a front.

    Parameters
    ----------
    id_ : str
        The front.
    document : FrontDocument
        Where its conflict is; empty if it is written out.
    tree : Tree
        The whole file.
    folder : pathlib.Path or None
        Where files that it names are to be found.
    load : callable
        Returns the conflict that a document in YAML describes, and where files that it names are to be found.

    Raises
    ------
    InvalidConflict
        With every complaint, each with its place in the file it is about.
    """
    if tree.value["fronts"][id_] is None:
        message = f"nothing is said of {id_}; name its file or a packaged conflict, or write it out"
        raise InvalidConflict([Complaint(message, place=tree.key_place(("fronts", id_)))])
    if not document.conflict:
        return Front(id=id_, conflict=load(tree.part(("fronts", id_)), folder))
    try:
        return Front(id=id_, conflict=_part(_named(document.conflict, tree, folder, load), document))
    except InvalidConflict as fault:
        raise InvalidConflict([_placed(each, id_, tree) for each in fault.complaints]) from None
    except (UnknownName, CountermoveError) as fault:
        raise InvalidConflict([Complaint(str(fault), place=tree.place(("fronts", id_)))]) from None


def _placed(complaint: Complaint, id_: str, tree: Tree) -> Complaint:
    return complaint if complaint.place else complaint.at(tree.place(("fronts", id_, *complaint.path)))


def _named(name: str, tree: Tree, folder: Path | None, load: Load) -> Conflict:
    """Return the conflict of a file, whose path counts from `folder`, or of a packaged case."""
    from countermove.io.gmcr import read_gmcr
    from countermove.io.text_files import SUFFIXES, read_text

    file = packaged.conflicts().get(name)
    if file is None:
        file = (folder or Path()) / name
        if file.suffix not in SUFFIXES:
            near = did_you_mean(name, packaged.conflicts())
            message = f"{name!r} is neither a conflict file ({', '.join(SUFFIXES)}) nor a packaged conflict{near}"
            raise InvalidConflict([Complaint(message, ("conflict",))])
    if not file.exists():
        raise InvalidConflict([Complaint(f"there is no file {str(file)!r}", ("conflict",))])
    if file.resolve() == Path(tree.file).resolve():
        raise InvalidConflict([Complaint("a conflict cannot be a front of itself", ("conflict",))])
    text = read_text(file)
    if file.suffix == ".gmcr":
        return read_gmcr(text, str(file))[0]
    return load(_without_fronts(parse_yaml(text, str(file)), file), file.parent)


def _without_fronts(tree: Tree, file: Path) -> Tree:
    """Return the document of a front; one that has fronts itself could lead back to the file that names it."""
    if "fronts" in tree.value:
        message = f"{file.name} has fronts of its own; list them here instead"
        raise InvalidConflict([Complaint(message, ("conflict",))])
    return tree


def _part(conflict: Conflict, document: FrontDocument) -> Conflict:
    if document.variation:
        conflict = vary_with_others(conflict, document.variation)
    return without_options(conflict, document.without) if document.without else conflict


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
