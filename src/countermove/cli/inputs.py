"""What commands take: a conflict by path or by name, a variation, and how a shell completes them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict


def complete_file(incomplete: str) -> list[str]:
    """Return the packaged cases, and the conflict files nearby, that begin like this."""
    from countermove import cases  # noqa: PLC0415  (only a shell asks)
    from countermove.io.files import SUFFIXES  # noqa: PLC0415

    nearby = [str(path) for path in Path().glob(f"{incomplete}*") if path.suffix in SUFFIXES]
    return [name for name in (*cases.names(), *sorted(nearby)) if name.startswith(incomplete)]
