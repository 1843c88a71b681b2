"""JSON Schema of the conflict file, and the keys that it allows at a path."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from pydantic.json_schema import models_json_schema

from countermove.io.yaml.document import ConflictDocument, JointDocument

if TYPE_CHECKING:
    from pydantic import BaseModel


@cache
def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the conflict file, with or without fronts.

    Examples
    --------
    >>> schema()["$defs"]["ConflictDocument"]["required"]
    ['title', 'decision_makers']
    """
    kinds: list[tuple[type[BaseModel], Literal["validation"]]]
    kinds = [(ConflictDocument, "validation"), (JointDocument, "validation")]
    documents = models_json_schema(kinds)[1]["$defs"]
    wanted = documents["PreferencesDocument"]["properties"]
    documents["DecisionMakerDocument"]["properties"] |= {key: wanted[key] for key in ("weights", "ranking")}
    fronts = documents["JointDocument"]["properties"]["fronts"]
    fronts["additionalProperties"] = {"anyOf": [fronts["additionalProperties"], _reference("ConflictDocument")]}
    for document in documents.values():
        _allow_null(document)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "countermove conflict file",
        "if": {"required": ["fronts"]},
        "then": _reference("JointDocument"),
        "else": _reference("ConflictDocument"),
        "$defs": documents,
    }


def _reference(document: str) -> dict[str, str]:
    return {"$ref": f"#/$defs/{document}"}


def _allow_null(document: dict[str, Any]) -> None:
    """Allow null for every optional key, which the reader treats as left out."""
    needed = document.get("required", ())
    for key, each in document.get("properties", {}).items():
        if "$ref" in (inner := each.get("additionalProperties") or {}):
            each["additionalProperties"] = {"anyOf": [inner, {"type": "null"}]}
        if key not in needed:
            document["properties"][key] = {"anyOf": [each, {"type": "null"}]}


def keys_at(document: type[BaseModel], path: tuple[Any, ...]) -> list[str]:
    """Return the keys that a document allows at a path."""
    ours = document in {ConflictDocument, JointDocument}
    whole = schema() if ours else document.model_json_schema()
    here = [whole["$defs"][document.__name__] if ours else whole]
    for step in path:
        here = [_resolved(whole, inner) for each in here for inner in _inside(each, step)] or here
    return [key for each in here for key in each.get("properties", ())]


def _resolved(whole: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    name = part.get("$ref", "").rpartition("/")[2]
    return whole["$defs"][name] if name else part


def _inside(part: dict[str, Any], step: str | int) -> list[dict[str, Any]]:
    """Return the schemas of the value under a key or position."""
    found = [part["properties"][step]] if step in part.get("properties", ()) else []
    found += [part[key] for key in ("additionalProperties", "items") if isinstance(part.get(key), dict)]
    return [inner for each in found for inner in _alternatives(each)]


def _alternatives(part: dict[str, Any]) -> list[dict[str, Any]]:
    if "anyOf" not in part:
        return [part]
    return [inner for each in part["anyOf"] for inner in _alternatives(each)]
