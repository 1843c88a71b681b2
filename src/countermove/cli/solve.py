"""`countermove solve`: equilibria by stability concept, and improvements that leave them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from countermove.cli.heading import judged_heading, with_judgement
from countermove.cli.inputs import All, File, Json, VariationName, read
from countermove.cli.next_command import following
from countermove.cli.progress import progress_bar
from countermove.errors import TooLarge
from countermove.model.concepts import CONCEPTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import RenderableType

    from countermove.analysis.fronts.result import Fronts
    from countermove.analysis.solution import Solution
    from countermove.model.concepts import Concept
    from countermove.model.conflict import Conflict
    from countermove.simulation.judgement.result import Judgement


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


def solve(  # noqa: PLR0913  (each is an option)
    file: File,
    *,
    concepts: Concepts = None,
    every: All = False,
    json: Json = False,
    counts: Annotated[bool, typer.Option("--counts", help="Numbers only.")] = False,
    variation: VariationName = None,
) -> None:
    """Say what holds, and who would leave the rest.

    At most eight equilibria, those that improvements lead to first: what is on, and the strongest test that each
    passes. With --all every equilibrium, with all tests.
    """
    from countermove.analysis.fronts.result import fronts
    from countermove.analysis.solve import solve as answer
    from countermove.model.variation import vary
    from countermove.report.console import refuse_flood

    concept_ids = None if concepts is None else concepts.split(",")
    with progress_bar("stability") as progress:
        whole = read(file)
        conflict = vary(whole, variation)
        if beyond := is_beyond_listing(conflict):
            composed = fronts(conflict, concept_ids)
        else:
            if json and not counts:
                refuse_flood(conflict, concept_ids)
            solution = answer(conflict, concept_ids, progress=_steps(progress, conflict, concept_ids))
    if beyond:
        show_fronts(composed, every=every, json=json)
    elif json:
        _write_json(solution, counts=counts)
    elif counts:
        _show_counts(solution)
    else:
        _show(solution, *judged_heading(file, whole, variation=variation), every=every)


def _steps(
    progress: Callable[[int, int], None] | None, conflict: Conflict, concept_ids: list[str] | None
) -> Callable[[Concept], None] | None:
    """Return a function that moves the bar by one concept; None without a bar."""
    from countermove.model.reading import concepts_in

    if progress is None:
        return None
    ids = [each.id for each in concepts_in(conflict, concept_ids)]
    return lambda concept: progress(ids.index(concept.id) if concept.id in ids else 0, len(ids))


def is_beyond_listing(conflict: Conflict) -> bool:
    """Whether a conflict of several fronts has too many states to list; its answer is then composed."""
    from countermove.model.fronts import several_fronts
    from countermove.model.states import is_listed

    return several_fronts(conflict) and not is_listed(conflict)


def show_fronts(found: Fronts, *, every: bool, json: bool) -> None:
    """Print the answer on several fronts."""
    from countermove.report.console import print_json, show_answer
    from countermove.report.cut import uncut
    from countermove.report.fronts import front_parts

    if json:
        print_json(found.to_dict())
        return
    with uncut(every):
        show_answer(found, front_parts(found), following("explain"))


def _write_json(solution: Solution, *, counts: bool) -> None:
    from countermove.report.console import print_json

    print_json(solution.counts() if counts else solution.to_dict())


def _show_counts(solution: Solution) -> None:
    from countermove.report.console import show_answer
    from countermove.report.solution import counts

    show_answer(solution, counts(solution), following("solve"))


def _show(solution: Solution, judged: Judgement | None, told: list[RenderableType], *, every: bool) -> None:
    from countermove.report.console import show_answer
    from countermove.report.solution import opening

    parts, next_ = _all_equilibria(solution, judged) if every else _foremost(solution, judged)
    show_answer(solution, with_judgement([opening(solution.conflict), *parts], told), next_)


def _foremost(solution: Solution, judged: Judgement | None = None) -> tuple[list[RenderableType], str]:
    """Return the foremost equilibria, the likeliest first if they are judged, and the command that is useful next."""
    from countermove.analysis.stable_situations import stable_situations
    from countermove.report.cut import rest
    from countermove.report.judged_states import ends_of_states, tied_decimals, world_shares
    from countermove.report.stable_situations import MOST, situations

    conflict = solution.conflict
    weight = world_shares(judged, conflict) if judged else None
    found, number = stable_situations(solution, MOST, weight)
    ends = ends_of_states(judged, conflict) if judged else None
    shown = situations(solution, found, number, ends, tied_decimals(judged))
    parts = [*shown, *rest(number, len(found), "more situations")]
    explained = ["--state", f"{found[0].position + 1}"] if found else []
    return parts, following("explain", *explained)


def _all_equilibria(solution: Solution, judged: Judgement | None = None) -> tuple[list[RenderableType], str]:
    """Return all equilibria by concept, with the command that is useful next.

    Raises
    ------
    TooLarge
        If there are too many for a table.
    """
    from countermove.cli.show import MOST_ROWS
    from countermove.report.judged_states import tied_decimals
    from countermove.report.solution import equilibria

    number = len(solution.holding())
    if number > MOST_ROWS:
        raise TooLarge(f"{number:,} equilibria are too many for a table; {MOST_ROWS:,} are the most")
    return equilibria(solution, tied_decimals(judged)), following("evolve")
