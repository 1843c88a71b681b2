"""Revisions of a conflict: parts dropped, negated, moved or withheld, for the key assumptions check and for worlds.

The callers put the revised parts together, and decide which rankings and coalesced states remain.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from countermove.model.records import DecisionMaker, Option, Preferences, Rule, Statement

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict

    At = tuple[int, ...]
    Places = frozenset[At]

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
    withheld, unconditional, reversible : frozenset of (dm, option)
        Options to exclude, options to free of their condition, and options to make reversible.
    dropped, negated, raised, lowered : frozenset of (dm, level, statement)
        Statements to drop, to negate, and to make one place more or less important.
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
    withheld: Places = NONE
    unconditional: Places = NONE
    reversible: Places = NONE
    dropped: Places = NONE
    negated: Places = NONE
    raised: Places = NONE
    lowered: Places = NONE
    levels: frozenset[tuple[At, int]] = frozenset()
    weights_dropped: Places = NONE
    weights_negated: Places = NONE
    unranked: Places = NONE


def revised_rules(conflict: Conflict, revision: Revision) -> tuple[Rule, ...]:
    """Return the remaining rules, all certain, and a rule against each withheld option."""
    kept = [replace(rule, confidence=None) for k, rule in enumerate(conflict.rules) if (k,) not in revision.rules]
    withheld = [
        Rule(holds=f"not {dm.full(option)}")
        for i, dm in enumerate(conflict.decision_makers)
        for k, option in enumerate(dm.options)
        if (i, k) in revision.withheld
    ]
    return (*kept, *withheld)


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
    places = dict(revision.levels)
    kept = sorted(
        (
            (_place((dm, k, j), places.get((dm, k), k), len(level), revision), k, j)
            for k, level in enumerate(wants.statements)
            for j in range(len(level))
            if (dm, k, j) not in revision.dropped
        )
    )
    statements = tuple(
        tuple(_statement((dm, k, j), wants.statements[k][j], revision) for _, k, j in level)
        for _, level in groupby(kept, key=lambda each: each[:2])
    )
    weights = () if (dm,) in revision.unranked else tuple(_weights(dm, wants, revision))
    ranking = () if (dm,) in revision.unranked else wants.ranking
    return replace(wants, statements=statements, weights=weights, ranking=ranking, confidence=None)


def feasible_status_quo(conflict: Conflict, status_quo: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """Return a status quo if it is feasible in a conflict, else None; in graph form, return it as it is."""
    if status_quo is None or conflict.graph is not None:
        return status_quo
    mask = sum(1 << conflict.bits[name] for name in {*status_quo})
    return status_quo if (conflict.states.members == mask).any() else None


def _option(at: At, option: Option, revision: Revision) -> Option:
    when = "" if at in revision.unconditional else option.when
    stays = None if at in revision.reversible else option.stays
    return replace(option, when=when, stays=stays, confidence=None, stays_confidence=None)


def _place(at: At, level: int, size: int, revision: Revision) -> float:
    """Return the new place of a statement on a level with `size` statements."""
    distance = PAST_NEIGHBOUR if size == 1 else OUT_OF_LEVEL
    return level + distance * ((at in revision.lowered) - (at in revision.raised))


def _statement(at: At, statement: Statement, revision: Revision) -> Statement:
    holds = f"not ({statement.holds})" if at in revision.negated else statement.holds
    return replace(statement, holds=holds, confidence=None, order=None)


def _weights(dm: int, wants: Preferences, revision: Revision) -> list[tuple[str, float]]:
    return [
        (f"not ({text})" if (dm, k) in revision.weights_negated else text, weight)
        for k, (text, weight) in enumerate(wants.weights)
        if (dm, k) not in revision.weights_dropped
    ]
