"""`countermove worlds`: shares of worlds in which a state holds, or in which the conflict settles there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from countermove.cli.evolve import CHOICE, complete_concept
from countermove.cli.inputs import All, File, Json, VariationName, read
from countermove.cli.next_command import following
from countermove.cli.progress import progress_bar
from countermove.errors import Interrupted, InvalidRequest

if TYPE_CHECKING:
    from rich.console import RenderableType

    from countermove.simulation.judgement.result import Judgement
    from countermove.simulation.result import Worlds

Count = Annotated[
    str | None,
    typer.Option(
        metavar="N",
        help="How many worlds are drawn; 'all' solves all of them. By default all up to 1,000, else 1,000 draws.",
    ),
]
Seed = Annotated[int, typer.Option(metavar="N", help="Of the draws.")]
Concept = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help=f"The stability concept by which a world evolves: {CHOICE}",
        autocompletion=complete_concept,
    ),
]
Keep = Annotated[
    str | None,
    typer.Option(metavar="FOLDER", help="Keep solved worlds there, in Parquet; the same call goes on from them."),
]
Workers = Annotated[int | None, typer.Option(min=1, metavar="K", help="How many processes; by default one a core.")]
Scheduler = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="A Dask scheduler, as tcp://host:port, whose workers do it.")
]


def worlds(  # noqa: PLR0913  (each is an option)
    file: File,
    *,
    count: Count = None,
    seed: Seed = 1,
    concept: Concept = None,
    keep: Keep = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    every: All = False,
    json: Json = False,
    variation: VariationName = None,
) -> None:
    """Say how often each end occurs if the assumptions vary.

    A world is one draw of what the file leaves uncertain: statements, orders, options, rules, codings.
    """
    from countermove.cli.heading import judged_heading
    from countermove.simulation.run import worlds as answer

    number = draw_count(count)
    try:
        with progress_bar() as progress:
            conflict = read(file)
            found = answer(
                conflict,
                concept,
                count=number,
                seed=seed,
                variation=variation,
                keep=keep,
                workers=workers,
                scheduler=scheduler,
                progress=progress,
            )
    except Interrupted as fault:
        raise Interrupted(_interruption_message(fault, keep, json=json, every=every)) from None
    if json:
        from countermove.report.console import print_json

        print_json(found.to_dict())
        return
    heading = judged_heading(file, conflict, concept, variation=variation, count=number, seed=seed)
    _show(found, *heading, every=every)


def _show(found: Worlds, judged: Judgement | None, told: list[RenderableType], *, every: bool) -> None:
    from countermove.cli.heading import with_judgement
    from countermove.report.console import show_answer
    from countermove.report.cut import uncut
    from countermove.report.judged_states import tied_decimals
    from countermove.report.worlds import worlds as shown

    next_ = "forecast" if found.conflict.questions and found.evolves else "assumptions"
    with uncut(every):
        show_answer(found, with_judgement(shown(found, tied_decimals(judged)), told), following(next_))


def _interruption_message(fault: Interrupted, keep: str | None, *, json: bool, every: bool) -> str:
    """Print the result of the finished draws, and return the message on the interruption; JSON is not printed."""
    from countermove.simulation.result import Worlds

    advice = "; with --keep FOLDER the same call would go on from there" if keep is None else ""
    if not isinstance(fault.found, Worlds) or json:
        return f"{fault}{advice}"
    _show(fault.found, None, [], every=every)
    return f"{fault}{advice}; what is shown is of the first {fault.found.count:,} draws"


def draw_count(text: str | None) -> int | Literal["all"] | None:
    """Return the number of draws in a text; ``"all"`` and None stand for themselves.

    Raises
    ------
    InvalidRequest
        If the text is no number.
    """
    if text is None:
        return None
    if text == "all":
        return "all"
    digits = text.replace(",", "").replace("_", "")
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 20):
        raise InvalidRequest(f"--count {text}: it is the number of draws, or 'all' for all worlds")
    return int(digits)
