"""`countermove new`: a conflict file to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from countermove.cli.errors import say, say_next
from countermove.cli.inputs import Force, refuse_overwriting, refuse_suffix
from countermove.cli.next_command import following

STARTER = Path(__file__).with_name("starter.yaml")


def new(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to; the name ends in .yaml or .yml.")],
    *,
    force: Force = False,
) -> None:
    """Write a conflict file to start from.

    Its comments explain the format.
    """
    from countermove.io.text_files import write_text

    refuse_suffix(file)
    refuse_overwriting(file, force=force)
    write_text(STARTER.read_text(encoding="utf-8"), file)
    say(f"wrote {file}: an account to change")
    say_next(following("check"))
