"""Pydantic documents of the family file: keys, types and short forms."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from countermove.io.yaml.cited import Document, EvidenceList, SourceDocument, Texts
from countermove.io.yaml.short_forms import NO_TRUTH, PartOfDate, Text, under


class FactDocument(Document):
    """A fact of every case; plain text is its meaning, and its values are yes and no."""

    means: Text = ""
    one_of: Texts = []
    number: tuple[Annotated[float, NO_TRUTH], Annotated[float, NO_TRUTH]] | None = None
    after: Text = ""


AnyFact = Annotated[FactDocument, under("means", FactDocument)]


class CaseDocument(Document):
    """A case that is written in the family file."""

    name: Text = ""
    date: PartOfDate = ""
    facts: dict[str, Text] = {}
    answers: dict[str, Text] = {}
    evidence: dict[str, EvidenceList] = {}


class SimpleRuleDocument(Document):
    """A rule of thumb; plain text is its statement about facts."""

    says: Text
    of: Text = ""
    because: Text = ""


AnySimpleRule = Annotated[SimpleRuleDocument, under("says", SimpleRuleDocument)]


class FamilyDocument(Document):
    """A family file, format version 1."""

    model_config = ConfigDict(title="countermove family file", defer_build=True)

    family: Annotated[Literal[1], NO_TRUTH]
    title: Text
    about: Text = ""
    citation: Texts = []
    facts: Annotated[dict[str, AnyFact], Field(min_length=1)]
    template: dict[str, Any]
    cases: dict[str, CaseDocument] | str
    evidence: Text = ""
    rules: dict[str, AnySimpleRule] = {}
    sources: dict[str, SourceDocument] = {}
    notes: Texts = []
