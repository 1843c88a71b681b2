"""The template of a family, a conflict file with parts that depend on facts; and the writing of its cases.

There are two constructs, and neither runs code. ``if_fact: STATEMENT`` keeps a part if the statement is true of the
facts. ``{by: FACT, VALUE: ..., else: ...}`` is replaced with the entry for the value of the fact, and ``{by: FACT}``
alone with a number.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from countermove.errors import Complaint, DocumentPath, InvalidConflict, Place, did_you_mean
from countermove.io.yaml.writing import write_yaml
from countermove.model.family import OTHERWISE, Fact, fact_complaints, names_in, true_of

if TYPE_CHECKING:
    from countermove.io.yaml.family.facts import Row
    from countermove.model.family import Family


IF, BY = "if_fact", "by"

LEFT_OUT = object()
"""Result for a part whose `if_fact` is false."""


def template_complaints(part: Any, facts: Mapping[str, Fact], path: DocumentPath) -> Iterator[Complaint]:
    """Yield complaints about the facts in a part of a template.

    Parameters
    ----------
    part : Any
        Values of the template.
    facts : mapping
        The facts of the family by id.
    path : tuple of str and int
        Path of the part in the family file.
    """
    if isinstance(part, dict):
        if IF in part:
            yield from fact_complaints(str(part[IF]), facts, (*path, IF), "in if_fact")
        if BY in part:
            yield from _by_complaints(part, facts, path)
    for key, inside in _inside(part):
        yield from template_complaints(inside, facts, (*path, key))


def _inside(part: Any) -> list[tuple[str | int, Any]]:
    if isinstance(part, dict):
        return [*part.items()]
    return [*enumerate(part)] if isinstance(part, list) else []


def _by_complaints(part: dict[str, Any], facts: Mapping[str, Fact], path: DocumentPath) -> Iterator[Complaint]:
    name = part[BY]
    fact = facts.get(name) if isinstance(name, str) else None
    given = [key for key in part if key not in {BY, IF}]
    if fact is None:
        yield Complaint(f"unknown fact {name!r} (behind 'by'){did_you_mean(str(name), facts)}", (*path, BY))
        return
    for key in given:
        if key not in (*fact.values, OTHERWISE):
            yield Complaint(f"the fact {name!r} is never {key!r}{did_you_mean(key, fact.values)}", (*path, key))
    missing = [value for value in fact.values if value not in given]
    if missing and OTHERWISE not in given:
        message = f"nothing is said for {name} = {', '.join(missing)}; name them all, or say 'else'"
        yield Complaint(message, (*path, BY))


def facts_in(part: Any) -> Iterator[str]:
    """Yield the ids of the facts that a part of a valid template depends on, with repetitions."""
    if isinstance(part, dict):
        yield from names_in(str(part[IF])) if IF in part else ()
        yield from [part[BY]] if BY in part else ()
    for _, inside in _inside(part):
        yield from facts_in(inside)


@dataclass
class Filled:
    """A template with the facts of one case filled in.

    Attributes
    ----------
    value : Any
        The values of the conflict file.
    origin : dict of path to path
        For each path in the conflict file, the path in the family file.
    """

    value: Any = None
    origin: dict[DocumentPath, DocumentPath] = field(default_factory=dict)


def fill(template: Any, row: Row, at: DocumentPath = ("template",)) -> Filled:
    """Return a valid template with the facts of a case filled in.

    If a statement, rule or option depends on a fact, the evidence of the fact in this case becomes its evidence.

    Parameters
    ----------
    template : Any
        Values of the template.
    row : Row
        The case.
    at : tuple of str and int
        Path of the template in the family file.
    """
    filled = Filled()
    filled.value = _filled(template, row, filled.origin, at, ())
    return filled


def _filled(
    part: Any, row: Row, origin: dict[DocumentPath, DocumentPath], at: DocumentPath, path: DocumentPath
) -> Any:
    """Return a filled part or LEFT_OUT; `at` is its path in the family file, `path` that in the conflict file."""
    if isinstance(part, dict) and IF in part and not true_of(str(part[IF]), row.facts):
        return LEFT_OUT
    if isinstance(part, dict) and BY in part:
        return _chosen(part, row, origin, at, path)
    origin[path] = at
    if isinstance(part, list):
        return _list(part, row, origin, at, path)
    return _mapping(part, row, origin, at, path) if isinstance(part, dict) else part


def _chosen(
    part: dict[str, Any], row: Row, origin: dict[DocumentPath, DocumentPath], at: DocumentPath, path: DocumentPath
) -> Any:
    value = row.facts[part[BY]]
    origin[path] = at
    if isinstance(value, float):
        return value
    key = value if value in part else OTHERWISE
    return _filled(part[key], row, origin, (*at, key), path)


def _list(
    part: list[Any], row: Row, origin: dict[DocumentPath, DocumentPath], at: DocumentPath, path: DocumentPath
) -> Any:
    kept: list[Any] = []
    for k, each in enumerate(part):
        inside = _filled(each, row, origin, (*at, k), (*path, len(kept)))
        if inside is not LEFT_OUT and not (isinstance(each, list) and each and not inside):
            kept.append(inside)
    return kept


def _mapping(
    part: dict[str, Any], row: Row, origin: dict[DocumentPath, DocumentPath], at: DocumentPath, path: DocumentPath
) -> dict[str, Any]:
    found = {key: _filled(each, row, origin, (*at, key), (*path, key)) for key, each in part.items() if key != IF}
    kept = {key: each for key, each in found.items() if each is not LEFT_OUT}
    if "holds" in part or path[-2:-1] == ("options",):
        added = [each for name in dict.fromkeys(_facts_of_part(part)) for each in row.evidence_of(name)]
        listed = kept.get("evidence") or []
        kept |= {"evidence": [*(listed if isinstance(listed, list) else [listed]), *added]} if added else {}
    return kept


def _facts_of_part(part: dict[str, Any]) -> Iterator[str]:
    """Yield the facts that a statement, a rule or an option depends on."""
    if IF in part:
        yield from names_in(str(part[IF]))
    for each in part.values():
        if isinstance(each, dict) and BY in each:
            yield each[BY]


def write_cases(family: Family, folder: str | os.PathLike[str]) -> tuple[Path, ...]:
    """Write each case of a family to a new folder as a conflict file, and return the paths: all cases or none.

    Parameters
    ----------
    family : Family
        The family.
    folder : str or path
        The target; it must be new or empty.

    Raises
    ------
    InvalidConflict
        If the folder is not empty or cannot be written, or an id cannot be a file name.
    """
    target = Path(folder)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise _refused(target, "there is something already; name a folder that is new or empty")
    odd = [case.id for case in family.cases if Path(case.id).name != case.id]
    if odd:
        raise _refused(target, f"the id {odd[0]!r} cannot be the name of a file")
    try:
        with tempfile.TemporaryDirectory(prefix=".countermove-", dir=target.parent) as drafts:
            draft = Path(drafts) / "cases"
            draft.mkdir()
            for case in family.cases:
                (draft / f"{case.id}.yaml").write_text(write_yaml(case.conflict), encoding="utf-8")
            draft.replace(target)
    except OSError as fault:
        raise _refused(target, (fault.strerror or str(fault)).lower()) from None
    return tuple(target / f"{case.id}.yaml" for case in family.cases)


def _refused(folder: Path, message: str) -> InvalidConflict:
    return InvalidConflict([Complaint(message, place=Place(str(folder)))])
