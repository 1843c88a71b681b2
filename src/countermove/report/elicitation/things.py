"""The two things of a question in words: situations by what is on in them, wishes by their statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.report.short_words import end_names, short_names
from countermove.report.statements import worded
from countermove.report.words import tidy

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict


@dataclass(frozen=True)
class Situation:
    """One of two situations, in few words.

    Attributes
    ----------
    name : str
        The end that it is, with its number.
    differs : tuple of str
        What is on in it and not in the other.
    shared : tuple of str
        What is on in both.
    whole : bool
        Whether all else is off; of several states taken as one, the rest may be on or off.
    """

    name: str
    differs: tuple[str, ...]
    shared: tuple[str, ...]
    whole: bool


def two_situations(conflict: Conflict, first: int, second: int) -> tuple[Situation, Situation]:
    """Return two situations, each with what the other lacks.

    Parameters
    ----------
    conflict : Conflict
        In option form.
    first, second : int
        The numbers of the states.

    Examples
    --------
    >>> from countermove import cases
    >>> first, _ = two_situations(cases.load("elmira"), 5, 1)
    >>> first.name, first.differs, first.shared
    ('Deadlock (5)', ('Insist on the original order',), ('Draw out the appeal',))
    """
    return _situation(conflict, first, second), _situation(conflict, second, first)


def _situation(conflict: Conflict, this: int, other: int) -> Situation:
    words = short_names(conflict)
    mine, theirs = (conflict.states[each - 1].pattern for each in (this, other))
    on = [bit for bit, letter in enumerate(mine) if letter == "Y"]
    differs = [words[bit] for bit in on if theirs[bit] != "Y"]
    shared = [words[bit] for bit in on if theirs[bit] == "Y"]
    return Situation(called(conflict, this), tuple(differs), tuple(shared), "-" not in mine)


def called(conflict: Conflict, number: int) -> str:
    """Return a state by its number, behind the name of the end that it is; in graph form by its name.

    Examples
    --------
    >>> from countermove import cases
    >>> called(cases.load("elmira"), 8), called(cases.load("elmira"), 7)
    ('Settlement (8)', 'state 7')
    """
    if conflict.graph is not None:
        return tidy(conflict.states[number - 1].name)
    name = end_names(conflict, [number - 1]).get(number - 1)
    return f"{name} ({number})" if name else f"state {number}"


def thing_in_words(conflict: Conflict, thing: int | str) -> str:
    """Return a situation, or a wish, on one line.

    Examples
    --------
    >>> from countermove import cases
    >>> thing_in_words(cases.load("elmira"), 1)
    'Nobody moves (1): Draw out the appeal'
    """
    if isinstance(thing, str):
        return worded(conflict, thing)
    if conflict.graph is not None:
        return tidy(conflict.states[thing - 1].name)
    words, state = short_names(conflict), conflict.states[thing - 1]
    on = ", ".join(words[bit] for bit, letter in enumerate(state.pattern) if letter == "Y") or "nothing is on"
    return f"{called(conflict, thing)}: {on}{', whatever else is on' if '-' in state.pattern else ''}"
