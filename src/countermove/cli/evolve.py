"""`countermove evolve`: the evolution of a conflict from its status quo, and its ends."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.inputs import All, File, Json, VariationName, read
from countermove.cli.next_command import following
from countermove.cli.progress import progress_bar
from countermove.model.concepts import ids_of

EVOLVING = ids_of(lambda concept: concept.evolves)


def complete_concept(incomplete: str) -> list[str]:
    """Return the concepts that drive evolution and whose id has this beginning."""
    return [id_ for id_ in ids_of(lambda concept: concept.evolves) if id_.startswith(incomplete)]


def evolve(
    file: File,
    *,
    concept: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help=f"The stability concept that says which improvements are made: {', '.join(EVOLVING)}.",
            autocompletion=complete_concept,
        ),
    ] = "seq",
    every: All = False,
    json: Json = False,
    variation: VariationName = None,
) -> None:
    """Say how it moves on from the status quo, and where it ends.

    The states that moves and improvements lead to, how likely each end is, the events that tell the ends apart, and
    the way to each equilibrium.
    """
    from countermove.analysis.evolution.evolve import evolve as answer
    from countermove.report.console import print_json, refuse_flood

    with progress_bar("evolution"):
        conflict = read(file, variation)
        if json:
            refuse_flood(conflict, [concept])
        found = answer(conflict, concept)
    if json:
        print_json(found.to_dict())
        return
    from countermove.report.console import show_answer
    from countermove.report.cut import uncut
    from countermove.report.evolution import evolution

    with uncut(every):
        show_answer(found, evolution(found), following("worlds"))
