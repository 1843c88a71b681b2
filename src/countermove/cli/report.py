"""`countermove report`: all answers on one page, in HTML or Markdown."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from countermove.cli.errors import say, say_next
from countermove.cli.evolve import CHOICE, complete_concept
from countermove.cli.inputs import File, Force, VariationName, complete_file, read, refusal, refuse_overwriting
from countermove.cli.next_command import following
from countermove.cli.progress import progress_bar

if TYPE_CHECKING:
    from collections.abc import Callable

    from countermove.model.conflict import Conflict
    from countermove.simulation.comparison.result import Comparison

FORMATS = {".html": "html", ".htm": "html", ".md": "md", ".markdown": "md"}
QUESTIONS = 9
"""Steps of the bar: the questions of a report, and the page itself."""

Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="PATH", help="Write to this file (.html or .md), not to standard output."),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="NAME",
        help="html or md; otherwise as the name of the output ends, or html.",
        autocompletion=lambda incomplete: [each for each in ("html", "md") if each.startswith(incomplete)],
    ),
]
Concept = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help=f"The stability concept by which it moves on and is explained: {CHOICE}",
        autocompletion=complete_concept,
    ),
]


def report(  # noqa: PLR0913  (each is an option)
    file: File,
    *,
    output: Output = None,
    format_: Format = None,
    concept: Concept = None,
    variation: VariationName = None,
    brief: Annotated[
        bool, typer.Option("--brief", help="The judgement alone: in HTML a page that prints on one sheet of A4.")
    ] = False,
    beside: Annotated[
        str | None,
        typer.Option(
            metavar="B",
            help="Add what changed from this file to B, and which change did it; named as for compare.",
            autocompletion=complete_file,
        ),
    ] = None,
    force: Force = False,
) -> None:
    """Write one page with all answers.

    One HTML file that needs no network and no other file, or Markdown. It begins with the judgement.
    """
    from countermove.io.text_files import write_text
    from countermove.report.pages import brief_html, brief_markdown, findings, html, markdown

    whole, sheet = (html, brief_html) if output_format(output, format_) == "html" else (markdown, brief_markdown)
    made = sheet if brief else whole
    if brief and beside:
        raise refusal("--beside", "it adds a section to the whole report, and --brief writes none of these")
    if output is not None:
        refuse_overwriting(output, force=force)
    conflict = read(file)
    compared = _compared((file, conflict, variation), beside, concept) if beside else None
    with progress_bar("the report") as progress:
        asked = _sections(progress)
        text = made(findings(conflict, concept, variation=variation, beside=compared, progress=asked))
    if output is None:
        say(text, end="")
    else:
        write_text(text, output)
        say(f"wrote {output}")
        say_next(following("assumptions"))


def _compared(first: tuple[str, Conflict, str | None], beside: str, concept: str | None) -> Comparison:
    """Return the comparison of the file with the account beside it."""
    from countermove.cli.versions import read_version, version_named
    from countermove.simulation.comparison.compare import compare

    (file, conflict, variation), second = first, version_named(beside)
    starts = variation, second.variation or None
    with progress_bar("what did it") as progress:
        return compare(
            conflict, read_version(second), concept, variations=starts, names=(file, beside), progress=progress
        )


def output_format(output: Path | None, named: str | None) -> str:
    """Return the format by option or suffix, and refuse an output that cannot be written.

    Raises
    ------
    InvalidConflict
        Before any work is done, if the two disagree or the output cannot be written.
    """
    if named not in {None, "html", "md"}:
        raise refusal("--format", f"{named!r} is none of html, md")
    by_name = None if output is None else FORMATS.get(output.suffix.lower())
    if output is not None and by_name is None:
        raise refusal(str(output), f"the name has to end in {', '.join(FORMATS)}: it says which format is meant")
    if output is not None and output.is_dir():
        raise refusal(str(output), "this is a folder, not a file")
    if output is not None and not output.parent.is_dir():
        raise refusal(str(output), f"there is no folder {str(output.parent)!r}")
    if output is not None and not os.access(Path(os.path.realpath(output)).parent, os.W_OK):
        raise refusal(str(output), "this folder cannot be written to")
    if named and by_name and named != by_name:
        raise refusal(str(output), f"the name says {by_name}, --format {named}")
    return named or by_name or "html"


def _sections(progress: Callable[[int, int], None] | None) -> Callable[[str], None]:
    """Return a function that moves the bar by one question of the report."""
    asked: list[str] = []

    def step(what: str) -> None:
        asked.append(what)
        if progress is not None:
            progress(len(asked) - 1, QUESTIONS)

    return step
