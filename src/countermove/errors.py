"""The exceptions of the package, one tree below `CountermoveError`, and the complaints that they carry."""

from __future__ import annotations

import difflib
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

MANY = 100
"""Names above which a suggestion differs in one letter, so that thousands of unknown words are answered soon."""

LONGEST = 40
"""Letters of a word up to which it is compared without one of them."""

DocumentPath = tuple[str | int, ...]
"""Keys and positions that lead to a part of a conflict file: ``("decision_makers", "russia", "options")``."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file; line and column count from 1."""

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
    """One fault of a conflict.

    Attributes
    ----------
    message : str
        The fault, with the offending words quoted, and its remedy.
    path : tuple of str and int
        The part of the conflict file with the fault, such as ``("decision_makers", "russia", "options")``.
    offset : int
        Characters from the start of the text at `path` to the fault.
    place : Place or None
        The file, line and column of the fault; None until the reader of the file fills it in.
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
    """An error that the caller can correct; its message is written for an analyst."""


class InvalidConflict(CountermoveError):
    """A conflict that contradicts itself or cannot be read; `complaints` holds every fault."""

    def __init__(self, complaints: Iterable[Complaint]) -> None:
        self.complaints = tuple(complaints)
        super().__init__("\n".join(str(complaint) for complaint in self.complaints))


class StatementError(CountermoveError):
    """A statement that does not parse; `column` counts from 1."""

    def __init__(self, message: str, column: int) -> None:
        self.column = column
        super().__init__(message)


class TooLarge(CountermoveError):
    """More states, moves or output than the program handles; the message gives the number and a remedy."""


class UnknownName(CountermoveError, LookupError):
    """A case, concept, decision maker, variation or state that does not exist."""


class NotACoalition(CountermoveError):
    """Decision makers that form no coalition: fewer than two, or one of them twice."""


class InvalidRequest(CountermoveError):
    """An argument, such as a number, a folder or an address, that the request cannot use."""


class NoStatusQuo(UnknownName, InvalidRequest):
    """A question about the start of a conflict whose file gives no status quo."""


class InvalidForecast(CountermoveError):
    """A frozen forecast that cannot be read, or was altered after freezing."""


class Interrupted(KeyboardInterrupt):
    """An interrupted computation; `found` holds its partial answer, and the message names what is kept."""

    def __init__(self, message: str, found: object = None) -> None:
        self.found = found
        super().__init__(message)


class Contradiction(CountermoveError):
    """An answer that contradicts earlier ones; `cycle` holds the answers that do not go together, it last."""

    def __init__(self, message: str, cycle: Iterable[Any] = ()) -> None:
        self.cycle = tuple(cycle)
        super().__init__(message)


class InvalidCertificate(CountermoveError):
    """A certificate that does not prove its claim; the message names its first fault."""


class CountermoveWarning(UserWarning):
    """Something that the caller should know of an answer that stands; the command prints it as one line."""


class WrongAnswer(Exception):
    """An answer of this program that its own checker refuses: a fault of the program, not of the input."""


@cache
def warn_once(line: str) -> None:
    """Warn of something that holds for the whole process, the first time only; numba resets Python's own memory."""
    warnings.warn(line, CountermoveWarning, stacklevel=2)


@contextmanager
def warnings_told(tell: Callable[[str], object]) -> Iterator[None]:
    """Hand over the lines of this package's warnings, instead of printing them as Python does."""
    with warnings.catch_warnings():
        warnings.simplefilter("default", CountermoveWarning)
        others = warnings.showwarning

        def told(message: Warning | str, category: type[Warning], *where: Any) -> None:
            if issubclass(category, CountermoveWarning):
                tell(str(message))
            else:
                others(message, category, *where)

        shown: Any = told  # Python asks for the names of parameters that are only passed on here
        warnings.showwarning = shown
        yield


def refuse_at_once(*checks: Callable[[], object]) -> None:
    """Run all checks, and join the messages of those that fail in one error, one line each.

    Raises
    ------
    UnknownName or NotACoalition
        The type of the first error, if a check raises either. Other errors pass through at once.

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
    for check in checks:
        try:
            check()
        except (UnknownName, NotACoalition) as fault:
            faults.append(fault)
    if faults:
        raise type(faults[0])("\n".join(dict.fromkeys(map(str, faults))))


def did_you_mean(word: str, known: Iterable[str], also: Iterable[str] = ()) -> str:
    """Return a hint such as ``"; did you mean 'csto'?"``, or a list of known names if none is similar.

    Parameters
    ----------
    word : str
        The unknown word.
    known : iterable of str
        Names that the hint may suggest or list.
    also : iterable of str
        Names that the hint may suggest but does not list.

    Examples
    --------
    >>> did_you_mean("cstoo", ["csto", "alone"])
    "; did you mean 'csto'?"
    """
    names = tuple(known)
    near = _nearest(word, names) or next(iter(difflib.get_close_matches(word, [*also], n=1, cutoff=0.6)), "")
    if near:
        return f"; did you mean {near!r}?"
    listed = [*dict.fromkeys(names[:MANY])]
    return f"; there are: {', '.join(listed[:12])}{', ...' if len(listed) > 12 else ''}" if names else ""


def _nearest(word: str, names: tuple[str, ...]) -> str:
    """Return the most similar of a few names, or of many one that differs in one letter; empty if there is none."""
    if len(names) <= MANY:
        return next(iter(difflib.get_close_matches(word, dict.fromkeys(names), n=1, cutoff=0.6)), "")
    index = _by_letters(names)
    return next((index[each] for each in _one_letter_less(word) if each in index), "")


@lru_cache(maxsize=2)
def _by_letters(names: tuple[str, ...]) -> dict[str, str]:
    """Return the first name of many for each text that it is, or becomes without one letter."""
    index: dict[str, str] = {}
    for name in names:
        for each in _one_letter_less(name):
            index.setdefault(each, name)
    return index


def _one_letter_less(word: str) -> Iterator[str]:
    """Yield a short word without regard to capitals, and the same without each of its letters."""
    folded = word.casefold()
    yield folded
    if len(folded) <= LONGEST:
        yield from (folded[:k] + folded[k + 1 :] for k in range(len(folded)))
