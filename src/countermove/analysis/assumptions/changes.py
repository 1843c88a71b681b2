"""Changes of assumptions, and the changed conflict, built by the model.

Rankings of states keep the states that are still feasible. They are rewritten as patterns, since state numbers shift.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from countermove.model.records import Preferences
from countermove.model.revision import Revision, feasible_status_quo, revised_decision_makers, revised_rules

if TYPE_CHECKING:
    from countermove.analysis.assumptions.assumption import Assumption, How, Kind
    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker, Rule
    from countermove.model.states import StateSpace


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one assumption.

    Attributes
    ----------
    assumption : Assumption
        The assumption.
    how : str
        The change: ``left out``, ``negated``, ``moved up`` or ``moved down``.
    """

    assumption: Assumption
    how: How

    def __str__(self) -> str:
        return f"{self.assumption.name}: {self.label}"

    @property
    def label(self) -> str:
        """The change in words that fit the assumption."""
        if self.how == "left out" and self.assumption.kind in {"option", "irreversible"}:
            return "out of reach" if self.assumption.kind == "option" else "can be undone"
        return self.how


def changed(conflict: Conflict, changes: Collection[Change]) -> Conflict:
    """Return the conflict with some assumptions changed at once.

    Places in a list of statements are counted before any change, so the changes have no order.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    changes : collection of Change
        At most one for each assumption.

    Returns
    -------
    Conflict
        Without variations, published answers and confidences. It has no status quo if its own is infeasible, and its
        rankings omit infeasible states.

    Raises
    ------
    InvalidConflict
        If nothing is feasible, or a ranking or the coalescing no longer fits the states.

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
        standpoint="",
        published=(),
    )
    start = feasible_status_quo(base, conflict.status_quo)
    return base if start is None else base.with_(status_quo=start)


def revision_of(changes: Collection[Change]) -> Revision:
    """Return the revision of the conflict that some changes ask for."""

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


def rankings_kept(
    conflict: Conflict, dms: tuple[DecisionMaker, ...], rules: tuple[Rule, ...]
) -> tuple[DecisionMaker, ...]:
    """Return the decision makers with the infeasible states dropped from their rankings."""
    if conflict.graph is not None or not any(dm.preferences.ranking for dm in dms):
        return dms
    unranked = tuple(replace(dm, preferences=Preferences()) for dm in dms)
    bare = {"status_quo": None, "variations": (), "published": ()}
    left = conflict.with_(decision_makers=unranked, rules=rules, **bare).states
    return tuple(replace(dm, preferences=still_ranked(conflict, dm.preferences, left)) for dm in dms)


def still_ranked(conflict: Conflict, wants: Preferences, left: StateSpace) -> Preferences:
    """Return preferences whose ranking names the remaining states, as patterns."""
    if conflict.graph is not None or not wants.ranking:
        return wants
    levels = (tuple(p for entry in level for p in _patterns(conflict, entry, left)) for level in wants.ranking)
    return replace(wants, ranking=tuple(level for level in levels if level))


def _patterns(conflict: Conflict, entry: str, left: StateSpace) -> list[str]:
    """Return the remaining states that an entry of a ranking names, as patterns."""
    states = conflict.states
    patterns = (states.pattern(int(k)) for k in states.find(entry))
    if not states.options:
        return [entry]
    return [each for each in patterns if _matches(each, left)]


def _matches(pattern: str, left: StateSpace) -> bool:
    care = sum(1 << k for k, letter in enumerate(pattern) if letter != "-")
    value = sum(1 << k for k, letter in enumerate(pattern) if letter == "Y")
    return bool(((left.members & care) == value).any())
