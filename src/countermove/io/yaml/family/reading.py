"""Reading of family files: the facts and the template are checked, then each case becomes a conflict.

Complaints come at once, in three steps: the keys of the file, then the declarations and the table of facts, then the
conflicts of the cases.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from countermove.errors import Complaint, InvalidConflict, Place, did_you_mean
from countermove.io.text_files import read_text
from countermove.io.yaml.family.document import FamilyDocument
from countermove.io.yaml.family.evidence import add_evidence, pointer_complaints
from countermove.io.yaml.family.facts import Row, parse_cells, questions_of, read_rows, refuse_empty
from countermove.io.yaml.family.template import Filled, facts_in, fill, template_complaints
from countermove.io.yaml.reading import conflict_in
from countermove.io.yaml.tree import Tree, by_line, parse_yaml, place_all
from countermove.io.yaml.validation import validated
from countermove.model.arguments import refuse_other_kinds
from countermove.model.family import (
    NO,
    YES,
    Case,
    Fact,
    Family,
    SimpleRule,
    declaration_complaints,
    fact_complaints,
    names_in,
)
from countermove.model.provenance import Evidence, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from countermove.model.conflict import Conflict


MAX_NAMED = 3
"""Most cases that a complaint names."""

TOP_LEVEL_KEYS = ("title", "about", "citation", "sources", "notes", "published")
"""Keys of a conflict file that a template must not have."""


def read_family(path: str | os.PathLike[str], *, fronts_in: Iterable[str | os.PathLike[str]] = ()) -> Family:
    """Return the family in a file: the facts of many cases, and a conflict for each, made from one template.

    Parameters
    ----------
    path : str or path
        A family file in YAML; see docs/families.md.
    fronts_in : iterable of str or path
        Folders outside that of the file in which fronts of its template may lie.

    Returns
    -------
    Family

    Raises
    ------
    InvalidConflict
        With all complaints: a missing fact, a value out of range, an unknown fact in the template, a repeated id, a
        case whose conflict is invalid.
    TooLarge
        If the options span too many states.
    """
    refuse_other_kinds(read_family, locals())
    file = Path(path)
    return family_in(parse_yaml(read_text(file), str(file)), (file.parent, *map(Path, fronts_in)))


def family_in(tree: Tree, folders: tuple[Path, ...] = ()) -> Family:
    """Return the family in a parsed document, with its tables in the first folder and fronts in any of them.

    Raises
    ------
    InvalidConflict, TooLarge
        As `read_family` does.
    """
    if "family" not in tree.value and "decision_makers" in tree.value:
        message = "this is a conflict file, not a family of cases; countermove solve and the other commands take it"
        raise InvalidConflict([Complaint(message, place=Place(tree.file))])
    document, complaints = validated(tree, FamilyDocument)
    complaints = [*tree.complaints, *complaints]
    if document is None:
        raise InvalidConflict(sorted(complaints, key=by_line))
    facts = {id_: _fact(id_, each) for id_, each in document.facts.items()}
    complaints += place_all(declared_complaints(document, facts), tree)
    rows = _rows(document, facts, tree, next(iter(folders), None), complaints)
    _refuse(complaints)
    cases = build_cases(document, rows, facts, tree, folders)
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
        make=conflict_maker(document, rows, tree, folders),
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
    """Yield each variation that uses facts known only after a question, with those questions."""
    for id_, part in (document.template.get("variations") or {}).items():
        after = tuple(dict.fromkeys(facts[name].after for name in facts_in(part) if facts[name].after))
        if after:
            yield id_, after


def _rows(
    document: FamilyDocument, facts: dict[str, Fact], tree: Tree, folder: Path | None, complaints: list[Complaint]
) -> list[Row]:
    """Return the rows of the table of facts, and add complaints about them to `complaints`."""
    rows: list[Row] = []
    questions, sources = questions_of(document), [*document.sources]
    try:
        rows, found = read_rows(document, tree, folder)
        refuse_empty(rows, tree)
        inline = not isinstance(document.cases, str)
        columns = {*facts} if inline else {*facts} & {name for row in rows for name in row.cells}
        complaints += found
        complaints += [each for row in rows for each in parse_cells(row, facts, questions, columns)]
        complaints += [each for row in rows for each in pointer_complaints(row, [*facts, *questions], sources)]
        if document.evidence:
            complaints += add_evidence(document, rows, tree, folder)
    except InvalidConflict as fault:
        complaints += place_all(fault.complaints, tree)
    return rows


def build_cases(
    document: FamilyDocument, rows: list[Row], facts: Iterable[str], tree: Tree, folders: tuple[Path, ...]
) -> tuple[Case, ...]:
    """Return the cases of a family, each with its conflict.

    Raises
    ------
    InvalidConflict
        With all complaints, each once, with the cases that it concerns.
    TooLarge
        If the options span too many states.
    """
    cases, wrong = [], dict[Complaint, list[str]]()
    for row in rows:
        try:
            conflict = _conflict(document, row, facts, tree, folders)
        except InvalidConflict as fault:
            for each in fault.complaints:
                wrong.setdefault(each, []).append(row.id)
            continue
        cases.append(_case(row, facts, conflict))
    if wrong:
        raise InvalidConflict(sorted(_with_cases(wrong, len(rows)), key=by_line))
    return tuple(cases)


def conflict_maker(
    document: FamilyDocument, rows: list[Row], tree: Tree, folders: tuple[Path, ...]
) -> Callable[[Case], Conflict]:
    """Return the function that makes the conflict of a case with changed facts; its questions have no answers."""
    by_id = {row.id: row for row in rows}

    def make(case: Case) -> Conflict:
        facts = dict(case.facts)
        row = replace(by_id[case.id], facts=facts, answers={})
        return _conflict(document, row, facts, tree, folders)

    return make


def _with_cases(wrong: dict[Complaint, list[str]], count: int) -> Iterator[Complaint]:
    for each, ids in wrong.items():
        more = f" and {len(ids) - MAX_NAMED} more" if len(ids) > MAX_NAMED else ""
        where = "in every case" if len(ids) == count else f"case {', '.join(ids[:MAX_NAMED])}{more}"
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
    document: FamilyDocument, row: Row, facts: Iterable[str], tree: Tree, folders: tuple[Path, ...]
) -> Conflict:
    filled = fill(document.template, row)
    _add_answers(filled.value, row)
    filled.value |= _added_keys(document, row, facts)
    return conflict_in(_as_tree(filled, document, row, tree), next(iter(folders), None), folders[1:])


def _add_answers(value: dict[str, Any], row: Row) -> None:
    """Add to each question its answer, and the day when it was asked, if the date of the case is a day."""
    day = bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", row.date))
    for id_, question in (value.get("questions") or {}).items():
        if not isinstance(question, dict):
            continue
        if day:
            question["asked"] = row.date
        if id_ in row.answers:
            question["answer"] = {"value": row.answers[id_], "evidence": row.evidence_of(id_)}


def _added_keys(document: FamilyDocument, row: Row, facts: Iterable[str]) -> dict[str, Any]:
    """Return the keys of the conflict file that do not come from the template: title, about, citation, notes."""
    facts_text = "; ".join(f"{id_}: {_shown(row, id_)}" for id_ in facts)
    when = f" The facts are those of {row.date}." if row.date else ""
    return {
        "title": row.name,
        "about": f"A case of the family {document.title!r}.{when}",
        "citation": document.citation,
        "notes": [f"The facts. {facts_text}."],
    }


def _shown(row: Row, id_: str) -> str:
    pointers = ", ".join(dict.fromkeys(each["source"] for each in row.evidence_of(id_)))
    value = row.facts[id_]
    plain = f"{value:g}" if isinstance(value, float) else value
    return f"{plain} ({pointers})" if pointers else plain


def _as_tree(filled: Filled, document: FamilyDocument, row: Row, tree: Tree) -> Tree:
    """Return the filled template as a document with the places of its parts in the family file."""
    used = {*_sources_in(filled.value), *(each["source"] for listed in row.evidence.values() for each in listed)}
    given = tree.value.get("sources") or {}
    filled.value["sources"] = {id_: given[id_] for id_ in document.sources if id_ in used}
    origin = filled.origin | {("sources", id_): ("sources", id_) for id_ in used}
    return tree.rebuilt(filled.value, origin)


def _sources_in(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for key, each in part.items():
            yield from _source_ids(each) if key == "evidence" else _sources_in(each)
    elif isinstance(part, list):
        for each in part:
            yield from _sources_in(each)


def _source_ids(evidence: Any) -> Iterable[str]:
    listed = evidence if isinstance(evidence, list) else [evidence]
    return [str(each.get("source") if isinstance(each, dict) else each) for each in listed]


def declared_complaints(document: FamilyDocument, facts: Mapping[str, Fact]) -> Iterator[Complaint]:
    """Yield complaints about the facts, the template and the rules, each with its path in the family file."""
    yield from declaration_complaints(facts.values())
    questions = questions_of(document)
    for id_, each in document.facts.items():
        if id_ in questions:
            yield Complaint(f"{id_!r} is the name of a fact and of a question; give one another", ("facts", id_))
        if each.one_of and each.number:
            yield Complaint(f"the fact {id_!r} is either one of several values or a number", ("facts", id_))
        if each.after and each.after not in questions:
            hint = did_you_mean(each.after, questions)
            yield Complaint(f"unknown question {each.after!r}{hint}", ("facts", id_, "after"))
    for key in (key for key in TOP_LEVEL_KEYS if key in document.template):
        message = f"{key!r} does not belong in the template; what is true of all cases stands at the top of the file"
        yield Complaint(message, ("template", key))
    wrong = [*template_complaints(document.template, facts, ("template",))]
    yield from wrong or _premature_facts(document, facts)
    yield from _rule_complaints(document, facts, questions)


def _premature_facts(document: FamilyDocument, facts: Mapping[str, Fact]) -> Iterator[Complaint]:
    """Yield complaints about facts known only after a question in the template outside its variations."""
    for key, part in document.template.items():
        for name in dict.fromkeys(facts_in(part)) if key != "variations" else ():
            if facts[name].after:
                message = f"the fact {name!r} is known only after {facts[name].after!r}; only a variation may use it"
                yield Complaint(message, ("template", key))


def _rule_complaints(
    document: FamilyDocument, facts: Mapping[str, Fact], questions: list[str]
) -> Iterator[Complaint]:
    for id_, rule in document.rules.items():
        path = ("rules", id_, "says")
        wrong = [*fact_complaints(rule.says, facts, path, f"in the rule {id_}")]
        yield from wrong
        question = rule.of or next(iter(questions), "")
        for name in () if wrong else names_in(rule.says):
            if question and facts[name].after == question:
                message = f"the rule {id_} answers {question!r} by the fact {name!r}, which is known only after it"
                yield Complaint(message, path)
        if question not in questions:
            hint = did_you_mean(question, questions) or "; the template asks none"
            yield Complaint(f"unknown question {question!r}{hint}", ("rules", id_, "of"))
