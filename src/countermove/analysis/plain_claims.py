"""What an account says and cites, as plain values for JSON and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from countermove.model.citations import Claim
    from countermove.model.provenance import Evidence


def claim_as_dict(number: int, claim: Claim) -> dict[str, Any]:
    """Return something that an account says, with its evidence, as plain values."""
    return {
        "number": number,
        "kind": claim.kind,
        "of": claim.of or None,
        "says": claim.says,
        "because": claim.because or None,
        "confidence": claim.confidence,
        "evidence": [_evidence(each) for each in claim.evidence],
    }


def _evidence(each: Evidence) -> dict[str, Any]:
    position, quote = each.position, each.quote
    document = {
        "source": each.source,
        "paragraph": each.paragraph,
        "position": position and {"start": position.start, "end": position.end},
        "quote": quote and {"exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix},
        "says": each.says,
        "quotation": each.quotation,
        "disputed": each.disputed,
    }
    return {key: value for key, value in document.items() if value not in (None, "", False)}


def cited_in_columns(claim: Claim) -> list[tuple[str, str, str, bool]]:
    """Return what is cited: the source, where in it, what it says there, and whether that is disputed."""
    return [(each.source, each.place, each.says or each.words, each.disputed) for each in claim.evidence]
