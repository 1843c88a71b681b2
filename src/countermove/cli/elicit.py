"""`countermove elicit`: which of two situations is preferred, asked only where it can matter."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from countermove.cli.errors import say, say_next
from countermove.cli.evolve import CHOICE, complete_concept
from countermove.cli.inputs import FRONTS_IN, File, Json, VariationName, path_of, read, refusal
from countermove.cli.next_command import following
from countermove.cli.progress import progress_bar
from countermove.errors import Interrupted, InvalidRequest

if TYPE_CHECKING:
    from countermove.analysis.elicitation.result import Elicitation
    from countermove.model.conflict import Conflict
    from countermove.simulation.answers.book import AnswerBook

LONGEST = 60
"""Letters of a respondent's name."""

Dm = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME", help="Whose preferences are asked for; by default of all who have none in the file."),
]
About = Annotated[
    str | None,
    typer.Option(metavar="WHAT", help="Compare situations, or the wishes (statements) in the file; situations if not given."),
]
Goal = Annotated[
    list[str] | None,
    typer.Option(metavar="STATE", help="Ask only what matters to whether this holds; by default the judgement's ends."),
]
As = Annotated[str | None, typer.Option("--as", metavar="NAME", help="Who answers; by default the user of the computer.")]
Answers = Annotated[
    Path | None, typer.Option(metavar="PATH", help="Where answers are kept; by default beside the file.")
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
            help=f"The stability concept by which it is judged what holds: {CHOICE}",
            autocompletion=complete_concept,
        ),
    ] = None,
    as_: As = None,
    answers: Answers = None,
    anew: Anew = False,
    still: Still = False,
    write: Write = False,
    undo: Undo = False,
    disagreements: Differing = False,
    json: Json = False,
    variation: VariationName = None,
) -> None:
    """Ask which of two situations somebody prefers, where it can matter.

    One question at a time, until what is asked for no longer depends on the rest. Every answer is kept at once, and the
    same call goes on where it was left. One reply a line may come from standard input.
    """
    if undo and (write or anew or disagreements):
        raise refusal(file, "leave out either --undo, or --write, --anew and --disagreements: it takes back, and asks nothing")
    path, by = path_of(file), _respondent(as_)
    conflict = read(file)
    if write or undo:
        _refuse_writing(file, path)
    kept = _journal(path, answers)
    if undo:
        _take_back(path, conflict, kept)
        return
    begin = _begun(conflict, file, dm, about, goal, concept, variation)
    with _held(path, conflict, kept, by if anew else "", still=still) as book:
        if disagreements:
            _compare(begin, book, write=write, json=json)
        else:
            _ask(begin, book, by, write=write, json=json)


def _begun(  # noqa: PLR0913  (what the command was asked)
    conflict: Conflict,
    file: str,
    dm: list[str] | None,
    about: str | None,
    goal: list[str] | None,
    concept: str | None,
    variation: str | None,
) -> Elicitation:
    from countermove.simulation.elicitation import elicitation

    with progress_bar("what is to be asked"):
        asked = elicitation(
            conflict, dms=dm or None, about=about or "situations", goal=goal or None, concept=concept, variation=variation
        )
    if not asked.goals:
        raise refusal(file, "nothing holds here, so there is nothing to ask for; name a state with --goal")
    return asked


def _respondent(given: str | None) -> str:
    """Return the name of who answers."""
    from getpass import getuser

    if given is None:
        try:
            return getuser()
        except (OSError, KeyError, ImportError):
            return "somebody"
    name = " ".join(given.split())
    if not name or len(name) > LONGEST or not name.isprintable():
        raise InvalidRequest(f"--as {given[:LONGEST]!r}: a name has 1 to {LONGEST} letters that can be printed")
    return name


def _journal(path: Path, given: Path | None) -> Path:
    """Return where answers are kept: beside the file, or in the working folder for a packaged case."""
    from countermove.io.answer_journal import SUFFIX
    from countermove.io.packaged import CASES

    name = f"{path.stem}{SUFFIX}"
    return given or (Path(name) if CASES in path.resolve().parents else path.with_name(name))


def _refuse_writing(file: str, path: Path) -> None:
    from countermove.io.packaged import CASES

    if CASES in path.resolve().parents:
        raise refusal(file, f"a packaged case is not changed; countermove cases copy {file} makes a file of it")
    if path.suffix not in {".yaml", ".yml"}:
        raise refusal(file, "answers are written into conflict files in YAML only; countermove convert makes one")


@contextmanager
def _held(path: Path, conflict: Conflict, kept: Path, anew: str, *, still: bool) -> Iterator[AnswerBook]:
    from countermove.simulation.answers.book import AnswerBook

    book = AnswerBook.opened(path, conflict, kept, anew=anew, still=still)
    try:
        yield book
    finally:
        book.close()


def _text_reader(path: Path) -> Any:
    """Return a function from a text to the conflict that a file at the path would then hold."""
    from countermove.io.yaml.reading import read_yaml

    folders = FRONTS_IN.get()
    return lambda text: read_yaml(text.removeprefix("\ufeff").replace("\r\n", "\n"), str(path), path.parent, folders)


def _ask(begin: Elicitation, book: AnswerBook, by: str, *, write: bool, json: bool) -> None:
    """Ask what is open, show what came of it, and write it if that is wanted."""
    from datetime import date

    from countermove.cli.dialogue import dialogue
    from countermove.cli.replies import Replies
    from countermove.report.console import print_json, show_answer
    from countermove.report.elicitation.ending import ending_parts

    asked, today, replies = book.resumed(begin, by), date.today().isoformat(), Replies()  # noqa: DTZ011  (the user's day)
    try:
        with redirect_stdout(sys.stderr if json else sys.stdout):
            asked, stopped = dialogue(asked, by, today, lambda now: book.keep(now, by), replies)
    except KeyboardInterrupt:
        number = len(book.journal.respondents.get(by, []))
        sys.stdout.write("\n" if replies.typed else "")
        raise Interrupted(f"interrupted: {number} answers are kept in {book.path}; the same call goes on") from None
    if json:
        print_json(asked.to_dict() | {"by": by, "journal": str(book.path)})
    else:
        show_answer(asked, ending_parts(asked))
    if write or (not json and not stopped and _wanted(asked, book, replies)):
        _write(asked, book, today, json=json)
    elif not json:
        say_next(following("elicit", *_repeated()) if stopped else following("solve"))


def _repeated() -> list[str]:
    """Return the options of the call that a repeated call needs as well."""
    from countermove.cli.next_command import GIVEN

    given = GIVEN.get()
    named = (("dm", "--dm"), ("goal", "--goal"), ("about", "--about"), ("concept", "--concept"), ("as_", "--as"), ("answers", "--answers"))
    words = []
    for key, option in named:
        value = given.get(key)
        for each in value if isinstance(value, (list, tuple)) else [value] if value is not None else []:
            words += [option, str(each)]
    return words


def _wanted(asked: Elicitation, book: AnswerBook, replies: Any) -> bool:
    """Whether somebody at a terminal says that what was learnt is to be written into the file."""
    try:
        _refuse_writing(str(book.file), book.file)
    except Exception:
        return False
    if not replies.typed or not asked.answers:
        return False
    return replies.next(f"Write this into {book.file}? y or n > ").lower() in {"y", "yes"}


def _write(asked: Elicitation, book: AnswerBook, on: str, *, json: bool) -> None:
    """Write the answers into the conflict file, and say what was written."""
    from countermove.simulation.answers.written import with_answers

    reader = _text_reader(book.file)
    book.write(lambda text: with_answers(text, str(book.file), asked, reader), reader, on)
    _told(book, json=json)


def _told(book: AnswerBook, *, json: bool) -> None:
    if not json:
        say(f"wrote {book.file}; with --undo elicit takes it back")
        say_next(following("solve", file=str(book.file)))


def _take_back(path: Path, conflict: Conflict, kept: Path) -> None:
    with _held(path, conflict, kept, "", still=True) as book:
        book.undo(_text_reader(path))
        say(f"took back what elicit wrote into {path}; the answers are kept in {kept}")


def _compare(begin: Elicitation, book: AnswerBook, *, write: bool, json: bool) -> None:
    """Show where respondents differ, and write each one's view into the file if that is wanted."""
    from datetime import date

    from countermove.io.yaml.insertion import with_variations
    from countermove.report.console import print_json, show_answer
    from countermove.report.elicitation.disagreements import disagreement_parts
    from countermove.simulation.answers.respondents import Disagreements, as_variations

    each = {name: book.resumed(begin, name) for name in book.journal.respondents}
    found = Disagreements({name: asked for name, asked in each.items() if asked.answers})
    if len(found.respondents) < 2:
        known = ", ".join(found.respondents) or "nobody"
        raise InvalidRequest(f"{book.path} has answers of {known}; two are needed: each answers under a name, with --as")
    if json:
        print_json(found.to_dict())
    else:
        show_answer(found, disagreement_parts(found), "" if write else following("elicit", "--disagreements", "--write"))
    if write:
        reader, today = _text_reader(book.file), date.today().isoformat()  # noqa: DTZ011  (the user's day)
        book.write(
            lambda text: with_variations(text, str(book.file), as_variations(reader(text), found), reader), reader, today
        )
        _told(book, json=json)
