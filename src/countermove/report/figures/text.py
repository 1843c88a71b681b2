"""Text in figures: its width, line breaks, and the description of a figure in words.

Widths are estimated from the letter widths of Helvetica, because no browser is there to measure them. The description
serves screen readers, and holds what boxes have no room for.
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

_OTHER_WIDTH = 0.66

_SAFETY = 1.04
"""Factor for fonts that are wider than Helvetica."""

_NOT_IN_XML = dict.fromkeys([*range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "�")


def drawable(text: str) -> str:
    r"""Return a text on one line, without control characters or characters that XML does not allow.

    Examples
    --------
    >>> drawable("Send\n  a \ud800force")
    'Send a �force'
    """
    return tidy(text).translate(_NOT_IN_XML)


def width_of(text: str, size: float) -> float:
    """Estimate the width of a text in a sans-serif font, in the unit of its size; the estimate is rather too large.

    Examples
    --------
    >>> width_of("ill", 10) < width_of("men", 10) < width_of("政府方", 10)
    True
    """
    return size * _SAFETY * sum(map(_width, text))


def _width(letter: str) -> float:
    if letter in _WIDTH:
        return _WIDTH[letter]
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0.0
    return 1.05 if unicodedata.east_asian_width(letter) in "WF" else _OTHER_WIDTH


def wrapped(text: str, room: float, size: float, most: int) -> list[str]:
    """Break a text into at most `most` lines of width `room`; a text that is too long ends in an ellipsis.

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
    """Return the number of letters of a text that fit into a width."""
    taken = min(len(text), int(4 * room / size))
    while taken > 1 and width_of(text[:taken].rstrip(), size) > room:
        taken -= 1
    return taken


def _end_of_word(text: str, taken: int) -> int:
    """Return the end of the last whole word among the first `taken` letters; `taken` if there is none."""
    if taken == len(text) or text[taken] == " ":
        return taken
    space = text.rfind(" ", 0, taken)
    return space + 1 if space > 0 else taken


def _shortened(text: str, room: float, size: float) -> str:
    """Add an ellipsis to a text, and drop letters before it until it fits."""
    while len(text) > 1 and width_of(f"{text}…", size) > room:
        text = text[:-1].rstrip()
    return f"{text}…"


def state_in_words(excerpt: Excerpt, state: DrawnState) -> str:
    """Describe a state: its options, the concepts by which it holds, and its probability as an end.

    Examples
    --------
    >>> from countermove import cases, solve
    >>> from countermove.analysis.excerpt import excerpt
    >>> dilemma = cases.load("prisoners-dilemma")
    >>> found = excerpt(solve(dilemma))
    >>> state_in_words(found, found.states[0])
    'State 1 (nothing is on). It holds by nash. Nobody can improve from here.'
    """
    where = f"State {state.number}{', the status quo' * state.status_quo}"
    sentences = [f"{where} ({'; '.join(situation(excerpt.conflict, state.number - 1))})."]
    sentences += [f"It holds by {listed(strongest(state.holds))}."] if state.holds else []
    sentences += [f"The conflict ends here with a probability of {share(state.settles)}."] if state.settles else []
    if state.never_settles:
        sentences.append(
            f"With a probability of {share(state.never_settles)} the conflict never settles and comes by here."
        )
    sentences += ["Nobody can improve from here."] if state.dead_end else []
    sentences += [f"{count_of(state.further, 'improvement')} from here not shown."] if state.further else []
    return " ".join(sentences)


def move_in_words(excerpt: Excerpt, drawn: DrawnMove) -> str:
    """Describe a move: its decision maker, its options, and its kind.

    Examples
    --------
    >>> from countermove import cases, solve
    >>> from countermove.analysis.excerpt import excerpt
    >>> dilemma = cases.load("prisoners-dilemma")
    >>> found = excerpt(solve(dilemma))
    >>> move_in_words(found, found.moves[0])
    'A, from state 2 to state 1: stops: Cooperate with B. An improvement.'
    """
    conflict = excerpt.conflict
    moves = move(conflict, drawn.starts, drawn.stops)
    done = f": {moves}" * bool(moves)
    who = dm_names(conflict)[conflict.position(drawn.dm)]
    return f"{who}, from state {drawn.start} to state {drawn.to}{done}. {_kind_in_words(excerpt, drawn)}"


def _kind_in_words(excerpt: Excerpt, drawn: DrawnMove) -> str:
    if not drawn.improves:
        kind = "No improvement"
    else:
        kind = f"An improvement{f', sanctioned by {excerpt.concept}' * drawn.sanctioned}"
    taken = f", taken with a probability of {share(drawn.probability)}" if drawn.probability else ""
    return f"{kind}{taken}."


def figure_in_words(excerpt: Excerpt) -> Iterator[str]:
    """Yield the sentences that describe the whole figure."""
    out = f"; {count_of(excerpt.left_out, 'state')} of the conflict are left out" if excerpt.left_out else ""
    yield f"{count_of(len(excerpt.states), 'state')} and {count_of(len(excerpt.moves), 'move')}{out}."
    yield from (state_in_words(excerpt, state) for state in excerpt.states)
    yield from (move_in_words(excerpt, each) for each in excerpt.moves)
