"""Changes tried on a conflict, and the conflict that they make of it: the ordinary way, by the words of the model."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from countermove.analysis.assumptions.ranked import rankings_kept
from countermove.model.conflict import Conflict, DecisionMaker, Option, Preferences, Rule, Statement

if TYPE_CHECKING:
    from countermove.analysis.assumptions.assumption import Assumption, How

PLACES: dict[str, float] = {"moved up": -1.5, "moved down": 1.5}
"""By how much a statement that stands alone goes past its neighbour; one that shares its level only leaves it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One assumption, and what is tried on it."""

    assumption: Assumption
    how: How

    def __str__(self) -> str:
        return f"{self.assumption.name}: {self.said}"

    @property
    def said(self) -> str:
        """What is tried, in words that fit the assumption."""
        if self.how == "left out" and self.assumption.kind in {"option", "irreversible"}:
            return "out of reach" if self.assumption.kind == "option" else "can be undone"
        return self.how


def changed(conflict: Conflict, changes: Collection[Change]) -> Conflict:
    """Return the conflict with some assumptions changed, all at once and none twice.

    Where each statement moves to is counted in the list as it is written, so the changes have no order.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    changes : collection of Change
        At most one for each assumption.

    Returns
    -------
    Conflict
        Without variations, published answers and confidences. It has no status quo where its own has become
        infeasible, and rankings are without the states that have.

    Raises
    ------
    InvalidConflict
        If nothing is feasible, or somebody's ranking or the coalescing no longer fits the states.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.assumptions.assumption import assumptions
    >>> dilemma = cases.load("prisoners-dilemma")
    >>> [first, *_] = assumptions(dilemma)
    >>> first.name, changed(dilemma, [Change(first, "left out")]).states.patterns()
    ('in reach: a.cooperate', ('NN', 'NY'))
    """
    gone = {each.assumption.at for each in changes if each.assumption.kind == "rule"}
    rules = [replace(rule, confidence=None) for k, rule in enumerate(conflict.rules) if (k,) not in gone]
    dms = tuple(_dm(i, dm, changes) for i, dm in enumerate(conflict.decision_makers))
    rules += _out_of_reach(conflict, changes)
    base = conflict.with_(
        decision_makers=rankings_kept(conflict, dms, rules),
        rules=tuple(rules),
        status_quo=None,
        questions=tuple(each for each in conflict.questions if not each.variation),
        variations=(),
        published=(),
    )
    return base.with_(status_quo=conflict.status_quo) if _is_feasible(base, conflict.status_quo) else base


def _is_feasible(conflict: Conflict, status_quo: tuple[str, ...] | None) -> bool:
    if status_quo is None or conflict.graph is not None:
        return status_quo is not None
    mask = sum(1 << conflict.bits[name] for name in {*status_quo})
    return bool((conflict.states.members == mask).any())


def _out_of_reach(conflict: Conflict, changes: Collection[Change]) -> list[Rule]:
    places = [each.assumption.at for each in changes if each.assumption.kind == "option"]
    named = ((conflict.decision_makers[i], k) for i, k in places)
    return [Rule(holds=f"not {dm.full(dm.options[k])}") for dm, k in named]


def _dm(i: int, dm: DecisionMaker, changes: Collection[Change]) -> DecisionMaker:
    options = tuple(_option((i, k), option, changes) for k, option in enumerate(dm.options))
    return replace(dm, options=options, preferences=wanted(i, dm.preferences, changes))


def _option(at: tuple[int, int], option: Option, changes: Collection[Change]) -> Option:
    kinds = {each.assumption.kind for each in changes if each.assumption.at == at}
    when = "" if "condition" in kinds else option.when
    stays = None if "irreversible" in kinds else option.stays
    return replace(option, when=when, stays=stays, confidence=None, stays_confidence=None)


def wanted(i: int, wants: Preferences, changes: Collection[Change]) -> Preferences:
    """Return what the decision maker at position `i` wants after some changes."""
    hows = {(each.assumption.kind, each.assumption.at): each.how for each in changes if each.assumption.at[0] == i}
    kept = [
        (_place(k, len(level) > 1, how), k, _negated(each, how))
        for k, level in enumerate(wants.statements)
        for j, each in enumerate(level)
        if (how := hows.get(("statement", (i, k, j)))) != "left out"
    ]
    together = groupby(sorted(kept, key=lambda each: each[:2]), key=lambda each: each[:2])
    weights = tuple(
        (f"not ({text})" if how == "negated" else text, weight)
        for k, (text, weight) in enumerate(wants.weights)
        if (how := hows.get(("weight", (i, k)))) != "left out"
    )
    levels = tuple(tuple(statement for *_, statement in level) for _, level in together)
    return replace(wants, statements=levels, weights=weights, confidence=None)


def _place(k: int, shared: bool, how: How | None) -> float:  # noqa: FBT001  (of a level, as it is found)
    past = PLACES.get(how or "", 0.0)
    return k + (past / 3 if shared else past)


def _negated(statement: Statement, how: How | None) -> Statement:
    holds = f"not ({statement.holds})" if how == "negated" else statement.holds
    return replace(statement, holds=holds, confidence=None, order=None)
