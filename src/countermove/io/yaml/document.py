"""Pydantic documents of the conflict file, with and without fronts: keys, types and short forms.

Docstrings of the document classes are descriptions in the published JSON Schema.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from countermove.io.yaml.cited import Document, EvidenceList, SourceDocument, Texts
from countermove.io.yaml.short_forms import (
    NO_TRUTH,
    Date,
    Direction,
    DirectionOrBoth,
    Number,
    Text,
    one_or_more,
    under,
)

Confidence = Annotated[float, Field(ge=0, le=1), NO_TRUTH]


class StatementDocument(Document):
    """A preference statement; plain text is what holds."""

    holds: Text
    because: Text = ""
    evidence: EvidenceList = []
    confidence: Confidence | None = None
    order: Literal["uncertain"] | None = None
    vital: bool = False
    fixed: bool = False


Statement = Annotated[StatementDocument, under("holds", StatementDocument)]
Level = Annotated[list[Statement], Field(min_length=1), one_or_more(Statement)]
Statements = list[Level]


class PreferencesDocument(Document):
    """Statements, weights, a ranking, or a mixture; a plain list is statements."""

    statements: Statements = []
    weights: dict[str, Number] = {}
    ranking: list[Texts] = []
    because: Text = ""
    evidence: EvidenceList = []
    confidence: Confidence | None = None


def _preferences(raw: Any) -> Any:
    return {"statements": raw} if isinstance(raw, list) else raw or {}


Preferences = Annotated[
    PreferencesDocument,
    BeforeValidator(_preferences, json_schema_input_type=PreferencesDocument | Statements),
]


class RuleDocument(Document):
    """Something that is true of every state; plain text is what holds."""

    holds: Text
    because: Text = ""
    evidence: EvidenceList = []
    confidence: Confidence | None = None
    fixed: bool = False


AnyRule = Annotated[RuleDocument, under("holds", RuleDocument)]
Rules = Annotated[list[AnyRule], one_or_more(AnyRule)]


class DefinitionDocument(Document):
    """A named condition; plain text is the condition."""

    when: Text
    name: Text = ""


AnyDefinition = Annotated[DefinitionDocument, under("when", DefinitionDocument)]


class OptionDocument(Document):
    """An option; plain text is its name."""

    name: Text = ""
    short: Text = ""
    when: Text = ""
    because: Text = ""
    evidence: EvidenceList = []
    confidence: Confidence | None = None
    fixed: bool = False


AnyOption = Annotated[OptionDocument, under("name", OptionDocument)]


def _options(raw: Any) -> Any:
    return {str(each): {} for each in raw} if isinstance(raw, list) else raw or {}


class IrreversibleDocument(Document):
    """That an option cannot be undone; plain text is which way it stays."""

    stays: Direction
    because: Text = ""
    evidence: EvidenceList = []
    confidence: Confidence | None = None


AnyIrreversible = Annotated[
    IrreversibleDocument, under("stays", IrreversibleDocument, plain=Literal["on", "off"] | bool)
]


class DecisionMakerDocument(Document):
    """Who decides: options, or moves in graph form, and what is wanted."""

    name: Text = ""
    options: Annotated[
        dict[str, AnyOption],
        BeforeValidator(_options, json_schema_input_type=dict[str, AnyOption] | list[str]),
    ] = {}
    moves: dict[str, Texts] | list[tuple[Text, Text]] = {}
    preferences: Preferences = Field(default_factory=PreferencesDocument)
    note: Text = ""

    @model_validator(mode="before")
    @classmethod
    def _gather_preferences(cls, raw: Any) -> Any:
        """Accept `weights` and `ranking` beside `preferences` as well as inside it."""
        if not isinstance(raw, dict) or not {"weights", "ranking"} & raw.keys():
            return raw
        wanted = _preferences(raw.get("preferences"))
        if not isinstance(wanted, dict):
            return raw
        beside = {key: raw[key] for key in ("weights", "ranking") if key in raw}
        return {key: each for key, each in raw.items() if key not in beside} | {"preferences": wanted | beside}


class AnswerDocument(Document):
    """How the world answered a question."""

    value: bool
    on: Date | None = None
    evidence: EvidenceList = []
    note: Text = ""


class ReferenceClassDocument(Document):
    """Cases of the same kind, and in which share of them the answer was yes."""

    name: Text
    rate: Confidence
    source: Text = ""


class QuestionDocument(Document):
    """A forecast to be scored."""

    asks: Text
    short: Text = ""
    when: Text
    asked: Date | None = None
    closes: Date | None = None
    resolves: Text = ""
    variation: Text = ""
    because: Text = ""
    evidence: EvidenceList = []
    reference_class: ReferenceClassDocument | None = None
    answer: AnswerDocument | None = None


class VariationDocument(Document):
    """A patch on the conflict."""

    name: Text = ""
    because: Text = ""
    evidence: EvidenceList = []
    remove: Texts = []
    require: Texts = []
    feasible: Rules = []
    irreversible: dict[str, DirectionOrBoth] = {}
    status_quo: Texts | None = None
    preferences: dict[str, Preferences] = {}
    first: dict[str, Statements] = {}
    last: dict[str, Statements] = {}
    drop: dict[str, Texts] = {}
    weight: Confidence | None = None


class PublishedDocument(Document):
    """Equilibria that a source gives, per concept, as patterns or state names."""

    source: Text
    variation: Text = ""
    equilibria: dict[str, Texts] = {}
    note: Text = ""


Reading = Text | dict[str, Text]
"""The id of a stability concept for everybody, or one for each decision maker."""


class ConflictDocument(Document):
    """A conflict file, format version 1."""

    model_config = ConfigDict(title="countermove conflict file", defer_build=True)

    countermove: Annotated[Literal[1], NO_TRUTH] = 1
    title: Text
    about: Text = ""
    citation: Texts = []
    status_quo: Texts | None = None
    standpoint: Text = ""
    reading: Reading = ""
    came_about: Text = ""
    sources: dict[str, SourceDocument] = {}
    define: dict[str, AnyDefinition] = {}
    ends: Texts = []
    decision_makers: dict[str, DecisionMakerDocument]
    feasible: Rules = []
    irreversible: dict[str, AnyIrreversible] = {}
    tempo: dict[str, Annotated[float, Field(gt=0, allow_inf_nan=False), NO_TRUTH]] = {}
    coalesce: Texts = []
    option_order: Texts = []
    states: dict[str, Text | None] | list[Text] | str | None = None
    moves: str | None = None
    rankings: str | None = None
    questions: dict[str, QuestionDocument] = {}
    variations: dict[str, VariationDocument] = {}
    published: list[PublishedDocument] = []
    notes: Texts = []


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
    weights: dict[str, Number] = {}
    preferences: Preferences | None = None


class SharedDocument(ComparingDocument):
    """A decision maker of several fronts, and how it compares them."""

    name: Text = ""
    fronts: dict[str, Text] | list[Text] = []


class CapacityDocument(Document):
    """How much there is of something; a plain number is how much."""

    has: Number
    because: Text = ""
    evidence: EvidenceList = []
    confidence: Confidence | None = None


AnyCapacity = Annotated[CapacityDocument, under("has", CapacityDocument, plain=int | float)]


class JointVariationDocument(VariationDocument):
    """A patch on a conflict with fronts, which may change how much there is of something and how fronts compare."""

    capacity: dict[str, dict[str, AnyCapacity]] = {}
    shared: dict[str, ComparingDocument] = {}


class JointDocument(Document):
    """A conflict file with fronts, format version 1."""

    model_config = ConfigDict(title="countermove conflict file with fronts", defer_build=True)

    countermove: Annotated[Literal[1], NO_TRUTH] = 1
    title: Text
    about: Text = ""
    citation: Texts = []
    standpoint: Text = ""
    reading: Reading = ""
    came_about: Text = ""
    sources: dict[str, SourceDocument] = {}
    define: dict[str, AnyDefinition] = {}
    ends: Texts = []
    fronts: dict[str, AnyFront]
    shared: dict[str, SharedDocument] = {}
    preferences: dict[str, Preferences] = {}
    feasible: Rules = []
    capacity: dict[str, dict[str, AnyCapacity]] = {}
    draws: dict[str, dict[str, Number]] = {}
    questions: dict[str, QuestionDocument] = {}
    variations: dict[str, JointVariationDocument] = {}
    notes: Texts = []
