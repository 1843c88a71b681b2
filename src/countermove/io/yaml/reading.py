"""Reading of conflict files in YAML; all complaints come at once, in the order of lines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from countermove.errors import Complaint, InvalidConflict, Place, did_you_mean
from countermove.io.yaml import document as doc
from countermove.io.yaml.cited import evidence, source
from countermove.io.yaml.graph import read_graph
from countermove.io.yaml.parts import concept_of, definitions, picked, preferences, question, rules, variation
from countermove.io.yaml.tree import Tree, by_line, parse_yaml, place_all
from countermove.io.yaml.validation import validated, without_consequences
from countermove.model.conflict import Conflict
from countermove.model.provenance import Published
from countermove.model.records import DecisionMaker, Option, Preferences

if TYPE_CHECKING:
    from collections.abc import Iterable


def read_yaml(text: str, file: str, folder: Path | None = None, fronts_in: tuple[Path, ...] = ()) -> Conflict:
    r"""Return the conflict in a YAML text.

    Parameters
    ----------
    text : str
        The text of the conflict file.
    file : str
        Its name, for complaints.
    folder : pathlib.Path, optional
        Folder of the files that it names: tables and fronts.
    fronts_in : tuple of pathlib.Path
        Other folders that fronts may lie in.

    Raises
    ------
    InvalidConflict
        With all complaints, each with line and column.
    TooLarge
        If the options span too many states.

    Examples
    --------
    >>> read_yaml("title: t\ndecision_makers: {a: {options: [go]}}\n", "t.yaml").options
    ('go',)
    """
    return conflict_in(parse_yaml(text, file), folder, fronts_in)


def conflict_in(tree: Tree, folder: Path | None = None, fronts_in: tuple[Path, ...] = ()) -> Conflict:
    """Return the conflict in a parsed document, with or without fronts.

    Parameters
    ----------
    tree : Tree
        The document.
    folder : pathlib.Path, optional
        As in `read_yaml`.
    fronts_in : tuple of pathlib.Path
        As in `read_yaml`.

    Raises
    ------
    InvalidConflict, TooLarge
        As `read_yaml` does.
    """
    if "family" in tree.value and "template" in tree.value:
        message = (
            "this is a family of cases; 'countermove family' runs it, and with --write makes conflict files of it"
        )
        raise InvalidConflict([Complaint(message, place=Place(tree.file))])
    if "fronts" in tree.value:
        from countermove.io.yaml.joint import joint_in

        return joint_in(tree, (folder, *fronts_in) if folder else (), conflict_in)
    document, faults = validated(tree, doc.ConflictDocument)
    complaints = [*tree.complaints, *faults]
    if document is not None:
        complaints += [*_unknown_irreversible(document, tree), *_unknown_dms(document, tree)]
        try:
            conflict = _conflict(document, tree.file, folder)
        except InvalidConflict as fault:
            complaints += place_all(without_consequences(fault.complaints, faults), tree)
    if complaints:
        raise InvalidConflict(sorted(complaints, key=by_line))
    return conflict


def _conflict(document: doc.ConflictDocument, file: str, folder: Path | None) -> Conflict:
    graph, rankings = read_graph(document, file, folder)
    plain = picked(document, "title", "about", "standpoint", "came_about")
    return Conflict(
        **plain,
        citation=tuple(document.citation),
        status_quo=None if document.status_quo is None else tuple(document.status_quo),
        sources=tuple(source(id_, each) for id_, each in document.sources.items()),
        decision_makers=_decision_makers(document, rankings),
        rules=rules(document.feasible),
        coalesce=tuple(document.coalesce),
        option_order=tuple(document.option_order),
        graph=graph,
        definitions=definitions(document.define),
        ends=tuple(document.ends),
        questions=tuple(question(id_, each) for id_, each in document.questions.items()),
        variations=tuple(variation(id_, each) for id_, each in document.variations.items()),
        published=tuple(_published(each) for each in document.published),
        notes=tuple(document.notes),
    )


def _decision_makers(document: doc.ConflictDocument, rankings: dict[str, Preferences]) -> tuple[DecisionMaker, ...]:
    stays = _irreversible(document)
    return tuple(
        DecisionMaker(
            id=id_,
            **picked(dm, "name", "note"),
            options=tuple(
                Option(
                    id=option_id,
                    **picked(option, "name", "short", "when", "because", "confidence", "fixed"),
                    evidence=evidence(option.evidence),
                    **_irreversible_fields(stays.get(f"{id_}.{option_id}")),
                )
                for option_id, option in dm.options.items()
            ),
            preferences=rankings.get(id_) or preferences(dm.preferences),
            tempo=document.tempo.get(id_, 1.0),
            concept=concept_of(document.reading, id_),
        )
        for id_, dm in document.decision_makers.items()
    )


def _qualified_names(document: doc.ConflictDocument) -> dict[str, list[str]]:
    """Return the options, as ``dm.option``, that each name may refer to."""
    owners: dict[str, list[str]] = {}
    for dm, each in document.decision_makers.items():
        for option in each.options:
            for name in {option, f"{dm}.{option}"}:
                owners.setdefault(name, []).append(f"{dm}.{option}")
    return owners


def _irreversible(document: doc.ConflictDocument) -> dict[str, doc.IrreversibleDocument]:
    owners = _qualified_names(document)
    named = ((owners.get(name, []), each) for name, each in document.irreversible.items())
    return {which[0]: each for which, each in named if len(which) == 1}


def _irreversible_fields(document: doc.IrreversibleDocument | None) -> dict[str, Any]:
    """Return the fields of an option that say that it is irreversible."""
    if document is None:
        return {}
    reasons = {"stays_because": document.because, "stays_evidence": evidence(document.evidence)}
    return {"stays": document.stays, "stays_confidence": document.confidence, **reasons}


def _unknown_irreversible(document: doc.ConflictDocument, tree: Tree) -> Iterable[Complaint]:
    known = [option for dm in document.decision_makers.values() for option in dm.options]
    owned = _qualified_names(document)
    for name in document.irreversible:
        owners = owned.get(name, [])
        if len(owners) == 1:
            continue
        hint = f"; write {' or '.join(owners)}" if owners else did_you_mean(name, known)
        fault = "more than one option is called" if owners else "unknown option"
        yield Complaint(
            f"{fault} {name!r} (among the irreversible){hint}", place=tree.key_place(("irreversible", name))
        )


def _unknown_dms(document: doc.ConflictDocument, tree: Tree) -> Iterable[Complaint]:
    """Yield a complaint for each decision maker that only the tempo or the reading names."""
    reading = document.reading if isinstance(document.reading, dict) else {}
    for key, names in (("tempo", document.tempo), ("reading", reading)):
        for name in names:
            if name not in document.decision_makers:
                message = f"unknown decision maker {name!r} (in {key}){did_you_mean(name, document.decision_makers)}"
                yield Complaint(message, place=tree.key_place((key, name)))


def _published(document: doc.PublishedDocument) -> Published:
    equilibria = tuple((concept, tuple(states)) for concept, states in document.equilibria.items())
    return Published(**picked(document, "source", "variation", "note"), equilibria=equilibria)
