"""The journal of an elicitation: a JSON file beside the conflict file that keeps every answer as soon as it is given.

It names the conflict file by its content, keeps what that content was, and carries a checksum of all that it says.
It is replaced as a whole, so that it never holds half an answer. A damaged or altered one is named and not believed.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from countermove.errors import InvalidConflict, InvalidRequest
from countermove.io.checksums import digest_of_fields, replace_bytes
from countermove.io.foreign_formats import not_utf8
from countermove.io.regular_files import FileKind, content

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX = ".answers.json"

JOURNAL = FileKind("a journal of answers", 1 << 24, "begin again with --anew")

ADVICE = "bring back an earlier copy, name another file with --answers, or begin again with --anew"

Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class KeptAnswer(_Strict):
    """One answer.

    Attributes
    ----------
    dm : str
        The id of the decision maker whose preference it is about.
    about : {"situations", "wishes"}
        What was compared.
    first, second : str
        The two: patterns or ids of states, or statements.
    reply : {"first", "second", "same", "unknown"}
        Which of them is preferred.
    on : str
        The day on which it was given.
    """

    dm: str
    about: Literal["situations", "wishes"]
    first: str
    second: str
    reply: Literal["first", "second", "same", "unknown"]
    on: Day


class Written(_Strict):
    """What was last written into the conflict file.

    Attributes
    ----------
    on : str
        The day.
    sha256 : str
        The SHA-256 of the file as it was written.
    before, after : str
        The text of the file before and after.
    """

    on: Day
    sha256: str
    before: str
    after: str


class Journal(_Strict):
    """All answers about one conflict file.

    Attributes
    ----------
    countermove_answers : 1
        The version of this format.
    file : str
        The name of the conflict file.
    sha256 : str
        The SHA-256 of the conflict file that the answers are about.
    model : str
        What that file says, as one YAML text.
    respondents : mapping of str to list of KeptAnswer
        The answers of each respondent, in the order in which they were given.
    written : Written or None
        What was last written into the conflict file; None if nothing, or if it was taken back.
    digest : str
        The SHA-256 of all other fields.
    """

    countermove_answers: Literal[1] = 1
    file: str
    sha256: str
    model: str
    respondents: dict[str, list[KeptAnswer]] = {}
    written: Written | None = None
    digest: str = ""

    def with_answers(self, respondent: str, answers: list[KeptAnswer]) -> Journal:
        """Return the journal with other answers of one respondent."""
        kept = {**self.respondents, respondent: answers}
        return self.model_copy(update={"respondents": {name: each for name, each in kept.items() if each}})


def digest_of(journal: Journal) -> str:
    """Return the SHA-256 of all that a journal says, in hexadecimal digits."""
    return digest_of_fields(journal.model_dump(mode="json", exclude={"digest"}))


def write_journal(journal: Journal, file: Path) -> None:
    """Write a journal atomically, with its digest; it is on the disk when this returns.

    Raises
    ------
    InvalidRequest
        If the file cannot be written.
    """
    sealed = journal.model_copy(update={"digest": digest_of(journal)})
    text = json.dumps(sealed.model_dump(mode="json"), indent=1, ensure_ascii=False) + "\n"
    try:
        replace_bytes(text.encode(), file, durable=True)
    except OSError as fault:
        raise InvalidRequest(f"{file}: {(fault.strerror or str(fault)).lower()}") from None


def read_journal(file: Path) -> Journal | None:
    """Return the journal in a file; None if there is no such file.

    Raises
    ------
    InvalidRequest
        If the file cannot be read, is damaged, was altered, or is something else.
    """
    try:
        if not file.exists():
            return None
        raw = content(file, JOURNAL)
    except InvalidConflict as fault:
        raise InvalidRequest(f"{fault}; {ADVICE}") from None
    except OSError as fault:
        raise InvalidRequest(f"{file} cannot be read ({(fault.strerror or str(fault)).lower()}); {ADVICE}") from None
    if message := not_utf8(raw):
        raise InvalidRequest(f"{file} is damaged: {message}; {ADVICE}")
    return _checked(raw, file)


def _checked(raw: bytes, file: Path) -> Journal:
    try:
        journal = Journal.model_validate_json(raw)
    except ValidationError as fault:
        first = fault.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        message = f"{file} is damaged, or no journal of answers: {where}: {first['msg'].lower()}"
        raise InvalidRequest(f"{message}; {ADVICE}") from None
    if journal.digest != digest_of(journal):
        raise InvalidRequest(f"{file} is damaged, or was altered: its digest does not fit what it says; {ADVICE}")
    return journal
