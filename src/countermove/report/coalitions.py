"""Terminal text of `coalitions`: agreements, equilibrium jumps, overturned equilibria and those that survive.

A jump is a joint move from one equilibrium to another that is better for every member. Jumps near the status quo come
first. A jump of a larger coalition is left out where a smaller one makes the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from countermove.errors import TooLarge
from countermove.model.concepts import DEFAULT_CONCEPT, strongest
from countermove.report.console import bare_table, heading, indented, table
from countermove.report.cut import first, rest
from countermove.report.references import names_of
from countermove.report.short_words import described, end_names, said_once, state_called
from countermove.report.solution import opening
from countermove.report.statements import worded
from countermove.report.words import called, count_of, listed, move, none_of, situation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from countermove.analysis.coalitions.agreements import Agreement, MemberMove
    from countermove.analysis.coalitions.result import Coalitions
    from countermove.analysis.solution import Solution
    from countermove.model.conflict import Conflict

    Who = tuple[str, ...]
    Pair = tuple[Who, int, int]


SHOWN = 6
"""Maximum agreements, and maximum jumps."""

ROWS = 12
"""Maximum rows of overturned equilibria, and maximum state numbers in a cell."""

MOST_JUMPS = 200_000
"""Maximum jumps in a JSON document."""


def coalitions(found: Coalitions) -> list[RenderableType]:
    """Return all parts: agreements, jumps, overturned equilibria, and those that survive."""
    if not found.each:
        return [opening(found.conflict), "There is one decision maker only, and so no coalition."]
    return [opening(found.conflict), *_agreements(found), *_jumps(found), *_overturned(found), _survivors(found)]


def _agreements(found: Coalitions) -> list[RenderableType]:
    title = "What could be agreed on from the status quo"
    if found.conflict.status_quo_number is None:
        return [Group(heading(title), "", "The conflict has no status quo.")]
    if not found.agreements:
        return [Group(heading(title), "", "Nothing that takes all members of a coalition and is better for each.")]
    shown = [agreement(found, each) for each in first(found.agreements, SHOWN)]
    return [Group(heading(title), *shown, *_more(len(found.agreements)))]


def _jumps(found: Coalitions) -> list[RenderableType]:
    ranked, alone = ranked_jumps(found), made_alone(found)
    title = "Equilibrium jumps"
    left_out = (
        f"Left out: {count_of(alone, 'move')} between equilibria that a member could make alone; --json lists all."
    )
    tail = ["", left_out] if alone else []
    if not ranked:
        none = "No coalition gains by moving together from one equilibrium to another."
        return [Group(heading(title), "", none, *tail)]
    near = found.solution.near_status_quo
    nearest = sorted(ranked, key=lambda each: not near[each[0][1] - 1])
    most = min(SHOWN, sum(bool(near[jump[1] - 1]) for jump, _ in ranked) or SHOWN)
    shown = [_jump(found, jump, concepts) for jump, concepts in first(nearest, most)]
    return [Group(heading(title), *shown, *_more(len(ranked), len(shown)), *tail)]


def _jump(found: Coalitions, jump: Pair, concepts: Iterable[str]) -> RenderableType:
    conflict, (who, start, to) = found.conflict, jump
    title = Text(f"{called(conflict, who)}: {_way(conflict, start, to)}, both equilibria by {listed(concepts)}")
    title.append(f"; {none_of(len(who))} could make this move alone")
    here = Text(f"(from: {'; '.join(situation(conflict, start - 1))})", "dim")
    return Group("", title, here, parts_table(found, who, start, to))


def _way(conflict: Conflict, start: int, to: int) -> str:
    """Return the states that a joint move leads from and to, by the names of ends that tell them apart."""
    if len({*end_names(conflict, [start - 1, to - 1]).values()}) == 1:
        return f"from state {start} to state {to}"
    return f"from {state_called(conflict, start)} to {state_called(conflict, to)}"


def _overturned(found: Coalitions) -> list[RenderableType]:
    by_pair: dict[tuple[int, tuple[str, ...]], list[str]] = {}
    for concept in found.concepts:
        for number, who in found.overturned(concept).items():
            for each in smallest(who):
                by_pair.setdefault((number, each), []).append(concept)
    title = heading("Equilibria that a coalition can overturn")
    if not by_pair:
        return [Group(title, "", "None: no coalition leaves an equilibrium under the concept by which it holds.")]
    near = found.solution.near_status_quo
    ordered = sorted(by_pair.items(), key=lambda pair: (not near[pair[0][0] - 1], -len(pair[1]), pair[0]))
    shown = first(ordered, ROWS)
    positions = list(dict.fromkeys(number - 1 for (number, _), _ in shown))
    shared, words = described(found.conflict, positions)
    above = said_once(shared, len(positions))
    what = "what else is on" if above else "what is so"
    rows = table("state", what, "left by", "though it holds by", right=("state",))
    for (number, each), concepts in shown:
        rows.add_row(f"{number}", words[number - 1], called(found.conflict, each), listed(concepts))
    return [Group(title, *above, "", rows, *_more(len(ordered), ROWS))]


def _survivors(found: Coalitions) -> RenderableType:
    """Return a row for each concept: its equilibria, and those that no coalition overturns."""
    rows = table(
        "concept", "equilibria", "left by no coalition", "states", right=("equilibria", "left by no coalition")
    )
    for id_ in found.concepts:
        held, left = len(found.solution.equilibria(id_)), found.overturned(id_)
        numbers = [state.number for state in found.solution.equilibria(id_) if state.number not in left]
        listed_ = first(numbers, ROWS)
        more = ", ..." if len(numbers) > len(listed_) else ""
        rows.add_row(id_, f"{held:,}", f"{len(numbers):,}", ", ".join(map(str, listed_)) + more)
    size = f"{count_of(len(found.each), 'coalition')} looked into"
    return Group(heading("What survives").append(f" ({size})", "not bold"), "", rows)


def _more(count: int, shown: int = SHOWN) -> list[RenderableType]:
    return ["", *rest(count, shown)] if count > shown else []


def agreement(found: Coalitions, each: Agreement) -> RenderableType:
    """Return an agreement: its coalition, the part and gain of each member, and what keeps it."""
    conflict = found.conflict
    title = Text(f"{called(conflict, each.coalition)}: {_way(conflict, each.start, each.to)}")
    title.append(", all at once: step by step the way is barred" if each.at_once else "")
    stability = f"{agreement_kept(conflict, each)} {lasting(found.solution, each.to)}"
    return Group("", title, parts_table(found, each.coalition, each.start, each.to), indented(stability))


def lasting(solution: Solution, number: int) -> str:
    """Return whether an agreed state is stable for all decision makers, in a sentence.

    Examples
    --------
    >>> from countermove import cases, solve
    >>> lasting(solve(cases.load("chicken"), ["nash", "seq"]), 1)
    'Once reached it does not last: A and B would leave it (seq).'
    """
    held = [id_ for id_ in solution.concepts if solution.where(id_)[number - 1]]
    if held:
        return f"Once reached it holds by {listed(strongest(held))}."
    by = DEFAULT_CONCEPT if DEFAULT_CONCEPT in solution.concepts else solution.concepts[-1]
    stable = solution.stable[by]
    assert stable is not None  # noqa: S101  (it is a concept of the solution)
    dms = [
        dm.id for dm, stays in zip(solution.conflict.decision_makers, stable[:, number - 1], strict=True) if not stays
    ]
    return f"Once reached it does not last: {names_of(solution.conflict, dms)} would leave it ({by})."


def agreement_kept(conflict: Conflict, each: Agreement) -> str:
    """Return whether the members keep an agreement: by interest, by threat, or not at all."""
    if each.tempted:
        who = names_of(conflict, each.tempted)
        held = f"{who} could do as well or better alone, and the other members have no answer"
        return f"Not an agreement that holds by itself: {held}."
    if each.deterred:
        held = f"{names_of(conflict, each.deterred)} could do as well or better alone at first"
        return f"An agreement kept by threat: {held}, and the other members would answer, to a worse end than this."
    return "An agreement: better for each of them than anything that it could do alone."


def parts_table(found: Coalitions, who: tuple[str, ...], start: int, to: int) -> RenderableType:
    """Return a row for each member of a coalition: its part of a joint move, and its gain."""
    rows = bare_table()
    for part in found.parts(who, start, to):
        rows.add_row(Text(called(found.conflict, (part.dm,)), "bold"), _part(found.conflict, part))
    return indented(rows)


def _part(conflict: Conflict, part: MemberMove) -> str:
    does = move(conflict, part.starts, part.stops) or ("moves" if conflict.graph else "changes nothing")
    gains = f"gains: {worded(conflict, part.gains)}" if part.gains else "ranks this higher"
    return f"{does}; {gains}"


def refuse_flood_of_jumps(found: Coalitions) -> None:
    """Refuse a JSON document with too many equilibrium jumps.

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
    """Return the coalitions that are minimal by inclusion, in the given order.

    Examples
    --------
    >>> smallest([("a", "b"), ("a", "b", "c"), ("b", "c")])
    [('a', 'b'), ('b', 'c')]
    """
    every = [*coalitions]
    return [each for each in every if not any({*other} < {*each} for other in every)]


def ranked_jumps(found: Coalitions) -> list[tuple[Pair, list[str]]]:
    """Return the jumps that no member can make alone, each with its concepts.

    Jumps that start near the status quo come first, then those under more concepts. A jump is left out where a
    smaller coalition makes it.
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
    """Return the number of jumps that one member can make alone; jumps with the same two states count once.

    Examples
    --------
    >>> from countermove import cases, coalitions
    >>> made_alone(coalitions(cases.load("elmira"))), made_alone(coalitions(cases.load("elmira"), concepts=["nash"]))
    (1, 0)
    """
    jumps = (jump for id_ in found.concepts for jump in found.jumps(id_))
    return len({(jump.start, jump.to) for jump in jumps if not jump.joint_only})
