"""What a conflict is: frozen values that name things and compute nothing about stability.

Options are numbered in the order of their decision makers, unless `option_order` says otherwise; option k is bit
k of a state. Everything refers to everything else by name, as the conflict file does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from countermove.errors import InvalidConflict
from countermove.model.provenance import Evidence, Published, Question, Source

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from countermove.model.joint import Capacity, Joint, Shared
    from countermove.model.states import StateSpace

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
class Share:
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
    fronts : tuple of Share
        Where statements do not say it: what is wanted on each front, and how the fronts are compared.
    """

    statements: tuple[tuple[Statement, ...], ...] = ()
    weights: tuple[tuple[str, float], ...] = ()
    ranking: tuple[tuple[str, ...], ...] = ()
    because: str = ""
    evidence: tuple[Evidence, ...] = ()
    confidence: float | None = None
    fronts: tuple[Share, ...] = ()


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


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """A conflict: who decides, what each can do, what each wants, and what all this rests on.

    Attributes
    ----------
    title, about : str
        A name and a sentence or two.
    decision_makers : tuple of DecisionMaker
        In the order of their options.
    rules : tuple of Rule
        What must be true of every state.
    status_quo : tuple of str or None
        The options that are on at the start (in graph form: the one state); None if it is not given.
    coalesce : tuple of str
        Patterns or statements; the states that meet one of them are one and the same state.
    option_order : tuple of str
        The options as ``dm.option``, bit 0 first, where that is not the order of the decision makers.
    graph : Graph or None
        The states and moves, for a conflict that is not given by options.
    joint : Joint or None
        What a conflict on several fronts was joined from, by `countermove.model.joining.join`.

    Raises
    ------
    InvalidConflict
        With every complaint at once, if the parts contradict one another.
    TooLarge
        If the options span more states than can be looked at one by one.

    Examples
    --------
    >>> from countermove import Conflict, DecisionMaker, Option, Preferences, Statement
    >>> swerve = Option(id="swerve")
    >>> wants = [Preferences(statements=((Statement(holds=f"{who}.swerve"),),)) for who in ("b", "a")]
    >>> a = DecisionMaker(id="a", options=(swerve,), preferences=wants[0])
    >>> b = DecisionMaker(id="b", options=(swerve,), preferences=wants[1])
    >>> chicken = Conflict(title="Chicken", decision_makers=(a, b))
    >>> chicken.options
    ('a.swerve', 'b.swerve')
    >>> len(chicken.states)
    4
    """

    title: str
    decision_makers: tuple[DecisionMaker, ...]
    about: str = ""
    rules: tuple[Rule, ...] = ()
    status_quo: tuple[str, ...] | None = None
    coalesce: tuple[str, ...] = ()
    graph: Graph | None = None
    sources: tuple[Source, ...] = ()
    questions: tuple[Question, ...] = ()
    variations: tuple[Variation, ...] = ()
    citation: tuple[str, ...] = ()
    published: tuple[Published, ...] = ()
    notes: tuple[str, ...] = ()
    option_order: tuple[str, ...] = ()
    joint: Joint | None = None

    def __post_init__(self) -> None:
        from countermove.model.validity import complaints

        found = complaints(self)
        if found:
            raise InvalidConflict(found)

    @cached_property
    def owned(self) -> tuple[tuple[int, Option], ...]:
        """The options with the positions of their owners, bit 0 first."""
        listed = [(i, option) for i, dm in enumerate(self.decision_makers) for option in dm.options]
        place = {name: k for k, name in enumerate(self.option_order)}
        return tuple(sorted(listed, key=lambda own: place.get(self._qualified(*own), -1)))

    @cached_property
    def options(self) -> tuple[str, ...]:
        """The options by name, bit 0 first; ``dm.option`` where two decision makers use the same id."""
        times = Counter(option.id for _, option in self.owned)
        return tuple(option.id if times[option.id] == 1 else self._qualified(i, option) for i, option in self.owned)

    @cached_property
    def bits(self) -> Mapping[str, int]:
        """From every unambiguous way to name an option to its bit."""
        bits = {name: bit for bit, name in enumerate(self.options)}
        return bits | {self._qualified(*own): bit for bit, own in enumerate(self.owned)}

    @cached_property
    def owners(self) -> tuple[int, ...]:
        """The position of the decision maker that owns each option, bit 0 first."""
        return tuple(i for i, _ in self.owned)

    def _qualified(self, dm: int, option: Option) -> str:
        return self.decision_makers[dm].full(option)

    @cached_property
    def states(self) -> StateSpace:
        """The feasible states, numbered."""
        from countermove.model.states import state_space

        return state_space(self)

    @cached_property
    def ranks(self) -> NDArray[np.int32]:
        """Every decision maker's ranks, shape (n, S); larger is preferred, equal is indifferent."""
        from countermove.model.preferences import ranks

        return ranks(self)

    @cached_property
    def levels(self) -> tuple[int, ...]:
        """How many levels of preference each decision maker tells apart."""
        return tuple(int(rank.max()) + 1 for rank in self.ranks)

    @cached_property
    def status_quo_number(self) -> int | None:
        """The number of the status quo, from 1; None if it is not given."""
        if self.status_quo is None:
            return None
        names = [name if self.graph else self.options[self.bits[name]] for name in self.status_quo]
        return int(self.states.find(", ".join(names))[0]) + 1

    def position(self, dm: str) -> int:
        """Return the position of a decision maker, by id or name; articles, abbreviations and capitals do not matter.

        Raises
        ------
        UnknownName
            If there is no such decision maker.
        """
        for i, each in enumerate(self.decision_makers):
            if dm in {each.id, each.name}:
                return i
        from countermove.model.calling import decision_maker

        return decision_maker(self, dm)

    def with_(self, **changes: Any) -> Conflict:
        """Return the same conflict with some of its parts replaced.

        Examples
        --------
        >>> from countermove import Conflict, DecisionMaker, Option, Rule
        >>> one = Conflict(title="One", decision_makers=(DecisionMaker(id="a", options=(Option(id="go"),)),))
        >>> one.with_(rules=(Rule(holds="go"),)).states.patterns()
        ('Y',)
        """
        return replace(self, **changes)
