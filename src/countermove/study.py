"""One question asked of one conflict, and its answer: what the command line and every other door call."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from countermove.analysis.concepts import named
from countermove.analysis.solution import Solution
from countermove.analysis.stability.answers import stable
from countermove.model.variation import vary

if TYPE_CHECKING:
    from countermove.analysis.coalitions.result import Coalitions
    from countermove.analysis.concepts import Concept
    from countermove.analysis.evolution.answer import Evolution
    from countermove.analysis.explanation.account import Explanation
    from countermove.kernels.jit import Engine
    from countermove.model.conflict import Conflict


def solve(
    conflict: Conflict,
    concepts: Iterable[str] | None = None,
    *,
    variation: str | None = None,
    engine: Engine | None = None,
    progress: Callable[[Concept], None] | None = None,
) -> Solution:
    """Return which states hold, for whom, and under which concepts.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    concepts : iterable of str, optional
        Ids of stability concepts; by default all that the conflict's form defines and its size allows.
    variation : str, optional
        Solve this variation of the conflict instead.
    engine : {"plain", "compiled"}, optional
        How loops over states are run; by default whichever answers sooner. Both give the same answer.
    progress : callable, optional
        Called with each concept before it is looked into, for long work.

    Returns
    -------
    Solution

    Raises
    ------
    UnknownName
        If a concept or the variation does not exist.
    TooLarge
        If a concept that was asked for would take too long.

    Examples
    --------
    >>> from countermove import cases
    >>> [str(state) for state in solve(cases.load("prisoners-dilemma")).equilibria("nash")]
    ['nothing is on']
    """
    if variation is not None:
        conflict = vary(conflict, variation)
    left_out: list[str] | None = [] if concepts is None else None
    found = stable(conflict, named(concepts), engine, left_out=left_out, progress=progress)
    notes = [f"left out: {reason}" for reason in left_out or ()]
    if conflict.graph is not None and "sim" in found:
        notes.append("left out: simultaneous stability (sim), which is defined by options, not for a graph of states")
    return Solution(conflict, found, tuple(notes))


def evolve(conflict: Conflict, concept: str = "seq", *, variation: str | None = None) -> Evolution:
    """Return how a conflict moves on from its status quo, and where it ends.

    Status quo analysis (Li, Kilgour, Hipel 2005) says what legal sequences of moves, and of improvements, lead to.
    Beside it stands a probabilistic reading of our own: of the decision makers that have an improvement which is
    not sanctioned under the concept, one is drawn by tempo and takes its best one, ties shared equally. Its
    `signposts` are the events after which fewer ends are possible.

    Parameters
    ----------
    conflict : Conflict
        With a status quo.
    concept : {"seq", "nash", "gmr", "smr", "sseq"}
        The id of a stability concept.
    variation : str, optional
        Take this variation of the conflict instead.

    Returns
    -------
    Evolution

    Raises
    ------
    UnknownName
        If the concept or the variation does not exist, or the concept gives no evolution.
    InvalidConflict
        If there is no status quo.
    TooLarge
        If too many moves would have to be looked at, or listed where states are coalesced.

    Examples
    --------
    >>> from countermove import cases
    >>> evolve(cases.load("elmira")).ends
    (End(states=(5,), probability=1.0),)
    """
    from countermove.analysis.evolution.evolving import evolution

    return evolution(conflict if variation is None else vary(conflict, variation), concept)


def coalitions(
    conflict: Conflict,
    of: Iterable[str | Iterable[str]] | None = None,
    up_to: int | None = None,
    concepts: Iterable[str] | None = None,
    variation: str | None = None,
) -> Coalitions:
    """Return what decision makers can bring about together, and which equilibria do not survive it.

    Parameters
    ----------
    conflict : Conflict
        The conflict, of a few thousand states at most.
    of : iterable of (str or iterable of str), optional
        The coalitions to look into, each a list of decision makers, or one text with commas; by default all.
    up_to : int, optional
        All coalitions of up to so many members.
    concepts : iterable of str, optional
        Some of nash, gmr, smr and seq, which are defined for coalitions; by default all four.
    variation : str, optional
        Look into this variation of the conflict instead.

    Returns
    -------
    Coalitions

    Raises
    ------
    NotACoalition
        If a coalition has fewer than two members, or the same one twice.
    UnknownName
        If a decision maker, a concept or the variation does not exist.
    TooLarge
        If there are too many states or coalitions.

    Examples
    --------
    >>> from countermove import cases
    >>> coalitions(cases.load("elmira")).jumps("nash")
    (Jump(coalition=('ministry', 'uniroyal'), start=5, to=8, joint_only=True),)
    """
    from countermove.analysis.coalitions.looking import coalition_concepts, look_into

    if variation is not None:
        conflict = vary(conflict, variation)
    asked = coalition_concepts(concepts)
    return look_into(conflict, of, up_to, lambda: solve(conflict, asked))


def explain(
    conflict: Conflict,
    state: str | int,
    dm: str | None = None,
    concept: str = "seq",
    *,
    variation: str | None = None,
) -> tuple[Explanation, ...]:
    """Return why a state is or is not stable for the decision makers.

    It is found by working forwards from the state; nothing is solved.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    state : str or int
        ``status-quo``, a number, the options that are on, or a pattern; see `countermove.model.naming`.
    dm : str, optional
        A decision maker, by id or name; by default all of them.
    concept : str
        The id of a stability concept.
    variation : str, optional
        Explain this variation of the conflict instead.

    Returns
    -------
    tuple of Explanation
        One for each decision maker that was asked for.

    Raises
    ------
    UnknownName
        If no state, decision maker, concept or variation is meant, or several states are.
    TooLarge
        If too many moves would have to be looked at.

    Examples
    --------
    >>> from countermove import cases
    >>> [str(each) for each in explain(cases.load("prisoners-dilemma"), "nothing", "b", "nash")]
    ['state 1 is stable for b under nash']
    """
    from countermove.analysis.explanation import explained
    from countermove.analysis.walking import walk
    from countermove.model.naming import position_of

    if variation is not None:
        conflict = vary(conflict, variation)
    [asked] = named([concept])
    start = position_of(conflict, str(state))
    dms = range(len(conflict.decision_makers)) if dm is None else [conflict.position(dm)]
    ways = walk(conflict)
    return tuple(explained(ways, who, start, asked.id) for who in dms)
