"""Warnings about weights with a rounding error, such as 0.30000000000000004, that keeps their sums from a tie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.errors import Complaint
from countermove.model.scope import truth
from countermove.model.states import is_listed
from countermove.model.weights import DECIMAL_DIGITS, in_units, places_of_sums

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from countermove.errors import DocumentPath
    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker


def near_ties(conflict: Conflict, dm: DecisionMaker) -> Iterator[Complaint]:
    """Yield a warning for each weight with a rounding error, if the sums of weights tell states apart by it alone.

    Examples
    --------
    >>> from countermove import Conflict, DecisionMaker, Option, Preferences
    >>> wants = Preferences(weights=(("x", 0.1 + 0.2), ("y", 0.3)))
    >>> dm = DecisionMaker(id="a", options=(Option(id="x"), Option(id="y")), preferences=wants)
    >>> [str(each) for each in near_ties(Conflict(title="t", decision_makers=(dm,)), dm)]  # doctest: +ELLIPSIS
    ["decision_makers.a.preferences.weights.x: the weight 0.30000000000000004 of 'x' is almost 0.3, ..."]
    """
    weights = {text: weight for text, weight in dm.preferences.weights if rounded(weight) != weight}
    if weights and _tells_apart(conflict, dm):
        path = ("decision_makers", dm.id, "preferences", "weights")
        yield from (_warning(weight, repr(text), dm, (*path, text)) for text, weight in weights.items())
    for share in dm.preferences.fronts:
        if share.front_weight is not None and rounded(share.front_weight) != share.front_weight:
            yield _warning(share.front_weight, share.front, dm, ("shared", dm.id, "weights", share.front))


def rounded(weight: float) -> float:
    """Return a weight in the digits that are sure to be meant; a whole number as it is.

    Examples
    --------
    >>> rounded(0.1 + 0.2), rounded(0.1), rounded(10**20 + 1)
    (0.3, 0.1, 100000000000000000001)
    """
    return weight if weight == int(weight) else float(f"{weight:.{DECIMAL_DIGITS}g}")


def _tells_apart(conflict: Conflict, dm: DecisionMaker) -> bool:
    """Whether more states are told apart than by the rounded weights, or there are too many states to say."""
    if not is_listed(conflict):
        return True
    texts, weights = zip(*dm.preferences.weights, strict=True)

    def number_of_sums(weights: Iterable[float]) -> int:
        members = conflict.states.members
        return places_of_sums(lambda k: truth(conflict, texts[k], members), [1] * len(texts), in_units(weights))[1]

    return number_of_sums(weights) > number_of_sums(map(rounded, weights))


def _warning(weight: float, what: str, dm: DecisionMaker, path: DocumentPath) -> Complaint:
    message = f"the weight {weight!r} of {what} is almost {rounded(weight)!r}, and keeps what would be equal apart"
    return Complaint(f"{message}: write {rounded(weight)!r} if that is meant ({dm.id})", path)
