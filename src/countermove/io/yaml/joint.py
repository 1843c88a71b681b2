"""Reading of conflict files with fronts: the conflict of each front, their join, and the places of complaints.

A front is a packaged conflict, another file, or a conflict written inline. A complaint about the joined conflict gets
the path of its part in the file.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from countermove.errors import Complaint, CountermoveError, InvalidConflict, UnknownName, did_you_mean
from countermove.io import packaged
from countermove.io.regular_files import named
from countermove.io.text_files import SUFFIXES, read_text
from countermove.io.yaml.capacities import capacities, unknown_resources
from countermove.io.yaml.cited import source
from countermove.io.yaml.document import JointDocument
from countermove.io.yaml.parts import definitions, picked, preferences, question, rules, variation
from countermove.io.yaml.tree import by_line, parse_yaml, place_all
from countermove.io.yaml.validation import validated, without_consequences
from countermove.model.conflict import Front, Joint
from countermove.model.joining import join
from countermove.model.joining.checks import options_of
from countermove.model.joining.omit import without_options
from countermove.model.records import Shared
from countermove.model.variation import vary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from countermove.errors import DocumentPath
    from countermove.io.yaml import document as doc
    from countermove.io.yaml.document import FrontDocument
    from countermove.io.yaml.tree import Tree
    from countermove.model.conflict import Conflict
    from countermove.model.records import Variation

    Load = Callable[[Tree, Path | None], Conflict]


WHOLE_KEYS = {"fronts", "shared", "preferences", "capacity", "draws", "reading"}
"""Keys of the file with fronts under which a qualified name such as ``front.dm`` is a key itself."""


def joint_in(tree: Tree, folders: tuple[Path, ...], load: Load) -> Conflict:
    """Return the conflict in a parsed document with fronts.

    Parameters
    ----------
    tree : Tree
        The document.
    folders : tuple of pathlib.Path
        Folder of the files that it names, then other folders that fronts may lie in; empty if it has none.
    load : callable
        Function from a parsed document and its folder to a conflict.

    Raises
    ------
    InvalidConflict
        With all complaints, each with line and column.
    """
    document, faults = validated(_outline(tree), JointDocument)
    complaints, conflict = [*tree.complaints, *faults], None
    if document is not None:
        fronts, wrong = _fronts(document, tree, folders, load)
        complaints += [*wrong, *place_all(unknown_resources(document), tree)]
        if len(fronts) == len(document.fronts):
            conflict, unfit = _joined(document, fronts)
            complaints += place_all(without_consequences(unfit, faults), tree)
    if conflict is None or complaints:
        raise InvalidConflict(sorted(complaints, key=by_line))
    return conflict


def _outline(tree: Tree) -> Tree:
    """Return the document without its inline conflicts."""
    fronts = tree.value["fronts"]
    if not isinstance(fronts, dict):
        return tree
    outline = {id_: {} if _is_inline(each) else each for id_, each in fronts.items()}
    return replace(tree, value={**tree.value, "fronts": outline})


def _is_inline(front: Any) -> bool:
    """Whether a front is written as a conflict rather than as a reference to one."""
    return isinstance(front, dict) and "conflict" not in front


def _fronts(
    document: JointDocument, tree: Tree, folders: tuple[Path, ...], load: Load
) -> tuple[tuple[Front, ...], list[Complaint]]:
    found: list[Front] = []
    complaints: list[Complaint] = []
    for id_, each in document.fronts.items():
        try:
            found.append(_front(id_, each, tree, folders, load))
        except InvalidConflict as fault:
            complaints += fault.complaints
    return tuple(found), complaints


def _joined(document: JointDocument, fronts: tuple[Front, ...]) -> tuple[Conflict | None, Iterable[Complaint]]:
    """Return the joined conflict, or None and the complaints with their paths in the file."""
    try:
        joint = _joint(document, fronts)
    except InvalidConflict as fault:
        return None, fault.complaints
    words = picked(document, "about", "standpoint", "came_about")
    words |= {key: tuple(getattr(document, key)) for key in ("citation", "notes", "ends")}
    try:
        return join(joint, title=document.title, **words), ()
    except InvalidConflict as fault:
        return None, [with_path_in_file(each, joint) for each in fault.complaints]


def _joint(document: JointDocument, fronts: tuple[Front, ...]) -> Joint:
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
        definitions=definitions(document.define),
        reading=document.reading if isinstance(document.reading, str) else tuple(document.reading.items()),
    )


def _shared(id_: str, document: doc.SharedDocument, fronts: tuple[Front, ...]) -> Shared:
    there, name = _participation(id_, document, fronts), document.name
    return replace(_comparing(id_, document), there=there, name=name)


def _comparing(id_: str, document: doc.ComparingDocument) -> Shared:
    return Shared(
        id=id_,
        there=(),
        order=tuple(document.order),
        weights=tuple(document.weights.items()),
        preferences=preferences(document.preferences) if document.preferences else None,
    )


def _participation(id_: str, document: doc.SharedDocument, fronts: tuple[Front, ...]) -> tuple[tuple[str, str], ...]:
    """Return the fronts of a decision maker, with its id on each.

    Without a list of fronts these are all fronts with a decision maker of the same id.
    """
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
    """Return a variation, with whole fronts that it removes, and with its capacities and comparisons of fronts."""
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
    """Return the options that are on in the status quo, without removed ones; None if a front has no status quo."""
    if any(front.conflict.status_quo is None for front in fronts):
        return None
    on = (
        f"{front.id}.{front.conflict.options[front.conflict.bits[name]]}"
        for front in fronts
        for name in front.conflict.status_quo or ()
    )
    return tuple(name for name in on if name not in set(gone))


def _front(id_: str, document: FrontDocument, tree: Tree, folders: tuple[Path, ...], load: Load) -> Front:
    """Return a front with its conflict.

    Parameters
    ----------
    id_ : str
        Id of the front.
    document : FrontDocument
        Reference to its conflict; empty if the conflict is written inline.
    tree : Tree
        The file with the fronts.
    folders : tuple of pathlib.Path
        As in `joint_in`.
    load : callable
        Function from a parsed document and its folder to a conflict.

    Raises
    ------
    InvalidConflict
        With all complaints, each with its place in the file it concerns.
    """
    if tree.value["fronts"][id_] is None:
        message = f"nothing is said of {id_}; name its file or a packaged conflict, or write it out"
        raise InvalidConflict([Complaint(message, place=tree.key_place(("fronts", id_)))])
    if not document.conflict:
        return Front(id=id_, conflict=load(tree.part(("fronts", id_)), next(iter(folders), None)))
    try:
        return Front(id=id_, conflict=_adapted(_referenced(document.conflict, tree, folders, load), document))
    except InvalidConflict as fault:
        raise InvalidConflict([_placed(each, id_, tree) for each in fault.complaints]) from None
    except (UnknownName, CountermoveError) as fault:
        raise InvalidConflict([Complaint(str(fault), place=tree.place(("fronts", id_)))]) from None


def _placed(complaint: Complaint, id_: str, tree: Tree) -> Complaint:
    return complaint if complaint.place else complaint.at(tree.place(("fronts", id_, *complaint.path)))


def _referenced(name: str, tree: Tree, folders: tuple[Path, ...], load: Load) -> Conflict:
    """Return a packaged conflict, or the conflict of a file, whose path is relative to the first folder."""
    from countermove.io.gmcr import read_gmcr

    file = packaged.conflicts().get(name) or _front_file(name, folders)
    if not file.exists():
        raise InvalidConflict([Complaint(f"there is no file {str(file)!r}", ("conflict",))])
    if file.resolve() == Path(tree.file).resolve():
        raise InvalidConflict([Complaint("a conflict cannot be a front of itself", ("conflict",))])
    text = read_text(file)
    if file.suffix == ".gmcr":
        return read_gmcr(text, str(file))
    return load(_without_fronts(parse_yaml(text, str(file)), file), file.parent)


def _front_file(name: str, folders: tuple[Path, ...]) -> Path:
    """Return the path of the file of a front, which lies in one of the folders or below it.

    Raises
    ------
    InvalidConflict
        If the name has another suffix, or leads elsewhere.
    """
    if Path(name).suffix not in SUFFIXES:
        near = did_you_mean(name, packaged.conflicts())
        message = f"{name!r} is neither a conflict file ({', '.join(SUFFIXES)}) nor a packaged conflict{near}"
        raise InvalidConflict([Complaint(message, ("conflict",))])
    file = named(name, folders[0], folders[1:]) if folders else None
    if file is None:
        message = (
            f"{name!r} leads out of the folder of this file, by itself or by a link; put a copy beside this file"
        )
        raise InvalidConflict([Complaint(f"{message}, or allow its folder with --fronts-in", ("conflict",))])
    return file


def _without_fronts(tree: Tree, file: Path) -> Tree:
    """Return the document of a front; one with fronts of its own is refused, since it could form a circle.

    Raises
    ------
    InvalidConflict
        If the document has fronts.
    """
    if "fronts" in tree.value:
        message = f"{file.name} has fronts of its own; list them here instead"
        raise InvalidConflict([Complaint(message, ("conflict",))])
    return tree


def _adapted(conflict: Conflict, document: FrontDocument) -> Conflict:
    """Return the conflict of a front, with its variation applied and parts under `without` left out."""
    conflict = vary(conflict, document.variation or None)
    return without_options(conflict, document.without) if document.without else conflict


def with_path_in_file(complaint: Complaint, joint: Joint) -> Complaint:
    """Return a complaint about the joined conflict with its path in the file."""
    return replace(complaint, path=path_in_file(complaint.path, joint))


def path_in_file(path: DocumentPath, joint: Joint) -> DocumentPath:
    """Return the path in the file of a part of the joined conflict.

    A path inside a front begins with the key of that front, also if its conflict is another file.

    Parameters
    ----------
    path : tuple of str and int
        Keys and list positions, from 0, in the joined conflict.
    joint : Joint
        The parts that were joined.

    Examples
    --------
    >>> from countermove import cases
    >>> canal = cases.load("canal").joint
    >>> path_in_file(("decision_makers", "centre", "preferences", 0), canal)
    ('shared', 'centre', 'preferences', 0)
    >>> path_in_file(("questions", "north.ends", "when"), canal)
    ('fronts', 'north', 'questions', 'ends', 'when')
    """
    match path:
        case ("status_quo", *_):
            return ("fronts",)
        case ("decision_makers", str(dm), "preferences", *rest) if dm in dict(joint.wants):
            return ("preferences", dm, *rest)
        case ("feasible", int(k), *rest):
            return _rule_path(k, tuple(rest), joint)
        case ("decision_makers", str(dm), *rest) if "." not in dm:
            return ("shared", dm, *rest)
        case (str(key), str(name), *rest) if key not in WHOLE_KEYS:
            front, _, own = name.partition(".")
            return ("fronts", front, key, own, *rest) if own and front in {each.id for each in joint.fronts} else path
    return path


def _rule_path(k: int, rest: DocumentPath, joint: Joint) -> DocumentPath:
    """Return the path of rule `k`: rules of the fronts come first, then rules across fronts, then capacities."""
    for front in joint.fronts:
        if k < len(front.conflict.rules):
            return ("fronts", front.id, "feasible", k, *rest)
        k -= len(front.conflict.rules)
    if k < len(joint.rules):
        return ("feasible", k, *rest)
    capacity = joint.capacities[k - len(joint.rules)]
    return ("capacity", capacity.dm, capacity.resource, *rest)
