"""What a conflict is: frozen values that name things and compute nothing about stability.

Options are numbered in the order of their decision makers, unless `option_order` says otherwise; option k is bit
k of a state. Everything refers to everything else by name, as the conflict file does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from countermove.model.provenance import Evidence

Stays = Literal["on", "off"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Something that a decision maker wants to be true, and why the analyst thinks so.

    Attributes
    ----------
    holds : str
        The statement, in the language of `countermove.model.language`.
    because, evidence : str, tuple of Evidence
        The reason, and where it is to be read.
    confidence : float
        How sure the analyst is that the decision maker holds this, from 0 to 1.
    order : "uncertain" or None
        Whether it is open which comes first, this statement or the one before it.
    vital : bool
        Whether a difference in this statement makes a state *greatly* preferred (strength of preference).
    """

    holds: str
    because: str = ""
    evidence: tuple[Evidence, ...] = ()
    confidence: float | None = None
    order: Literal["uncertain"] | None = None
    vital: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPreferences:
    """What a decision maker of several fronts wants on one of them.

    Attributes
    ----------
    front : str
        The front.
    weight : float or None
        What a level on this front counts; None if the fronts are compared in order.
    preferences : Preferences
        What it wants there, in the ids of the whole.
    """

    front: str
    weight: float | None
    preferences: Preferences


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What a decision maker wants, as statements, weights or a ranking; each breaks the ties of those before it.

    Attributes
    ----------
    statements : tuple of tuple of Statement
        Most important first. A tuple holds statements of equal importance: the more of them hold the better.
    weights : tuple of (statement, weight)
        The weights of the statements that hold are added up; a larger sum is preferred.
    ranking : tuple of tuple of str
        Most preferred level first; a level holds states as patterns (``Y-N``), numbers, option lists or names.
    because, evidence, confidence
        What weights and a ranking rest on; statements have their own.
    fronts : tuple of FrontPreferences
        Where statements do not say it: what is wanted on each front, and how the fronts are compared.
    """

    statements: tuple[tuple[Statement, ...], ...] = ()
    weights: tuple[tuple[str, float], ...] = ()
    ranking: tuple[tuple[str, ...], ...] = ()
    because: str = ""
    evidence: tuple[Evidence, ...] = ()
    confidence: float | None = None
    fronts: tuple[FrontPreferences, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something that one decision maker can do or leave.

    Attributes
    ----------
    when : str
        A statement without which the option cannot be on.
    stays : {"on", "off"} or None
        ``"on"``: once on it stays on; ``"off"``: once off it stays off.
    because, evidence : str, tuple of Evidence
        The reason for the condition, or for the option at all, and where it is to be read.
    stays_because, stays_evidence : str, tuple of Evidence
        Likewise, for its being irreversible.
    confidence : float
        How sure the analyst is that the option is in reach at all, from 0 to 1.
    stays_confidence : float
        How sure the analyst is of `stays`.
    """

    id: str
    name: str = ""
    when: str = ""
    stays: Stays | None = None
    because: str = ""
    evidence: tuple[Evidence, ...] = ()
    confidence: float | None = None
    stays_confidence: float | None = None
    stays_because: str = ""
    stays_evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionMaker:
    """Someone who can change something: the options, and what this decision maker wants.

    Attributes
    ----------
    tempo : float
        How readily it moves when several could, compared with the others; positive. Only evolution looks at it.
    """

    id: str
    name: str = ""
    options: tuple[Option, ...] = ()
    preferences: Preferences = field(default_factory=Preferences)
    note: str = ""
    tempo: float = 1.0

    def full(self, option: Option) -> str:
        """Return the name of an option that no other has: ``dm.option``, or its id where that has a front's name.

        Examples
        --------
        >>> DecisionMaker(id="a").full(Option(id="go")), DecisionMaker(id="a").full(Option(id="north.go"))
        ('a.go', 'north.go')
        """
        return option.id if "." in option.id else f"{self.id}.{option.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Something that is true of every feasible state; `confidence` is how sure the analyst is that it binds.

    The rule of a capacity has its name.
    """

    holds: str
    name: str = ""
    because: str = ""
    evidence: tuple[Evidence, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """States and moves given directly.

    Attributes
    ----------
    states : tuple of (id, name)
        In the order of their numbers.
    moves : tuple of (decision maker, from, to)
        One step of one decision maker; two may have the same step.
    """

    states: tuple[tuple[str, str], ...]
    moves: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Variation:
    """A named what-if: a patch on the conflict, solved beside it.

    Attributes
    ----------
    remove, require : tuple of str
        Options that can never be on; options that are always on.
    rules : tuple of Rule
        Further rules of feasibility.
    irreversible : tuple of (option, {"on", "off", "both"})
        Directions that replace those of the conflict; ``"both"`` frees an option.
    status_quo : tuple of str or None
        Another status quo.
    preferences : tuple of (decision maker, Preferences)
        Preferences that replace a decision maker's.
    first, last : tuple of (decision maker, statements)
        Statements put before, or after, those that a decision maker has.
    drop : tuple of (decision maker, texts)
        Statements that a decision maker no longer holds.
    weight : float
        How likely it is that this is the right coding, rather than the conflict itself or another variation.
    capacities : tuple of Capacity
        Capacities that take the place of those of the same decision maker and resource.
    shared : tuple of Shared
        Decision makers that compare their fronts in another way; joining makes preferences of this as well.
    """

    id: str
    name: str = ""
    because: str = ""
    evidence: tuple[Evidence, ...] = ()
    remove: tuple[str, ...] = ()
    require: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    irreversible: tuple[tuple[str, Literal["on", "off", "both"]], ...] = ()
    status_quo: tuple[str, ...] | None = None
    preferences: tuple[tuple[str, Preferences], ...] = ()
    first: tuple[tuple[str, tuple[tuple[Statement, ...], ...]], ...] = ()
    last: tuple[tuple[str, tuple[tuple[Statement, ...], ...]], ...] = ()
    drop: tuple[tuple[str, tuple[str, ...]], ...] = ()
    weight: float | None = None
    capacities: tuple[Capacity, ...] = ()
    shared: tuple[Shared, ...] = ()


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
