"""`countermove change`: what it would take for a goal to be met."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from countermove.cli.evolve import complete_concept
from countermove.cli.family import read_family_at
from countermove.cli.inputs import All, File, Force, Json, VariationName, read, refuse_overwriting
from countermove.cli.next_command import following
from countermove.cli.progress import progress_bar
from countermove.cli.report import Output, output_format
from countermove.errors import Interrupted, InvalidRequest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from countermove.analysis.change.result import LeastChanges

Goal = Annotated[
    str,
    typer.Option(
        "--so-that",
        metavar="GOAL",
        help="'STATE holds', 'STATE falls', 'always CONDITION', 'never CONDITION', 'likeliest END', 'END >= SHARE', "
        "'QUESTION yes >= SHARE'; several joined by 'and'. STATE: a name of the file, a number, a pattern, the "
        "options that are on, or a condition.",
    ),
]
By = Annotated[
    str | None,
    typer.Option(
        metavar="WHAT",
        help="What may change: statements, rankings, field or all, with commas between them. By default the "
        "statements that the file marks as doubtful, or if it marks none, all statements and rankings.",
    ),
]
Costs = Annotated[
    list[str] | None,
    typer.Option(
        "--cost",
        metavar="STEP=COST",
        help="What a kind of step costs, as in drop=1. A move of one place costs 1, to drop a statement 2, to negate "
        "or add one 3, each times the confidence of what it touches.",
    ),
]


def change(  # noqa: PLR0913  (each is an option)
    file: File,
    *,
    so_that: Goal,
    by: By = None,
    most: Annotated[
        float | None, typer.Option(metavar="COST", help="The cost up to which is searched.  [default: 3]")
    ] = None,
    keep: Annotated[
        list[str] | None,
        typer.Option(metavar="PART", help="A decision maker, an option or a statement that may not change."),
    ] = None,
    add: Annotated[
        list[str] | None,
        typer.Option(metavar="CONDITION", help="A statement that a decision maker may come to hold."),
    ] = None,
    cost: Costs = None,
    offer: Annotated[
        list[str] | None,
        typer.Option(
            metavar="DM=OPTION", help="An option that a decision maker has not got, and might offer or threaten with."
        ),
    ] = None,
    concept: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="The concept of goals that name none; by default the file's reading, or seq.",
            autocompletion=complete_concept,
        ),
    ] = None,
    counted: Annotated[
        str | None,
        typer.Option(
            "--count",
            metavar="DM",
            help="Count instead how many rankings of this decision maker make the state hold; all: profiles of all.",
        ),
    ] = None,
    row: Annotated[
        str | None, typer.Option(metavar="ID", help="Of a family: ask of this case only, not of each in a table.")
    ] = None,
    output: Output = None,
    force: Force = False,
    every: All = False,
    json: Json = False,
    variation: VariationName = None,
) -> None:
    """Say what it would take for a state to hold, or another end.

    The least changes of what decision makers want, or of the field of play, after which the goal is met: the cheapest
    first, and how it is known that nothing cheaper serves.
    """
    asked = {
        "by": by,
        "most": most,
        "keep": keep or (),
        "candidates": add or (),
        "costs": _costs(cost or ()),
        "offers": _offers(offer or ()),
        "concept": concept,
        "variation": variation,
    }
    format_ = _refused_before(output, json=json, force=force)
    if counted is not None:
        _count(file, so_that, counted, asked, json=json)
    elif row is not None or _is_family(file):
        if output is not None:
            raise InvalidRequest("-o writes the answer for one conflict; that for a family is printed, or --json")
        _family(file, so_that, row, asked, json=json)
    else:
        _one(file, so_that, asked, output, format_, every=every, json=json)


def _one(  # noqa: PLR0913  (the options that say how it is shown)
    file: str, goal: str, asked: dict[str, Any], output: Path | None, format_: str, *, every: bool, json: bool
) -> None:
    from countermove.simulation.change.ask import change as answer

    conflict = read(file)
    with progress_bar("changes") as progress:
        found = answer(conflict, goal, progress=progress, **asked)
    ended = found.proof == "" and not found.met
    if json and ended:
        raise Interrupted("interrupted: a document is whole or not at all; without --json there is what was found")
    _show(found, output, format_, every=every, json=json)
    if ended:
        raise Interrupted("interrupted: not all changes were tried")


def _show(found: LeastChanges, output: Path | None, format_: str, *, every: bool, json: bool) -> None:
    if json:
        from countermove.report.console import print_json

        print_json(found.to_dict())
        return
    if output is not None:
        from countermove.cli.errors import say
        from countermove.io.text_files import write_text
        from countermove.report.pages.change import change_html, change_markdown

        write_text((change_html if format_ == "html" else change_markdown)(found), output)
        say(f"wrote {output}")
        return
    from countermove.report.change import change as shown
    from countermove.report.console import show_answer
    from countermove.report.cut import uncut

    with uncut(every):
        show_answer(found, shown(found), following("assumptions"))


def _count(file: str, goal: str, dm: str, asked: dict[str, Any], *, json: bool) -> None:
    from countermove.report.change import count_text
    from countermove.report.console import print_json, show
    from countermove.simulation.change.counts import counted_rankings

    with progress_bar("rankings"):
        conflict, whose = read(file), None if dm == "all" else dm
        found = counted_rankings(conflict, goal, whose, asked["concept"], variation=asked["variation"])
    if json:
        print_json(found.to_dict())
    else:
        show(*count_text(conflict, found))


def _family(file: str, goal: str, row: str | None, asked: dict[str, Any], *, json: bool) -> None:
    from countermove.report.change import rows_text
    from countermove.report.console import print_json, show_answer
    from countermove.simulation.change.rows import changes_by_row

    if not _is_family(file):
        raise InvalidRequest(f"{file} is no family, so it has no rows; leave out --row")
    with progress_bar("cases") as progress:
        found = changes_by_row(read_family_at(file), goal, row, progress=progress, **asked)
    if json:
        print_json(found.to_dict())
    else:
        show_answer(found, rows_text(found), following("family"))


def _is_family(file: str) -> bool:
    """Whether a file is a family of cases, by its name."""
    from countermove import cases

    return (file in cases.families() and not Path(file).is_file()) or Path(file).name.endswith(
        (".family.yaml", ".family.yml")
    )


def _refused_before(output: Path | None, *, json: bool, force: bool) -> str:
    """Return the format of an output; refuse one that cannot be written before any work is done."""
    if output is None:
        return ""
    if json:
        raise InvalidRequest("--json prints a document, -o writes a page: one of the two")
    refuse_overwriting(output, force=force)
    return output_format(output, None)


def _costs(given: Iterable[str]) -> dict[str, float]:
    """Return the costs by kind of step.

    Raises
    ------
    InvalidRequest
        If a text is not a kind and a number.
    """
    costs: dict[str, float] = {}
    for text in given:
        kind, _, number = text.partition("=")
        try:
            costs[kind.strip()] = float(number)
        except ValueError:
            raise InvalidRequest(f"--cost {text!r}: write a kind of step and a number, as in drop=1") from None
    return costs


def _offers(given: Iterable[str]) -> dict[str, str]:
    """Return the offered options by decision maker.

    Raises
    ------
    InvalidRequest
        If a text is not a decision maker and an option.
    """
    offers: dict[str, str] = {}
    for text in given:
        dm, _, option = (each.strip() for each in text.partition("="))
        if not dm or not option:
            raise InvalidRequest(f"--offer {text!r}: write a decision maker and an option, as in russia=credit")
        offers[dm] = option
    return offers
