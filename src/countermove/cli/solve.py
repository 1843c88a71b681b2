"""`countermove solve`: equilibria by stability concept, and improvements that leave them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from countermove.cli.errors import warn
from countermove.cli.heading import judged_heading, with_judgement
from countermove.cli.inputs import File, Json, VariationName, read
from countermove.model.concepts import CONCEPTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import RenderableType

    from countermove.analysis.fronts.result import Fronts
    from countermove.analysis.solution import Solution
    from countermove.model.concepts import Concept
    from countermove.model.conflict import Conflict

LONG_WORK = 1 << 20
"""Number of states from which progress is printed."""


def complete_concepts(incomplete: str) -> list[str]:
    """Return lists with commas, each completed by one further concept."""
    done, comma, last = incomplete.rpartition(",")
    return [f"{done}{comma}{id_}" for id_ in CONCEPTS if id_.startswith(last) and id_ not in done.split(",")]


Concepts = Annotated[
    str | None,
    typer.Option(
        metavar="LIST",
        help=f"Only these stability concepts, with commas between them: {','.join(CONCEPTS)},reading.",
        autocompletion=complete_concepts,
    ),
]


def solve(
    file: File,
    *,
    concepts: Concepts = None,
    json: Json = False,
    counts: Annotated[bool, typer.Option("--counts", help="Numbers only.")] = False,
    variation: VariationName = None,
) -> None:
    """Say what holds, and who would leave the rest.

    For each equilibrium: what is on, and by which stability concepts it holds.
    """
    from countermove.analysis.fronts.result import fronts
    from countermove.analysis.solve import solve as answer
    from countermove.model.variation import vary
    from countermove.report.console import refuse_flood

    concept_ids = None if concepts is None else concepts.split(",")
    whole = read(file)
    conflict = vary(whole, variation)
    if is_beyond_listing(conflict):
        show_fronts(fronts(conflict, concept_ids), json=json)
        return
    if json and not counts:
        refuse_flood(conflict, concept_ids)
    solution = answer(conflict, concept_ids, progress=_progress(conflict))
    if json:
        _write_json(solution, counts=counts)
    else:
        _show(solution, [] if counts else judged_heading(file, whole, variation=variation), counts=counts)


def is_beyond_listing(conflict: Conflict) -> bool:
    """Whether a conflict of several fronts has too many states to list; its answer is then composed."""
    from countermove.model.fronts import several_fronts
    from countermove.model.states import is_listed

    return several_fronts(conflict) and not is_listed(conflict)


def show_fronts(found: Fronts, *, json: bool) -> None:
    """Print the answer on several fronts."""
    from countermove.report import console
    from countermove.report.console import print_json
    from countermove.report.fronts import front_parts

    if json:
        print_json(found.to_dict())
    else:
        console.show_answer(found, front_parts(found))


def _progress(conflict: Conflict) -> Callable[[Concept], None] | None:
    """Return a function that prints each concept as it is solved; None for small conflicts or without a terminal."""
    if len(conflict.states) < LONG_WORK or not sys.stderr.isatty():
        return None
    warn(f"{len(conflict.states):,} states")
    return lambda concept: warn(f"{concept.name} ...")


def _write_json(solution: Solution, *, counts: bool) -> None:
    from countermove.report.console import print_json

    print_json(solution.counts() if counts else solution.to_dict())


def _show(solution: Solution, judged: list[RenderableType], *, counts: bool) -> None:
    from countermove.report import console
    from countermove.report.solution import counts as numbers
    from countermove.report.solution import equilibria

    console.show_answer(solution, with_judgement(numbers(solution) if counts else equilibria(solution), judged))
