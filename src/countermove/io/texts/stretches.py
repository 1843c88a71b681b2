"""Where in a text something has to stand, and what is told if it does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.errors import DocumentPath

if TYPE_CHECKING:
    from countermove.model.provenance import Position


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not in a text as it is said to be.

    Attributes
    ----------
    message : str
        What is wrong.
    path : tuple of str and int
        Which key of the evidence is meant.
    missing : str
        Words that stand nowhere in the text, if that is what is wrong.
    serious : bool
        Whether it is wrong, rather than something that cannot be looked up.
    """

    message: str
    path: DocumentPath
    missing: str = ""
    serious: bool = True


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where in a text something has to stand, and how that place was named."""

    where: Position
    named: str

    def holds(self, inner: Position) -> bool:
        """Whether another stretch lies inside this one."""
        return self.where.start <= inner.start and inner.end <= self.where.end
