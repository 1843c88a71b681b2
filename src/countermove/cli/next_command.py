"""The last line of a command: the command that is useful next, on the same file and variation."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

GIVEN: ContextVar[Mapping[str, Any]] = ContextVar("GIVEN", default={})  # noqa: B039  (it is only read)
"""The options of the command that runs, by name."""

WITHOUT_VARIATION = frozenset({"forecast", "sources", "check", "score"})
"""Commands that take no variation."""


def following(command: str, *more: str, file: str | None = None) -> str:
    """Return a command line on the file and the variation of the command that runs.

    Parameters
    ----------
    command : str
        The command that is useful next.
    *more : str
        Further words of the call.
    file : str, optional
        The file instead; empty if the call names none.
    """
    given = GIVEN.get()
    name = given.get("file", "") if file is None else file
    variation = given.get("variation") if file is None else None
    kept = ["--variation", variation] if variation and command not in WITHOUT_VARIATION else []
    return shlex.join(["countermove", *command.split(), *([str(name)] if name else []), *more, *kept])
