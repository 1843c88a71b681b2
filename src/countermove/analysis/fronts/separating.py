"""Whether a conflict on several fronts falls apart into them, and what crosses if it does not."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from countermove.analysis.fronts.stakes import locals_of, stakes
from countermove.model.fronts import front_of, fronts_of, named_fronts, ranked_fronts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from countermove.analysis.fronts.stakes import Stake
    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker


@dataclass(frozen=True, slots=True)
class Crossing:
    """Something that speaks of several fronts at once.

    Attributes
    ----------
    kind : {"rule", "statement", "weight", "ranking", "coalescing"}
    text : str
        The statement; for a ranking, nothing.
    fronts : tuple of str
        The fronts that it speaks of, in their order.
    dm : str
        Whose wish it is; nothing for a rule.
    name : str
        What a rule stands for, such as a capacity.
    because : str
        The reason that is given for it.
    """

    kind: str
    text: str
    fronts: tuple[str, ...]
    dm: str = ""
    name: str = ""
    because: str = ""


@dataclass(frozen=True, eq=False)
class Parts:
    """A conflict that separates.

    Attributes
    ----------
    conflict : Conflict
        The whole.
    locals : mapping of str to Conflict
        The fronts alone, with the ids of the whole.
    """

    conflict: Conflict
    locals: Mapping[str, Conflict] = field(repr=False)

    @cached_property
    def stakes(self) -> tuple[dict[str, Stake], ...]:
        """What each front is worth to each decision maker of the whole."""
        given = dict(self.locals)
        return tuple(stakes(self.conflict, given, dm) for dm in self.conflict.decision_makers)

    def acts_on(self, dm: DecisionMaker) -> tuple[str, ...]:
        """Return the fronts on which a decision maker has options."""
        own = {front_of(option.id) for option in dm.options}
        return tuple(front for front in self.locals if front in own)


def parts(conflict: Conflict) -> Parts:
    """Return the fronts of a conflict that separates."""
    return Parts(conflict, locals_of(conflict))


def crossings(conflict: Conflict) -> tuple[Crossing, ...]:
    """Return what speaks of several fronts at once: if nothing does, the conflict separates.

    Examples
    --------
    >>> from countermove import cases
    >>> crossings(cases.load("prisoners-dilemma"))
    ()
    """
    if conflict.joint is None:
        return ()
    return (*_rules(conflict), *(each for dm in conflict.decision_makers for each in _wishes(conflict, dm)))


def _rules(conflict: Conflict) -> Iterator[Crossing]:
    for rule in conflict.rules:
        if len(named := named_fronts(rule.holds)) > 1:
            yield Crossing("rule", rule.holds, _in_order(conflict, named), "", rule.name, rule.because)
    for text in conflict.coalesce:
        yield Crossing("coalescing", text, fronts_of(conflict))


def _wishes(conflict: Conflict, dm: DecisionMaker) -> Iterator[Crossing]:
    for level in dm.preferences.statements:
        for each in level:
            if len(named := named_fronts(each.holds)) > 1:
                yield Crossing("statement", each.holds, _in_order(conflict, named), dm.id, because=each.because)
    for text, _ in dm.preferences.weights:
        if len(named := named_fronts(text)) > 1:
            yield Crossing("weight", text, _in_order(conflict, named), dm.id, because=dm.preferences.because)
    if len(named := ranked_fronts(conflict, dm.preferences)) > 1:
        yield Crossing("ranking", "", _in_order(conflict, named), dm.id, because=dm.preferences.because)


def _in_order(conflict: Conflict, named: frozenset[str]) -> tuple[str, ...]:
    return tuple(front for front in fronts_of(conflict) if front in named)
