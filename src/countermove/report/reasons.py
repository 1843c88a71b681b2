"""Moves and reasons in words: who would do what, and what decides for whom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from countermove.report.words import dm_names, listed, option_names, situation, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.analysis.differences import Difference
    from countermove.analysis.explanation.account import Move
    from countermove.model.conflict import Conflict


def name_of(conflict: Conflict, dm: str) -> str:
    """Return what a decision maker is called within a sentence: no abbreviation behind it, no capital article.

    Examples
    --------
    >>> from countermove import cases
    >>> name_of(cases.load("elmira"), "uniroyal"), name_of(cases.load("kazakhstan-2022"), "street")
    ('Uniroyal', 'the street')
    """
    name = dm_names(conflict)[conflict.position(dm)]
    name = re.sub(r"(?<=\S) \([^()]*\)$", "", name)
    return f"the {name[4:]}" if name.startswith("The ") else name


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
    """Return what a move is, as it follows on 'by'.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.explanation.account import move
    >>> doing(dilemma := cases.load("prisoners-dilemma"), move(dilemma, 0, 3, 2))
    'stopping “Cooperate with B”'
    """
    names = dict(zip(conflict.options, option_names(conflict), strict=True))
    ways = (("starting", move.starts), ("stopping", move.stops))
    done = [f"{way} {listed(f'“{names[each]}”' for each in which)}" for way, which in ways if which]
    return " and ".join(done) or f"moving to {place_of(conflict, move.to)}"


def gain(conflict: Conflict, move: Move) -> str:
    """Return why a decision maker prefers where a move leads to, as it follows on a colon."""
    why = move.why
    if why.kind != "statements":
        return _compared(conflict, why)
    reason = f"{_importance(conflict, why)}{_because(why)}"
    if {each.holds for each in why.statements} <= {*move.starts}:
        return f"this in itself {reason}"
    return f"{_statements(conflict, why)} would come true, which {reason}"


def loss(conflict: Conflict, why: Difference) -> str:
    """Return, as a sentence, why a decision maker is no better off at the end than where it stands."""
    dm = name_of(conflict, why.dm)
    if why.kind == "equal":
        return f"For {dm} that would be no better than to stay: both are equally preferred."
    worse = f"For {dm} that would be worse than to stay"
    if why.kind == "statements":
        lost = f"{_statements(conflict, why)} would no longer be true, which"
        return f"{worse}: {lost} {_importance(conflict, why)}{_because(why)}."
    return f"{worse}: {_compared(conflict, why)}."


def _compared(conflict: Conflict, why: Difference) -> str:
    """Return what weights or a ranking say of two states."""
    dm, (better, worse) = name_of(conflict, why.dm), why.levels
    first, second = place_of(conflict, why.better), place_of(conflict, why.worse)
    if why.kind == "ranking":
        return f"{dm} ranks {first} {_ordinal(better)} and {second} {_ordinal(worse)}{_since(why)}"
    sums = f"the weights of what {dm} wants add up to {better:g} in {first} and to {worse:g} in {second}"
    return f"{sums}{_since(why)}"


def _statements(conflict: Conflict, why: Difference) -> str:
    return listed(f"“{_one_pair(named(conflict, each.holds))}”" for each in why.statements)


def _one_pair(text: str) -> str:
    """Take off the quotation marks of a statement that is no more than one option."""
    return text[1:-1] if re.fullmatch("‘[^‘’]*’", text) else text


def named(conflict: Conflict, text: str) -> str:
    """Return a statement with the names of its options in place of their ids.

    Examples
    --------
    >>> from countermove import cases
    >>> named(cases.load("kazakhstan-2022"), "leak iff purge")
    '‘Leak on the president’ iff ‘Turn on Nazarbayev himself’'
    """
    names = option_names(conflict)

    def name(found: re.Match[str]) -> str:
        bit = conflict.bits.get(found[0])
        return found[0] if bit is None else f"‘{names[bit]}’"

    return re.sub(r"[^\W\d]\w*(\.[^\W\d]\w*)?", name, tidy(text))


def _importance(conflict: Conflict, why: Difference) -> str:
    dm = name_of(conflict, why.dm)
    if why.place == 1:
        return f"matters most to {dm}"
    return f"is {_ordinal(why.place)} in importance for {dm}"


def _because(why: Difference) -> str:
    reasons = [tidy(each.because) for each in why.statements if each.because]
    return f" ({_joined(reasons)})" if reasons else ""


def _since(why: Difference) -> str:
    return f" ({tidy(why.because)})" if why.because else ""


def _joined(reasons: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(reason.rstrip(".") for reason in reasons))


def _ordinal(number: float) -> str:
    """Return a number as it stands in a ranking.

    Examples
    --------
    >>> [_ordinal(number) for number in (1, 2, 3, 11, 22)]
    ['first', 'second', 'third', '11th', '22nd']
    """
    whole = int(number)
    words = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
    if whole <= len(words):
        return words[whole - 1]
    ending = {1: "st", 2: "nd", 3: "rd"}.get(whole % 10, "th") if whole % 100 not in {11, 12, 13} else "th"
    return f"{whole:,}{ending}"
