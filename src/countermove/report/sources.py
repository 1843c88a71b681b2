"""The answer of `sources` as a newcomer reads it: each source with what rests on it, and what rests on nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from countermove.analysis.grounds import sources_of
from countermove.report.console import bare_table, can_print, heading, table
from countermove.report.provenance import grade_in_words, provenance
from countermove.report.words import dm_names, option_names, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from countermove.analysis.grounds import Grounds
    from countermove.model.citations import Claim
    from countermove.model.conflict import Conflict
    from countermove.model.provenance import Evidence, Source


def sources(found: Grounds) -> list[RenderableType]:
    """Return what there is to say about what an account rests on."""
    cited = [each for each in found.conflict.sources if each not in found.uncited]
    parts = [_opening(found), *(_source(found, each) for each in cited)]
    return [*parts, *([_legend()] if cited else []), *_uncited(found), *_bare(found)]


def _opening(found: Grounds) -> RenderableType:
    cited = [each for each in found.claims if each.evidence]
    single = sum(len(sources_of(each)) == 1 for each in cited)
    reasoned = sum(bool(each.because) for each in found.bare)
    rows = bare_table()
    rows.columns[0].justify = "right"
    rows.add_row(f"{len(found.claims)}", "things that the account says, of which")
    rows.add_row(f"{len(cited)}", f"name evidence, {single} of them from one source only")
    rows.add_row(f"{reasoned}", "have a reason, but no evidence")
    rows.add_row(f"{len(found.bare) - reasoned}", "have neither")
    return Group(heading(tidy(found.conflict.title)), "", rows)


def _source(found: Grounds, source: Source) -> RenderableType:
    """Return a source with what rests on it."""
    title = heading(tidy(source.id)).append(f"  {tidy(source.title or source.url)}", "not bold")
    said = [Text(each, "dim") for each in (provenance(source), grade_in_words(source)) if each]
    rows = table("what rests on it", "sure", "only", "where", "what it says there", right=("sure",), centre=("only",))
    for claim in found.resting_on(source.id):
        only = sources_of(claim) == {source.id}
        cited = [each for each in claim.evidence if each.source == source.id]
        for k, each in enumerate(cited):
            first = (
                (claim_in_words(found.conflict, claim), _sure(claim), _mark(only=only)) if k == 0 else ("", "", "")
            )
            rows.add_row(*first, tidy(each.place), _said(each))
    return Group(title, *said, "", rows)


def _legend() -> RenderableType:
    rows = bare_table()
    rows.add_row("sure", "how sure the analyst is of it, from 0 to 1")
    rows.add_row("only", f"{_mark(only=True)} it rests on this source alone")
    return rows


def _sure(claim: Claim) -> str:
    return "" if claim.confidence is None else f"{claim.confidence:g}"


def _mark(*, only: bool) -> str:
    return ("●" if can_print("●") else "#") if only else ""


def _said(each: Evidence) -> str:
    quoted = f"“{tidy(each.words)}”" if each.words else ""
    said = "; ".join(part for part in (tidy(each.says), quoted) if part)
    return f"{said} (disputed)".strip() if each.disputed else said


def _uncited(found: Grounds) -> Iterator[RenderableType]:
    if found.uncited:
        rows = bare_table()
        for each in found.uncited:
            rows.add_row(Text(tidy(each.id), "bold"), tidy(each.title or each.url))
        yield Group(heading("Sources that nothing rests on"), "", rows)


def _bare(found: Grounds) -> Iterator[RenderableType]:
    """Yield what rests on nothing, what has not even a reason first."""
    if not found.bare:
        yield "Nothing rests on nothing: all that the account says names evidence."
        return
    rows = table("what is said", "sure", "the reason that is given", right=("sure",))
    for claim in sorted(found.bare, key=lambda each: bool(each.because)):
        rows.add_row(claim_in_words(found.conflict, claim), _sure(claim), tidy(claim.because) or "none")
    yield Group(heading("What rests on nothing"), "", rows)


def claim_in_words(conflict: Conflict, claim: Claim) -> str:
    """Return something that an account says, in words.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.model.citations import claims
    >>> dilemma = cases.load("prisoners-dilemma")
    >>> [claim_in_words(dilemma, each) for each in claims(dilemma)][:2]
    ['option of A: Cooperate with B', 'wanted by A: a ranking']
    """
    names = dict(zip((dm.id for dm in conflict.decision_makers), dm_names(conflict), strict=True))
    options = dict(zip(conflict.options, option_names(conflict), strict=True))
    of, says = names.get(claim.of, claim.of), tidy(claim.says)
    words = {
        "option": f"option of {of}: {options.get(claim.says) or options.get(f'{claim.of}.{claim.says}', says)}",
        "irreversible": f"cannot be undone: {says}",
        "statement": f"wanted by {of}: {says}",
        "preferences": f"wanted by {of}: {says}",
        "rule": f"always so: {says}",
        "question": f"forecast {claim.of}: {says}",
        "answer": f"how {claim.of} came out: {says}",
        "variation": f"variation {claim.of}: {says}",
    }[claim.kind]
    within = claim.path[0] == "variations" and claim.kind != "variation"
    return f"{words} (variation {claim.path[1]})" if within else words
