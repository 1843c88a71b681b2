"""The edits of the field of play: options, conditions, irreversibility, rules, agreements and offers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.change.edits.costs import times
from countermove.analysis.change.edits.step import EditStep
from countermove.errors import InvalidRequest
from countermove.model.moves import own_mask
from countermove.model.records import Option, Rule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from numpy.typing import NDArray

    from countermove.analysis.change.edits.step import Slot
    from countermove.model.conflict import Conflict
    from countermove.model.records import Preferences

    Masks = NDArray[np.int32]
    Variants = tuple[EditStep, ...]

OFFER = "offer"
"""The id of an option that a decision maker is to offer; with a number if it has one of that id already."""

MOST_AGREED = 1 << 12
"""Agreements are tried up to this many states."""

MOST_TOGETHER = 3
"""The largest coalition whose agreements are tried."""


def with_offers(conflict: Conflict, offers: Mapping[str, str]) -> Conflict:
    """Return a conflict with an option more for each offer, out of reach by a rule that an edit drops.

    The new options come last in every state, so that states keep their decimals and their numbers.

    Parameters
    ----------
    conflict : Conflict
        In option form.
    offers : mapping of str to str
        From a decision maker to what it might offer or threaten.

    Raises
    ------
    UnknownName
        If there is no such decision maker.
    InvalidRequest
        If it is a graph of states, or made of several fronts.

    Examples
    --------
    >>> from countermove import cases
    >>> made = with_offers(cases.load("chicken"), {"a": "A side payment"})
    >>> made.options, [each.holds for each in made.rules], len(made.states)
    (('a.swerve', 'b.swerve', 'offer'), ['not a.offer'], 4)
    """
    if offers and (conflict.graph is not None or conflict.joint is not None):
        which = "a graph of states" if conflict.graph is not None else "made of several fronts"
        raise InvalidRequest(f"{conflict.title!r} is {which}: an offer is one more option, which it cannot be given")
    if offers:
        conflict = conflict.with_(variations=(), standpoint="", published=(), came_about="")
    for who, text in offers.items():
        conflict = _with_offer(conflict, conflict.position(who), text)
    return conflict


def _with_offer(conflict: Conflict, owner: int, name: str) -> Conflict:
    """Return a conflict with one more option; patterns leave it open."""
    own = conflict.decision_makers[owner]
    option = Option(id=_free(OFFER, {each.id for each in own.options}), name=name)
    order = (conflict.decision_makers[i].full(each) for i, each in conflict.owned)
    coalesced = (f"{each}-" if _is_pattern(conflict, each) else each for each in conflict.coalesce)
    return conflict.with_(
        decision_makers=tuple(
            replace(
                dm,
                options=(*dm.options, option) if i == owner else dm.options,
                preferences=replace(dm.preferences, ranking=_ranking(conflict, dm.preferences)),
            )
            for i, dm in enumerate(conflict.decision_makers)
        ),
        rules=(*conflict.rules, Rule(holds=f"not {own.full(option)}")),
        option_order=(*order, own.full(option)),
        coalesce=tuple(coalesced),
    )


def _ranking(conflict: Conflict, wants: Preferences) -> tuple[tuple[str, ...], ...]:
    """Return a ranking by patterns that leave one more option open."""
    return tuple(
        tuple(f"{conflict.states.pattern(int(k))}-" for entry in level for k in conflict.states.find(entry))
        for level in wants.ranking
    )


def _is_pattern(conflict: Conflict, text: str) -> bool:
    return bool(re.fullmatch(f"[YN-]{{{len(conflict.options)}}}", text))


def on_offers(conflict: Conflict, offers: int) -> tuple[str, ...]:
    """Return statements by which another's option depends on an offer: it is taken, or left, if the offer is made.

    Examples
    --------
    >>> from countermove import cases
    >>> on_offers(with_offers(cases.load("chicken"), {"a": "A side payment"}), 1)
    ('b.swerve if a.offer', 'not b.swerve if a.offer')
    """
    rules = conflict.rules[len(conflict.rules) - offers :]
    bits = [conflict.bits[rule.holds.removeprefix("not ")] for rule in rules]
    return tuple(
        f"{no}{name} if {rule.holds.removeprefix('not ')}"
        for bit, rule in zip(bits, rules, strict=True)
        for name, owner in zip(conflict.options, conflict.owners, strict=True)
        for no in ("", "not ")
        if owner != conflict.owners[bit]
    )


def _free(id_: str, taken: Collection[str]) -> str:
    """Return an id that is not taken."""
    return next(each for each in (id_, *(f"{id_}_{n}" for n in range(2, len(taken) + 3))) if each not in taken)


@dataclass(frozen=True)
class Field:
    """What may change of the field of play, and what it costs.

    Attributes
    ----------
    conflict : Conflict
        The conflict as it stands, with its offers.
    costs : mapping of str to float
        The costs of the kinds of edits.
    kept : collection of tuple
        What may not change, as `kept_of` returns it.
    offers : int
        How many of the last rules keep an offer out of reach.
    """

    conflict: Conflict
    costs: Mapping[str, float]
    kept: Collection[tuple[str | int, ...]]
    offers: int = 0

    def edits(self, candidates: Collection[str], masks: Masks) -> Iterator[Variants]:
        """Yield the edits that exclude each other, one tuple for each thing that may change.

        Parameters
        ----------
        candidates : collection of str
            What may become a rule.
        masks : ndarray of int, shape (F,)
            The states that are feasible by some edits.
        """
        for i, dm in enumerate(self.conflict.decision_makers):
            for k, option in enumerate(dm.options):
                if not {("dm", i), ("option", i, k)} & {*self.kept} and not self._offered(f"not {dm.full(option)}"):
                    yield from self._of_option(i, k, option)
        first = len(self.conflict.rules) - self.offers
        for k, rule in enumerate(self.conflict.rules):
            if k >= first:
                yield (EditStep("offer", ("offer", k), self.costs["offer"], k, rule.holds),)
            elif ("rule", k) not in self.kept:
                yield (
                    EditStep("no rule", ("rule", k), times(self.costs["no rule"], rule.confidence), 0, rule.holds),
                )
        if self.conflict.graph is None:
            yield from (
                (EditStep("rule", ("ruled", each), self.costs["rule"], 0, each),) for each in self._rules(candidates)
            )
            yield from self._agreements(masks)

    def _offered(self, rule: str) -> bool:
        return self.offers > 0 and rule in {each.holds for each in self.conflict.rules[-self.offers :]}

    def _rules(self, candidates: Collection[str]) -> Iterator[str]:
        """Yield the candidates that say more than that an option is out of reach, which is an edit of its own."""
        names = self.conflict.bits
        return (each for each in candidates if not (each.startswith("not ") and each[4:].strip() in names))

    def _of_option(self, i: int, k: int, option: Option) -> Iterator[Variants]:
        """Yield what may become of an option: out of reach, without its condition, irreversible or reversible."""
        yield (EditStep("take away", ("option", i, k), times(self.costs["take away"], option.confidence)),)
        if option.when:
            yield (EditStep("unconditional", ("when", i, k), times(self.costs["unconditional"], option.confidence)),)
        if option.stays:
            yield (EditStep("reversible", ("stays", i, k), times(self.costs["reversible"], option.stays_confidence)),)
        else:
            cost = self.costs["irreversible"]
            yield tuple(EditStep("irreversible", ("stays", i, k), cost, text=way) for way in ("on", "off"))

    def _agreements(self, masks: Masks) -> Iterator[Variants]:
        """Yield the states that coalitions might agree on, by an option of each member; the fewest changes first."""
        start = self.conflict.status_quo_number
        free = [i for i in self.conflict.movers if ("dm", i) not in self.kept]
        if start is None or self.conflict.states.coalesced or len(masks) > MOST_AGREED:
            return
        flips = masks ^ self.conflict.states.masks[start - 1]
        order = np.argsort(np.bitwise_count(flips), kind="stable")
        masks, flips = masks[order], flips[order]
        for size in range(2, MOST_TOGETHER + 1):
            for members in combinations(free, size):
                own = [own_mask(self.conflict, i) for i in members]
                within = (flips & ~sum(own)) == 0
                for mask in own:
                    within &= (flips & mask) != 0
                slot: Slot = ("agreement", *members)
                if within.any():
                    cost = self.costs["agreement"]
                    yield tuple(EditStep("agreement", slot, cost, int(mask)) for mask in masks[within])
