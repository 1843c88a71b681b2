"""`countermove brief`: the judgement, on one screen."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.evolve import complete_concept
from countermove.cli.inputs import File, Json, VariationName, read
from countermove.cli.progress import progress_bar


def brief(  # noqa: PLR0913  (each is an option)
    file: File,
    *,
    concept: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="The concept to read by; by default the file's reading, or seq. The others stand beside it.",
            autocompletion=complete_concept,
        ),
    ] = None,
    count: Annotated[
        int, typer.Option(min=1, metavar="N", help="How many worlds to draw, if there are more.")
    ] = 1000,
    seed: Annotated[int, typer.Option(metavar="N", help="The seed of the draws.")] = 1,
    json: Json = False,
    variation: VariationName = None,
) -> None:
    """Say what will most likely happen, and what could turn it.

    The questions of the file and the ends, each with its share over worlds, its range over readings and its share if
    nothing is doubted; the assumptions that could turn it; all from one standpoint.
    """
    from countermove.simulation.judgement.judge import brief as answer

    with progress_bar() as progress:
        judged = answer(read(file), concept, count=count, seed=seed, variation=variation, progress=progress)
    if json:
        from countermove.report.console import print_json

        print_json(judged.to_dict())
        return
    from countermove.report import console
    from countermove.report.brief.lines import brief_text

    console.show_answer(judged, [brief_text(judged, file)])
