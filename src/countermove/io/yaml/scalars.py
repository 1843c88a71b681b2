"""Scalars of a YAML document as plain values; numbers keep their spelling, and dates stay text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from countermove.model.letters import composed

if TYPE_CHECKING:
    from ruamel.yaml.nodes import ScalarNode


def scalar(node: ScalarNode, *, spelled: bool) -> Any:
    """Return the plain value of a scalar: None, a bool, a number with its spelling, or text.

    The accents of a text are composed, unless it is `spelled` as the name of a file is.
    """
    kind = node.tag.rpartition(":")[2] if node.tag else "str"
    text: str = node.value if spelled else composed(node.value)
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() in {"true", "yes", "on"}
    try:
        return Whole.of(text) if kind == "int" else Decimal.of(text) if kind == "float" else text
    except ValueError:
        return text


class Whole(int):
    """A whole number that keeps its spelling."""

    text: str

    @classmethod
    def of(cls, text: str) -> Whole:
        """Return the number in a text, with the text."""
        number = cls(text)
        number.text = text
        return number


class Decimal(float):
    """A number with a point that keeps its spelling."""

    text: str

    @classmethod
    def of(cls, text: str) -> Decimal:
        """Return the number in a text, with the text."""
        number = cls(text)
        number.text = text
        return number
