"""The conflicts that are fronts: from files beside the one that names them, by name, or as written there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from countermove.errors import Complaint, CountermoveError, InvalidConflict, UnknownName, did_you_mean
from countermove.io import packaged
from countermove.io.yaml.tree import parse_yaml
from countermove.model.conflict import Front
from countermove.model.joining.omit import left_out
from countermove.model.variation import with_others

if TYPE_CHECKING:
    from collections.abc import Callable

    from countermove.io.yaml.fronts.document import FrontDocument
    from countermove.io.yaml.tree import Tree
    from countermove.model.conflict import Conflict

    Load = Callable[[Tree, Path | None], Conflict]


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
    from countermove.io.files import SUFFIXES, read_text
    from countermove.io.gmcr import read_gmcr

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
        conflict = with_others(conflict, document.variation)
    return left_out(conflict, document.without) if document.without else conflict
