"""The table of facts: one row a case, in the family file or in a CSV table beside it, checked cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from countermove.errors import Complaint, InvalidConflict, Place, did_you_mean
from countermove.io.tables import LINE, read_table
from countermove.io.yaml.short_forms import PartOfDate
from countermove.model.family import FALSE, TRUE, Fact

if TYPE_CHECKING:
    from countermove.io.yaml.family.document import FamilyDocument
    from countermove.io.yaml.tree import Tree

OWN = ("id", "name", "date")
A_DATE: TypeAdapter[str] = TypeAdapter(PartOfDate)
Pointer = dict[str, Any]


@dataclass
class Row:
    """What is said of one case, as text, and what has been made of it.

    Attributes
    ----------
    said : dict of str
        From fact or question to the text in its cell; what is empty is left out.
    facts, answers : dict
        What has been understood.
    evidence : dict of str to list
        From fact or question to pointers into sources, as a conflict file writes them.
    """

    id: str
    name: str
    date: str
    place: Place
    said: dict[str, str]
    facts: dict[str, str | float] = field(default_factory=dict)
    answers: dict[str, bool] = field(default_factory=dict)
    evidence: dict[str, list[Pointer]] = field(default_factory=dict)

    def evidence_of(self, name: str) -> list[Pointer]:
        """Return the pointers for a fact or a question."""
        return self.evidence.get(name, [])

    def complain(self, message: str) -> Complaint:
        """Return a complaint about this row."""
        return Complaint(f"case {self.id!r}: {message}", place=self.place)


def read_rows(document: FamilyDocument, tree: Tree, folder: FilePath | None) -> tuple[list[Row], list[Complaint]]:
    """Return the cases of a family, and complaints about columns that nobody knows and ids that stand twice.

    Raises
    ------
    InvalidConflict
        If the table is not there or is none.
    """
    if isinstance(document.cases, str):
        return _from_table(document, document.cases, tree, folder)
    rows, complaints = [], []
    for id_, each in document.cases.items():
        said = {**each.facts, **each.answers}
        row = Row(id_, each.name or id_, each.date, tree.key_place(("cases", id_)), said)
        row.evidence = {about: [dict(one) for one in pointers] for about, pointers in each.evidence.items()}
        complaints += [*_strangers(row, each.facts, document.facts, "fact")]
        complaints += [*_strangers(row, each.answers, questions_of(document), "question")]
        rows.append(row)
    return rows, complaints


def questions_of(document: FamilyDocument) -> list[str]:
    """Return the ids of the questions that the template asks."""
    asked = document.template.get("questions")
    return [*asked] if isinstance(asked, dict) else []


def _strangers(
    row: Row, said: Mapping[str, str], known: Mapping[str, Any] | list[str], what: str
) -> Iterator[Complaint]:
    for name in said:
        if name not in known:
            yield row.complain(f"unknown {what} {name!r}{did_you_mean(name, known)}")


def _from_table(
    document: FamilyDocument, table: str, tree: Tree, folder: FilePath | None
) -> tuple[list[Row], list[Complaint]]:
    found = read_table(folder, table, ("id",), tree.file)
    known = [*OWN, *document.facts, *questions_of(document)]
    columns = [name for name in (found[0] if found else ()) if name != LINE]
    complaints = [
        Complaint(f"unknown column {name!r}{did_you_mean(name, known)}", place=Place(table, 1))
        for name in columns
        if name not in known
    ]
    complaints += [
        Complaint(f"the column of the fact {name!r} is missing", place=Place(table, 1))
        for name in document.facts
        if found and name not in columns
    ]
    rows = [_row(cells, table) for cells in found]
    return rows, [*complaints, *_repeated(rows)]


def _row(cells: dict[str, str], table: str) -> Row:
    said = {name: text for name, text in cells.items() if text and name not in (*OWN, LINE)}
    name = cells.get("name") or cells["id"]
    return Row(cells["id"], name, cells.get("date", ""), Place(table, int(cells[LINE])), said)


def _repeated(rows: list[Row]) -> Iterator[Complaint]:
    first: dict[str, Row] = {}
    for row in rows:
        if not row.id:
            yield row.complain("it has no id")
        elif row.id in first:
            yield row.complain(f"this id stands in line {first[row.id].place.line} already")
        first.setdefault(row.id, row)


def understand(row: Row, facts: Mapping[str, Fact], questions: list[str], columns: set[str]) -> Iterator[Complaint]:
    """Fill in what a row says, and yield what is wrong with it: facts that are missing or cannot be so, no date."""
    for id_, fact in facts.items():
        if id_ not in row.said:
            if id_ in columns:
                yield row.complain(f"the fact {id_!r} is missing; it is {fact.range}")
            continue
        try:
            row.facts[id_] = fact.read(row.said[id_])
        except ValueError:
            yield row.complain(f"{row.said[id_]!r} for the fact {id_!r}; it is {fact.range}")
    for id_ in (id_ for id_ in questions if id_ in row.said):
        if row.said[id_] not in (*TRUE, *FALSE):
            yield row.complain(f"{row.said[id_]!r} as the answer to {id_!r}; it is yes or no, or left out")
        row.answers[id_] = row.said[id_] in TRUE
    try:
        row.date = A_DATE.validate_python(row.date) if row.date else ""
    except ValidationError:
        yield row.complain(f"{row.date!r} is no date; one is written as 2022-01-31, 2022-01 or 2022")


def refuse_empty(rows: list[Row], tree: Tree) -> None:
    """Refuse a family without cases.

    Raises
    ------
    InvalidConflict
        If there is none.
    """
    if not rows:
        message = "there is no case; a family needs at least one row of facts"
        raise InvalidConflict([Complaint(message, place=tree.place(("cases",)))])
