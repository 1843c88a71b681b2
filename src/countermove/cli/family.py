"""`countermove family`: forecasts of many cases by one template, and their scores."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from countermove.cli.errors import say, say_next
from countermove.cli.inputs import FRONTS_IN, All, Json, refusal, refuse_dead_link
from countermove.cli.next_command import following
from countermove.cli.progress import progress_bar
from countermove.cli.worlds import Concept, Count, draw_count
from countermove.errors import did_you_mean

if TYPE_CHECKING:
    from countermove.model.family import Family
    from countermove.simulation.families.result import FamilyForecasts


def complete_family(incomplete: str) -> list[str]:
    """Return the packaged families whose name has this beginning."""
    from countermove import cases

    return [name for name in cases.families() if name.startswith(incomplete)]


FamilyFile = Annotated[
    str,
    typer.Argument(
        metavar="FILE",
        help="A family file (.yaml or .yml), or the name of a packaged family.",
        autocompletion=complete_family,
    ),
]


def family(  # noqa: PLR0913  (each is an option)
    file: FamilyFile,
    *,
    case: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Only this case: its facts, and what one other fact would change."),
    ] = None,
    write: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Write each case there as a conflict file, and stop.")
    ] = None,
    concept: Concept = None,
    count: Count = None,
    seed: Annotated[int, typer.Option(metavar="N", help="Of the draws and of the bootstrap.")] = 1,
    variation: Annotated[
        str | None, typer.Option(metavar="NAME", help="Take this variation of every case instead.")
    ] = None,
    every: All = False,
    json: Json = False,
) -> None:
    """Forecast many cases by one template, and score it.

    The scores stand beside those of base rates and of the rules of thumb that the family names.
    """
    from countermove.report.cut import uncut
    from countermove.simulation.families.forecast import family as answer

    cases = read_family_at(file)
    if write is not None:
        _write(cases, write)
        return
    if case is not None:
        cases.case(case)
    with progress_bar("cases") as progress:
        found = answer(
            cases,
            concept,
            count=draw_count(count),
            seed=seed,
            variation=variation,
            progress=progress,
        )
    with uncut(every):
        _show(found, case, json=json)


def read_family_at(file: str) -> Family:
    """Return a family from an existing file, or else a packaged family.

    Raises
    ------
    InvalidConflict
        If there is neither, or the file is not valid.
    """
    from countermove import cases
    from countermove.io.yaml.family.reading import read_family

    if file in cases.families() and not Path(file).is_file():
        return cases.load_family(file)
    if not Path(file).exists():
        refuse_dead_link(Path(file))
        nearby = [each.name for each in Path(file).parent.glob("*.y*ml")] if Path(file).suffix else []
        hint = did_you_mean(Path(file).name, [*cases.families(), *sorted(nearby)])
        raise refusal(file, f"there is no such file, and no packaged family of this name{hint}")
    return read_family(file, fronts_in=FRONTS_IN.get())


def _write(family: Family, folder: Path) -> None:
    from countermove.io.yaml.family.template import write_cases

    written = [*write_cases(family, folder)]
    for each in written:
        say(f"wrote {each}")
    say_next(following("solve", file=f"{written[0]}"))


def _show(found: FamilyForecasts, case: str | None, *, json: bool) -> None:
    from countermove.report import console

    if case is None and not json:
        from countermove.report.family import family as shown

        console.show_answer(found, shown(found), following("family", "--case", found.forecasts[0].case.id))
        return
    plain = found.to_dict()
    if case is not None:
        from countermove.simulation.families.forecast import changed_fact_forecasts

        otherwise = changed_fact_forecasts(found.family, case, found.terms.concept, variation=found.terms.variation)
        if not json:
            from countermove.report.family import family_case

            console.show(*family_case(found, case, otherwise), console.next_line(following("family")))
            return
        plain = found.forecast(case).to_dict() | {"remarks": [*found.remarks]}
        plain |= {"otherwise": [each.to_dict() for each in otherwise]}
    from countermove.report.console import print_json

    print_json(plain)
