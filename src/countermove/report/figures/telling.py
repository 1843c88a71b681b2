"""The same as the figure, in words: for those who do not see it, and for what there is no room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.model.concepts import strongest
from countermove.report.percentages import share
from countermove.report.words import count_of, dm_names, listed, move, situation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countermove.analysis.excerpt.result import DrawnMove, DrawnState, Excerpt


def state_in_words(excerpt: Excerpt, state: DrawnState) -> str:
    """Return what is so in a state, and its part.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.excerpt import excerpt
    >>> from countermove.study import evolve, solve
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
    >>> from countermove.study import evolve, solve
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
