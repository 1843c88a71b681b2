"""References: evidence and published answers point to what is there, and ids are not used twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from countermove.errors import Complaint, DocumentPath, did_you_mean
from countermove.model.citations import claims
from countermove.model.concepts import CONCEPTS
from countermove.model.provenance import MOST_QUOTED
from countermove.model.validity.names import repeated

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict
    from countermove.model.provenance import Evidence, Quotation


def reference_complaints(conflict: Conflict) -> Iterator[Complaint]:
    """Yield ids that are used twice, evidence without a source or place that can be, and references to nothing."""
    known = [source.id for source in conflict.sources]
    yield from repeated(known, "source", ("sources",))
    yield from repeated((each.id for each in conflict.questions), "question", ("questions",))
    yield from repeated((each.id for each in conflict.variations), "variation", ("variations",))
    for claim in claims(conflict):
        for k, each in enumerate(claim.evidence):
            path = (*claim.path, "evidence", k)
            if each.source not in known:
                message = f"unknown source {each.source!r}{did_you_mean(each.source, known)}"
                yield Complaint(message, (*path, "source"))
            yield from _pointing(each, path)
    for source in conflict.sources:
        for k, quoted in enumerate(source.quoted):
            yield from _pointing(quoted, ("sources", source.id, "quoted", k))
    yield from _published(conflict)


def _published(conflict: Conflict) -> Iterator[Complaint]:
    """Yield published answers for variations and concepts that do not exist."""
    variations = [each.id for each in conflict.variations]
    for k, each in enumerate(conflict.published):
        if each.variation and each.variation not in variations:
            message = f"there is no variation {each.variation!r}{did_you_mean(each.variation, variations)}"
            yield Complaint(message, ("published", k, "variation"))
        for concept, _ in each.equilibria:
            if concept not in CONCEPTS:
                message = f"unknown stability concept {concept!r}{did_you_mean(concept, CONCEPTS)}"
                yield Complaint(message, ("published", k, "equilibria", concept))


def _pointing(each: Evidence | Quotation, path: DocumentPath) -> Iterator[Complaint]:
    """Yield what is wrong with a place or a quotation, whatever the text may be."""
    if each.position and each.position.end <= each.position.start:
        message = f"the position ends at {each.position.end}, which is not behind its start, {each.position.start}"
        yield Complaint(message, (*path, "position"))
    quote = getattr(each, "quote", None)
    if quote and not quote.exact.strip():
        yield Complaint("there are no words to be found here", (*path, "quote", "exact"))
    yield from _too_long(each.quotation, (*path, "quotation"))
    yield from _too_long(quote.exact if quote else "", (*path, "quote", "exact"))


def _too_long(words: str, path: DocumentPath) -> Iterator[Complaint]:
    if len(words) > MOST_QUOTED:
        advice = "quote less, and say the rest in your own words ('says')"
        yield Complaint(
            f"a quotation has up to {MOST_QUOTED} characters, and this one {len(words):,}: {advice}", path
        )
