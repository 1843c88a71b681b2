"""The elementary edits of a conflict, and sets of them that go together."""

from __future__ import annotations

from dataclasses import dataclass

ANYWHERE = frozenset({"add", "agreement"})
"""Kinds of which one is as good as the same at another place: the first that serves stands for all."""

Slot = tuple[str | int, ...]
"""What an edit touches; a set holds at most one edit of each slot."""


@dataclass(frozen=True, slots=True)
class EditStep:
    """One elementary edit.

    Attributes
    ----------
    kind : str
        As in `countermove.analysis.change.result.Edit`, or ``reversible`` or ``unconditional``.
    slot : tuple
        The part that it touches and in which respect: ``("place", dm, level, statement)``.
    cost : float
        Its cost; positive.
    amount : int
        The number of places of a move; the level before which an added statement stands; the mask of an agreement.
    text : str
        The text of the statement, rule or option; the direction in which an option becomes irreversible.
    """

    kind: str
    slot: Slot
    cost: float
    amount: int = 0
    text: str = ""

    def within(self, other: EditStep) -> bool:
        """Whether this edit is a part of another one, as a move is of one that goes further the same way."""
        if self.slot != other.slot or self.kind != other.kind:
            return False
        return self.kind in ANYWHERE or (self.amount <= other.amount and self.text == other.text)


Steps = tuple[EditStep, ...]
"""A set of edits, no two of the same slot, in the order of the slots."""


def part_of(some: Steps, more: Steps) -> bool:
    """Whether each edit of a set is within an edit of another set.

    Examples
    --------
    >>> one, two = (EditStep("up", ("place", 0, 2, 0), float(n), n) for n in (1, 2))
    >>> part_of((one,), (two,)), part_of((two,), (one,)), part_of((), (one,))
    (True, False, True)
    """
    if len(some) > len(more):
        return False
    there = {each.slot: each for each in more}
    return all(each.slot in there and each.within(there[each.slot]) for each in some)


def go_together(steps: Steps, step: EditStep) -> bool:
    """Whether an edit contradicts none of a set: a statement that is dropped is neither moved nor negated."""
    return not any(_contradict(each, step) for each in steps)


def _contradict(one: EditStep, two: EditStep) -> bool:
    if one.slot == two.slot:
        return True
    if one.slot[1:] != two.slot[1:] or {one.slot[0], two.slot[0]} != {"place", "sense"}:
        return False
    return "drop" in {one.kind, two.kind}
