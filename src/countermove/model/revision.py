"""Revisions of a conflict: parts dropped, negated, moved or withheld, for the key assumptions check and for worlds.

The callers put the revised parts together, and decide which rankings and coalesced states remain.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from countermove.model.records import DecisionMaker, Option, Preferences, Rule, Statement, Stays

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countermove.model.conflict import Conflict

    At = tuple[int, ...]
    Places = frozenset[At]
    Placed = tuple[float, int, int, Statement]
    """A statement with its place, the level that it belongs to there, and its position on that."""

NONE: Places = frozenset()

PAST_NEIGHBOUR, OUT_OF_LEVEL = 1.5, 0.5
"""Levels that a moved statement goes: past its neighbour if it is alone on its level, else only out of its level."""


@dataclass(frozen=True, slots=True)
class Revision:
    """Changes of a conflict that apply together; all positions are those of the unrevised conflict.

    Attributes
    ----------
    rules : frozenset of (k,)
        Rules to drop.
    ruled : tuple of str
        Statements that become rules.
    irreversible : frozenset of ((dm, option), direction)
        Options to make irreversible: ``"on"`` or ``"off"``.
    withheld, unconditional, reversible : frozenset of (dm, option)
        Options to exclude, options to free of their condition, and options to make reversible.
    dropped, negated, raised, lowered : frozenset of (dm, level, statement)
        Statements to drop, to negate, and to make one place more or less important.
    shifted : frozenset of ((dm, level, statement), n)
        Statements to make n places less important, more important where n is negative.
    added : tuple of (dm, level, text)
        Statements to add as a level of their own before a level, behind all that moves there.
    levels : frozenset of ((dm, level), level)
        Levels of statements that change places, each with its new place.
    weights_dropped, weights_negated : frozenset of (dm, weight)
        Weighted statements to drop or to negate.
    unranked : frozenset of (dm,)
        Decision makers that lose all weights and their ranking.

    Examples
    --------
    >>> from countermove import Preferences, Statement
    >>> wants = Preferences(statements=((Statement(holds="go"),), (Statement(holds="stay"),)))
    >>> swapped = revised_preferences(0, wants, Revision(lowered=frozenset({(0, 0, 0)})))
    >>> [[each.holds for each in level] for level in swapped.statements]
    [['stay'], ['go']]
    """

    rules: Places = NONE
    ruled: tuple[str, ...] = ()
    irreversible: frozenset[tuple[At, Stays]] = frozenset()
    withheld: Places = NONE
    unconditional: Places = NONE
    reversible: Places = NONE
    dropped: Places = NONE
    negated: Places = NONE
    raised: Places = NONE
    lowered: Places = NONE
    shifted: frozenset[tuple[At, int]] = frozenset()
    added: tuple[tuple[int, int, str], ...] = ()
    levels: frozenset[tuple[At, int]] = frozenset()
    weights_dropped: Places = NONE
    weights_negated: Places = NONE
    unranked: Places = NONE


def revised_rules(conflict: Conflict, revision: Revision) -> tuple[Rule, ...]:
    """Return the remaining rules, a rule against each withheld option, and the new rules.

    All are certain, but for those that bind in no world, which stay so.
    """
    every = edited_rules(conflict, revision)
    return tuple(rule if rule.confidence == 0 else replace(rule, confidence=None) for rule in every)


def edited_rules(conflict: Conflict, revision: Revision) -> tuple[Rule, ...]:
    """Return the remaining rules with their doubts, a rule against each withheld option, and the new rules."""
    kept = [rule for k, rule in enumerate(conflict.rules) if (k,) not in revision.rules]
    withheld = [
        Rule(holds=f"not {dm.full(option)}")
        for i, dm in enumerate(conflict.decision_makers)
        for k, option in enumerate(dm.options)
        if (i, k) in revision.withheld
    ]
    return (*kept, *withheld, *(Rule(holds=text) for text in revision.ruled))


def revised_decision_makers(conflict: Conflict, revision: Revision) -> tuple[DecisionMaker, ...]:
    """Return the decision makers with their revised options and preferences, all certain."""
    return tuple(
        replace(
            dm,
            options=tuple(_option((i, k), option, revision) for k, option in enumerate(dm.options)),
            preferences=revised_preferences(i, dm.preferences, revision),
        )
        for i, dm in enumerate(conflict.decision_makers)
    )


def revised_preferences(dm: int, wants: Preferences, revision: Revision) -> Preferences:
    """Return the revised preferences of the decision maker at position `dm`, all certain.

    New places are counted in the unrevised list, so the order of changes does not matter.
    """
    edited = edited_preferences(dm, wants, revision)
    if all(each.confidence is None and each.order is None for level in edited.statements for each in level):
        return edited if edited.confidence is None else replace(edited, confidence=None)
    certain = tuple(
        tuple(replace(each, confidence=None, order=None) for each in level) for level in edited.statements
    )
    return replace(edited, statements=certain, confidence=None)


def edited_preferences(dm: int, wants: Preferences, revision: Revision) -> Preferences:
    """Return the revised preferences of the decision maker at position `dm`, as doubtful as they were.

    A statement that is moved has a certain place; one that is added is certain.
    """
    placed = sorted([*_kept(dm, wants, revision), *_added(dm, wants, revision)], key=lambda each: each[:3])
    statements = tuple(
        tuple(statement for _, _, _, statement in level) for _, level in groupby(placed, key=lambda each: each[:2])
    )
    weights = () if (dm,) in revision.unranked else tuple(_weights(dm, wants, revision))
    ranking = () if (dm,) in revision.unranked else wants.ranking
    return replace(wants, statements=statements, weights=weights, ranking=ranking)


def feasible_status_quo(conflict: Conflict, status_quo: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """Return a status quo if it is feasible in a conflict, else None; in graph form, return it as it is."""
    if status_quo is None or conflict.graph is not None:
        return status_quo
    mask = sum(1 << conflict.bits[name] for name in {*status_quo})
    return status_quo if (conflict.states.members == mask).any() else None


def _option(at: At, option: Option, revision: Revision) -> Option:
    when = "" if at in revision.unconditional else option.when
    stays = dict(revision.irreversible).get(at, None if at in revision.reversible else option.stays)
    return replace(option, when=when, stays=stays, confidence=None, stays_confidence=None)


def _kept(dm: int, wants: Preferences, revision: Revision) -> Iterator[Placed]:
    """Yield the remaining statements with their new places; a level is told apart by its place of old."""
    places, shifts = dict(revision.levels), dict(revision.shifted)
    for k, level in enumerate(wants.statements):
        for j, statement in enumerate(level):
            at = (dm, k, j)
            if at not in revision.dropped:
                steps = shifts.get(at, 0) + (at in revision.lowered) - (at in revision.raised)
                place = places.get((dm, k), k) + _distance(steps, len(level))
                yield place, k, j, _statement(at, statement, revision)


def _distance(steps: int, size: int) -> float:
    """Return how many levels a statement goes that moves some steps from a level with `size` statements."""
    if not steps:
        return 0.0
    first = PAST_NEIGHBOUR if size == 1 else OUT_OF_LEVEL
    return (abs(steps) - 1 + first) * (1 if steps > 0 else -1)


def _added(dm: int, wants: Preferences, revision: Revision) -> Iterator[Placed]:
    """Yield the added statements with their places, behind all that is moved to the same place."""
    behind = len(wants.statements)
    for k, (who, level, text) in enumerate(revision.added):
        if who == dm:
            yield level - OUT_OF_LEVEL, behind + k, 0, Statement(holds=text)


def _statement(at: At, statement: Statement, revision: Revision) -> Statement:
    if at not in revision.negated and statement.confidence is None and statement.order is None:
        return statement
    holds = f"not ({statement.holds})" if at in revision.negated else statement.holds
    moved = statement.order and {at} & (revision.raised | revision.lowered | {each for each, _ in revision.shifted})
    return replace(statement, holds=holds, order=None if moved else statement.order)


def _weights(dm: int, wants: Preferences, revision: Revision) -> list[tuple[str, float]]:
    return [
        (f"not ({text})" if (dm, k) in revision.weights_negated else text, weight)
        for k, (text, weight) in enumerate(wants.weights)
        if (dm, k) not in revision.weights_dropped
    ]
