"""The conflict, one frozen value, and the fronts and joint parts that a conflict on several fronts is made of.

Option k is bit k of a state. Options are numbered in the order of their decision makers, unless `option_order` gives
another order. Parts refer to each other by name, as in the conflict file.

A conflict on several fronts is the hierarchical graph model of He, Kilgour, Hipel and Bashar (2013): local conflicts
that share decision makers. `countermove.model.joining` joins the fronts into one conflict, in which names begin with
the front's id: the option `stay` of the front `kazakhstan` is ``kazakhstan.stay``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from countermove.errors import InvalidConflict
from countermove.model.definitions import NamedCondition, unfolded, unfolded_conditions
from countermove.model.graph import Graph
from countermove.model.language import parse
from countermove.model.parts import Given, Part, convert
from countermove.model.plotted import Plotted
from countermove.model.provenance import Published, Question, Source
from countermove.model.records import Capacity, DecisionMaker, Option, Preferences, Rule, Shared, Variation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from countermove.model.language import Node
    from countermove.model.states import StateSpace


@dataclass(frozen=True)
class Conflict(Part, Plotted):
    """A conflict: its decision makers, their options and preferences, the rules, and the sources.

    Attributes
    ----------
    title, about : str
        A name, and a sentence or two.
    decision_makers : tuple of DecisionMaker
        In the order of their options.
    rules : tuple of Rule
        Conditions that every feasible state meets.
    status_quo : tuple of str or None
        The options that are on at the start, or the one state in graph form; None if it is not given.
    coalesce : tuple of str
        Patterns or statements; the states that meet one of them count as one state.
    graph : Graph or None
        The states and moves in graph form; None in option form.
    sources : tuple of Source
        The texts that the account rests on.
    questions : tuple of Question
        The forecasts to be scored.
    variations : tuple of Variation
        The named what-ifs.
    citation, notes : tuple of str
        References for the model, and remarks on it.
    published : tuple of Published
        Equilibria that sources give.
    option_order : tuple of str
        The options as ``dm.option``, bit 0 first; empty for the order of the decision makers.
    joint : Joint or None
        The fronts and shared parts of a conflict that `countermove.model.joining.join` made; None for others.
    remarks : tuple of str
        What its file says that the conflict lacks, and whether this changes the meaning. Every answer repeats them.
        They are no part of what it is: conflicts with different remarks may be equal.
    definitions, ends : tuple of NamedCondition, tuple of str
        Named conditions, which statements may name; the ids of those that name ends. The first that holds names it.
    came_about : str
        What came about: a condition, or a state as `position_of` reads it; empty if open.
    standpoint : str
        The variation from which all is asked, or ``none``; empty for the one that all questions share, if any.
    variation : str
        What `vary` laid on the conflict of the file, as it is called there. Like remarks, no part of what it is.

    Raises
    ------
    InvalidConflict
        If the parts contradict one another; carries every complaint at once.
    TooLarge
        If there are more options than the program handles.

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

    means = "a conflict such as Conflict('Strike', [DecisionMaker('union', options=['strike'])])"

    title: str
    decision_makers: tuple[DecisionMaker, ...]
    _: KW_ONLY
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
    remarks: tuple[str, ...] = field(default=(), compare=False)
    definitions: tuple[NamedCondition, ...] = ()
    ends: tuple[str, ...] = ()
    came_about: str = ""
    standpoint: str = ""
    variation: str = field(default="", compare=False, repr=False)

    if TYPE_CHECKING:  # the forms that are converted

        def __init__(  # noqa: PLR0913  (the fields, as above)
            self,
            title: str,
            decision_makers: Given,
            *,
            about: str = "",
            rules: Given = (),
            status_quo: Given | None = None,
            coalesce: Given = (),
            graph: Graph | Given | None = None,
            sources: Given = (),
            questions: Given = (),
            variations: Given = (),
            citation: Given = (),
            published: Given = (),
            notes: Given = (),
            option_order: Given = (),
            joint: Joint | None = None,
            remarks: Given = (),
            definitions: Given = (),
            ends: Given = (),
            came_about: str = "",
            standpoint: str = "",
            variation: str = "",
        ) -> None: ...

    def __post_init__(self) -> None:
        from countermove.model.validity import complaints

        convert(self)
        object.__setattr__(self, "status_quo", self._options_of_pattern())
        found = complaints(self)
        if found:
            raise InvalidConflict(found)

    def _options_of_pattern(self) -> tuple[str, ...] | None:
        """Return the status quo; a pattern of ``Y`` and ``N`` in its place as the options that are on."""
        names = self.option_order or tuple(self._qualified(*own) for own in self.owned)
        if self.status_quo and len(self.status_quo) == 1 and self.graph is None:
            [given] = self.status_quo
            if names and re.fullmatch(f"[YN]{{{len(names)}}}", given):
                return tuple(name for name, letter in zip(names, given, strict=True) if letter == "Y")
        return self.status_quo

    @cached_property
    def views(self) -> dict[str, Conflict]:
        """What `countermove.model.variation.vary` returned for this conflict last, by name."""
        return {}

    @cached_property
    def conditions(self) -> Mapping[str, str]:
        """The named conditions by id, each with the conditions that it names unfolded."""
        return unfolded_conditions(self.definitions)

    def tree(self, text: str) -> Node:
        """Return the tree of a statement, in which named conditions are unfolded.

        Raises
        ------
        StatementError
            If the text is not a statement, or is too long or too deeply nested when unfolded.
        """
        return parse(unfolded(text, self.conditions))

    @cached_property
    def owned(self) -> tuple[tuple[int, Option], ...]:
        """The pairs of an owner's position and its option, bit 0 first."""
        listed = [(i, option) for i, dm in enumerate(self.decision_makers) for option in dm.options]
        place = {name: k for k, name in enumerate(self.option_order)}
        return tuple(sorted(listed, key=lambda own: place.get(self._qualified(*own), -1)))

    @cached_property
    def options(self) -> tuple[str, ...]:
        """The names of the options, bit 0 first; ``dm.option`` if two decision makers use the same id."""
        times = Counter(option.id for _, option in self.owned)
        return tuple(option.id if times[option.id] == 1 else self._qualified(i, option) for i, option in self.owned)

    @cached_property
    def bits(self) -> Mapping[str, int]:
        """The bit of each option, by each of its unambiguous names."""
        bits = {name: bit for bit, name in enumerate(self.options)}
        return bits | {self._qualified(*own): bit for bit, own in enumerate(self.owned)}

    @cached_property
    def owners(self) -> tuple[int, ...]:
        """The position of each option's owner, bit 0 first."""
        return tuple(i for i, _ in self.owned)

    @cached_property
    def movers(self) -> tuple[int, ...]:
        """The positions of the decision makers who own an option or a move; of all, if nobody does.

        The others hold every state, and their ranks sanction nothing: no stability and no evolution depends on them.
        """
        moving = {who for who, _, _ in self.graph.moves} if self.graph is not None else set()
        found = tuple(i for i, dm in enumerate(self.decision_makers) if dm.options or dm.id in moving)
        return found or tuple(range(len(self.decision_makers)))

    def _qualified(self, dm: int, option: Option) -> str:
        return self.decision_makers[dm].full(option)

    @cached_property
    def states(self) -> StateSpace:
        """The feasible states.

        Raises
        ------
        TooLarge
            If there are too many states to list.
        """
        from countermove.model.states import state_space

        return state_space(self)

    @cached_property
    def ranks(self) -> NDArray[np.int32]:
        """The ranks of every decision maker, int32, shape (n, S); raises as `countermove.model.preferences.ranks`."""
        from countermove.model.preferences import ranks

        return ranks(self)

    @cached_property
    def alone(self) -> Mapping[str, Conflict]:
        """Each front as a conflict by itself, by its id, with the names of this one; empty without fronts."""
        from countermove.model.fronts import front_conflict, fronts_of

        return {front: front_conflict(self, front) for front in fronts_of(self)}

    @cached_property
    def levels(self) -> tuple[int, ...]:
        """The number of distinct ranks of each decision maker."""
        return tuple(int(rank.max()) + 1 for rank in self.ranks)

    @cached_property
    def status_quo_number(self) -> int | None:
        """The state number of the status quo, from 1; None if there is no status quo."""
        if self.status_quo is None:
            return None
        names = [name if self.graph else self.options[self.bits[name]] for name in self.status_quo]
        return int(self.states.find(", ".join(names))[0]) + 1

    def position(self, dm: str) -> int:
        """Return the position of a decision maker: by its id, which comes before all names, or by a unique name.

        In names, articles, abbreviations and case are ignored.

        Raises
        ------
        UnknownName
            If no decision maker, or more than one, has that name.
        """
        for i, each in enumerate(self.decision_makers):
            if dm == each.id:
                return i
        from countermove.model.dm_names import decision_maker

        return decision_maker(self, dm)

    def with_(self, **changes: Any) -> Conflict:
        """Return a copy of the conflict with some parts replaced; raises as the constructor does.

        Examples
        --------
        >>> from countermove import Conflict, DecisionMaker, Option, Rule
        >>> one = Conflict(title="One", decision_makers=(DecisionMaker(id="a", options=(Option(id="go"),)),))
        >>> one.with_(rules=(Rule(holds="go"),)).states.patterns()
        ('Y',)
        """
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Front(Part):
    """A front: one local conflict.

    Attributes
    ----------
    id : str
        The front's id, the prefix of its names in the joined conflict.
    conflict : Conflict
        The local conflict, with ids of its own.
    """

    _: KW_ONLY
    id: str
    conflict: Conflict


@dataclass(frozen=True, slots=True)
class Joint(Part):
    """The fronts of a conflict, and the parts that join them.

    Attributes
    ----------
    fronts : tuple of Front
        The fronts, in the order of their options.
    shared : tuple of Shared
        The decision makers that take part in several fronts.
    rules : tuple of Rule
        Rules across fronts, beside the rules of each front.
    capacities : tuple of Capacity
        Resources that options of several fronts draw on.
    wants : tuple of (decision maker, Preferences)
        Preferences over several fronts of decision makers that take part in one only.
    sources, questions, variations, definitions : tuple of Source, Question, Variation, NamedCondition
        Parts of the joined conflict, beside those of each front.
    reading : str or tuple of (decision maker, concept)
        The concept of every decision maker of the joined conflict, or of some, in place of those of the fronts.
    """

    _: KW_ONLY
    fronts: tuple[Front, ...]
    shared: tuple[Shared, ...] = ()
    rules: tuple[Rule, ...] = ()
    capacities: tuple[Capacity, ...] = ()
    wants: tuple[tuple[str, Preferences], ...] = ()
    sources: tuple[Source, ...] = ()
    questions: tuple[Question, ...] = ()
    variations: tuple[Variation, ...] = ()
    definitions: tuple[NamedCondition, ...] = ()
    reading: str | tuple[tuple[str, str], ...] = ""
