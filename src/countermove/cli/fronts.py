"""`countermove fronts`: equilibria of each front alone and of all jointly, and the linkage between them."""

from __future__ import annotations

from countermove.cli.inputs import All, File, Json, VariationName, read_from
from countermove.cli.progress import progress_bar
from countermove.cli.solve import Concepts, show_fronts


def fronts(
    file: File,
    *,
    concepts: Concepts = None,
    every: All = False,
    json: Json = False,
    variation: VariationName = None,
) -> None:
    """Say what several fronts change for one another.

    What crosses them, what holds on each alone and on all together, what holds only jointly or falls because of
    another front, and the linkage that does it.
    """
    from countermove.analysis.fronts.result import fronts as answer

    with progress_bar("fronts"):
        found = answer(read_from(file, variation), None if concepts is None else concepts.split(","))
    show_fronts(found, every=every, json=json)
