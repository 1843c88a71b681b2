"""Random conflicts of every kind, small enough for the oracle.

Two ways to draw them. `draw_...` takes a `random.Random`, so a seed names a conflict and a long
run of comparisons is repeatable. The Hypothesis strategies cover the same ground and shrink to one
decision maker, few options or moves, everything feasible and everything equally preferred.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import product
from typing import TypeAlias

from hypothesis import strategies as st

from oracle import GraphModel, OptionForm

DIRECTIONS = ("both", "on", "off")
Moves: TypeAlias = dict[int, frozenset[int]]


# -- by seed -------------------------------------------------------------------------------------


def draw_option_form(rng: random.Random, *, max_options: int = 5, max_dms: int = 4) -> OptionForm:
    """Draw a conflict whose options are sorted by owner; some decision makers may own none."""
    dms = 1 + _draw_size(rng, max_dms - 1)
    return _draw_around(rng, sorted(_draw_owners(rng, dms, max_options)), dms)


def draw_interleaved_form(rng: random.Random, *, max_options: int = 5, max_dms: int = 4) -> OptionForm:
    """Draw a conflict in which the options of the decision makers are in any order."""
    dms = 1 + _draw_size(rng, max_dms - 1)
    return _draw_around(rng, _draw_owners(rng, dms, max_options), dms)


def _draw_size(rng: random.Random, most: int) -> int:
    """Draw a number up to `most`, more often large than small: the small conflicts soon repeat."""
    return max(rng.randint(0, most), rng.randint(0, most))


def _draw_owners(rng: random.Random, dms: int, max_options: int) -> list[int]:
    """Draw who owns each option; in most conflicts with enough of them everybody owns one."""
    owners = [rng.randrange(dms) for _ in range(_draw_size(rng, max_options))]
    if rng.random() < 0.6:
        everybody = rng.sample(range(dms), dms)[: len(owners)]
        owners[: len(everybody)] = everybody
    return rng.sample(owners, len(owners))


def _draw_around(rng: random.Random, owner: Sequence[int], dms: int) -> OptionForm:
    feasible = _draw_feasible(rng, len(owner))
    rank = tuple(_draw_ranks(rng, sorted(feasible), dms))
    return OptionForm(tuple(owner), _draw_directions(rng, len(owner)), feasible, rank, dms)


def _draw_directions(rng: random.Random, options: int) -> tuple[str, ...]:
    """Draw irreversible options, on and off, in two conflicts out of five."""
    if rng.random() >= 0.45:
        return ("both",) * options
    return tuple(rng.choice(("both", "both", "on", "off")) for _ in range(options))


def _draw_feasible(rng: random.Random, options: int) -> frozenset[int]:
    """Draw the feasible states: all, one, a corridor, or all but up to six in ten."""
    masks = range(1 << options)
    kind = rng.random()
    if kind < 0.3:
        return frozenset(masks)
    if kind < 0.35:
        return frozenset({rng.choice(masks)})
    if kind < 0.45:
        return _draw_corridor(rng, options)
    removed = math.ceil(rng.uniform(0.0, 0.6) * (len(masks) - 1))
    return frozenset(rng.sample(masks, len(masks) - removed))


def _draw_corridor(rng: random.Random, options: int) -> frozenset[int]:
    """Draw a walk that changes one option at a time: long ways round, which sweeps are slow to see."""
    state = rng.randrange(1 << options)
    walk = {state}
    for _ in range(2 * options):
        state ^= 1 << rng.randrange(options)
        walk.add(state)
    return frozenset(walk)


def _draw_ranks(rng: random.Random, states: Sequence[int], dms: int) -> list[dict[int, int]]:
    """Draw ranks, tied in three conflicts out of five."""
    if rng.random() < 0.68:
        levels = rng.randint(1, max(1, len(states) - 1))
        return [{state: rng.randrange(levels) for state in states} for _ in range(dms)]
    return [dict(zip(states, rng.sample(range(len(states)), len(states)), strict=True)) for _ in range(dms)]


def draw_graph_model(rng: random.Random, *, max_states: int = 8, max_dms: int = 4) -> GraphModel:
    """Draw a conflict in graph form: intransitive, transitive, acyclic or cyclic, maybe with common moves.

    States are ascending integers with gaps, because a state need not be an index.
    """
    size = rng.randint(1, max_states)
    states = tuple(sorted(rng.sample(range(3 * size), size)))
    dms = 1 + _draw_size(rng, max_dms - 1)
    moves = _draw_all_moves(rng, states, dms)
    return GraphModel(states, tuple(moves), tuple(_draw_ranks(rng, states, dms)))


def _draw_all_moves(rng: random.Random, states: Sequence[int], dms: int) -> list[Moves]:
    arcs = rng.choice((_draw_arcs, _draw_forward_arcs, _draw_ring))
    density = rng.uniform(0.1, 0.6)
    moves = [arcs(rng, states, density) for _ in range(dms)]
    if rng.random() < 0.3:
        moves = _with_common_moves(rng, moves)
    return [transitive(mine) for mine in moves] if rng.random() < 0.35 else moves


def _draw_arcs(rng: random.Random, states: Sequence[int], density: float) -> Moves:
    return {s: frozenset(t for t in states if t != s and rng.random() < density) for s in states}


def _draw_forward_arcs(rng: random.Random, states: Sequence[int], density: float) -> Moves:
    """Draw moves that nobody can take back."""
    return {s: frozenset(t for t in states if t > s and rng.random() < density) for s in states}


def _draw_ring(rng: random.Random, states: Sequence[int], density: float) -> Moves:
    """Draw moves along a ring of all states, the kind that legal sequences and closure differ on."""
    ring = rng.sample(states, len(states))
    following = dict(zip(ring, ring[1:] + ring[:1], strict=True))
    gap = density / 2
    return {s: frozenset({following[s]} - {s}) if rng.random() >= gap else frozenset() for s in states}


def _with_common_moves(rng: random.Random, moves: list[Moves]) -> list[Moves]:
    """Give each decision maker some moves of the one before it, so that both have the same arc."""
    shared = []
    for dm, mine in enumerate(moves):
        theirs = moves[dm - 1]
        shared.append({s: ends | {t for t in sorted(theirs[s]) if rng.random() < 0.5} for s, ends in mine.items()})
    return shared


def transitive(moves: Moves) -> Moves:
    """Return the moves with two in a row allowed as one."""
    ends = {state: set(reached) for state, reached in moves.items()}
    for through, start in product(moves, moves):
        if through in ends[start]:
            ends[start] |= ends[through] - {start}
    return {state: frozenset(reached) for state, reached in ends.items()}


# -- by Hypothesis -------------------------------------------------------------------------------
#
# Every draw has a fixed length and does not depend on the ones before: what is too much for the
# number of states is cut off. So a failing conflict keeps its meaning while it shrinks.


def _up_to(least: int, most: int) -> st.SearchStrategy[int]:
    """Return sizes that shrink to the least, but are more often large than small."""
    return st.sampled_from([size for start in range(least, most + 1) for size in range(start, most + 1)])


def _ranks(most_states: int) -> st.SearchStrategy[tuple[list[int], bool]]:
    """Return ranks for so many states, and whether ties are to be broken."""
    one = st.integers(0, most_states - 1)
    return st.tuples(st.lists(one, min_size=most_states, max_size=most_states), st.booleans())


def _ranked(states: Sequence[int], drawn: tuple[list[int], bool]) -> dict[int, int]:
    values, strict = drawn
    if not strict:
        return {state: values[state] for state in states}
    return {state: rank for rank, state in enumerate(sorted(states, key=lambda s: (values[s], s)))}


@st.composite
def option_forms(draw: st.DrawFn, *, max_options: int = 4, max_dms: int = 3) -> OptionForm:
    """Draw a conflict in option form, owners in any order."""
    most, options = 1 << max_options, draw(_up_to(0, max_options))
    owners = st.lists(st.integers(0, max_dms - 1), min_size=max_options, max_size=max_options)
    owner = tuple(draw(owners)[:options])
    dms = min(max_dms, max(owner, default=0) + 1 + draw(st.sampled_from((0, 0, 0, 1))))
    infeasible = draw(st.frozensets(st.integers(0, most - 1), max_size=most - 1))
    feasible = frozenset(range(1 << options)) - infeasible or frozenset({0})
    rank = tuple(_ranked(sorted(feasible), draw(_ranks(most))) for _ in range(dms))
    return OptionForm(owner, draw(_directions(max_options))[:options], feasible, rank, dms)


def _directions(options: int) -> st.SearchStrategy[tuple[str, ...]]:
    """Return directions of which none, or any, is irreversible."""
    mixed = st.lists(st.sampled_from(DIRECTIONS), min_size=options, max_size=options).map(tuple)
    return st.just(("both",) * options) | mixed


@st.composite
def graph_models(draw: st.DrawFn, *, max_states: int = 6, max_dms: int = 3) -> GraphModel:
    """Draw a conflict in graph form, transitive or not; the same arc may belong to several."""
    states = tuple(range(draw(_up_to(1, max_states))))
    dms = range(draw(_up_to(1, max_dms)))
    ends = st.frozensets(st.integers(0, max_states - 1), max_size=3)
    rows = st.lists(ends, min_size=max_states, max_size=max_states)
    moves = [{s: reached & set(states) - {s} for s, reached in zip(states, draw(rows), strict=False)} for _ in dms]
    if draw(st.booleans()):
        moves = [transitive(mine) for mine in moves]
    return GraphModel(states, tuple(moves), tuple(_ranked(states, draw(_ranks(max_states))) for _ in dms))
