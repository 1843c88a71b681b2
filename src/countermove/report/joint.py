"""Which jumps and coalitions are worth showing: near the status quo, and no larger than they need be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.errors import TooLarge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.analysis.coalitions.result import Coalitions

    Who = tuple[str, ...]
    Pair = tuple[Who, int, int]


MOST_JUMPS = 200_000


def refuse_flood_of_jumps(found: Coalitions) -> None:
    """Refuse to write out more equilibrium jumps than anybody would read.

    Raises
    ------
    TooLarge
        Above 200,000 jumps.
    """
    jumps = sum(len(found.jumps(id_)) for id_ in found.concepts)
    if jumps > MOST_JUMPS:
        raise TooLarge(
            f"{jumps:,} equilibrium jumps are too many for one document; {MOST_JUMPS:,} are the most. What would "
            "help: --concepts nash,seq, or (--of, --up-to) fewer coalitions, or Coalitions.jumps(...) in Python"
        )


def smallest(coalitions: Iterable[Who]) -> list[Who]:
    """Return those coalitions that hold no other one of them, in their order.

    Examples
    --------
    >>> smallest([("a", "b"), ("a", "b", "c"), ("b", "c")])
    [('a', 'b'), ('b', 'c')]
    """
    found = [*coalitions]
    return [each for each in found if not any({*other} < {*each} for other in found)]


def ranked_jumps(found: Coalitions) -> list[tuple[Pair, list[str]]]:
    """Return each jump that no member could make alone, with the concepts under which it is one, most telling first.

    First come those that start near the status quo, then those under most concepts. A jump of a larger coalition is
    left out where a smaller one makes the same.
    """
    concepts: dict[Pair, list[str]] = {}
    makers: dict[tuple[int, int], set[Who]] = {}
    for id_ in found.concepts:
        for jump in found.jumps(id_):
            if jump.joint_only:
                concepts.setdefault((jump.coalition, jump.start, jump.to), []).append(id_)
                makers.setdefault((jump.start, jump.to), set()).add(jump.coalition)
    least = {pair: smallest(sorted(who)) for pair, who in makers.items()}
    near = found.solution.near_status_quo
    shown = [(pair, ids) for pair, ids in concepts.items() if pair[0] in least[pair[1], pair[2]]]
    return sorted(shown, key=lambda one: (not near[one[0][1] - 1], -len(one[1]), len(one[0][0]), one[0]))


def made_alone(found: Coalitions) -> int:
    """Return between how many pairs of equilibria all members gain by a move that one could make alone.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.study import coalitions
    >>> made_alone(coalitions(cases.load("elmira"))), made_alone(coalitions(cases.load("elmira"), concepts=["nash"]))
    (1, 0)
    """
    jumps = (jump for id_ in found.concepts for jump in found.jumps(id_))
    return len({(jump.start, jump.to) for jump in jumps if not jump.joint_only})
