"""How sentences refer to decision makers, options, moves and states: always by name."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from countermove.report.words import dm_names, listed, option_names, situation, within

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.analysis.explanation.result import Move
    from countermove.model.conflict import Conflict


def name_of(conflict: Conflict, dm: str) -> str:
    """Return what a decision maker is called within a sentence: no abbreviation behind it, a small article.

    Examples
    --------
    >>> from countermove import cases
    >>> name_of(cases.load("elmira"), "uniroyal"), name_of(cases.load("kazakhstan-2022"), "street")
    ('Uniroyal', 'the street')
    >>> name_of(cases.load("kazakhstan-2022-mixture"), "services")
    'the faction in the security services'
    """
    name = dm_names(conflict)[conflict.position(dm)]
    return within(re.sub(r"(?<=\S) \([^()]*\)$", "", name))


def names_of(conflict: Conflict, dms: Iterable[str], word: str = "and") -> str:
    """Return what decision makers are called within a sentence.

    Examples
    --------
    >>> from countermove import cases
    >>> names_of(cases.load("kazakhstan-2022"), ["street", "president"])
    'the street and President Tokayev'
    """
    return listed((name_of(conflict, each) for each in dms), word)


def sentence(words: str) -> str:
    """Return words with a capital letter first."""
    return words[:1].upper() + words[1:]


def titles(conflict: Conflict) -> tuple[str, ...]:
    """Return the options as sentences call them, bit 0 first: in quotation marks, with the owner if need be.

    Examples
    --------
    >>> from countermove import cases
    >>> titles(cases.load("chicken"))
    ('“Swerve before B”', '“Swerve before A”')
    """
    names = option_names(conflict)
    times = Counter(names)
    owners = [name_of(conflict, conflict.decision_makers[i].id) for i in conflict.owners]
    return tuple(
        f"“{name}”" if times[name] == 1 else f"“{name}” of {owner}" for name, owner in zip(names, owners, strict=True)
    )


def place_of(conflict: Conflict, number: int) -> str:
    """Return how a sentence refers to a state.

    Examples
    --------
    >>> from countermove import cases
    >>> place_of(cases.load("elmira"), 5)
    'state 5'
    """
    return f"state {number}" if conflict.graph is None else f"{situation(conflict, number - 1)[0]} (state {number})"


def doing(conflict: Conflict, move: Move) -> str:
    """Return what a move is, as it follows on 'by', and where it leads.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.explanation.result import move
    >>> doing(dilemma := cases.load("prisoners-dilemma"), move(dilemma, 0, 3, 2))
    'dropping “Cooperate with B”'
    """
    if not (move.starts or move.stops):
        return f"moving to {place_of(conflict, move.to)}"
    ways = (("choosing", move.starts), ("dropping", move.stops))
    done = [f"{way} {_titled(conflict, which)}" for way, which in ways if which]
    if len(done) > 1 and _one_or_the_other(conflict, move):
        return f"{done[0]} instead of {_titled(conflict, move.stops)}"
    return listed(done)


def _titled(conflict: Conflict, options: Iterable[str]) -> str:
    named = titles(conflict)
    return listed(named[conflict.bits[each]] for each in options)


def _one_or_the_other(conflict: Conflict, move: Move) -> bool:
    """Whether what is started could not be on beside what is stopped."""
    left, reached = move.ends
    return not conflict.states.feasible(np.array([left | reached])).any()


def answering(conflict: Conflict, move: Move) -> str:
    """Return what a move is, as it follows on 'answer'.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.explanation.result import move
    >>> answering(dilemma := cases.load("prisoners-dilemma"), move(dilemma, 0, 2, 3))
    'with “Cooperate with B”'
    """
    if move.starts and not move.stops:
        return f"with {_titled(conflict, move.starts)}"
    return f"by {doing(conflict, move)}"


def where_to(conflict: Conflict, move: Move) -> str:
    """Return where a move leads, in parentheses; nothing where the move itself says it, as it does in graph form."""
    says_it = conflict.graph is not None or not conflict.states.numbered
    return "" if says_it else f" ({place_of(conflict, move.to)})"
