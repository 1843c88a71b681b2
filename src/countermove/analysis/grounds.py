"""The claims of a conflict and the sources that they cite: the question `sources` and its result.

A *claim* is an option, a statement, a rule or another part of a conflict that may cite evidence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from countermove.errors import UnknownName, did_you_mean
from countermove.model.arguments import refuse_other_kinds
from countermove.model.citations import Claim, claims

if TYPE_CHECKING:
    import pandas as pd

    from countermove.model.conflict import Conflict
    from countermove.model.provenance import Evidence, Source


def sources(conflict: Conflict) -> Grounds:
    """Return the claims of a conflict, with the sources that they cite.

    Parameters
    ----------
    conflict : Conflict
        The conflict.

    Returns
    -------
    Grounds

    Examples
    --------
    >>> from countermove import cases
    >>> print(sources(cases.load("prisoners-dilemma")))
    Prisoner's dilemma: 4 claims, 0 sources, 4 claims without evidence
    """
    refuse_other_kinds(sources, locals())
    return Grounds(conflict, tuple(claims(conflict)))


@dataclass(frozen=True)
class Grounds:
    """The claims of a conflict, with the sources that they cite.

    Attributes
    ----------
    conflict : Conflict
    claims : tuple of Claim
        All parts of the conflict that may cite evidence: options, statements, rules and so on.

    Examples
    --------
    >>> from countermove import cases
    >>> grounds = sources(cases.load("kazakhstan-2022"))
    >>> [each.says for each in grounds.resting_on("putin_withdrawal")]
    ['not stay', 'yes']
    >>> [each.says for each in grounds.resting_alone_on("item") if each.of == "russia"]
    ['alone', 'not alone', 'stay if rally']
    """

    conflict: Conflict = field(repr=False)
    claims: tuple[Claim, ...] = field(repr=False)

    def resting_on(self, source: str) -> tuple[Claim, ...]:
        """Return the claims that cite a source.

        Raises
        ------
        UnknownName
            If there is no such source.
        """
        if source not in self._citing:
            hint = did_you_mean(source, self._citing)
            raise UnknownName(f"{self.conflict.title!r} has no source {source!r}{hint}")
        return self._citing[source]

    def resting_alone_on(self, source: str) -> tuple[Claim, ...]:
        """Return the claims that cite a source and no other.

        Raises
        ------
        UnknownName
            If there is no such source.
        """
        return tuple(each for each in self.resting_on(source) if sources_of(each) == {source})

    @cached_property
    def _citing(self) -> dict[str, tuple[Claim, ...]]:
        cited = [(each, sources_of(each)) for each in self.claims]
        return {
            source.id: tuple(each for each, sources in cited if source.id in sources)
            for source in self.conflict.sources
        }

    @property
    def bare(self) -> tuple[Claim, ...]:
        """The claims without evidence; they may have a reason (`because`)."""
        return tuple(each for each in self.claims if not each.evidence)

    @property
    def uncited(self) -> tuple[Source, ...]:
        """The sources that no claim cites."""
        return tuple(each for each in self.conflict.sources if not self._citing[each.id])

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the conflict lacks of its file, and what may change its meaning."""
        return self.conflict.remarks

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON; claims are numbers from 1."""
        number = {id(each): k for k, each in enumerate(self.claims, start=1)}
        return {
            "conflict": self.conflict.title,
            "remarks": [*self.remarks],
            "sources": [
                {
                    "id": each.id,
                    "title": each.title,
                    "grade": each.grade,
                    "cited_by": [number[id(claim)] for claim in self.resting_on(each.id)],
                    "alone": [number[id(claim)] for claim in self.resting_alone_on(each.id)],
                }
                for each in self.conflict.sources
            ],
            "claims": [claim_as_dict(k, each) for k, each in enumerate(self.claims, start=1)],
            "bare": [number[id(each)] for each in self.bare],
        }

    def to_frame(self) -> pd.DataFrame:
        """Return one row for each citation of a claim; a claim without evidence has one row without a source."""
        import pandas as pd

        columns = ["kind", "of", "says", "confidence", "source", "place", "what it says there", "disputed"]
        rows = [
            (each.kind, each.of, each.says, each.confidence, *cited)
            for each in self.claims
            for cited in cited_in_columns(each) or [("", "", "", False)]
        ]
        return pd.DataFrame(rows, columns=columns)

    def __str__(self) -> str:
        return (
            f"{self.conflict.title}: {len(self.claims)} claims, {len(self.conflict.sources)} sources, "
            f"{len(self.bare)} claims without evidence"
        )


def sources_of(claim: Claim) -> set[str]:
    """Return the ids of the sources that a claim cites."""
    return {each.source for each in claim.evidence}


def claim_as_dict(number: int, claim: Claim) -> dict[str, Any]:
    """Return a claim and its evidence as plain values, for JSON."""
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
    """Return the citations of a claim as rows: source, place, what it says there, whether that is disputed."""
    return [(each.source, each.place, each.says or each.words, each.disputed) for each in claim.evidence]
