"""`countermove elicit`: which of two situations is preferred, asked only where it can matter."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from countermove.cli.after_answers import instead_of_writing, judging, next_call, repeated_options
from countermove.cli.answers import held, journal_of, obstacle, refuse_writing, respondent, text_reader, today
from countermove.cli.errors import say, say_next, warn
from countermove.cli.inputs import File, Json, VariationName, path_of, read, refusal
from countermove.cli.next_command import following
from countermove.cli.progress import progress_bar
from countermove.errors import Interrupted, InvalidConflict, InvalidRequest
from countermove.model.concepts import CONCEPTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countermove.analysis.elicitation.result import Elicitation
    from countermove.cli.dialogue import Dialogue
    from countermove.model.conflict import Conflict
    from countermove.simulation.answers.book import AnswerBook

Dm = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME", help="Whose preferences are asked for; by default of all who have none in the file."
    ),
]
About = Annotated[
    str | None,
    typer.Option(
        metavar="WHAT", help="Compare situations, or the wishes (statements) in the file; situations if not given."
    ),
]
Goal = Annotated[
    list[str] | None,
    typer.Option(
        metavar="STATE", help="Ask only what matters to whether this holds; by default the judgement's ends."
    ),
]
As = Annotated[
    str | None, typer.Option("--as", metavar="NAME", help="Who answers; by default the user of the computer.")
]
Answers = Annotated[
    Path | None, typer.Option(metavar="PATH", help="Where answers are kept; by default beside the file.")
]
Controls = Annotated[
    int,
    typer.Option(
        min=0, max=1000, metavar="N", help="Ask N more questions whose answers follow already, to check them."
    ),
]
Anew = Annotated[bool, typer.Option("--anew", help="Begin again; the answers so far are put aside.")]
Still = Annotated[bool, typer.Option("--still", help="The answers hold although the file has changed.")]
Write = Annotated[bool, typer.Option("--write", help="Write what was learnt into the file, without asking.")]
Undo = Annotated[bool, typer.Option("--undo", help="Take back what was last written into the file.")]
Differing = Annotated[bool, typer.Option("--disagreements", help="Show where respondents differ; ask nothing.")]


def elicit(  # noqa: PLR0913  (each is an option)
    file: File,
    *,
    dm: Dm = None,
    about: About = None,
    goal: Goal = None,
    concept: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help=f"By which it is judged what holds: {', '.join(CONCEPTS)}; by default the file's reading, or seq.",
        ),
    ] = None,
    as_: As = None,
    answers: Answers = None,
    controls: Controls = 0,
    anew: Anew = False,
    still: Still = False,
    write: Write = False,
    undo: Undo = False,
    disagreements: Differing = False,
    json: Json = False,
    variation: VariationName = None,
) -> None:
    """Ask what somebody prefers, only where it can matter.

    One question at a time, until what is asked for no longer depends on the rest. Every answer is kept at once, and
    the same call goes on where it was left. One reply a line may come from standard input.
    """
    if undo and (write or anew or disagreements):
        raise refusal(file, "leave out --undo, or else --write, --anew and --disagreements")
    path, by = path_of(file), respondent(as_)
    conflict = read(file)
    if write or undo:
        refuse_writing(file, path, conflict)
    kept = journal_of(path, answers)
    if undo:
        _take_back(path, conflict, kept)
        return
    begin = _begun(conflict, file, dm=dm, about=about, goal=goal, concept=concept, variation=variation)
    with held(path, conflict, kept, by if anew else "", still=still) as book:
        if disagreements:
            _compare(begin, book, write=write, json=json)
        else:
            _ask(begin, book, by, controls=controls, write=write, json=json)


def _begun(  # noqa: PLR0913  (what the command was asked)
    conflict: Conflict,
    file: str,
    *,
    dm: list[str] | None,
    about: str | None,
    goal: list[str] | None,
    concept: str | None,
    variation: str | None,
) -> Elicitation:
    from countermove.simulation.elicitation import elicitation

    _refuse_nobody(conflict, file, dm, about or "situations", variation)
    with progress_bar("what is to be asked"):
        asked = elicitation(
            conflict,
            dms=dm or None,
            about=about or "situations",
            goal=goal or None,
            concept=concept,
            variation=variation,
        )
    if not asked.goals:
        raise refusal(file, "nothing holds here, so there is nothing to ask for; name a state with --goal")
    return asked


def _refuse_nobody(conflict: Conflict, file: str, dm: list[str] | None, about: str, variation: str | None) -> None:
    """Refuse a call that names nobody where nobody is without preferences, with what may be asked."""
    from countermove.analysis.elicitation.begin import asked_about
    from countermove.model.variation import vary

    if dm:
        return
    try:
        asked_about(vary(conflict, variation), None, about)
    except InvalidRequest as fault:
        ids = [each.id for each in conflict.decision_makers if each.options or conflict.graph is not None]
        if about != "situations" or not ids:
            raise
        others = f" (or {', '.join(ids[1:])})" if ids[1:] else ""
        message = f"everybody has preferences here; name who is to be asked about anew, as in --dm {ids[0]}{others}"
        wishes = any(len(each.preferences.statements) > 1 for each in conflict.decision_makers)
        message += ", or compare the wishes in the file, with --about wishes" if wishes else ""
        raise refusal(file, message) from fault


def _ask(  # noqa: PLR0913  (what the command was asked)
    begin: Elicitation, book: AnswerBook, by: str, *, controls: int, write: bool, json: bool
) -> None:
    """Ask what is open, show what came of it, and write it if that is wanted."""
    from countermove.cli.dialogue import Dialogue
    from countermove.cli.replies import Replies
    from countermove.report.console import print_json

    replies = Replies()
    dialogue = Dialogue(by, today(), lambda now: book.keep(now, by), replies, controls)
    try:
        with redirect_stdout(sys.stderr if json else sys.stdout):
            asked, last = _sitting(book.resumed(begin, by), book, dialogue, brief=json or write)
    except KeyboardInterrupt:
        say("", end="\n" if replies.typed else "")
        raise Interrupted(f"interrupted: {_left(book, by)}") from None
    if write and last != "q" and not asked.answers:
        raise refusal(
            str(book.file), "nothing had to be asked, so there is nothing to write; ask for more with --goal"
        )
    if write or last == "y":
        _write(asked, book, by, json=json)
    if json:
        print_json(asked.to_dict() | {"progress": asdict(asked.progress), "by": by, "journal": str(book.path)})
    elif not write and last != "y":
        say("")
        say_next(next_call(asked, book, stopped=last == "q"))


def _left(book: AnswerBook, by: str) -> str:
    """Return what is left of a sitting that was interrupted."""
    from countermove.report.words import count_of

    number = len(book.journal.respondents.get(by, []))
    if not number:
        return "nothing was answered yet, so nothing is kept"
    return f"{count_of(number, 'answer')} {'is' if number == 1 else 'are'} kept in {book.path}; the same call goes on"


def _sitting(asked: Elicitation, book: AnswerBook, dialogue: Dialogue, *, brief: bool) -> tuple[Elicitation, str]:
    """Ask until nothing is open, or it is stopped; return the answers, and the last reply: y, n or q."""
    from countermove.report.console import show_answer
    from countermove.report.elicitation.ending import ending_parts

    while True:
        asked, stopped = dialogue.held(asked)
        say("")
        show_answer(asked, ending_parts(asked))
        if stopped or brief or not (dialogue.replies.typed and asked.answers) or obstacle("", book.file, asked.view):
            return asked, "q" if stopped else "n"
        if (reply := dialogue.replies.wanted(f"Write this into {book.file}?")) != "u":
            return asked, reply
        asked = asked.undone()
        dialogue.keep(asked)


def _write(asked: Elicitation, book: AnswerBook, by: str, *, json: bool) -> None:
    """Write the answers into the conflict file, and say what was written.

    Where a ranking does not fit the variations of the file, it becomes a variation itself.
    """
    from countermove.io.yaml.insertion import with_variations
    from countermove.simulation.answers.book import text_of
    from countermove.simulation.answers.respondents import as_variation
    from countermove.simulation.answers.written import with_answers

    reader, file, more = text_reader(book.file), str(book.file), list[str]()
    try:
        new = book.write(lambda text: with_answers(text, file, asked, reader), reader, today())
    except InvalidConflict as fault:
        view = as_variation(reader(text_of(book.file)), by, asked)
        try:
            new = book.write(lambda text: with_variations(text, file, (view,), reader), reader, today())
        except InvalidConflict:
            raise fault from None
        why = fault.complaints[0].message.partition(";")[0]
        warn(f"{why}; so it is written as a variation of its own, {view.id}")
        more = ["--variation", view.id]
    _told(book, *more, new=new, json=json, remarks=asked.remarks)


def _told(book: AnswerBook, *more: str, new: bool, json: bool, remarks: Sequence[str] = ()) -> None:
    """Say what was written, and that other ends may matter now where the judgement's were asked about."""
    from countermove.simulation.elicitation import ENDS_ASKED_ABOUT

    if json:
        return
    say(f"\n{'wrote' if new else 'this stands already in'} {book.file}; with --undo elicit takes it back")
    if ENDS_ASKED_ABOUT in remarks:
        say("With it the judgement may have other ends; the same call then asks about those.")
    say_next(following("solve", *more, file=str(book.file)))


def _take_back(path: Path, conflict: Conflict, kept: Path) -> None:
    with held(path, conflict, kept, "", still=True) as book:
        book.undo(text_reader(path))
        say(f"took back what elicit wrote into {path}; the answers are kept in {kept}")
        say_next(following(judging(conflict)))


def _compare(begin: Elicitation, book: AnswerBook, *, write: bool, json: bool) -> None:
    """Show where respondents differ, and write each one's view into the file if that is wanted."""
    from countermove.io.yaml.insertion import with_variations
    from countermove.report.console import print_json, show_answer
    from countermove.report.elicitation.disagreements import disagreement_parts
    from countermove.simulation.answers.book import text_of
    from countermove.simulation.answers.respondents import Disagreements, as_variations

    each = {name: book.resumed(begin, name) for name in book.journal.respondents}
    found = Disagreements({name: asked for name, asked in each.items() if asked.answers})
    if len(found.respondents) < 2:
        known = ", ".join(found.respondents) or "nobody"
        raise InvalidRequest(
            f"{book.path} has answers of {known}; two are needed: each answers under a name, with --as"
        )
    if write:
        reader = text_reader(book.file)
        variations = as_variations(reader(text_of(book.file)), found)
        new = book.write(lambda text: with_variations(text, str(book.file), variations, reader), reader, today())
    if json:
        print_json(found.to_dict())
        return
    show_answer(found, disagreement_parts(found))
    if write:
        _told(book, new=new, json=json)
        return
    say("")
    say_next(
        instead_of_writing(book, begin.view) or following("elicit", *repeated_options(), "--disagreements", "--write")
    )
