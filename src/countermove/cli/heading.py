"""The first lines of the judgement, behind the title of the answers of other commands."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Literal

from countermove.errors import CountermoveError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from countermove.model.conflict import Conflict
    from countermove.simulation.judgement.result import Judgement

LONGEST = 20.0
"""Seconds of a judgement at most, by estimate, at the head of another answer."""


ALL = 1 << 62
"""More worlds than are ever solved."""


def with_judgement(parts: Sequence[RenderableType], judged: Sequence[RenderableType]) -> list[RenderableType]:
    """Return the parts of an answer with the first lines of the judgement behind the title."""
    return [*parts[:1], *judged, *parts[1:]]


def judged_heading(  # noqa: PLR0913  (each is what the command was asked)
    file: str,
    conflict: Conflict,
    concept: str | None = None,
    *,
    variation: str | None = None,
    count: int | Literal["all"] | None = None,
    seed: int = 1,
) -> tuple[Judgement | None, list[RenderableType]]:
    """Return the judgement, and its first lines with a pointer to `countermove brief`, or why there is none.

    Parameters
    ----------
    file : str
        The conflict as the user named it.
    conflict : Conflict
        The conflict of the file.
    concept : str, optional
        The id of the concept of the default reading; by default the reading of the file.
    variation : str, optional
        As in `countermove.simulation.judgement.judge.brief`.
    count : int, "all" or None
        The number of draws, by default those of a judgement; ``"all"`` for all worlds.
    seed : int
        The seed of the draws.
    """
    from rich.text import Text

    from countermove.model.variation import vary

    if vary(conflict, variation).status_quo is None:
        return None, [Text("No judgement: there is no start from which anything could happen.", style="dim")]
    from countermove.cli.progress import progress_bar
    from countermove.report.brief.heading import heading_text
    from countermove.simulation.judgement.judge import brief
    from countermove.simulation.plan import DRAWS

    draws = ALL if count == "all" else count or DRAWS
    counted, seeded = (None if draws in {DRAWS, ALL} else draws), (None if seed == 1 else seed)
    call = _call(file, concept=concept, variation=variation, count=counted, seed=seeded)
    try:
        with progress_bar("judgement") as progress:
            judged = brief(
                conflict, concept, count=draws, seed=seed, variation=variation, longest=LONGEST, progress=progress
            )
    except CountermoveError as reason:
        return None, [Text(f"No judgement here: {reason}\nBy itself: {call}", style="dim")]
    return judged, [heading_text(judged, call)]


def _call(file: str, **options: str | int | None) -> str:
    """Return the call of `brief` that says the same at length: of the same start, by the same concept and worlds."""
    given = [word for name, value in options.items() if value is not None for word in (f"--{name}", str(value))]
    return shlex.join(["countermove", "brief", file, *given])
