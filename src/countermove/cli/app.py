"""The Typer application: all commands, with their examples."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from countermove.cli.assumptions import assumptions
from countermove.cli.brief import brief
from countermove.cli.cases import copy, list_cases
from countermove.cli.check import check
from countermove.cli.coalitions import coalitions
from countermove.cli.convert import convert, schema
from countermove.cli.errors import SHOW_ALL, exit_codes, first_complaints, naming, say
from countermove.cli.evolve import evolve
from countermove.cli.explain import explain
from countermove.cli.family import family
from countermove.cli.forecast import forecast
from countermove.cli.fronts import fronts
from countermove.cli.inputs import FRONTS_IN
from countermove.cli.new import new
from countermove.cli.report import report
from countermove.cli.score import freeze, score
from countermove.cli.show import show
from countermove.cli.solve import solve
from countermove.cli.sources import add, sources
from countermove.cli.worlds import worlds

CALL = "countermove.call"
"""Key of a context under which the arguments of the call are kept."""


class ExitCodeGroup(TyperGroup):
    """A group of commands with this program's exit codes instead of Typer's."""

    def make_context(self, *arguments: Any, **more: Any) -> Any:
        """Read the command line, for which Typer imports much.

        Raises
        ------
        SystemExit
            If it is interrupted.
        """
        with exit_codes():
            call = [*(arguments[1] or ())]
            context = super().make_context(*arguments, **more)
            context.meta[CALL] = call
            return context

    def invoke(self, ctx: Any) -> Any:
        """Run the command.

        Raises
        ------
        SystemExit
            If the command fails; see `exit_codes`.
        """
        with exit_codes(), first_complaints(ctx.meta.get(CALL, [])):
            return super().invoke(ctx)


class FileCommand(TyperCommand):
    """A command whose complaints name the file that they are about."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command, whose file is its parameter `file` or `source`."""
        with naming(ctx.params.get("file") or ctx.params.get("source")):
            return super().invoke(ctx)


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
cases_app.command(epilog=_examples("cases copy prisoners-dilemma", "cases copy prisoners-dilemma mine.yaml"))(copy)

app.command(epilog=_examples("brief kazakhstan-2022", "brief mine.yaml --concept nash"))(brief)
app.command(
    epilog=_examples(
        "solve prisoners-dilemma",
        "solve mine.yaml --concepts nash,seq --variation no-leak",
        "solve mine.yaml --json > answer.json",
    )
)(solve)
app.command(
    epilog=_examples(
        "explain prisoners-dilemma --state 4",
        "explain mine.yaml --state 'appeal, csto' --dm russia --concept sseq",
        "explain mine.yaml --state status-quo --json > why.json",
        "explain mine.yaml --state status-quo --concept smr --check",
    )
)(explain)
app.command(epilog=_examples("evolve elmira", "evolve mine.yaml --concept nash --variation no-leak"))(evolve)
app.command(
    epilog=_examples(
        "coalitions elmira", 'coalitions elmira --of "ministry,uniroyal"', "coalitions mine.yaml --up-to 2"
    )
)(coalitions)
app.command(epilog=_examples("fronts canal", "fronts mine.yaml --concepts seq,gmr --variation alone"))(fronts)
app.command(epilog=_examples("report elmira -o elmira.html", "report mine.yaml --format md > mine.md"))(report)
app.command(
    epilog=_examples(
        "worlds kazakhstan-2022",
        "worlds mine.yaml --count 1000000 --keep worlds",
        "worlds mine.yaml --count 1000000 --scheduler tcp://10.0.0.1:8786",
    )
)(worlds)
app.command(
    epilog=_examples(
        "forecast kazakhstan-2022", "forecast mine.yaml --count 1000000", "forecast mine.yaml --over seq,nash --json"
    )
)(forecast)
app.command(epilog=_examples("freeze mine.yaml", "freeze mine.yaml --to forecasts/mine.2026-01-31.forecast.json"))(
    freeze
)
app.command(
    epilog=_examples(
        "score kazakhstan-2022",
        "score forecasts/*.forecast.json --plot calibration.svg",
        "score mine.yaml theirs.yaml --json > scores.json",
    )
)(score)
app.command(
    epilog=_examples(
        "family csto-appeals", "family csto-appeals --case kz2022", "family mine.family.yaml --write cases"
    )
)(family)
app.command(
    epilog=_examples(
        "assumptions kazakhstan-2022",
        "assumptions mine.yaml --headline withdrawn --no-pairs",
        "assumptions mine.yaml --headline 'appeal, oust' --json > assumptions.json",
    )
)(assumptions)
app.command(epilog=_examples("check mine.yaml"))(check)
source_app = typer.Typer(
    help="Draft a source for a conflict file from its text.",
    epilog=_examples("source add article.html", "source add item.txt --to mine.yaml"),
    no_args_is_help=True,
    rich_markup_mode=None,
)
source_app.callback()(lambda: None)
source_app.command(
    epilog=_examples(
        "source add article.html", "source add item.txt --to mine.yaml", "source add item.txt -o draft.yaml"
    )
)(add)

app.command(epilog=_examples("sources kazakhstan-2022", "sources mine.yaml --json"))(sources)
app.add_typer(source_app, name="source")
app.command(epilog=_examples("show prisoners-dilemma", "show mine.yaml --all"))(show)
app.command(epilog=_examples("new mine.yaml"))(new)
app.add_typer(cases_app, name="cases", epilog=_examples("cases", "cases copy prisoners-dilemma mine.yaml"))
app.command(epilog=_examples("convert mine.yaml mine.gmcr", "convert theirs.gmcr theirs.yaml"))(convert)
app.command(epilog=_examples("schema > conflict.schema.json"))(schema)

for each in app.registered_commands:
    each.cls = FileCommand
