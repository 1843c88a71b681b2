"""Where the facts of a case are to be read: pointers into sources, from a CSV table or from the family file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from countermove.errors import Complaint, Place, did_you_mean
from countermove.io.tables import LINE, read_table
from countermove.io.yaml.family.rows import Pointer, Row, questions_of
from countermove.model.family import TRUE

if TYPE_CHECKING:
    from countermove.io.yaml.family.document import FamilyDocument
    from countermove.io.yaml.tree import Tree


def add_evidence(
    document: FamilyDocument, rows: list[Row], tree: Tree, folder: FilePath | None
) -> Iterator[Complaint]:
    """Add to the cases what a table says of where their facts are to be read, and yield what is wrong with it.

    A row without a case is about every case that has no row of its own for that fact.
    """
    by_id = {row.id: row for row in rows}
    known = {
        "case": [*by_id, ""],
        "fact": [*document.facts, *questions_of(document)],
        "source": [*document.sources],
    }
    general = []
    for cells in read_table(folder, document.evidence, tuple(known), tree.file):
        for what, names in known.items():
            if (word := cells[what]) not in names:
                place = Place(document.evidence, int(cells[LINE]))
                yield Complaint(f"unknown {what} {word!r}{did_you_mean(word, names)}", place=place)
        if row := by_id.get(cells["case"]):
            row.evidence.setdefault(cells["fact"], []).append(_pointer(cells))
        else:
            general.append((cells["fact"], _pointer(cells)))
    for row in rows:
        own = {*row.evidence}
        for name, pointer in general:
            if name not in own:
                row.evidence.setdefault(name, []).append(pointer)


def _pointer(cells: dict[str, str]) -> Pointer:
    disputed = cells.get("disputed", "") in TRUE
    return {"source": cells["source"], "says": cells.get("says", ""), "disputed": disputed}


def unsourced(row: Row, about: list[str], sources: list[str]) -> Iterator[Complaint]:
    """Yield pointers of a case that stands in the family file to a fact or a source that is not there."""
    for name, pointers in row.evidence.items():
        if name not in about:
            yield row.complain(f"evidence of an unknown fact {name!r}{did_you_mean(name, about)}")
        for each in pointers:
            if each["source"] not in sources:
                yield row.complain(f"unknown source {each['source']!r}{did_you_mean(each['source'], sources)}")
