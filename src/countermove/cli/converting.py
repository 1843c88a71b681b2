"""`countermove convert` and `countermove schema`: conflict files for other programs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from countermove.cli.answering import warn
from countermove.cli.inputs import File, Force, read, refuse_overwriting


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
    for remark in write(conflict, target):
        warn(remark)
    sys.stdout.write(f"wrote {target}\n")


def schema() -> None:
    """Print the JSON Schema of the conflict file.

    For editors and other programs.
    """
    from countermove.io.yaml.schema import schema as conflict_schema

    sys.stdout.write(json.dumps(conflict_schema(), indent=2) + "\n")
