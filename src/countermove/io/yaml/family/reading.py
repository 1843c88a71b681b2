"""From a family file to a family, with every complaint at once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from countermove.errors import Complaint, InvalidConflict, Place
from countermove.io.files import read_text
from countermove.io.yaml.complaints import by_line, place_all, validated
from countermove.io.yaml.family.building import build, maker
from countermove.io.yaml.family.checking import declared_complaints
from countermove.io.yaml.family.document import FamilyDocument
from countermove.io.yaml.family.evidence import add_evidence, unsourced
from countermove.io.yaml.family.rows import Row, questions_of, read_rows, refuse_empty, understand
from countermove.io.yaml.family.template import facts_in
from countermove.io.yaml.tree import Tree, parse_yaml
from countermove.model.family import NO, YES, Fact, Family, SimpleRule
from countermove.model.provenance import Source

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_family(path: str | os.PathLike[str]) -> Family:
    """Return the family in a file: one template, the facts of many cases, and the conflicts that come of them.

    Parameters
    ----------
    path : str or path
        A family file in YAML; see docs/families.md.

    Returns
    -------
    Family

    Raises
    ------
    InvalidConflict
        With every complaint at once: a fact that is missing for a case, a value that it cannot have, an unknown fact
        in the template, an id that stands twice, a case whose conflict contradicts itself.
    """
    file = Path(path)
    return family_in(parse_yaml(read_text(file), str(file)), file.parent)


def family_in(tree: Tree, folder: Path | None = None) -> Family:
    """Return the family that a document describes; see `read_family`."""
    if "family" not in tree.value and "decision_makers" in tree.value:
        message = "this is a conflict file, not a family of cases; countermove solve and the other commands take it"
        raise InvalidConflict([Complaint(message, place=Place(tree.file))])
    document, complaints = validated(tree, FamilyDocument)
    complaints = [*tree.complaints, *complaints]
    if document is None:
        raise InvalidConflict(sorted(complaints, key=by_line))
    facts = {id_: _fact(id_, each) for id_, each in document.facts.items()}
    complaints += place_all(declared_complaints(document, facts), tree)
    rows = _rows(document, facts, tree, folder, complaints)
    _refuse(complaints)
    cases = build(document, rows, facts, tree, folder)
    return Family(
        title=document.title,
        about=document.about,
        citation=tuple(document.citation),
        facts=tuple(facts.values()),
        cases=cases,
        rules=tuple(_rules(document)),
        sources=tuple(Source(id=id_, **dict(each)) for id_, each in document.sources.items()),
        known=tuple(_known(document, facts)),
        notes=tuple(document.notes),
        make=maker(document, rows, tree, folder),
    )


def _refuse(complaints: list[Complaint]) -> None:
    if complaints:
        raise InvalidConflict(sorted(dict.fromkeys(complaints), key=by_line))


def _fact(id_: str, document: Any) -> Fact:
    low, high = document.number or (0.0, 1.0)
    values = () if document.number else tuple(document.one_of) or (YES, NO)
    return Fact(id=id_, means=document.means, values=values, low=low, high=high, after=document.after)


def _rules(document: FamilyDocument) -> Iterator[SimpleRule]:
    first = next(iter(questions_of(document)), "")
    for id_, each in document.rules.items():
        yield SimpleRule(id=id_, says=each.says, question=each.of or first, because=each.because)


def _known(document: FamilyDocument, facts: dict[str, Fact]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the variations that use facts known only after a question, with those questions."""
    for id_, part in (document.template.get("variations") or {}).items():
        after = tuple(dict.fromkeys(facts[name].after for name in facts_in(part) if facts[name].after))
        if after:
            yield id_, after


def _rows(
    document: FamilyDocument, facts: dict[str, Fact], tree: Tree, folder: Path | None, complaints: list[Complaint]
) -> list[Row]:
    """Return the rows of the table of facts, and add to the complaints what is wrong with them."""
    rows: list[Row] = []
    questions, sources = questions_of(document), [*document.sources]
    try:
        rows, found = read_rows(document, tree, folder)
        refuse_empty(rows, tree)
        inline = not isinstance(document.cases, str)
        columns = {*facts} if inline else {*facts} & {name for row in rows for name in row.said}
        complaints += found
        complaints += [each for row in rows for each in understand(row, facts, questions, columns)]
        complaints += [each for row in rows for each in unsourced(row, [*facts, *questions], sources)]
        if document.evidence:
            complaints += add_evidence(document, rows, tree, folder)
    except InvalidConflict as fault:
        complaints += place_all(fault.complaints, tree)
    return rows
