"""`countermove coalitions`: agreements, equilibrium jumps and overturned equilibria of coalitions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from countermove.cli.inputs import All, File, Json, VariationName, read_from
from countermove.cli.next_command import following
from countermove.cli.progress import progress_bar
from countermove.model.concepts import ids_of

Of = Annotated[
    list[str] | None,
    typer.Option(
        metavar="LIST", help="One coalition, its decision makers with commas between them; may be repeated."
    ),
]
UpTo = Annotated[int | None, typer.Option(metavar="K", help="All coalitions of up to K members.")]
Concepts = Annotated[
    str | None,
    typer.Option(
        metavar="LIST",
        help="Only these stability concepts, with commas between them: "
        f"{','.join(ids_of(lambda concept: concept.coalitional))}.",
    ),
]


def coalitions(  # noqa: PLR0913  (each is an option of the command)
    file: File,
    *,
    of: Of = None,
    up_to: UpTo = None,
    concepts: Concepts = None,
    every: All = False,
    json: Json = False,
    variation: VariationName = None,
) -> None:
    """Say what decision makers can bring about together.

    What could be agreed on from the status quo, the jumps from one equilibrium to another that a coalition gains by,
    and the equilibria that coalitions overturn.
    """
    from countermove.analysis.coalitions.analysis import coalitions as answer

    concept_ids = None if concepts is None else concepts.split(",")
    with progress_bar("coalitions"):
        found = answer(read_from(file, variation), of or None, up_to, concept_ids)
    if json:
        from countermove.report.coalitions import refuse_flood_of_jumps
        from countermove.report.console import print_json

        refuse_flood_of_jumps(found)
        print_json(found.to_dict())
    else:
        from countermove.report.coalitions import coalitions as shown
        from countermove.report.console import show_answer
        from countermove.report.cut import uncut

        with uncut(every):
            show_answer(found, shown(found), following("report", "-o", f"{Path(file).stem}.html"))
