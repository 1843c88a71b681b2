"""Changes tried on a conflict, and the conflict that they make of it: the ordinary way, by the words of the model."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.analysis.assumptions.ranked import rankings_kept
from countermove.model.revision import Revision, feasible_status_quo, revised_decision_makers, revised_rules

if TYPE_CHECKING:
    from countermove.analysis.assumptions.assumption import Assumption, How, Kind
    from countermove.model.conflict import Conflict


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
    >>> from countermove.analysis.assumptions.assumption import assumptions_of
    >>> dilemma = cases.load("prisoners-dilemma")
    >>> [first, *_] = assumptions_of(dilemma)
    >>> first.name, changed(dilemma, [Change(first, "left out")]).states.patterns()
    ('in reach: a.cooperate', ('NN', 'NY'))
    """
    made = revision_of(changes)
    rules = revised_rules(conflict, made)
    base = conflict.with_(
        decision_makers=rankings_kept(conflict, revised_decision_makers(conflict, made), rules),
        rules=rules,
        status_quo=None,
        questions=tuple(each for each in conflict.questions if not each.variation),
        variations=(),
        published=(),
    )
    start = feasible_status_quo(base, conflict.status_quo)
    return base if start is None else base.with_(status_quo=start)


def revision_of(changes: Collection[Change]) -> Revision:
    """Return how some changes rewrite their conflict."""

    def at(kind: Kind, how: How) -> frozenset[tuple[int, ...]]:
        return frozenset(each.assumption.at for each in changes if (each.assumption.kind, each.how) == (kind, how))

    return Revision(
        rules=at("rule", "left out"),
        withheld=at("option", "left out"),
        unconditional=at("condition", "left out"),
        reversible=at("irreversible", "left out"),
        dropped=at("statement", "left out"),
        negated=at("statement", "negated"),
        raised=at("statement", "moved up"),
        lowered=at("statement", "moved down"),
        weights_dropped=at("weight", "left out"),
        weights_negated=at("weight", "negated"),
    )
