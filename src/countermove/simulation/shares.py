"""A share of the worlds, and what it is a share of."""

from __future__ import annotations

from dataclasses import dataclass

DIGITS = 12


@dataclass(frozen=True, slots=True)
class Share:
    """A share of the worlds, from 0 to 1, and its standard error: 0 where all worlds were solved."""

    value: float
    error: float = 0.0

    def __str__(self) -> str:
        return f"{100 * self.value:.1f} %" + (f" ± {100 * self.error:.1f}" if self.error else "")

    def to_dict(self) -> dict[str, float]:
        """Return both as plain numbers, for JSON."""
        return {"share": round(self.value, DIGITS), "error": round(self.error, DIGITS)}


@dataclass(frozen=True, slots=True)
class Given:
    """A share of the worlds in which one thing is in one way.

    Attributes
    ----------
    thing, way : str
        What is uncertain, and how it is in these worlds.
    worlds : float
        The share of these worlds among all.
    share : Share
        The share of those among them in which something holds.
    """

    thing: str
    way: str
    worlds: float
    share: Share
