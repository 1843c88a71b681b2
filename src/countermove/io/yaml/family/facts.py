"""The table of facts, a row for each case, from the family file or a CSV table; cells are checked one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from countermove.errors import Complaint, InvalidConflict, Place, did_you_mean
from countermove.io.tables import LINE, read_table
from countermove.io.yaml.short_forms import PartOfDate
from countermove.model.family import FALSE, TRUE, Fact

if TYPE_CHECKING:
    from countermove.io.yaml.family.document import FamilyDocument
    from countermove.io.yaml.tree import Tree

CASE_COLUMNS = ("id", "name", "date")
DATE: TypeAdapter[str] = TypeAdapter(PartOfDate)
Pointer = dict[str, Any]
"""Evidence as the conflict file writes it: a mapping with `source`, `says` and so on."""


@dataclass
class Row:
    """The cells of one case, and the values parsed from them.

    Attributes
    ----------
    place : Place
        Place of the row, for complaints.
    cells : dict of str
        Text of each cell by fact or question, without empty cells.
    facts, answers : dict
        Parsed values by fact, and by question.
    evidence : dict of str to list
        Pointers into sources by fact or question.
    """

    id: str
    name: str
    date: str
    place: Place
    cells: dict[str, str]
    facts: dict[str, str | float] = field(default_factory=dict)
    answers: dict[str, bool] = field(default_factory=dict)
    evidence: dict[str, list[Pointer]] = field(default_factory=dict)

    def evidence_of(self, name: str) -> list[Pointer]:
        """Return the pointers of a fact or question, empty if there are none."""
        return self.evidence.get(name, [])

    def complain(self, message: str) -> Complaint:
        """Return a complaint about this row."""
        return Complaint(f"case {self.id!r}: {message}", place=self.place)


def read_rows(document: FamilyDocument, tree: Tree, folder: Path | None) -> tuple[list[Row], list[Complaint]]:
    """Return the cases of a family, and complaints about unknown or missing columns and repeated ids.

    Raises
    ------
    InvalidConflict
        If the table is missing or invalid.
    """
    if isinstance(document.cases, str):
        return _from_table(document, document.cases, tree, folder)
    rows, complaints = [], []
    for id_, each in document.cases.items():
        cells = {**each.facts, **each.answers}
        row = Row(id_, each.name or id_, each.date, tree.key_place(("cases", id_)), cells)
        row.evidence = {about: [dict(one) for one in pointers] for about, pointers in each.evidence.items()}
        complaints += [*_unknown_names(row, each.facts, document.facts, "fact")]
        complaints += [*_unknown_names(row, each.answers, questions_of(document), "question")]
        rows.append(row)
    return rows, complaints


def questions_of(document: FamilyDocument) -> list[str]:
    """Return the ids of the questions that the template asks."""
    questions = document.template.get("questions")
    return [*questions] if isinstance(questions, dict) else []


def _unknown_names(
    row: Row, given: Mapping[str, str], known: Mapping[str, Any] | list[str], kind: str
) -> Iterator[Complaint]:
    for name in given:
        if name not in known:
            yield row.complain(f"unknown {kind} {name!r}{did_you_mean(name, known)}")


def _from_table(
    document: FamilyDocument, table: str, tree: Tree, folder: Path | None
) -> tuple[list[Row], list[Complaint]]:
    found = read_table(folder, table, ("id",), tree.file)
    known = [*CASE_COLUMNS, *document.facts, *questions_of(document)]
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
    given = {name: text for name, text in cells.items() if text and name not in (*CASE_COLUMNS, LINE)}
    name = cells.get("name") or cells["id"]
    return Row(cells["id"], name, cells.get("date", ""), Place(table, int(cells[LINE])), given)


def _repeated(rows: list[Row]) -> Iterator[Complaint]:
    first: dict[str, Row] = {}
    for row in rows:
        if not row.id:
            yield row.complain("it has no id")
        elif row.id in first:
            yield row.complain(f"this id stands in line {first[row.id].place.line} already")
        first.setdefault(row.id, row)


def parse_cells(row: Row, facts: Mapping[str, Fact], questions: list[str], columns: set[str]) -> Iterator[Complaint]:
    """Parse the cells of a row into its facts, answers and date, and yield complaints about them."""
    for id_, fact in facts.items():
        if id_ not in row.cells:
            if id_ in columns:
                yield row.complain(f"the fact {id_!r} is missing; it is {fact.range}")
            continue
        try:
            row.facts[id_] = fact.read(row.cells[id_])
        except ValueError:
            yield row.complain(f"{row.cells[id_]!r} for the fact {id_!r}; it is {fact.range}")
    for id_ in (id_ for id_ in questions if id_ in row.cells):
        if row.cells[id_] not in (*TRUE, *FALSE):
            yield row.complain(f"{row.cells[id_]!r} as the answer to {id_!r}; it is yes or no, or left out")
        row.answers[id_] = row.cells[id_] in TRUE
    try:
        row.date = DATE.validate_python(row.date) if row.date else ""
    except ValidationError:
        yield row.complain(f"{row.date!r} is no date; one is written as 2022-01-31, 2022-01 or 2022")


def refuse_empty(rows: list[Row], tree: Tree) -> None:
    """Refuse a family without cases.

    Raises
    ------
    InvalidConflict
        If there is no row.
    """
    if not rows:
        message = "there is no case; a family needs at least one row of facts"
        raise InvalidConflict([Complaint(message, place=tree.place(("cases",)))])
