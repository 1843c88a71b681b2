"""What a conflict on several fronts is made of: the fronts, who takes part in more than one, and what crosses them.

He, Kilgour, Hipel, Bashar (2013) call this a hierarchical graph model: local conflicts that share decision makers.
`countermove.model.joining` makes one conflict of it, in which everything that belongs to one front bears its name:
the option `stay` of the front `kazakhstan` is ``kazakhstan.stay``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict, Preferences, Rule, Variation
    from countermove.model.provenance import Evidence, Question, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """A local conflict, intelligible alone.

    Attributes
    ----------
    conflict : Conflict
        With ids of its own, as if there were no other front.
    """

    id: str
    conflict: Conflict


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A decision maker that takes part in several fronts, and how it compares gains on one with losses on another.

    Attributes
    ----------
    there : tuple of (front, decision maker)
        Under which id it takes part in each.
    order : tuple of str
        The fronts, most important first: the first on which two states differ for it decides.
    weights : tuple of (front, weight)
        Instead of an order, what a rank on each front counts (0 is the worst); a larger sum is preferred.
    preferences : Preferences or None
        Instead of both, statements over all fronts mixed.
    """

    id: str
    name: str = ""
    there: tuple[tuple[str, str], ...]
    order: tuple[str, ...] = ()
    weights: tuple[tuple[str, float], ...] = ()
    preferences: Preferences | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """What a decision maker has only so much of.

    Attributes
    ----------
    dm, resource : str
        Whose it is, and what it is called.
    amount : float
        How much there is.
    draws : tuple of (option, amount)
        How much each option takes while it is on.
    """

    dm: str
    resource: str
    amount: float
    draws: tuple[tuple[str, float], ...] = ()
    because: str = ""
    evidence: tuple[Evidence, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """All that a conflict on several fronts is made of.

    Attributes
    ----------
    fronts, shared, capacities : tuple of Front, tuple of Shared, tuple of Capacity
        The fronts, the decision makers of several, and what these have only so much of.
    rules : tuple of Rule
        What must be true across fronts, beside the rules of each.
    wants : tuple of (decision maker, Preferences)
        Preferences of decision makers of one front that care about more than their own.
    sources, questions, variations
        Those of the whole, beside those of each front.
    """

    fronts: tuple[Front, ...]
    shared: tuple[Shared, ...] = ()
    rules: tuple[Rule, ...] = ()
    capacities: tuple[Capacity, ...] = ()
    wants: tuple[tuple[str, Preferences], ...] = ()
    sources: tuple[Source, ...] = ()
    questions: tuple[Question, ...] = ()
    variations: tuple[Variation, ...] = ()
