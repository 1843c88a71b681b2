"""What local questions stand on: moves, rules and wants of a conflict as masks, with no list of states."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.asking.claims import Claim, claim
from countermove.analysis.asking.worth import Worth, worth
from countermove.errors import TooLarge
from countermove.model.moves import directions, own_mask
from countermove.model.states import rule_texts

if TYPE_CHECKING:
    from countermove.analysis.asking.claims import Masks, Truth
    from countermove.model.conflict import Conflict


MOST_OPTIONS = 60
"""Above which a mask does not fit into the numbers that are searched."""


class Spent(Exception):
    """The budget is spent: nothing is wrong, but the question stays open."""


@dataclass(eq=False)
class Budget:
    """How many states may be looked at; those that are ruled out together count as one.

    Attributes
    ----------
    most : int
        In all.
    pause : int
        How many have to be looked at before something else is tried.
    """

    most: int
    looked_at: int = 0
    pause: int = 1 << 62

    @property
    def spent(self) -> bool:
        """Whether nothing is left of it."""
        return self.looked_at >= self.most

    def spend(self, states: int) -> None:
        """Take note that so many states are looked at.

        Raises
        ------
        Spent
            If that is more than may be.
        """
        if self.looked_at + states > self.most:
            self.looked_at = self.most
            raise Spent
        if self.looked_at + states > self.pause:
            raise Spent
        self.looked_at += states


@dataclass(frozen=True, eq=False)
class Ground:
    """A conflict in option form, not coalesced; states are masks."""

    conflict: Conflict
    _worths: dict[tuple[int, int], Worth] = field(default_factory=dict)

    @property
    def dms(self) -> range:
        """The positions of the decision makers."""
        return range(len(self.conflict.decision_makers))

    @cached_property
    def own(self) -> tuple[int, ...]:
        """The options of each decision maker, as a mask."""
        return tuple(own_mask(self.conflict, dm) for dm in self.dms)

    @cached_property
    def rules(self) -> tuple[Claim, ...]:
        """What holds in every feasible state."""
        return tuple(claim(text, self.conflict.bits) for text in rule_texts(self.conflict))

    @cached_property
    def worths(self) -> tuple[Worth, ...]:
        """What each decision maker wants."""
        return tuple(worth(self.conflict, dm) for dm in self.conflict.decision_makers)

    @cached_property
    def stays(self) -> tuple[int, int]:
        """The options that stay on once they are on, and those that stay off once off."""
        return directions(self.conflict)

    def settled(self, state: int) -> int:
        """Return the options that nobody can change any more from a state on."""
        stays_on, stays_off = self.stays
        return (state & stays_on) | (~state & stays_off)

    def wants(self, dm: int, options: int) -> Worth:
        """Return what of a decision maker's wants some options can change."""
        if (dm, options) not in self._worths:
            self._worths[dm, options] = self.worths[dm].about(options)
        return self._worths[dm, options]

    def feasible(self, masks: Masks) -> Truth:
        """Return which of some states are feasible."""
        return self.possible(masks, 0, -1)

    def possible(self, masks: Masks, unknown: int, options: int) -> Truth:
        """Return which states can meet every rule that some options matter for, whatever the unknown ones are."""
        may = np.ones(masks.shape, np.bool_)
        for rule in self.rules:
            if rule.mask & options or not rule.mask:
                may &= rule.bounds(masks, unknown)[1]
        return may


def refuse_above(ground: Ground) -> None:
    """Refuse more options than can be searched.

    Raises
    ------
    TooLarge
        With what can be asked all the same.
    """
    count = len(ground.conflict.options)
    if count > MOST_OPTIONS:
        raise TooLarge(
            f"{ground.conflict.title!r} has {count} options, and questions about one state go up to {MOST_OPTIONS}; "
            "'countermove fronts' (in Python, countermove.fronts) composes the answer from the fronts alone where "
            "nothing crosses them"
        )
