"""What every inquiry does, of states or of statements: verdicts from what is known, and the next pair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from countermove.analysis.elicitation.focus import Focus
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

    def verdicts(self, known: Known, before: Verdicts | None = None) -> Verdicts:
        """Return for each goal whether it is stable, by the position of the decision maker.

        Parameters
        ----------
        known : dict of int to IncompleteRanking
            What is known of each decision maker.
        before : tuple of mapping, optional
            The verdicts when less was known. What was settled then stays so; where somebody was sure to leave a goal,
            the others are as they were.
        """

    def every_verdict(self, known: Known, verdicts: Verdicts) -> Verdicts:
        """Return what `verdicts` returns of `known`, brought up to date where somebody was sure to leave a goal."""

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


def by_goal(
    conflict: Conflict,
    foci: Iterable[Iterable[Focus]],
    verdict: Callable[[Focus], StableFor],
    before: Verdicts | None = None,
) -> Verdicts:
    """Return the verdict for each goal and decision maker; those who cannot leave a state surely hold it.

    Parameters
    ----------
    conflict : Conflict
        With n decision makers.
    foci : iterable of iterable of Focus
        For each goal the focus of each decision maker that can leave it.
    verdict : callable
        From a focus to the verdict.
    before : tuple of mapping, optional
        As in `Inquiry.verdicts`.
    """
    found = []
    for k, row in enumerate(foci):
        each: dict[int, StableFor] = dict.fromkeys(range(len(conflict.decision_makers)), "surely")
        if before is not None:
            each |= before[k]
        if "no" not in each.values():
            each |= {focus.dm: verdict(focus) for focus in row if before is None or each[focus.dm] == "possibly"}
        found.append(each)
    return tuple(found)


def brought_up_to_date(
    foci: Iterable[Iterable[Focus]], verdict: Callable[[Focus], StableFor], verdicts: Verdicts
) -> Verdicts:
    """Return the verdicts, those asked for anew that `by_goal` left as they were since the goal was settled."""
    return tuple(
        {**found, **{focus.dm: verdict(focus) for focus in row if found[focus.dm] == "possibly"}}
        if "no" in found.values()
        else found
        for row, found in zip(foci, verdicts, strict=True)
    )


def open_foci(foci: Iterable[Iterable[Focus]], verdicts: Verdicts) -> list[Focus]:
    """Return the foci whose verdict is open and can still matter: nobody is sure to leave the state."""
    return [
        focus
        for row, found in zip(foci, verdicts, strict=True)
        if "no" not in found.values()
        for focus in row
        if found[focus.dm] == "possibly"
    ]
