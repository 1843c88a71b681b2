"""The Typer application: all commands, with their examples."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from countermove.cli.assumptions import assumptions
from countermove.cli.brief import brief
from countermove.cli.cases import copy, list_cases, show_case
from countermove.cli.change import change
from countermove.cli.check import check
from countermove.cli.coalitions import coalitions
from countermove.cli.compare import compare
from countermove.cli.convert import convert, schema
from countermove.cli.elicit import elicit
from countermove.cli.errors import SHOW_ALL, say
from countermove.cli.evolve import evolve
from countermove.cli.explain import explain
from countermove.cli.family import family
from countermove.cli.forecast import forecast
from countermove.cli.fronts import fronts
from countermove.cli.groups import ASK, DOUBT, FILES, FORECAST, LOOK, ExitCodeGroup, FileCommand, ShowingGroup
from countermove.cli.inputs import FRONTS_IN
from countermove.cli.new import new
from countermove.cli.report import report
from countermove.cli.score import freeze, score
from countermove.cli.show import show
from countermove.cli.solve import solve
from countermove.cli.sources import add, sources
from countermove.cli.worlds import worlds


def _examples(*lines: str) -> str:
    """Return examples for a help text; the backspace keeps Click from filling the lines."""
    return "\b\n" + "\n".join(["Examples:", *(f"  countermove {line}" for line in lines)])


def _version(wanted: bool) -> None:  # noqa: FBT001  (Typer calls it)
    if wanted:
        from importlib.metadata import version

        say(f"countermove {version('countermove')}")
        raise typer.Exit


app = typer.Typer(
    cls=ExitCodeGroup,
    help="Run an analyst's account of a conflict: who decides, what each wants, and so what holds.",
    epilog=_examples("cases", "solve prisoners-dilemma", "new mine.yaml", "check mine.yaml", "solve mine.yaml"),
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def countermove(
    *,
    version: Annotated[  # noqa: ARG001  (its callback prints it)
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
    fronts_in: Annotated[
        list[Path] | None,
        typer.Option(metavar="FOLDER", help="Fronts may lie there too, not only beside the file that names them."),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="All complaints about a file, not only the first fifty.")
    ] = False,
) -> None:
    """Define the options before a command; `app` has the help text."""
    FRONTS_IN.set(tuple(fronts_in or ()))
    SHOW_ALL.set(every)


cases_app = typer.Typer(rich_markup_mode=None)
cases_app.callback(invoke_without_command=True)(list_cases)
cases_app.command("show", epilog=_examples("cases show elmira"))(show_case)
cases_app.command(epilog=_examples("cases copy prisoners-dilemma", "cases copy prisoners-dilemma mine.yaml"))(copy)

sources_app = typer.Typer(
    cls=ShowingGroup,
    help="Show what rests on which source, and draft a source.",
    epilog=_examples("sources kazakhstan-2022", "sources add item.txt --to mine.yaml"),
    no_args_is_help=True,
    rich_markup_mode=None,
)
sources_app.callback()(lambda: None)
sources_app.command("show", epilog=_examples("sources show elmira", "sources show mine.yaml --json"))(sources)
sources_app.command(
    epilog=_examples(
        "sources add article.html", "sources add item.txt --to mine.yaml", "sources add item.txt -o draft.yaml"
    )
)(add)

COMMANDS: tuple[tuple[str, Callable[..., None], tuple[str, ...]], ...] = (
    (LOOK, brief, ("brief kazakhstan-2022", "brief mine.yaml --concept nash")),
    (
        LOOK,
        solve,
        (
            "solve prisoners-dilemma",
            "solve mine.yaml --concepts nash,seq --variation no-leak",
            "solve mine.yaml --json > answer.json",
        ),
    ),
    (LOOK, show, ("show prisoners-dilemma", "show mine.yaml --all")),
    (LOOK, report, ("report elmira -o elmira.html", "report mine.yaml --format md > mine.md")),
    (
        ASK,
        explain,
        (
            "explain prisoners-dilemma --state 4",
            "explain mine.yaml --state 'appeal, csto' --dm russia --concept sseq",
            "explain mine.yaml --state status-quo --json > why.json",
            "explain mine.yaml --state status-quo --concept smr --check",
        ),
    ),
    (ASK, evolve, ("evolve elmira", "evolve mine.yaml --concept nash --variation no-leak")),
    (
        ASK,
        coalitions,
        ("coalitions elmira", 'coalitions elmira --of "ministry,uniroyal"', "coalitions mine.yaml --up-to 2"),
    ),
    (
        ASK,
        elicit,
        (
            "elicit elmira --dm uniroyal",
            "elicit mine.yaml --as Anna --write",
            "elicit mine.yaml --dm union < replies.txt",
            "elicit mine.yaml --disagreements",
        ),
    ),
    (
        ASK,
        change,
        (
            "change kazakhstan-2022 --so-that 'likeliest open_break'",
            "change syria-iraq-1975 --so-that '2 holds' --by rankings",
            "change mine.yaml --so-that 'never leak' --keep russia --add 'not leak' --most 4",
            "change syria-iraq-1975 --so-that '2 holds by seq' --count syria",
        ),
    ),
    (ASK, fronts, ("fronts canal", "fronts mine.yaml --concepts seq,gmr --variation alone")),
    (
        DOUBT,
        assumptions,
        (
            "assumptions kazakhstan-2022",
            "assumptions mine.yaml --headline withdrawn --no-pairs",
            "assumptions mine.yaml --headline 'appeal, oust' --json > assumptions.json",
        ),
    ),
    (
        DOUBT,
        compare,
        (
            "compare mine.yaml@HEAD~1 mine.yaml",
            "compare kazakhstan-2022 kazakhstan-2022:elites-split",
            "compare mine.2026-01-31.forecast.json mine.yaml --json > changes.json",
        ),
    ),
    (
        DOUBT,
        worlds,
        (
            "worlds kazakhstan-2022",
            "worlds mine.yaml --count 1000000 --keep worlds",
            "worlds mine.yaml --count 1000000 --scheduler tcp://10.0.0.1:8786",
        ),
    ),
    (
        FORECAST,
        forecast,
        (
            "forecast kazakhstan-2022",
            "forecast mine.yaml --count 1000000",
            "forecast mine.yaml --over seq,nash --json",
        ),
    ),
    (FORECAST, freeze, ("freeze mine.yaml", "freeze mine.yaml --to forecasts/mine.2026-01-31.forecast.json")),
    (
        FORECAST,
        score,
        (
            "score kazakhstan-2022",
            "score forecasts/*.forecast.json --plot calibration.svg",
            "score mine.yaml theirs.yaml --json > scores.json",
        ),
    ),
    (
        FORECAST,
        family,
        ("family csto-appeals", "family csto-appeals --case kz2022", "family mine.family.yaml --write cases"),
    ),
    (FILES, new, ("new mine.yaml",)),
    (FILES, check, ("check mine.yaml",)),
    (FILES, convert, ("convert mine.yaml mine.gmcr", "convert theirs.gmcr theirs.yaml")),
    (FILES, schema, ("schema > conflict.schema.json",)),
)
"""Section of the help, command and examples."""

for section, each, examples in COMMANDS:
    app.command(epilog=_examples(*examples), cls=FileCommand, rich_help_panel=section)(each)
for group in (cases_app, sources_app):
    for inner in group.registered_commands:
        inner.cls = FileCommand
app.add_typer(sources_app, name="sources", rich_help_panel=DOUBT)
app.add_typer(
    cases_app,
    name="cases",
    epilog=_examples("cases", "cases show elmira", "cases copy prisoners-dilemma mine.yaml"),
    rich_help_panel=FILES,
)
