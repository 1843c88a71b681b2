"""The journal of one conflict file, held by one process: opened, checked against the file, kept after each answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import unified_diff
from hashlib import sha256
from typing import TYPE_CHECKING

from countermove.errors import InvalidRequest
from countermove.io.answer_journal import Journal, Written, read_journal, write_journal
from countermove.io.folder_lock import FolderLock
from countermove.io.regular_files import content
from countermove.io.text_files import CONFLICT_FILE, read_text, write_text
from countermove.io.yaml.model_changes import model_changes, model_text
from countermove.simulation.answers.kept import concerns, kept, resumed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from countermove.analysis.elicitation.result import Elicitation
    from countermove.model.conflict import Conflict

SHOWN = 12
"""Differences that are shown; the rest is counted."""

MOST_LINES = 30
"""Lines of a difference between two texts that are shown."""


@dataclass
class AnswerBook:
    """The journal of a conflict file, which no other process may write meanwhile.

    Attributes
    ----------
    file : pathlib.Path
        The conflict file.
    path : pathlib.Path
        The journal.
    journal : Journal
        What it says.
    """

    file: Path
    path: Path
    journal: Journal
    _lock: FolderLock | None = field(default=None, repr=False)

    @classmethod
    def opened(cls, file: Path, conflict: Conflict, path: Path, *, anew: str = "", still: bool = False) -> AnswerBook:
        """Return the journal of a conflict file, locked; a new one if there is none.

        Parameters
        ----------
        file : pathlib.Path
            The conflict file.
        conflict : Conflict
            What it says.
        path : pathlib.Path
            The journal.
        anew : str
            The respondent who begins again, if one does; of a damaged journal, or one of a file that has changed,
            everybody. What was there before is put beside it, under a name that ends in ``.old``.
        still : bool
            Whether the answers hold although the file has changed.

        Raises
        ------
        InvalidRequest
            If the journal is damaged, in use, or of a file that said something else.
        """
        lock = _locked(path)
        try:
            journal = _again(path, file, conflict, anew) if anew else _read(path, file, conflict, still=still)
        except BaseException:
            lock.release()
            raise
        return cls(file, path, journal, lock)

    def close(self) -> None:
        """Let others write the journal."""
        if self._lock is not None:
            self._lock.release()

    def resumed(self, asked: Elicitation, by: str) -> Elicitation:
        """Return an elicitation after the answers of a respondent; raises as `resumed` does."""
        return resumed(asked, self.journal.respondents.get(by, []), by)

    def keep(self, asked: Elicitation, by: str) -> None:
        """Keep the answers of a respondent, and those that the same respondent gave to other questions."""
        others = [each for each in self.journal.respondents.get(by, []) if not concerns(asked, each)]
        answers = [*others, *(kept(each, asked) for each in asked.answers)]
        self.journal = self.journal.with_answers(by, answers)
        write_journal(self.journal, self.path)

    def write(self, change: Callable[[str], str], read: Callable[[str], Conflict], on: str) -> bool:
        """Change the text of the conflict file, and keep in the journal what it was; return whether it changed.

        Parameters
        ----------
        change : callable
            Function from the text of the file to the changed one.
        read : callable
            Function from a text to its conflict.
        on : str
            The day.

        Raises
        ------
        InvalidRequest
            If the file has changed since the journal was opened.
        InvalidConflict
            If it cannot be changed.
        """
        before = text_of(self.file)
        if digest(before) != self.journal.sha256:
            raise InvalidRequest(f"{self.file} has changed while the questions were asked; nothing was written")
        after = change(before)
        if after == before:
            return False  # and what was written last can still be taken back
        conflict = read(after)
        written = Written(on=on, sha256=digest(after), before=before, after=after)
        self._record(after, conflict, written)
        write_text(after, self.file)
        return True

    def undo(self, read: Callable[[str], Conflict]) -> None:
        """Give the conflict file the text back that it had before the last `write`.

        Raises
        ------
        InvalidRequest
            If nothing was written, or the file has changed since; the message has the difference.
        """
        written = self.journal.written
        if written is None:
            raise InvalidRequest(f"{self.path} knows of nothing that elicit wrote into {self.file}")
        now = text_of(self.file)
        if digest(now) != written.sha256:
            cure = (
                "take these changes back first, or take out by hand what begins with '# elicit:' and what follows it"
            )
            raise InvalidRequest(
                "\n".join([f"{self.file} has changed since; {cure}", *_differing(written.after, now)])
            )
        write_text(written.before, self.file)
        self._record(written.before, read(written.before), None)

    def _record(self, text: str, conflict: Conflict, written: Written | None) -> None:
        update = {"sha256": digest(text), "model": model_text(conflict), "written": written}
        self.journal = self.journal.model_copy(update=update)
        write_journal(self.journal, self.path)


def _locked(path: Path) -> FolderLock:
    try:
        return FolderLock(path.with_name(f".{path.name}.lock"))
    except InvalidRequest as fault:
        if "is in use by" not in str(fault):
            raise InvalidRequest(f"{fault}: answers are kept there; name another file with --answers") from None
        holder = str(fault).partition("is in use by ")[2].partition(";")[0]
        advice = "wait until it has ended, or name another file with --answers"
        raise InvalidRequest(f"{path} is in use by {holder}; {advice}") from None


def text_of(file: Path) -> str:
    """Return the text of a conflict file to the letter, with its line ends and its mark of byte order.

    Raises
    ------
    InvalidConflict
        As `read_text`.
    """
    read_text(file)
    return content(file, CONFLICT_FILE).decode("utf-8")


def digest(text: str) -> str:
    """Return the SHA-256 of a text as a file, in hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


def _new(file: Path, conflict: Conflict) -> Journal:
    return Journal(file=file.name, sha256=digest(text_of(file)), model=model_text(conflict))


def _again(path: Path, file: Path, conflict: Conflict, by: str) -> Journal:
    """Return the journal without the answers of a respondent, or a new one if that cannot be used."""
    try:
        journal = _read(path, file, conflict, still=False)
    except InvalidRequest:
        journal = _new(file, conflict)
    if path.exists():
        path.replace(path.with_name(f"{path.name}.old"))
    journal = journal.with_answers(by, [])
    write_journal(journal, path)
    return journal


def _read(path: Path, file: Path, conflict: Conflict, *, still: bool) -> Journal:
    journal, now = read_journal(path), _new(file, conflict)
    if journal is None or journal.sha256 == now.sha256:
        return journal or now
    if journal.written is not None and digest(journal.written.before) == now.sha256:
        return journal.model_copy(update={"sha256": now.sha256, "model": now.model, "written": None})  # not written
    changes = [] if still else model_changes(journal.model, now.model)
    if changes:
        more = len(changes) - SHOWN
        shown = [*(f"  {each}" for each in changes[:SHOWN]), *([f"  and {more} more"] if more > 0 else [])]
        of = f" ({journal.file} then)" if journal.file != file.name else ""
        message = f"{file} has changed since the answers in {path} were given{of}:"
        cure = (
            "take the changes back, go on with --still if the answers hold all the same, or begin again with --anew"
        )
        raise InvalidRequest("\n".join([message, *shown, cure]))
    return journal.model_copy(update={"sha256": now.sha256, "model": now.model, "file": now.file})


def _differing(before: str, after: str) -> list[str]:
    lines = [*unified_diff(before.splitlines(), after.splitlines(), "as written", "as it is", lineterm="", n=0)]
    more = len(lines) - MOST_LINES
    return [*lines[:MOST_LINES], *([f"and {more} more lines"] if more > 0 else [])]
