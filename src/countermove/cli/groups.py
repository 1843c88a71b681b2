"""Groups of commands: their exit codes, the sections of their help, and names that have changed."""

from __future__ import annotations

import shlex
from typing import Any

from typer.core import TyperCommand, TyperGroup

from countermove.cli.errors import exit_codes, first_complaints, naming
from countermove.cli.next_command import GIVEN
from countermove.errors import InvalidRequest

LOOK, ASK, DOUBT, FORECAST, FILES = "Look", "Ask", "Doubt", "Forecast", "Files"
"""The sections of the help."""

CALL = "countermove.call"
"""Key of a context under which the arguments of the call are kept."""

RENAMED = {"source": "sources"}
"""Commands by their old names."""


class ExitCodeGroup(TyperGroup):
    """A group of commands with this program's exit codes instead of Typer's, and help in sections."""

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

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that a call names, and the words after it.

        Raises
        ------
        InvalidRequest
            If it has another name now.
        """
        name, *more = args
        if name in RENAMED:
            now = shlex.join(["countermove", RENAMED[name], *more])
            raise InvalidRequest(f"the command {name!r} is called {RENAMED[name]!r} now: {now}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002  (Typer calls it)
        """Write the commands of each section."""
        sections: dict[str, list[tuple[str, str]]] = {}
        wide = formatter.width - 6 - max(map(len, self.commands))
        for name, each in self.commands.items():
            panel = getattr(each, "rich_help_panel", None)
            section = panel if isinstance(panel, str) else "Commands"
            sections.setdefault(section, []).append((name, each.get_short_help_str(wide)))
        first = max(map(len, self.commands)) + 2
        for section, rows in sections.items():
            with formatter.section(section):
                formatter.write_dl([(f"{name:<{first - 2}}", says) for name, says in rows])


class ShowingGroup(TyperGroup):
    """A group whose command `show` is meant where a call names none."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the command line; `show` is put before a call that names no command."""
        named = args[:1] and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if named or not args else ["show", *args])


class FileCommand(TyperCommand):
    """A command whose complaints name the file that they are about, and whose last line follows on its options."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command, whose file is its parameter `file` or `source`."""
        GIVEN.set(ctx.params)
        with naming(ctx.params.get("file") or ctx.params.get("source")):
            return super().invoke(ctx)
