"""What an account rests on, in brief or in full: questions, variations, sources, evidence, citation and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from countermove.model.citations import claims
from countermove.report.console import bare_table, heading, table
from countermove.report.sources import claim_in_words
from countermove.report.words import count_of, dm_names, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from countermove.model.conflict import Conflict
    from countermove.model.provenance import Evidence

SHORT = 200
"""How many letters of a note are printed unless all are asked for."""


def questions(conflict: Conflict) -> list[RenderableType]:
    """Return the questions and variations by id."""
    asked = [(each.id, each.asks) for each in conflict.questions]
    varied = [(each.id, each.name or each.because) for each in conflict.variations]
    return [*_listed("Questions", asked), *_listed("Variations", varied)]


def grounds(conflict: Conflict, *, every: bool = False) -> list[RenderableType]:
    """Return where an account comes from; evidence and notes in full if `every` is set."""
    graded = {each.id: f"{each.reliability}{each.credibility or ''}" for each in conflict.sources}
    grades = {id_: f" ({grade})" if grade else "" for id_, grade in graded.items()}
    named = [(each.id, f"{each.title or each.url}{grades[each.id]}") for each in conflict.sources]
    cited_as = [tidy(each) for each in conflict.citation]
    citation = [Group(heading("Citation"), "", *cited_as)] if cited_as else []
    evidence = _evidence(conflict) if every else _counted(conflict)
    return [*_listed("Sources", named), *evidence, *citation, *_notes(conflict, every=every)]


def _listed(title: str, lines: list[tuple[str, str]]) -> list[RenderableType]:
    rows = bare_table()
    for id_, what in lines:
        rows.add_row(Text(tidy(id_), "bold"), tidy(what))
    return [Group(heading(title), "", rows)] if lines else []


def _counted(conflict: Conflict) -> list[RenderableType]:
    """Return how much evidence there is."""
    found = [each for claim in claims(conflict) for each in claim.evidence]
    disputed = sum(each.disputed for each in found)
    among = f", {disputed:,} of them disputed" if disputed else ""
    return [f"{count_of(len(found), 'piece')} of evidence{among}: --all lists them."] if found else []


def _evidence(conflict: Conflict) -> list[RenderableType]:
    rows = table("evidence for", "source", "what it says")
    for claim in claims(conflict):
        for k, each in enumerate(claim.evidence):
            rows.add_row(claim_in_words(conflict, claim) if k == 0 else "", _where(each), _what(each))
    return [Group(heading("Evidence"), "", rows)] if rows.rows else []


def _where(each: Evidence) -> str:
    return tidy(", ".join(part for part in (each.source, each.place) if part))


def _what(each: Evidence) -> str:
    return "; ".join([*([tidy(each.says)] if each.says else []), *(["disputed"] if each.disputed else [])])


def _notes(conflict: Conflict, *, every: bool) -> list[RenderableType]:
    """Return the notes on the conflict and its decision makers, long ones cut unless `every` is set."""
    notes = [*map(tidy, conflict.notes), *_on_decision_makers(conflict)]
    told = notes if every else [_shortened(note) for note in notes]
    if told != notes:
        told = [*told, "--all prints the notes in full."]
    lines: list[RenderableType] = [line for note in told for line in ("", note)]
    return [Group(heading("Notes"), *lines)] if lines else []


def _shortened(note: str) -> str:
    return note if len(note) <= SHORT else f"{note[:SHORT].rpartition(' ')[0]} ..."


def _on_decision_makers(conflict: Conflict) -> Iterator[str]:
    for dm, name in zip(conflict.decision_makers, dm_names(conflict), strict=True):
        if dm.note:
            yield f"{name}: {tidy(dm.note)}"
