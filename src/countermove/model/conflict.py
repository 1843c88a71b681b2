"""What a conflict is: frozen values that name things and compute nothing about stability.

Options are numbered in the order of their decision makers, unless `option_order` says otherwise; option k is bit
k of a state. Everything refers to everything else by name, as the conflict file does.

What a conflict on several fronts is made of: the fronts, who takes part in more than one, and what crosses them.

He, Kilgour, Hipel, Bashar (2013) call this a hierarchical graph model: local conflicts that share decision makers.
`countermove.model.joining` makes one conflict of it, in which everything that belongs to one front bears its name:
the option `stay` of the front `kazakhstan` is ``kazakhstan.stay``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from countermove.errors import InvalidConflict
from countermove.model.provenance import Published, Question, Source
from countermove.model.records import Capacity, DecisionMaker, Graph, Option, Preferences, Rule, Shared, Variation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from countermove.model.states import StateSpace


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
        from countermove.model.naming import decision_maker

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
