"""What a text says of itself, gathered for an entry among the sources; with each thing where it was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass
