"""How wide a text will be, before there is a browser to ask, and how it is broken into lines.

The same as the figure, in words: for those who do not see it, and for what there is no room for.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from countermove.model.concepts import strongest
from countermove.report.words import count_of, dm_names, listed, move, share, situation, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countermove.analysis.excerpt.result import DrawnMove, DrawnState, Excerpt


_WIDTHS = (
    ("ijl'|", 0.25),
    ('ftI.,:;!/\\[]() -r"`{}', 0.34),
    ("abcdeghknopqsuvxyzJL?#$_+=<>~^*0123456789", 0.57),
    ("ABCDEFGHKNOPQRSTUVXYZ&w", 0.75),
    ("mMW%@…", 0.95),
)

_WIDTH = {letter: width for letters, width in _WIDTHS for letter in letters}

_OTHER = 0.66

_GENEROUS = 1.04
"""Fonts differ: these are the widths of Helvetica and its like, rounded up."""

_NOT_IN_XML = dict.fromkeys([*range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "�")


def drawable(text: str) -> str:
    r"""Return a text on one line, without control characters and what XML does not allow.

    Examples
    --------
    >>> drawable("Send\n  a \ud800force")
    'Send a �force'
    """
    return tidy(text).translate(_NOT_IN_XML)


def width_of(text: str, size: float) -> float:
    """Return about how wide a text is in a sans-serif font of a size, rather too much than too little.

    Examples
    --------
    >>> width_of("ill", 10) < width_of("men", 10) < width_of("政府方", 10)
    True
    """
    return size * _GENEROUS * sum(map(_width, text))


def _width(letter: str) -> float:
    if letter in _WIDTH:
        return _WIDTH[letter]
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0.0
    return 1.05 if unicodedata.east_asian_width(letter) in "WF" else _OTHER


def wrapped(text: str, room: float, size: float, most: int) -> list[str]:
    """Break a text into at most so many lines that fit into a width; what is too long ends in dots.

    Examples
    --------
    >>> wrapped("Send a force under the treaty", 90, 11, 2)
    ['Send a force', 'under the treaty']
    >>> wrapped("Send a force under the treaty", 99, 11, 1)
    ['Send a force un…']
    """
    lines: list[str] = []
    left = drawable(text)
    while left and len(lines) < most:
        taken = _fitting(left, room, size)
        word = taken if len(lines) + 1 == most else _end_of_word(left, taken)
        lines.append(left[:word].rstrip())
        left = left[word:].lstrip()
    if left:
        lines[-1] = _shortened(lines[-1], room, size)
    return lines


def _fitting(text: str, room: float, size: float) -> int:
    """Return how many letters of a text fit."""
    taken = min(len(text), int(4 * room / size))
    while taken > 1 and width_of(text[:taken].rstrip(), size) > room:
        taken -= 1
    return taken


def _end_of_word(text: str, taken: int) -> int:
    """Return where the last whole word among the first letters of a text ends; all of them if there is none."""
    if taken == len(text) or text[taken] == " ":
        return taken
    space = text.rfind(" ", 0, taken)
    return space + 1 if space > 0 else taken


def _shortened(text: str, room: float, size: float) -> str:
    """Put dots behind a text, and take off its last letters until it fits."""
    while len(text) > 1 and width_of(f"{text}…", size) > room:
        text = text[:-1].rstrip()
    return f"{text}…"


def state_in_words(excerpt: Excerpt, state: DrawnState) -> str:
    """Return what is so in a state, and its part.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.excerpt import excerpt
    >>> from countermove.analysis.evolution.evolve import evolve
    >>> from countermove.analysis.solve import solve
    >>> dilemma = cases.load("prisoners-dilemma")
    >>> found = excerpt(solve(dilemma))
    >>> state_in_words(found, found.states[0])
    'State 1 (nothing is on). It holds by nash. Nobody can improve from here.'
    """
    where = f"State {state.number}{', the status quo' * state.status_quo}"
    said = [f"{where} ({'; '.join(situation(excerpt.conflict, state.number - 1))})."]
    said += [f"It holds by {listed(strongest(state.holds))}."] if state.holds else []
    said += [f"The conflict ends here with a probability of {share(state.settles)}."] if state.settles else []
    if state.never_settles:
        said.append(
            f"With a probability of {share(state.never_settles)} the conflict never settles and comes by here."
        )
    said += ["Nobody can improve from here."] if state.dead_end else []
    said += [f"{count_of(state.further, 'improvement')} from here not shown."] if state.further else []
    return " ".join(said)


def move_in_words(excerpt: Excerpt, drawn: DrawnMove) -> str:
    """Return who makes a move and what kind it is.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.excerpt import excerpt
    >>> from countermove.analysis.evolution.evolve import evolve
    >>> from countermove.analysis.solve import solve
    >>> dilemma = cases.load("prisoners-dilemma")
    >>> found = excerpt(solve(dilemma))
    >>> move_in_words(found, found.moves[0])
    'A, from state 2 to state 1: stops: Cooperate with B. An improvement.'
    """
    conflict = excerpt.conflict
    done = move(conflict, drawn.starts, drawn.stops)
    who = dm_names(conflict)[conflict.position(drawn.dm)]
    return f"{who}, from state {drawn.start} to state {drawn.to}{f': {done}' * bool(done)}. {_kind(excerpt, drawn)}"


def _kind(excerpt: Excerpt, drawn: DrawnMove) -> str:
    if not drawn.improves:
        kind = "No improvement"
    else:
        kind = f"An improvement{f', sanctioned by {excerpt.concept}' * drawn.sanctioned}"
    taken = f", taken with a probability of {share(drawn.probability)}" if drawn.probability else ""
    return f"{kind}{taken}."


def in_words(excerpt: Excerpt) -> Iterator[str]:
    """Yield the sentences that tell all of the figure."""
    out = f"; {count_of(excerpt.left_out, 'state')} of the conflict are left out" if excerpt.left_out else ""
    yield f"{count_of(len(excerpt.states), 'state')} and {count_of(len(excerpt.moves), 'move')}{out}."
    yield from (state_in_words(excerpt, state) for state in excerpt.states)
    yield from (move_in_words(excerpt, each) for each in excerpt.moves)
