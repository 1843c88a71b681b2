"""Evidence of the facts of cases: pointers into sources, from a CSV table or from the family file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from countermove.errors import Complaint, Place, did_you_mean
from countermove.io.tables import LINE, read_table
from countermove.io.yaml.family.facts import Pointer, Row, questions_of
from countermove.model.family import TRUE

if TYPE_CHECKING:
    from countermove.io.yaml.family.document import FamilyDocument
    from countermove.io.yaml.tree import Tree


def add_evidence(document: FamilyDocument, rows: list[Row], tree: Tree, folder: Path | None) -> Iterator[Complaint]:
    """Add the pointers of the table of evidence to the cases, and yield complaints about the table.

    A row without a case applies to every case without its own row for that fact.

    Raises
    ------
    InvalidConflict
        If the table is missing or invalid.
    """
    by_id = {row.id: row for row in rows}
    known = {
        "case": [*by_id, ""],
        "fact": [*document.facts, *questions_of(document)],
        "source": [*document.sources],
    }
    general = []
    for cells in read_table(folder, document.evidence, tuple(known), tree.file):
        for column, names in known.items():
            if (word := cells[column]) not in names:
                place = Place(document.evidence, int(cells[LINE]))
                yield Complaint(f"unknown {column} {word!r}{did_you_mean(word, names)}", place=place)
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


def pointer_complaints(row: Row, subjects: list[str], sources: list[str]) -> Iterator[Complaint]:
    """Yield complaints about evidence of a case that names an unknown fact or source."""
    for name, pointers in row.evidence.items():
        if name not in subjects:
            yield row.complain(f"evidence of an unknown fact {name!r}{did_you_mean(name, subjects)}")
        for each in pointers:
            if each["source"] not in sources:
                yield row.complain(f"unknown source {each['source']!r}{did_you_mean(each['source'], sources)}")
