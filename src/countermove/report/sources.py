"""Terminal text of `sources`: the claims that rest on each source, and those that rest on none.

Also the provenance and grade of a source, the evidence for an assumption, and the origin of a whole conflict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from countermove.analysis.grounds import sources_of
from countermove.model.citations import claims
from countermove.report.claims import claim_in_words
from countermove.report.console import bare_table, can_print, heading, table
from countermove.report.part_names import source_names
from countermove.report.words import count_of, dm_names, listed, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import RenderableType

    from countermove.analysis.assumptions.assumption import Assumption
    from countermove.analysis.grounds import Grounds
    from countermove.model.citations import Claim
    from countermove.model.conflict import Conflict
    from countermove.model.provenance import Evidence, Source


RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability unknown",
}

CREDIBILITY = {
    1: "confirmed by others",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth unknown",
}
"""The NATO admiralty grades: reliability of a source, credibility of its content."""

SHORT = 200
"""Maximum characters of a note, unless notes are printed in full."""


def sources(found: Grounds) -> list[RenderableType]:
    """Return all parts: counts, cited sources, uncited sources, and claims without evidence."""
    cited = [each for each in found.conflict.sources if each not in found.uncited]
    parts = [_opening(found), *(_source(found, each) for each in cited)]
    return [*parts, *([_legend()] if cited else []), *_uncited(found), *_without_evidence(found)]


def _opening(found: Grounds) -> RenderableType:
    cited = [each for each in found.claims if each.evidence]
    single = sum(len(sources_of(each)) == 1 for each in cited)
    reasoned = sum(bool(each.because) for each in found.bare)
    rows = bare_table()
    rows.columns[0].justify = "right"
    rows.add_row(f"{len(found.claims)}", "claims in the account, of which")
    rows.add_row(f"{len(cited)}", f"cite evidence, {single} of them from one source only")
    rows.add_row(f"{reasoned}", "have a reason, but no evidence")
    rows.add_row(f"{len(found.bare) - reasoned}", "have neither")
    return Group(heading(tidy(found.conflict.title)), "", rows)


def _source(found: Grounds, source: Source) -> RenderableType:
    """Return a source, with a row for each piece of evidence from it."""
    called = tidy(source.title or source.url)
    title = heading(called or source.id).append(f"  ({source.id})" if called else "", "dim not bold")
    lines = [Text(each, "dim") for each in (provenance(source), grade_in_words(source)) if each]
    rows = table("what rests on it", "sure", "only", "where", "what it says there", right=("sure",), centre=("only",))
    for claim in found.resting_on(source.id):
        only = sources_of(claim) == {source.id}
        cited = [each for each in claim.evidence if each.source == source.id]
        for k, each in enumerate(cited):
            first = (
                (claim_in_words(found.conflict, claim), _confidence(claim), _sole_mark(only=only))
                if k == 0
                else ("", "", "")
            )
            rows.add_row(*first, tidy(each.place), _content(each))
    return Group(title, *lines, "", rows)


def _legend() -> RenderableType:
    rows = bare_table()
    rows.add_row("sure", "how sure the analyst is of it, from 0 to 1")
    rows.add_row("only", f"{_sole_mark(only=True)} it rests on this source alone")
    return rows


def _confidence(claim: Claim) -> str:
    return "" if claim.confidence is None else f"{claim.confidence:g}"


def _sole_mark(*, only: bool) -> str:
    return ("●" if can_print("●") else "#") if only else ""


def _content(each: Evidence) -> str:
    quoted = f"“{tidy(each.words)}”" if each.words else ""
    content = "; ".join(part for part in (tidy(each.says), quoted) if part)
    return f"{content} (disputed)".strip() if each.disputed else content


def _uncited(found: Grounds) -> Iterator[RenderableType]:
    if found.uncited:
        rows = bare_table()
        for each in found.uncited:
            rows.add_row(Text(tidy(each.id), "bold"), tidy(each.title or each.url))
        yield Group(heading("Sources that no claim cites"), "", rows)


def _without_evidence(found: Grounds) -> Iterator[RenderableType]:
    """Yield the claims without evidence; those without a reason come first."""
    if not found.bare:
        yield "Every claim of the account cites evidence."
        return
    rows = table("what is said", "sure", "the reason that is given", right=("sure",))
    for claim in sorted(found.bare, key=lambda each: bool(each.because)):
        rows.add_row(claim_in_words(found.conflict, claim), _confidence(claim), tidy(claim.because) or "none")
    yield Group(heading("Claims without evidence"), "", rows)


def provenance(source: Source) -> str:
    """Return the origin of a source: publisher, author, speaker, carrier, language, translation and date.

    Examples
    --------
    >>> from countermove import Source
    >>> provenance(Source(id="p", publisher="The Courier", speaker=("Nora Fen",), translated="machine", edited=True))
    'The Courier; Nora Fen speaks; translated: machine; edited'
    """
    edited = "edited" if source.edited is True else f"edited: {source.edited}" if source.edited else ""
    parts = (
        source.publisher,
        f"by {source.author}" if source.author else "",
        f"{listed(source.speaker)} speak{'s'[: 2 - len(source.speaker)]}" if source.speaker else "",
        f"carried by {source.carried_by}" if source.carried_by else "",
        f"in {source.language}" if source.language else "",
        f"translated: {source.translated}" if source.translated else "",
        edited,
        source.date,
        f"text: {source.file}" if source.file else "",
    )
    return "; ".join(tidy(part) for part in parts if part)


def grade_in_words(source: Source) -> str:
    """Return the grades of a source, as letters and in words.

    Examples
    --------
    >>> from countermove import Source
    >>> grade_in_words(Source(id="p", reliability="D", credibility=3))
    'D3: not usually reliable, possibly true'
    """
    words = [RELIABILITY.get(source.reliability, ""), CREDIBILITY.get(source.credibility or 0, "")]
    return f"{source.grade}: {', '.join(word for word in words if word)}" if source.grade else "not graded"


def cited(assumption: Assumption, called: Mapping[str, str] | None = None) -> list[str]:
    """Return the reason for an assumption, then a line for each piece of evidence.

    Parameters
    ----------
    assumption : Assumption
        The assumption.
    called : mapping of str to str, optional
        What to call the sources, by id; by default their ids.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.assumptions.assumption import assumptions_of
    >>> for line in cited(assumptions_of(cases.load("kazakhstan-2022"))[0]):
    ...     print(line)
    kursiv: city hall and residence burnt and airport seized on 5 January
    """
    lines = [tidy(assumption.because)] if assumption.because else []
    lines += [_evidence_line(each, (called or {}).get(each.source, each.source)) for each in assumption.evidence]
    return lines or ["no reason and no source is given"]


def _evidence_line(each: Evidence, source: str) -> str:
    where = "" if each.paragraph is None else f", paragraph {tidy(str(each.paragraph))}"
    content = f": {tidy(each.says)}" if each.says else ""
    return f"{source}{where}{content}{' (disputed)' if each.disputed else ''}"


def questions(conflict: Conflict) -> list[RenderableType]:
    """Return the questions and variations by id."""
    texts = [(each.id, each.asks) for each in conflict.questions]
    varied = [(each.id, each.name or each.because) for each in conflict.variations]
    return [*_listed("Questions", texts), *_listed("Variations", varied)]


def grounds(conflict: Conflict, *, every: bool = False) -> list[RenderableType]:
    """Return sources, evidence, citation and notes; evidence and notes in full if `every` is set."""
    graded = {each.id: f"{each.reliability}{each.credibility or ''}" for each in conflict.sources}
    grades = {id_: f" ({grade})" if grade else "" for id_, grade in graded.items()}
    named = [(each.id, f"{each.title or each.url}{grades[each.id]}") for each in conflict.sources]
    evidence = _evidence(conflict) if every else _evidence_count(conflict)
    return [*_listed("Sources", named), *evidence, *citation(conflict), *_notes(conflict, every=every)]


def citation(conflict: Conflict) -> list[RenderableType]:
    """Return the publications that the conflict comes from."""
    cited_as = [tidy(each) for each in conflict.citation]
    return [Group(heading("Citation"), "", *cited_as)] if cited_as else []


def _listed(title: str, lines: list[tuple[str, str]]) -> list[RenderableType]:
    rows = bare_table()
    for id_, what in lines:
        rows.add_row(Text(tidy(id_), "bold"), tidy(what))
    return [Group(heading(title), "", rows)] if lines else []


def _evidence_count(conflict: Conflict) -> list[RenderableType]:
    """Return the number of pieces of evidence, and of disputed ones."""
    found = [each for claim in claims(conflict) for each in claim.evidence]
    disputed = sum(each.disputed for each in found)
    among = f", {disputed:,} of them disputed" if disputed else ""
    return [f"{count_of(len(found), 'piece')} of evidence{among}: --all lists them."] if found else []


def _evidence(conflict: Conflict) -> list[RenderableType]:
    rows, called = table("evidence for", "source", "what it says"), source_names(conflict)
    for claim in claims(conflict):
        for k, each in enumerate(claim.evidence):
            rows.add_row(
                claim_in_words(conflict, claim) if k == 0 else "", _where(each, called), _content_or_dispute(each)
            )
    return [Group(heading("Evidence"), "", rows)] if rows.rows else []


def _where(each: Evidence, called: Mapping[str, str]) -> str:
    return tidy(", ".join(part for part in (called.get(each.source, each.source), each.place) if part))


def _content_or_dispute(each: Evidence) -> str:
    return "; ".join([*([tidy(each.says)] if each.says else []), *(["disputed"] if each.disputed else [])])


def _notes(conflict: Conflict, *, every: bool) -> list[RenderableType]:
    """Return the notes on the conflict and its decision makers; long ones are cut unless `every` is set."""
    notes = [*map(tidy, conflict.notes), *_on_decision_makers(conflict)]
    printed = notes if every else [_shortened(note) for note in notes]
    if printed != notes:
        printed = [*printed, "--all prints the notes in full."]
    lines: list[RenderableType] = [line for note in printed for line in ("", note)]
    return [Group(heading("Notes"), *lines)] if lines else []


def _shortened(note: str) -> str:
    return note if len(note) <= SHORT else f"{note[:SHORT].rpartition(' ')[0]} ..."


def _on_decision_makers(conflict: Conflict) -> Iterator[str]:
    for dm, name in zip(conflict.decision_makers, dm_names(conflict), strict=True):
        if dm.note:
            yield f"{name}: {tidy(dm.note)}"
