"""A conflict file with fronts as pydantic sees it: keys, types and short forms."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from countermove.io.yaml.cited import Document, EvidenceList, SourceDocument, Texts
from countermove.io.yaml.document import Confidence, Preferences, QuestionDocument, Rules, VariationDocument
from countermove.io.yaml.short_forms import Text, under


class FrontDocument(Document):
    """A conflict that is one front; plain text is its file, or the name of a packaged conflict.

    In its place may stand the conflict itself, as in a file of its own.
    """

    conflict: Text = ""
    variation: Text = ""
    without: Texts = []


AnyFront = Annotated[FrontDocument, under("conflict", FrontDocument)]


class ComparingDocument(Document):
    """How a decision maker of several fronts compares them, in one of three ways."""

    order: list[Text] = []
    weights: dict[str, Annotated[float, Field(allow_inf_nan=False)]] = {}
    preferences: Preferences | None = None


class SharedDocument(ComparingDocument):
    """A decision maker of several fronts, and how it compares them."""

    name: Text = ""
    fronts: dict[str, Text] | list[Text] = []


class CapacityDocument(Document):
    """How much there is of something; a plain number is how much."""

    has: Annotated[float, Field(allow_inf_nan=False)]
    because: Text = ""
    evidence: EvidenceList = []
    confidence: Confidence | None = None


AnyCapacity = Annotated[CapacityDocument, under("has", CapacityDocument, plain=int | float)]
Draw = Annotated[float, Field(allow_inf_nan=False)]


class JointVariationDocument(VariationDocument):
    """A patch on a conflict with fronts, which may change how much there is of something and how fronts compare."""

    capacity: dict[str, dict[str, AnyCapacity]] = {}
    shared: dict[str, ComparingDocument] = {}


class JointDocument(Document):
    """A conflict file with fronts, format version 1."""

    model_config = ConfigDict(title="countermove conflict file with fronts", defer_build=True)

    countermove: Literal[1] = 1
    title: Text
    about: Text = ""
    citation: Texts = []
    sources: dict[str, SourceDocument] = {}
    fronts: dict[str, AnyFront]
    shared: dict[str, SharedDocument] = {}
    preferences: dict[str, Preferences] = {}
    feasible: Rules = []
    capacity: dict[str, dict[str, AnyCapacity]] = {}
    draws: dict[str, dict[str, Draw]] = {}
    questions: dict[str, QuestionDocument] = {}
    variations: dict[str, JointVariationDocument] = {}
    notes: Texts = []
