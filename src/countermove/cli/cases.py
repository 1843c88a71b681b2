"""`countermove cases`: the conflicts that come with the program."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from countermove.cli.errors import say, say_next
from countermove.cli.inputs import Force, refuse_overwriting, refuse_suffix
from countermove.cli.next_command import following


def complete_case(incomplete: str) -> list[str]:
    """Return the packaged cases and families whose name has this beginning."""
    from countermove import cases

    return [name for name in (*cases.names(), *cases.families()) if name.startswith(incomplete)]


def list_cases(context: typer.Context) -> None:
    """List the packaged cases, show or copy one.

    They are published conflicts, and some of our own.
    """
    if context.invoked_subcommand is not None:
        return
    from countermove import cases
    from countermove.report import console
    from countermove.report.conflict import casebook

    found = {name: cases.load(name) for name in cases.names()}
    console.show(*casebook(found, cases.families()), console.next_line("countermove cases show NAME"))


def show_case(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Of a case.", autocompletion=complete_case)],
) -> None:
    """Say what a packaged case is about.

    What happened, who decides on what, what is asked, and where it comes from.
    """
    from countermove import cases
    from countermove.report.conflict import case_parts
    from countermove.report.console import show_answer

    conflict = cases.load(name)
    show_answer(conflict, case_parts(conflict), following("brief", file=name))


def copy(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Of a case or a family.", autocompletion=complete_case)],
    dest: Annotated[
        Path | None, typer.Argument(metavar="DEST", help="A file or a folder; NAME.yaml if left out.")
    ] = None,
    *,
    force: Force = False,
) -> None:
    """Copy a packaged case, to change it.

    The tables that belong to it are copied, too.
    """
    from countermove import cases
    from countermove.io.regular_files import content
    from countermove.io.tables import TABLE
    from countermove.io.text_files import read_text, write_text

    source = cases.family_file(name) if name in cases.families() else cases.file(name)
    target = dest or Path(source.name)
    target = target / source.name if target.is_dir() else target
    refuse_suffix(target)
    tables = _tables(source)
    for each in (target, *(target.with_name(table.name) for table in tables)):
        refuse_overwriting(each, force=force)
    for table in tables:
        write_text(content(table, TABLE).decode(), target.with_name(table.name))
    write_text(read_text(source), target)
    say(f"wrote {target}")
    say_next(following("family" if name in cases.families() else "check", file=f"{target}"))


def _tables(source: Path) -> list[Path]:
    """Return the CSV tables that a conflict file or a family file names."""
    from countermove.io.text_files import read_text
    from countermove.io.yaml.tree import parse_yaml

    document = parse_yaml(read_text(source), source.name).value
    named = [document.get(key) for key in ("states", "moves", "rankings", "cases", "evidence")]
    return [source.with_name(name) for name in named if isinstance(name, str)]
