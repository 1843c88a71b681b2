"""Changes between two conflicts, each of which can be undone by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

What = Literal[
    "decision maker",
    "option",
    "condition",
    "reach",
    "irreversible",
    "reading",
    "tempo",
    "statement",
    "place",
    "weight",
    "ranking",
    "ranking confidence",
    "fronts",
    "rule",
    "status quo",
    "coalesced",
    "move",
    "graph",
    "named condition",
    "ends",
    "question",
    "coding",
    "whole",
]
"""What a change is about; ``whole`` stands for two conflicts that share no form."""

How = Literal["added", "dropped", "negated", "replaced", "changed", "moved up", "moved down"]


@dataclass(frozen=True, slots=True)
class ModelChange:
    """One difference between two conflicts, as a part of the second.

    Attributes
    ----------
    what, how : str
        What it is about, and what was done with it.
    of : str
        The id of the decision maker; empty if it concerns none.
    id : str
        The option, statement, rule or other part: its id, or its text in the second conflict, or in the first if it
        was dropped.
    before, after : str
        What stood in the first conflict, and what stands in the second; empty if nothing does.
    details : tuple of (attribute, before, after)
        Further attributes that differ, such as the confidence of a statement.
    """

    what: What
    how: How
    of: str
    id: str
    before: str = ""
    after: str = ""
    details: tuple[tuple[str, str, str], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        details = [{"attribute": name, "before": before, "after": after} for name, before, after in self.details]
        return {
            "what": self.what,
            "how": self.how,
            "decision_maker": self.of or None,
            "id": self.id,
            "before": self.before,
            "after": self.after,
            "details": details,
        }


Undone = frozenset[ModelChange]
"""Changes that are undone together."""


def details(before: object, after: object, names: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    """Return the attributes that differ between two parts, as text.

    Examples
    --------
    >>> from countermove import Rule
    >>> details(Rule("a", confidence=0.5), Rule("a"), ("holds", "confidence"))
    (('confidence', '0.5', ''),)
    """
    pairs = ((name, _text(getattr(before, name)), _text(getattr(after, name))) for name in names)
    return tuple(each for each in pairs if each[1] != each[2])


def _text(value: object) -> str:
    """Return a value as text; empty for what is not given or false."""
    return "" if value is None or value is False else "yes" if value is True else str(value)
