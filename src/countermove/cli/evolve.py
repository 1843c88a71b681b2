"""`countermove evolve`: the evolution of a conflict from its status quo, and its ends."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.heading import judged_heading, with_judgement
from countermove.cli.inputs import All, File, Json, VariationName, read
from countermove.cli.next_command import following
from countermove.cli.progress import progress_bar
from countermove.model.concepts import ids_of
from countermove.model.reading import READING

EVOLVING = ids_of(lambda concept: concept.evolves)
CHOICE = f"{', '.join(EVOLVING)}; by default the file's reading, or seq."


def complete_concept(incomplete: str) -> list[str]:
    """Return the concepts that drive evolution and whose id has this beginning."""
    return [id_ for id_ in ids_of(lambda concept: concept.evolves) if id_.startswith(incomplete)]


def evolve(
    file: File,
    *,
    concept: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help=f"The stability concept that says which improvements are made: {CHOICE}",
            autocompletion=complete_concept,
        ),
    ] = None,
    every: All = False,
    json: Json = False,
    variation: VariationName = None,
) -> None:
    """Say how it moves on from the status quo, and where it ends.

    The states that moves and improvements lead to, how likely each end is, the events that tell the ends apart, and
    the way to each equilibrium.
    """
    from countermove.analysis.evolution.evolve import evolve as answer
    from countermove.model.variation import vary
    from countermove.report.console import print_json, refuse_flood

    with progress_bar("evolution"):
        whole = read(file)
        conflict = vary(whole, variation)
        if json:
            refuse_flood(conflict, [concept or READING])
        found = answer(conflict, concept)
    if json:
        print_json(found.to_dict())
        return
    from countermove.report.console import show_answer
    from countermove.report.cut import uncut
    from countermove.report.evolution import evolution
    from countermove.report.judged_states import tied_decimals

    judged, told = judged_heading(file, whole, concept, variation=variation)
    with uncut(every):
        show_answer(found, with_judgement(evolution(found, tied_decimals(judged)), told), following("worlds"))
