"""`countermove assumptions`: the key assumptions of a headline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from countermove.cli.evolve import CHOICE, complete_concept
from countermove.cli.inputs import All, File, Json, VariationName, read_from
from countermove.cli.next_command import following
from countermove.cli.progress import progress_bar
from countermove.errors import Interrupted

if TYPE_CHECKING:
    from countermove.analysis.assumptions.result import Assumptions

Headline = Annotated[
    str | None,
    typer.Option(
        metavar="STATE|QUESTION",
        help="A question's id, or a state: a number, the options that are on, a pattern. By default the state in "
        "which the conflict most likely settles.",
    ),
]
Pairs = Annotated[
    bool | None,
    typer.Option(help="Whether two changes at a time are tried as well; by default if there are not too many."),
]


def assumptions(  # noqa: PLR0913  (each is an option)
    file: File,
    *,
    headline: Headline = None,
    concept: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help=f"The stability concept by which states hold and the conflict moves on: {CHOICE}",
            autocompletion=complete_concept,
        ),
    ] = None,
    pairs: Pairs = None,
    every: All = False,
    json: Json = False,
    variation: VariationName = None,
) -> None:
    """Say what a headline hinges on: a key assumptions check.

    Each assumption is changed in turn, then all that rests on one source, then two assumptions at a time.
    """
    from countermove.analysis.assumptions.check import assumptions as answer

    with progress_bar("changes") as progress:
        conflict = read_from(file, variation)
        found = answer(conflict, headline, concept, pairs=pairs, progress=progress)
    short = found.pairs is not None and found.pairs.looked_at < found.pairs.total
    if json and short:
        raise Interrupted("interrupted: a document is whole or not at all; without --json there is what was found")
    if json:
        from countermove.report.console import print_json

        print_json(found.to_dict())
        return
    from countermove.report.assumptions import assumptions as shown
    from countermove.report.console import show_answer
    from countermove.report.cut import uncut

    with uncut(every):
        show_answer(found, shown(found), _next(found, concept))
    if short:
        raise Interrupted("interrupted: not all sets of two changes were looked into")


def _next(found: Assumptions, concept: str | None) -> str:
    """Return the command that asks what it would take for the headline to fall, or for its sources."""
    from countermove.analysis.assumptions.headline import StateHeadline

    if found.asked.concept in found.asked.base.holds and isinstance(found.asked.headline, StateHeadline):
        by = f" by {concept}" if concept else ""
        return following("change", "--so-that", f"{found.asked.headline.position + 1} falls{by}")
    return following("sources" if found.conflict.sources else "worlds")
