"""Verification of the evidence and quotations of a conflict in the texts of its sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from countermove.errors import Complaint, InvalidConflict, did_you_mean
from countermove.io.regular_files import named
from countermove.io.texts.load import load
from countermove.io.texts.search import nearest, on_one_line, pointer_faults
from countermove.model.citations import claims

if TYPE_CHECKING:
    from countermove.errors import DocumentPath as Keys
    from countermove.io.texts.text import Fault, SourceText
    from countermove.model.conflict import Conflict
    from countermove.model.provenance import Evidence, Quotation, Source

    Pointer = tuple[Keys, str, Evidence | Quotation]
    Found = tuple[Keys, SourceText, Fault]

MAX_NEAREST = 20
"""Most complaints for which the nearest passage is searched."""

MAX_WORK = 1_500_000_000
"""Most comparisons of a letter in a text with one in the words that are missing there, in all such searches."""


@dataclass(frozen=True, slots=True)
class LookedUp:
    """The result of looking up evidence.

    Attributes
    ----------
    faults, remarks : tuple of Complaint
        Evidence that is not in its text, or has no readable text; and what could not be checked, or was guessed.
    texts, places, quotations : int
        Numbers of texts that were read, and of places and quotations that were looked up.
    """

    faults: tuple[Complaint, ...]
    remarks: tuple[Complaint, ...]
    texts: int
    places: int
    quotations: int


def look_up(conflict: Conflict, folder: Path) -> LookedUp:
    """Look up all evidence and quotations in the texts of the sources.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    folder : pathlib.Path
        Folder of the conflict file; paths of texts are relative to it.

    Returns
    -------
    LookedUp
        Complaints with their paths in the conflict file.
    """
    texts, unreadable = _texts(conflict.sources, folder)
    pointers = [each for each in _pointers(conflict) if each[1] in texts]
    found = [(path, texts[id_], fault) for path, id_, each in pointers for fault in pointer_faults(texts[id_], each)]
    wrong = _with_nearest([each for each in found if each[2].serious])
    passed = [Complaint(fault.message, (*path, *fault.path)) for path, _, fault in found if not fault.serious]
    guessed = [Complaint(each, ("sources", id_, "file")) for id_, text in texts.items() for each in text.remarks]
    return LookedUp(
        faults=(*unreadable, *wrong),
        remarks=(*guessed, *passed),
        texts=len(texts),
        places=sum(bool(each.place) for _, _, each in pointers),
        quotations=sum(bool(each.words) for _, _, each in pointers),
    )


def _texts(sources: Iterable[Source], folder: Path) -> tuple[dict[str, SourceText], list[Complaint]]:
    """Return the readable texts by the ids of their sources, and complaints about the others."""
    texts: dict[str, SourceText] = {}
    wrong: list[Complaint] = []
    for source in (each for each in sources if each.file):
        at = ("sources", source.id, "file")
        try:
            texts[source.id] = load(_text_path(folder, source.file))
        except InvalidConflict as fault:
            wrong += [Complaint(f"{source.file}: {each.message}", at) for each in fault.complaints]
    return texts, wrong


def _text_path(folder: Path, name: str) -> Path:
    """Return the path of a text in the folder of the conflict file or below it.

    Raises
    ------
    InvalidConflict
        If the path leads elsewhere, also by a link, or there is no such file.
    """
    path = None if Path(name).is_absolute() or ".." in Path(name).parts else named(name, folder)
    if path is None:
        message = "a text has to lie in the folder of the conflict file or below it, and is named from there"
        raise InvalidConflict([Complaint(f"{message}; no link may lead out")])
    if not path.exists():
        here = sorted(each.name for each in path.parent.glob("*")) if path.parent.is_dir() else []
        near = did_you_mean(path.name, here)
        raise InvalidConflict([Complaint(f"there is no such file{near if 'mean' in near else ''}")])
    return path


def _pointers(conflict: Conflict) -> Iterator[Pointer]:
    for source in conflict.sources:
        for k, quoted in enumerate(source.quoted):
            yield ("sources", source.id, "quoted", k), source.id, quoted
    for claim in claims(conflict):
        for k, each in enumerate(claim.evidence):
            yield (*claim.path, "evidence", k), each.source, each


def _with_nearest(found: list[Found]) -> Iterator[Complaint]:
    """Yield complaints; if words occur nowhere, the complaint names the nearest passage."""
    searched = work = 0
    for path, text, fault in found:
        message = fault.message
        work += len(text.text) * len(fault.missing)
        if fault.missing and searched < MAX_NEAREST and work <= MAX_WORK:
            searched += 1
            message = f"{message}; {_nearest(text, fault.missing)}"
        yield Complaint(message, (*path, *fault.path))


def _nearest(text: SourceText, words: str) -> str:
    passage = nearest(text, words)
    if passage is None:
        return "nothing there resembles it"
    where = text.place(passage.where.start)
    found = on_one_line(text, passage.where).strip('"“”«»„ ,')
    return f"nearest is {found!r} in {where}, {passage.likeness:.0f} % alike"
