"""A conflict without some of its options, and without the statements, rules and questions that name them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from countermove.errors import Complaint, InvalidConflict
from countermove.model.records import Variation
from countermove.model.scope import option_complaints

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker, Preferences, Statement

    Levels = tuple[tuple[Statement, ...], ...]


def without_options(conflict: Conflict, options: Sequence[str]) -> Conflict:
    """Return a conflict without some options, and without the statements, rules and questions that name them.

    Raises
    ------
    InvalidConflict
        If an option does not exist, or a ranking or another option's condition needs it.

    Examples
    --------
    >>> from countermove import cases
    >>> without_options(cases.load("kazakhstan-2022"), ["press"]).status_quo
    ('revolt',)
    """
    if found := option_complaints(conflict, options, ("without",), "to be left out"):
        raise InvalidConflict(found)
    return _Without(conflict, {conflict.bits[name] for name in options}).conflict()


class _Without:
    """The parts of a conflict without the options at the bits `gone`."""

    def __init__(self, whole: Conflict, gone: set[int]) -> None:
        self.whole, self.gone = whole, gone

    def names(self, text: str) -> bool:
        """Whether a statement names an option that is left out."""
        return any(self.whole.bits.get(node.text) in self.gone for node in self.whole.tree(text).names())

    def kept(self, names: Sequence[str]) -> tuple[str, ...]:
        return tuple(name for name in names if self.whole.bits[name] not in self.gone)

    def conflict(self) -> Conflict:
        whole = self.whole
        self._unranked()
        order = tuple(name for name in whole.option_order if whole.bits[name] not in self.gone)
        variations = tuple(self.variation(each) for each in whole.variations)
        defined = {each.id for each in whole.definitions if not self.names(each.when)}
        return whole.with_(
            decision_makers=tuple(map(self.dm, whole.decision_makers)),
            rules=tuple(rule for rule in whole.rules if not self.names(rule.holds)),
            status_quo=None if whole.status_quo is None else self.kept(whole.status_quo),
            questions=tuple(each for each in whole.questions if not self.names(each.when)),
            variations=tuple(each for each in variations if self.says_something(each)),
            option_order=order,
            published=(),
            definitions=tuple(each for each in whole.definitions if each.id in defined),
            ends=tuple(id_ for id_ in whole.ends if id_ in defined),
            came_about="",
        )

    def _unranked(self) -> None:
        for dm in self.whole.decision_makers:
            if dm.preferences.ranking:
                message = f"{dm.id} ranks states by all options; leave out options of statements only"
                raise InvalidConflict([Complaint(message, ("without",))])

    def dm(self, dm: DecisionMaker) -> DecisionMaker:
        bits = self.whole.bits
        options = tuple(each for each in dm.options if bits[dm.full(each)] not in self.gone)
        if needed := [each.id for each in options if each.when and self.names(each.when)]:
            raise InvalidConflict([Complaint(f"{needed[0]} cannot do without: it depends on it", ("without",))])
        return replace(dm, options=options, preferences=self.wants(dm.preferences))

    def wants(self, wants: Preferences) -> Preferences:
        weights = tuple(pair for pair in wants.weights if not self.names(pair[0]))
        return replace(wants, statements=self.levels(wants.statements), weights=weights)

    def levels(self, levels: Levels) -> Levels:
        kept = (tuple(each for each in level if not self.names(each.holds)) for level in levels)
        return tuple(level for level in kept if level)

    def variation(self, given: Variation) -> Variation:
        return replace(
            given,
            remove=self.kept(given.remove),
            require=self.kept(given.require),
            rules=tuple(rule for rule in given.rules if not self.names(rule.holds)),
            irreversible=tuple(pair for pair in given.irreversible if self.kept([pair[0]])),
            status_quo=None if given.status_quo is None else self.kept(given.status_quo),
            preferences=tuple((dm, self.wants(each)) for dm, each in given.preferences),
            first=tuple((dm, self.levels(each)) for dm, each in given.first),
            last=tuple((dm, self.levels(each)) for dm, each in given.last),
            drop=tuple((dm, tuple(t for t in texts if not self.names(t))) for dm, texts in given.drop),
        )

    @staticmethod
    def says_something(given: Variation) -> bool:
        """Whether a variation still changes anything."""
        changes = (given.remove, given.require, given.rules, given.irreversible, given.preferences)
        added = [levels for _, levels in (*given.first, *given.last, *given.drop)]
        return bool(any(changes) or any(added) or given.status_quo is not None)
