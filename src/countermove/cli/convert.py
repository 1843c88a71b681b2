"""`countermove convert`: a conflict in the other file format; `countermove schema`: the JSON Schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from countermove.cli.errors import plain, say, say_next
from countermove.cli.inputs import File, Force, path_of, read, refuse_overwriting
from countermove.cli.next_command import following

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict


def convert(
    source: File,
    target: Annotated[Path, typer.Argument(metavar="TARGET", help="Where to: .yaml, .yml or .gmcr.")],
    *,
    force: Force = False,
) -> None:
    """Convert between YAML and .gmcr.

    The suffixes say which; .gmcr is the format of GMCR+.
    """
    from countermove.io.files import write

    conflict = read(source)
    refuse_overwriting(target, force=force)
    remarks = [*conflict.remarks, *write(conflict, target)]
    missing = _texts_not_copied(conflict, path_of(source), target)
    remarks += [f"not copied: the text {text!r}, which the file names as lying beside it." for text in missing]
    say("\n".join([f"wrote {target}", *map(plain, remarks)]))
    say_next(following("check", file=f"{target}"))


def _texts_not_copied(conflict: Conflict, source: Path, target: Path) -> list[str]:
    """Return the texts that the written file names but that lie beside the source file only."""
    written = [each.file for each in conflict.sources if each.file and target.suffix != ".gmcr"]
    return written if source.parent.resolve() != target.parent.resolve() else []


def schema() -> None:
    """Print the JSON Schema of the conflict file.

    For editors and other programs.
    """
    from countermove.io.yaml.schema import schema as conflict_schema

    say(json.dumps(conflict_schema(), indent=2))
