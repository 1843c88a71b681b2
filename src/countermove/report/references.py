"""Names of decision makers, options, moves and states within sentences."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from countermove.report.words import dm_name, listed, option_names, situation, within

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.analysis.explanation.result import Move
    from countermove.model.conflict import Conflict


def name_of(conflict: Conflict, dm: str) -> str:
    """Return the name of a decision maker within a sentence, with a small article and without an abbreviation.

    Examples
    --------
    >>> from countermove import cases
    >>> name_of(cases.load("elmira"), "uniroyal"), name_of(cases.load("kazakhstan-2022"), "street")
    ('Uniroyal', 'the street')
    >>> name_of(cases.load("kazakhstan-2022-mixture"), "services")
    'the faction in the security services'
    """
    name = dm_name(conflict.decision_makers[conflict.position(dm)])
    return within(re.sub(r"(?<=\S) \([^()]*\)$", "", name))


def names_of(conflict: Conflict, dms: Iterable[str], word: str = "and") -> str:
    """Return the names of decision makers as a list within a sentence.

    Examples
    --------
    >>> from countermove import cases
    >>> names_of(cases.load("kazakhstan-2022"), ["street", "president"])
    'the street and President Tokayev'
    """
    return listed((name_of(conflict, each) for each in dms), word)


def capitalised(words: str) -> str:
    """Return words with a capital first letter."""
    return words[:1].upper() + words[1:]


def option_titles(conflict: Conflict) -> tuple[str, ...]:
    """Return the options in quotation marks, bit 0 first; with the owner if two have the same name.

    Examples
    --------
    >>> from countermove import cases
    >>> option_titles(cases.load("chicken"))
    ('“Swerve before B”', '“Swerve before A”')
    """
    names = option_names(conflict)
    times = Counter(names)
    owners = [name_of(conflict, conflict.decision_makers[i].id) for i in conflict.owners]
    return tuple(
        f"“{name}”" if times[name] == 1 else f"“{name}” of {owner}" for name, owner in zip(names, owners, strict=True)
    )


def state_name(conflict: Conflict, number: int) -> str:
    """Return a state by its number, and by its name in graph form.

    Examples
    --------
    >>> from countermove import cases
    >>> state_name(cases.load("elmira"), 5)
    'state 5'
    """
    return f"state {number}" if conflict.graph is None else f"{situation(conflict, number - 1)[0]} (state {number})"


def move_as_gerund(conflict: Conflict, move: Move) -> str:
    """Return a move as it follows on 'by'.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.explanation.result import move
    >>> move_as_gerund(dilemma := cases.load("prisoners-dilemma"), move(dilemma, 0, 3, 2))
    'dropping “Cooperate with B”'
    """
    if move.starts and move.stops and _one_or_the_other(conflict, move):
        return f"choosing {_titled(conflict, move.starts)} instead of {_titled(conflict, move.stops)}"
    return change_as_gerund(conflict, move.starts, move.stops, move.to)


def change_as_gerund(conflict: Conflict, starts: Iterable[str], stops: Iterable[str], to: int) -> str:
    """Return the options that start and stop, as they follow on 'by'; the state moved to in graph form.

    Examples
    --------
    >>> from countermove import cases
    >>> change_as_gerund(cases.load("chicken"), ["a.swerve"], [], 2)
    'choosing “Swerve before B”'
    """
    changes = (("choosing", [*starts]), ("dropping", [*stops]))
    done = [f"{verb} {_titled(conflict, options)}" for verb, options in changes if options]
    return listed(done) if done else f"moving to {state_name(conflict, to)}"


def _titled(conflict: Conflict, options: Iterable[str]) -> str:
    named = option_titles(conflict)
    return listed(named[conflict.bits[each]] for each in options)


def _one_or_the_other(conflict: Conflict, move: Move) -> bool:
    """Whether no feasible state has both the started and the stopped options on."""
    left, reached = move.ends
    return not conflict.states.feasible(np.array([left | reached])).any()


def move_as_answer(conflict: Conflict, move: Move) -> str:
    """Return a move as it follows on 'answer'.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.explanation.result import move
    >>> move_as_answer(dilemma := cases.load("prisoners-dilemma"), move(dilemma, 0, 2, 3))
    'with “Cooperate with B”'
    """
    if move.starts and not move.stops:
        return f"with {_titled(conflict, move.starts)}"
    return f"by {move_as_gerund(conflict, move)}"


def destination(conflict: Conflict, move: Move) -> str:
    """Return the state reached by a move, in parentheses; nothing in graph form, where the move names it."""
    unneeded = conflict.graph is not None or not conflict.states.numbered
    return "" if unneeded else f" ({state_name(conflict, move.to)})"
