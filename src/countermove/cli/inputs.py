"""Arguments that commands share: a conflict by path or name, a variation, and their shell completion."""

from __future__ import annotations

from contextvars import ContextVar
from errno import ELOOP
from glob import escape, glob
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from countermove.errors import Complaint, CountermoveError, InvalidConflict, Place, did_you_mean

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict


FRONTS_IN: ContextVar[tuple[Path, ...]] = ContextVar("FRONTS_IN", default=())
"""Folders that the fronts of a conflict file may lie in besides its own: the option ``--fronts-in``."""


def complete_file(incomplete: str) -> list[str]:
    """Return the packaged cases and the conflict files whose name has this beginning."""
    from countermove import cases
    from countermove.io.text_files import SUFFIXES

    nearby = sorted(glob(f"{escape(incomplete)}*"))  # noqa: PTH207  (a shell completes the words as typed)
    return [
        *(name for name in cases.names() if name.startswith(incomplete)),
        *(name for name in nearby if name.endswith(SUFFIXES)),
    ]


def complete_variation(context: typer.Context, incomplete: str) -> list[str]:
    """Return the variations with this beginning, of the conflict on the command line."""
    file = context.params.get("file") or next(iter(context.args), "")  # not parsed yet while a value is missing
    try:
        conflict = read(file)
    except (CountermoveError, OSError):
        return []
    return [each.id for each in conflict.variations if each.id.startswith(incomplete)]


File = Annotated[
    str,
    typer.Argument(
        metavar="FILE",
        help="A conflict file (.yaml, .yml or .gmcr), or the name of a packaged case.",
        autocompletion=complete_file,
    ),
]

Json = Annotated[bool, typer.Option("--json", help="The whole answer as JSON, and nothing else.")]

VariationName = Annotated[
    str | None,
    typer.Option(
        "--variation",
        metavar="NAME",
        help="Lay this variation on the standpoint; none and none+NAME start from the conflict as it stands.",
        autocompletion=complete_variation,
    ),
]

All = Annotated[bool, typer.Option("--all", help="Show everything that is cut otherwise.")]

Force = Annotated[bool, typer.Option("--force", help="Overwrite a file that is there.")]


def path_of(file: str) -> Path:
    """Return the path of an existing file, or else of a packaged case.

    Raises
    ------
    InvalidConflict
        If there is neither.
    """
    from countermove import cases

    path = Path(file)
    if file in cases.names() and not path.is_file():
        return cases.file(file)
    if path.exists():
        return path
    if file in cases.families():
        raise refusal(file, f"this is a family of cases; countermove family {file} runs it")
    refuse_dead_link(path)
    nearby = [each.name for each in path.parent.glob("*") if each.suffix == path.suffix] if path.suffix else []
    known = [*cases.names()] if path.name == file else []
    hint = did_you_mean(path.name, [*known, *sorted(nearby)])
    raise refusal(file, f"there is no such file, and no packaged case of this name{hint}")


def refuse_dead_link(path: Path) -> None:
    """Refuse a path that is there, but as a link to nothing.

    Raises
    ------
    InvalidConflict
        With what the link names.
    """
    if not path.is_symlink():
        return
    named = str(path.readlink())
    try:
        path.resolve(strict=True)
    except (RuntimeError, OSError) as fault:
        if isinstance(fault, RuntimeError) or fault.errno == ELOOP:
            raise refusal(str(path), "not a file: its symbolic links lead round in a circle") from None
    raise refusal(str(path), f"this link leads nowhere: it names {named!r}; name the file itself")


def read(file: str) -> Conflict:
    """Return the conflict of a path, or of the name of a packaged case.

    Raises
    ------
    InvalidConflict
        If there is no such file or case, or the file is not valid.
    """
    from countermove.io.files import read as read_file

    return read_file(path_of(file), fronts_in=FRONTS_IN.get())


def read_from(file: str, variation: str | None) -> Conflict:
    """Return a conflict from its standpoint, or a variation of it.

    Parameters
    ----------
    file : str
        A path, or the name of a packaged case.
    variation : str or None
        What `countermove.model.variation.vary` takes; None for the standpoint.

    Raises
    ------
    InvalidConflict
        As `read`.
    UnknownName
        If the conflict has no such variation.
    """
    from countermove.model.variation import vary

    return vary(read(file), variation)


def refuse_overwriting(target: Path, *, force: bool) -> None:
    """Refuse to overwrite a file, unless `force` is set.

    Raises
    ------
    InvalidConflict
        If the target exists and `force` is not set.
    """
    if target.exists() and not force:
        raise refusal(str(target), "there is such a file already; --force overwrites it")


def refuse_suffix(target: Path) -> None:
    """Refuse a name of a conflict file that has no suffix of YAML.

    Raises
    ------
    InvalidConflict
        If the name ends neither in .yaml nor in .yml.
    """
    if target.suffix not in {".yaml", ".yml"}:
        raise refusal(str(target), "the name has to end in .yaml or .yml")


def refusal(file: str, message: str) -> InvalidConflict:
    """Return an exception with one complaint about a whole file."""
    return InvalidConflict([Complaint(message, place=Place(file))])
