"""`countermove compare`: what changed between two accounts and their answers, and which change did it."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from countermove.cli.errors import naming
from countermove.cli.evolve import complete_concept
from countermove.cli.inputs import All, Json
from countermove.cli.next_command import following
from countermove.cli.progress import progress_bar
from countermove.cli.versions import After, Before, Version, read_version, version_named


def compare(  # noqa: PLR0913  (each is an option)
    before: Before,
    after: After,
    *,
    concept: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="The concept to read both by; by default each file's reading, or seq.",
            autocompletion=complete_concept,
        ),
    ] = None,
    count: Annotated[
        int, typer.Option(min=1, metavar="N", help="How many worlds to draw, if there are more.")
    ] = 1000,
    seed: Annotated[int, typer.Option(metavar="N", help="The seed of the draws.")] = 1,
    every: All = False,
    json: Json = False,
) -> None:
    """Say what changed from A to B, and which change did it.

    In the model, and in the answers. A and B are two files or cases, two variations of one (FILE:VARIATION), a file
    and an earlier version of itself (FILE@REVISION of git), or frozen forecasts. Changes are undone in B, alone and
    together, to find the smallest sets that bring an answer of A back.
    """
    from countermove.errors import Interrupted
    from countermove.simulation.comparison.compare import compare as answer

    first, second = version_named(before), version_named(after)
    accounts = read_version(first), read_version(second)
    try:
        with naming(f"{before} and {after}"), progress_bar("what did it") as progress:
            found = answer(
                *accounts,
                concept,
                variations=(first.variation or None, second.variation or None),
                names=(before, after),
                count=count,
                seed=seed,
                progress=progress,
            )
    except Interrupted as stopped:
        if not json:
            _show(stopped.found, "", every=every)
        raise
    if json:
        from countermove.report.console import print_json

        print_json(found.to_dict())
        return
    _show(found, _next(first, after), every=every)


def _show(found: Any, last: str, *, every: bool) -> None:
    from countermove.report import console
    from countermove.report.comparison.lines import comparison_text

    console.show_answer(found, [comparison_text(found, every=every)], last)


def _next(first: Version, after: str) -> str:
    """Return the command that puts the comparison on a page; empty if the first account is no file of today."""
    if first.revision or first.frozen:
        return ""
    varied = ["--variation", first.variation] if first.variation else []
    return following("report", *varied, "--beside", after, "-o", "report.html", file=first.file)
