"""The parts of a conflict: decision makers, options, preferences, rules, variations, shared parts of fronts.

Each part is a frozen value. Parts refer to each other by name, as in the conflict file.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from countermove.model.parts import Given, Part
from countermove.model.provenance import Evidence

Stays = Literal["on", "off"]
"""The irreversible direction of an option."""


@dataclass(frozen=True, slots=True)
class Statement(Part):
    """A preference statement: something that a decision maker wants to be true.

    Attributes
    ----------
    holds : str
        The statement, in the language of `countermove.model.language`.
    because, evidence : str, tuple of Evidence
        The reason, and its evidence.
    confidence : float or None
        The analyst's probability, from 0 to 1, that the decision maker holds the statement; None if certain.
    order : "uncertain" or None
        ``"uncertain"`` if this statement and the one before it may change places.
    vital, fixed : bool
        Whether a difference in it makes a state *greatly* preferred; whether no least change may touch it.
    """

    means = "a statement such as 'not strike'"

    holds: str
    _: KW_ONLY
    because: str = ""
    evidence: tuple[Evidence, ...] = ()
    confidence: float | None = None
    order: Literal["uncertain"] | None = None
    vital: bool = False
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class FrontPreferences(Part):
    """The preferences on one front of a decision maker that takes part in several.

    Attributes
    ----------
    front : str
        The front's id.
    front_weight : float or None
        The weight of a rank on this front; None if the fronts are compared in order.
    preferences : Preferences
        The preferences there, in the names of the joined conflict.
    """

    _: KW_ONLY
    front: str
    front_weight: float | None
    preferences: Preferences


@dataclass(frozen=True, slots=True)
class Preferences(Part):
    """A decision maker's preferences: statements, then weights, then fronts, then a ranking; each breaks ties so far.

    Attributes
    ----------
    statements : tuple of tuple of Statement
        Levels of statements, most important first. A level holds statements of equal importance; more true ones are
        preferred.
    weights : tuple of (statement, weight)
        Weighted statements; a larger sum of the weights of the true ones is preferred.
    ranking : tuple of tuple of str
        Levels of states, most preferred first, as patterns (``Y-N``), numbers, option lists or names.
    because, evidence, confidence : str, tuple of Evidence, float or None
        The reason for the weights and the ranking, its evidence, and the probability that they are right.
    fronts : tuple of FrontPreferences
        The preferences on each front, if statements cannot express their comparison.
    """

    means = "a list of statements such as ['not strike', 'talk']"

    statements: tuple[tuple[Statement, ...], ...] = ()
    _: KW_ONLY
    weights: tuple[tuple[str, float], ...] = ()
    ranking: tuple[tuple[str, ...], ...] = ()
    because: str = ""
    evidence: tuple[Evidence, ...] = ()
    confidence: float | None = None
    fronts: tuple[FrontPreferences, ...] = ()

    if TYPE_CHECKING:  # the forms that are converted

        def __init__(  # noqa: PLR0913  (the fields, as above)
            self,
            statements: Given = (),
            *,
            weights: Given = (),
            ranking: Given = (),
            because: str = "",
            evidence: Given = (),
            confidence: float | None = None,
            fronts: tuple[FrontPreferences, ...] = (),
        ) -> None: ...


@dataclass(frozen=True, slots=True)
class Option(Part):
    """An option: something that one decision maker can do or leave.

    Attributes
    ----------
    id, name, short : str
        The option's id, its name, and a short name for narrow lines.
    when : str
        The option's condition: a statement that must hold while the option is on.
    stays : {"on", "off"} or None
        ``"on"``: once on, it stays on; ``"off"``: once off, it stays off; None: it is reversible.
    because, evidence, stays_because, stays_evidence : str, tuple of Evidence
        The reasons for the option or its condition, and for `stays`, with their evidence.
    confidence, stays_confidence : float or None
        The analyst's probability, from 0 to 1, that it is available, and that it is irreversible; None if certain.
    fixed : bool
        Whether no least change may touch it: its reach, its condition, and whether it can be undone.
    """

    means = "an option such as 'strike'"

    id: str
    name: str = ""
    _: KW_ONLY
    when: str = ""
    stays: Stays | None = None
    because: str = ""
    evidence: tuple[Evidence, ...] = ()
    confidence: float | None = None
    stays_confidence: float | None = None
    stays_because: str = ""
    stays_evidence: tuple[Evidence, ...] = ()
    short: str = ""
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class DecisionMaker(Part):
    """A decision maker, with its options and preferences.

    Attributes
    ----------
    id, name, note : str
        The id, the name, and a remark.
    options : tuple of Option
        The options that it owns.
    preferences : Preferences
        Its preferences over states.
    tempo : float
        Its relative rate of moving when several can move; positive. Only the evolution uses it.
    concept : str
        The id of the stability concept by which its states are judged; empty for the default concept. The concepts
        of all decision makers are the reading of the conflict.
    """

    means = "a decision maker such as DecisionMaker('union', options=['strike'])"

    id: str
    name: str = ""
    _: KW_ONLY
    options: tuple[Option, ...] = ()
    preferences: Preferences = field(default_factory=Preferences)
    note: str = ""
    tempo: float = 1.0
    concept: str = ""

    if TYPE_CHECKING:  # the forms that are converted

        def __init__(  # noqa: PLR0913  (the fields, as above)
            self,
            id: str,  # noqa: A002  (the name of the field)
            name: str = "",
            *,
            options: Given = (),
            preferences: Preferences | Given = (),
            note: str = "",
            tempo: float = 1.0,
            concept: str = "",
        ) -> None: ...

    @classmethod
    def read(cls, mapping: dict[str, Any]) -> dict[str, Any]:
        """Return a mapping with `weights` and `ranking` under `preferences`; files may have them beside."""
        beside = {key: mapping[key] for key in ("weights", "ranking") if key in mapping}
        wants = mapping.get("preferences") or {}
        if not beside or isinstance(wants, (str, Preferences)):
            return mapping
        inside = wants if isinstance(wants, dict) else {"statements": wants}
        return {key: each for key, each in mapping.items() if key not in beside} | {"preferences": inside | beside}

    def full(self, option: Option) -> str:
        """Return the unique name of an option: ``dm.option``, or its id if that begins with a front's id.

        Examples
        --------
        >>> DecisionMaker(id="a").full(Option(id="go")), DecisionMaker(id="a").full(Option(id="north.go"))
        ('a.go', 'north.go')
        """
        return option.id if "." in option.id else f"{self.id}.{option.id}"


@dataclass(frozen=True, slots=True)
class Rule(Part):
    """A rule of feasibility: a statement that holds in every feasible state.

    Attributes
    ----------
    holds : str
        The statement.
    name : str
        A name; a capacity's rule is named after the resource and its owner.
    because, evidence : str, tuple of Evidence
        The reason, and its evidence.
    confidence, fixed : float or None, bool
        The analyst's probability, from 0 to 1, that it binds, None if certain; whether no least change may drop it.
    """

    means = "a rule such as 'not (strike and talk)'"

    holds: str
    _: KW_ONLY
    name: str = ""
    because: str = ""
    evidence: tuple[Evidence, ...] = ()
    confidence: float | None = None
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Variation(Part):
    """A named what-if: a patch on the conflict, which is solved beside it.

    Attributes
    ----------
    id, name : str
        The variation's id and name.
    because, evidence : str, tuple of Evidence
        The reason for it, and its evidence.
    remove, require : tuple of str
        Options that are always off, and options that are always on.
    rules : tuple of Rule
        Additional rules of feasibility.
    irreversible : tuple of (option, {"on", "off", "both"})
        Directions that replace those of the conflict; ``"both"`` makes an option reversible.
    status_quo : tuple of str or None
        The status quo that replaces the conflict's; None to keep it.
    preferences : tuple of (decision maker, Preferences)
        Preferences that replace a decision maker's.
    first, last : tuple of (decision maker, statements)
        Statements to add before, or after, a decision maker's own.
    drop : tuple of (decision maker, texts)
        Statements to remove from a decision maker's.
    weight : float or None
        The coding weight: the probability that this coding is right, instead of the conflict or another variation.
    capacities : tuple of Capacity
        Capacities that replace those of the same decision maker and resource.
    shared : tuple of Shared
        Decision makers with another comparison of their fronts; joining also derives `preferences` from it.
    """

    means = "a variation such as Variation('calm', remove=['strike'])"

    id: str
    name: str = ""
    _: KW_ONLY
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

    @classmethod
    def read(cls, mapping: dict[str, Any]) -> dict[str, Any]:
        """Return a mapping with `rules` for `feasible`, the key in files."""
        return {"rules" if key == "feasible" else key: each for key, each in mapping.items()}


@dataclass(frozen=True, slots=True)
class Shared(Part):
    """A decision maker that takes part in several fronts, and its comparison of them: order, weights or preferences.

    Attributes
    ----------
    id, name : str
        Its id and name in the joined conflict.
    there : tuple of (front, decision maker)
        Its id on each front.
    order : tuple of str
        The fronts, most important first: the first front on which two states differ in rank decides.
    weights : tuple of (front, weight)
        The front weights: each multiplies the rank on its front (0 is the worst); a larger sum is preferred.
    preferences : Preferences or None
        Preferences over all fronts together.
    """

    _: KW_ONLY
    id: str
    name: str = ""
    there: tuple[tuple[str, str], ...]
    order: tuple[str, ...] = ()
    weights: tuple[tuple[str, float], ...] = ()
    preferences: Preferences | None = None


@dataclass(frozen=True, slots=True)
class Capacity(Part):
    """A capacity: the limited amount of a resource of one decision maker.

    Attributes
    ----------
    dm, resource : str
        The decision maker's id, and the name of the resource.
    amount : float
        The amount available.
    draws : tuple of (option, amount)
        The amount that each option takes while it is on.
    because, evidence, confidence : str, tuple of Evidence, float or None
        The reason, its evidence, and the analyst's probability that the capacity binds.
    """

    _: KW_ONLY
    dm: str
    resource: str
    amount: float
    draws: tuple[tuple[str, float], ...] = ()
    because: str = ""
    evidence: tuple[Evidence, ...] = ()
    confidence: float | None = None
