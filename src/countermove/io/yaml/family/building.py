"""From the template and the facts of a case to an ordinary conflict."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from countermove.errors import Complaint, InvalidConflict
from countermove.io.yaml.complaints import by_line
from countermove.io.yaml.family.template import Filled, fill
from countermove.io.yaml.reading import conflict_in
from countermove.model.family import Case
from countermove.model.provenance import Evidence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from countermove.io.yaml.family.document import FamilyDocument
    from countermove.io.yaml.family.rows import Row
    from countermove.io.yaml.tree import Tree
    from countermove.model.conflict import Conflict

NAMED = 3


def build(
    document: FamilyDocument, rows: list[Row], facts: Iterable[str], tree: Tree, folder: FilePath | None
) -> tuple[Case, ...]:
    """Return the cases of a family, each with its conflict.

    Raises
    ------
    InvalidConflict
        With every complaint, once, and the cases in which it arises.
    """
    cases, wrong = [], dict[Complaint, list[str]]()
    for row in rows:
        try:
            conflict = _conflict(document, row, facts, tree, folder)
        except InvalidConflict as fault:
            for each in fault.complaints:
                wrong.setdefault(each, []).append(row.id)
            continue
        cases.append(_case(row, facts, conflict))
    if wrong:
        raise InvalidConflict(sorted(_merged(wrong, len(rows)), key=by_line))
    return tuple(cases)


def maker(
    document: FamilyDocument, rows: list[Row], tree: Tree, folder: FilePath | None
) -> Callable[[Case], Conflict]:
    """Return what makes a conflict of a case whose facts have been changed; how it came out is then not known."""
    by_id = {row.id: row for row in rows}

    def make(case: Case) -> Conflict:
        facts = dict(case.facts)
        row = replace(by_id[case.id], facts=facts, answers={})
        return _conflict(document, row, facts, tree, folder)

    return make


def _merged(wrong: dict[Complaint, list[str]], count: int) -> Iterator[Complaint]:
    for each, ids in wrong.items():
        more = f" and {len(ids) - NAMED} more" if len(ids) > NAMED else ""
        where = "in every case" if len(ids) == count else f"case {', '.join(ids[:NAMED])}{more}"
        yield Complaint(f"{each.message} ({where})", each.path, each.offset, each.place)


def _case(row: Row, facts: Iterable[str], conflict: Conflict) -> Case:
    return Case(
        id=row.id,
        name=row.name,
        date=row.date,
        facts=tuple((id_, row.facts[id_]) for id_ in facts),
        answers=tuple(row.answers.items()),
        evidence=tuple((about, tuple(Evidence(**each) for each in row.evidence_of(about))) for about in row.evidence),
        conflict=conflict,
    )


def _conflict(
    document: FamilyDocument, row: Row, facts: Iterable[str], tree: Tree, folder: FilePath | None
) -> Conflict:
    filled = fill(document.template, row)
    _add_answers(filled.value, row)
    filled.value |= _around(document, row, facts)
    return conflict_in(_placed(filled, document, row, tree), folder)


def _add_answers(value: dict[str, Any], row: Row) -> None:
    """Add to the questions when they were asked, if the day is known, and how they came out."""
    day = bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", row.date))
    for id_, question in (value.get("questions") or {}).items():
        if not isinstance(question, dict):
            continue
        if day:
            question["asked"] = row.date
        if id_ in row.answers:
            question["answer"] = {"value": row.answers[id_], "evidence": row.evidence_of(id_)}


def _around(document: FamilyDocument, row: Row, facts: Iterable[str]) -> dict[str, Any]:
    """Return what makes a conflict file of a filled template: a title, what it is a case of, and its facts."""
    said = "; ".join(f"{id_}: {_shown(row, id_)}" for id_ in facts)
    when = f" The facts are those of {row.date}." if row.date else ""
    return {
        "title": row.name,
        "about": f"A case of the family {document.title!r}.{when}",
        "citation": document.citation,
        "notes": [f"The facts. {said}."],
    }


def _shown(row: Row, id_: str) -> str:
    pointers = ", ".join(dict.fromkeys(each["source"] for each in row.evidence_of(id_)))
    value = row.facts[id_]
    plain = f"{value:g}" if isinstance(value, float) else value
    return f"{plain} ({pointers})" if pointers else plain


def _placed(filled: Filled, document: FamilyDocument, row: Row, tree: Tree) -> Tree:
    """Return the filled template as a document whose parts stand where they stand in the family file."""
    used = {*_sources_in(filled.value), *(each["source"] for listed in row.evidence.values() for each in listed)}
    given = tree.value.get("sources") or {}
    filled.value["sources"] = {id_: given[id_] for id_ in document.sources if id_ in used}
    origin = filled.origin | {("sources", id_): ("sources", id_) for id_ in used}
    return tree.rebuilt(filled.value, origin)


def _sources_in(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for key, each in part.items():
            yield from _pointed(each) if key == "evidence" else _sources_in(each)
    elif isinstance(part, list):
        for each in part:
            yield from _sources_in(each)


def _pointed(evidence: Any) -> Iterable[str]:
    listed = evidence if isinstance(evidence, list) else [evidence]
    return [str(each.get("source") if isinstance(each, dict) else each) for each in listed]
