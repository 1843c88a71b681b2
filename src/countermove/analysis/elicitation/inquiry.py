"""What every inquiry does, whether it compares states or statements: verdicts from what is known, and the next pair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from countermove.model.conflict import Conflict
    from countermove.model.incomplete import IncompleteRanking

StableFor = Literal["surely", "possibly", "no"]
"""Whether a state is stable for a decision maker in every completion of what is known, in some, or in none."""

Known = dict[int, "IncompleteRanking"]
"""What is known of each decision maker that is asked about, by its position."""

Pair = tuple[int, int, int]
"""A decision maker and two things that it may be asked to compare, all by position."""


Verdicts = tuple["Mapping[int, StableFor]", ...]
"""For each goal whether it is stable, by the position of the decision maker."""


class Inquiry(Protocol):
    """How verdicts follow from answers about pairs of things: states, or the statements of a decision maker."""

    def sizes(self) -> Mapping[int, int]:
        """Return the number of things that each decision maker that is asked about can compare."""

    def verdicts(self, known: Known) -> Verdicts:
        """Return for each goal whether it is stable, by the position of the decision maker."""

    def next_pair(self, known: Known, never: AbstractSet[Pair], verdicts: Verdicts) -> Pair | None:
        """Return the pair to ask about next, which can still matter; None if there is none.

        Parameters
        ----------
        known : dict of int to IncompleteRanking
            What is known of each decision maker.
        never : set of (decision maker, first, second)
            Pairs that must not be asked about, in either order.
        verdicts : tuple of mapping
            What `verdicts` returns of `known`.
        """

    def name_of(self, dm: int, thing: int) -> int | str:
        """Return what a question calls a thing: a state number, or the text of a statement."""

    def position_of(self, dm: int, name: int | str) -> int:
        """Return the position of a thing that an answer names.

        Raises
        ------
        UnknownName
            If there is no such thing.
        """

    def text(self, dm: int, first: int, second: int) -> str:
        """Return a question in the words of the conflict."""

    def completed(self, known: Known) -> Conflict:
        """Return the conflict with a completion of what is known as its preferences, and a remark that says so."""
