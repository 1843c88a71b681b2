"""`countermove check`: faults of a conflict file, and warnings about what may not be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from countermove.cli.errors import SHOW_ALL, say, say_next, warn_first
from countermove.cli.inputs import File, path_of, read
from countermove.cli.next_command import following
from countermove.errors import Complaint, InvalidConflict, Place, TooLarge

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from countermove.model.conflict import Conflict


def check(
    file: File,
    *,
    every: Annotated[
        bool, typer.Option("--all", help="All complaints and warnings, not only the first fifty.")
    ] = False,
) -> None:
    """Say what is wrong with a conflict file.

    Everything at once, each with line and column; and, as warnings, what may not be meant. Where the text of a source
    lies beside the file, what is cited from it is looked up there.
    """
    from countermove.analysis.review import review
    from countermove.io.texts.verify import look_up
    from countermove.io.yaml.near_ties import near_ties
    from countermove.io.yaml.tree import by_line
    from countermove.model.variation import standpoint_of, vary
    from countermove.report.words import looked_up, summary

    SHOW_ALL.set(every or SHOW_ALL.get())
    conflict, path = read(file), path_of(file)
    texts = look_up(conflict, path.parent)
    if texts.faults:
        raise InvalidConflict(sorted(_with_places(conflict, texts.faults, path), key=by_line))
    remarks, close = map(Complaint, conflict.remarks), () if path.suffix == ".gmcr" else near_ties(path)
    placed = _with_places(conflict, [*remarks, *review(conflict), *texts.remarks], path)
    warn_first([str(each) for each in (*placed, *close)])
    say(f"OK: {summary(conflict)}")
    if standpoint_of(conflict):
        say(f"Every command starts from its standpoint: {summary(vary(conflict))}")
    if texts.texts:
        say(f"{looked_up(texts)}")
    for line in _published(conflict):
        say(line)
    say_next(following("solve" if vary(conflict).status_quo is None else "brief"))


def _published(conflict: Conflict) -> Iterable[str]:
    """Return whether the equilibria that the file gives as published follow from it."""
    if not conflict.published:
        return ()
    from countermove.analysis.published import compared_equilibria
    from countermove.report.published import published_sentences

    try:
        return published_sentences(compared_equilibria(conflict))
    except TooLarge as reason:
        return (f"What is published was not compared: {reason}",)


def _with_places(conflict: Conflict, complaints: Iterable[Complaint], path: Path) -> Iterable[Complaint]:
    """Return complaints with line and column; with the file and the path in words for a .gmcr file."""
    if path.suffix == ".gmcr":
        return [Complaint(str(each), place=Place(str(path))) for each in complaints]
    from countermove.io.text_files import read_text
    from countermove.io.yaml.joint import with_path_in_file
    from countermove.io.yaml.tree import parse_yaml, place_all

    found = [with_path_in_file(each, conflict.joint) if conflict.joint else each for each in complaints]
    return place_all(found, parse_yaml(read_text(path), str(path))) if found else found
