"""What can go wrong, in the subject's words: one tree of exceptions, and the complaints that they carry."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

DocumentPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something stands; line and column count from 1."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        parts = [self.file]
        parts += [f"line {self.line}"] if self.line is not None else []
        parts += [f"column {self.column}"] if self.column is not None else []
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that is wrong with a conflict.

    Attributes
    ----------
    message : str
        What is wrong, quoting the offending words, and what would be right.
    path : tuple of str and int
        Where, as keys and positions in the conflict file (``("decision_makers", "russia", "options")``).
    offset : int
        How many characters into the text at `path` the fault begins.
    place : Place or None
        The same as file, line and column, once a reader has filled it in.
    """

    message: str
    path: DocumentPath = ()
    offset: int = 0
    place: Place | None = None

    def __str__(self) -> str:
        if self.place is not None:
            return f"{self.place}: {self.message}"
        return f"{'.'.join(map(str, self.path))}: {self.message}" if self.path else self.message

    def at(self, place: Place) -> Complaint:
        """Return the same complaint with its place in a file."""
        return replace(self, place=place)


class CountermoveError(Exception):
    """Anything that the caller can put right. Its text is meant to be read by an analyst."""


class InvalidConflict(CountermoveError):
    """A conflict that contradicts itself or cannot be read; carries every complaint at once."""

    def __init__(self, complaints: Iterable[Complaint]) -> None:
        self.complaints = tuple(complaints)
        super().__init__("\n".join(str(complaint) for complaint in self.complaints))


class StatementError(CountermoveError):
    """A statement that does not parse; `column` counts from 1."""

    def __init__(self, message: str, column: int) -> None:
        self.column = column
        super().__init__(message)


class TooLarge(CountermoveError):
    """More states, moves or output than can be dealt with; says how many and what would help."""


class UnknownName(CountermoveError, LookupError):
    """A case, concept, decision maker, variation or state that does not exist."""


class NotACoalition(CountermoveError):
    """Decision makers who are no coalition: fewer than two of them, or the same one twice."""


class InvalidRequest(CountermoveError):
    """A number, a folder or an address with which no answer can be found; says what would be right."""


class InvalidForecast(CountermoveError):
    """A frozen forecast that cannot be read, or that was altered after it was frozen."""


class Interrupted(KeyboardInterrupt):
    """Long work that was broken off; says what is kept of it, and has in `found` the answer as far as it goes."""

    def __init__(self, message: str, found: object = None) -> None:
        self.found = found
        super().__init__(message)


class InvalidCertificate(CountermoveError):
    """A certificate that does not show what it claims; the text says what is wrong with it first."""


class WrongAnswer(Exception):
    """An answer of this program that its own checker refuses: a fault of the program, not of a call or a file."""


def refuse_at_once(*questions: Callable[[], object]) -> None:
    """Ask each of some questions, and complain of all that cannot be answered, a line for each.

    Raises
    ------
    UnknownName or NotACoalition
        As the first of them did.

    Examples
    --------
    >>> from countermove import cases
    >>> chicken = cases.load("chicken")
    >>> refuse_at_once(lambda: chicken.position("c"), lambda: chicken.position("a"), lambda: chicken.position("bb"))
    Traceback (most recent call last):
    ...
    countermove.errors.UnknownName: 'Chicken' has no decision maker 'c'; there are: a, b
    'Chicken' has no decision maker 'bb'; did you mean 'b'?
    """
    faults: list[UnknownName | NotACoalition] = []
    for question in questions:
        try:
            question()
        except (UnknownName, NotACoalition) as fault:
            faults.append(fault)
    if faults:
        raise type(faults[0])("\n".join(dict.fromkeys(map(str, faults))))


def did_you_mean(word: str, known: Iterable[str], also: Iterable[str] = ()) -> str:
    """Return ``"; did you mean 'csto'?"``, or what there is to choose from if nothing comes near.

    Parameters
    ----------
    word : str
        What was written.
    known : iterable of str
        What there is to choose from.
    also : iterable of str
        What may be meant, too, but is not listed.

    Examples
    --------
    >>> did_you_mean("cstoo", ["csto", "alone"])
    "; did you mean 'csto'?"
    """
    names = list(dict.fromkeys(known))
    near = difflib.get_close_matches(word, [*names, *also], n=1, cutoff=0.6)
    if near:
        return f"; did you mean {near[0]!r}?"
    return f"; there are: {', '.join(names[:12])}{', ...' if len(names) > 12 else ''}" if names else ""
