"""`countermove sources`: the claims on each source; `countermove sources add`: a source drafted from its text."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from countermove.cli.errors import say, say_next
from countermove.cli.inputs import (
    FRONTS_IN,
    All,
    File,
    Force,
    Json,
    read,
    refusal,
    refuse_overwriting,
    refuse_suffix,
)
from countermove.cli.next_command import following
from countermove.model.letters import LETTER


def sources(
    file: File,
    *,
    every: All = False,
    json: Json = False,
) -> None:
    """Show what rests on which source, and what rests on nothing."""
    from countermove.analysis.grounds import sources as answer

    found = answer(read(file))
    if json:
        from countermove.report.console import print_json

        print_json(found.to_dict())
    else:
        from countermove.report.console import show_answer
        from countermove.report.cut import uncut
        from countermove.report.sources import sources as shown

        with uncut(every):
            show_answer(found, shown(found), following("assumptions"))


def add(
    text: Annotated[Path, typer.Argument(metavar="FILE", help="A plain text, a page in HTML, or a saved article.")],
    *,
    to: Annotated[
        Path | None, typer.Option(metavar="CONFLICT", help="Put it into this conflict file, after its other sources.")
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="OUT", help="Write it to a file.")] = None,
    id_: Annotated[str, typer.Option("--id", metavar="ID", help="What to call the source.")] = "",
    force: Force = False,
) -> None:
    """Draft a source from its text, to keep or strike out.

    What the text says of itself, and the people that it quotes and what they say, each with its place: as YAML, on
    standard output. Nothing is made up, least of all what anybody wants.
    """
    from countermove.io.text_files import write_text
    from countermove.io.texts.draft import drafted
    from countermove.io.texts.load import load
    from countermove.io.yaml.drafts import draft_as_yaml

    if to and output:
        raise refusal(str(output), "leave out either --to or --output: the draft goes to one place")
    if id_ and not re.fullmatch(rf"\w({LETTER}|-)*", id_):
        raise refusal(f"--id {id_}", "the id of a source is made of letters, digits, _ and -")
    if to:
        _insert(text, to, id_)
        return
    draft = drafted(load(text), id_=id_)
    written = "sources:\n" + draft_as_yaml(draft, _named_from(text, output.parent if output else Path()))
    if output is None:
        sys.stdout.write(written)  # to the letter: YAML itself escapes control characters
        return
    refuse_suffix(output)
    refuse_overwriting(output, force=force)
    write_text(written, output)
    say(f"wrote {output}: a draft to look over")
    say_next(following("sources add", f"{text}", "--to", "FILE", file=""))


def _insert(text: Path, conflict: Path, id_: str) -> None:
    """Insert a drafted source into a conflict file."""
    from countermove.io.regular_files import content
    from countermove.io.text_files import CONFLICT_FILE, read_text, write_text
    from countermove.io.texts.draft import drafted
    from countermove.io.texts.load import load
    from countermove.io.yaml.drafts import draft_as_yaml
    from countermove.io.yaml.insertion import with_source
    from countermove.io.yaml.reading import read_yaml

    refuse_suffix(conflict)
    read_text(conflict)
    raw = content(conflict, CONFLICT_FILE).decode("utf-8-sig")
    taken = [each.id for each in read(str(conflict)).sources]
    if id_ in taken:
        raise refusal(str(conflict), f"there is a source {id_!r} already")
    draft = drafted(load(text), taken, id_)
    named = _named_from(text, conflict.parent)
    changed = with_source(
        raw,
        str(conflict),
        lambda text: read_yaml(text, str(conflict), conflict.parent, FRONTS_IN.get()),
        lambda indent: draft_as_yaml(draft, named, indent),
    )
    write_text(changed, conflict)
    say(f"wrote {draft.id} into {conflict}: a draft to look over")
    say_next(following("check", file=f"{conflict}"))


def _named_from(text: Path, folder: Path) -> str:
    """Return the path of a text relative to a folder; empty if the text lies outside it."""
    name = Path(os.path.relpath(text.resolve(), folder.resolve()))
    return "" if name.is_absolute() or ".." in name.parts else name.as_posix()
