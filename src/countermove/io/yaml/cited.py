"""Pydantic documents of sources, evidence and quotations, and their conversion to values of the model.

Docstrings of the document classes are descriptions in the published JSON Schema.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from countermove.io.yaml.short_forms import Edited, Paragraph, PartOfDate, Text, one_or_more, under
from countermove.model.provenance import Evidence, Position, Quotation, Quote, Source


class Document(BaseModel):
    """A mapping of known keys; a key without a value counts as left out."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, raw: Any) -> Any:
        if raw is None:
            return {}
        return {key: each for key, each in raw.items() if each is not None} if isinstance(raw, dict) else raw


class PositionDocument(Document):
    """A stretch of a text in characters from 0, the end not included (the W3C's text position selector)."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]


class QuoteDocument(Document):
    """A stretch of a text by its words (the W3C's text quote selector); plain text is those words."""

    exact: Text
    prefix: Text = ""
    suffix: Text = ""


class EvidenceDocument(Document):
    """A pointer into a source; plain text is the source's id."""

    source: Text
    paragraph: Paragraph | None = None
    position: PositionDocument | None = None
    quote: Annotated[QuoteDocument, under("exact", QuoteDocument)] | None = None
    says: Text = ""
    quotation: Text = ""
    disputed: bool = False


AnyEvidence = Annotated[EvidenceDocument, under("source", EvidenceDocument)]
EvidenceList = Annotated[list[AnyEvidence], one_or_more(AnyEvidence)]
Texts = Annotated[list[Text], one_or_more(Text)]


class QuotationDocument(Document):
    """Something that a source quotes; plain text is the quotation."""

    by: Text = ""
    paragraph: Paragraph | None = None
    position: PositionDocument | None = None
    quotation: Text


AnyQuotation = Annotated[QuotationDocument, under("quotation", QuotationDocument)]


class SourceDocument(Document):
    """A text that the account rests on, with NATO admiralty grades."""

    title: Text = ""
    publisher: Text = ""
    author: Text = ""
    speaker: Texts = []
    carried_by: Text = ""
    language: Text = ""
    translated: Text = ""
    edited: Edited = False
    date: PartOfDate = ""
    url: Text = ""
    file: Text = ""
    reliability: Literal["A", "B", "C", "D", "E", "F", ""] = ""
    credibility: Annotated[int, Field(ge=1, le=6)] | None = None
    quoted: Annotated[list[AnyQuotation], one_or_more(AnyQuotation)] = []
    note: Text = ""


def source(id_: str, document: SourceDocument) -> Source:
    """Return a document as a source."""
    quoted = tuple(Quotation(**_with_selectors(each)) for each in document.quoted)
    return Source(id=id_, **{**dict(document), "speaker": tuple(document.speaker), "quoted": quoted})


def evidence(documents: Iterable[EvidenceDocument]) -> tuple[Evidence, ...]:
    """Return documents as evidence, in the same order."""
    return tuple(Evidence(**_with_selectors(each)) for each in documents)


def _with_selectors(document: EvidenceDocument | QuotationDocument) -> dict[str, Any]:
    """Return the fields of a document, with position and quote as values of the model."""
    kinds = {"position": Position, "quote": Quote}
    found = dict(document)
    return found | {key: kind(**dict(found[key])) for key, kind in kinds.items() if found.get(key) is not None}
