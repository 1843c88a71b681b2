"""The uncertainties of a conflict and their alternatives; they are independent of each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from math import factorial
from typing import TYPE_CHECKING, Literal

from countermove.model.validity.ids import unordered_runs

if TYPE_CHECKING:
    from countermove.errors import DocumentPath
    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker, Option

Kind = Literal["statement", "order", "ranking", "option", "rule", "irreversible"]

SAYS: dict[Kind, tuple[str, str]] = {
    "statement": ("holds", "does not hold"),
    "ranking": ("holds", "does not hold"),
    "option": ("in reach", "out of reach"),
    "rule": ("binds", "does not bind"),
    "irreversible": ("cannot be undone", "can be undone"),
}


@dataclass(frozen=True, slots=True)
class Alternative:
    """One alternative of an uncertainty.

    Attributes
    ----------
    value : bool or tuple of int
        Whether the conflict file holds. For an order, the positions of the statements in their new order.
    says : str
        The value in words.
    probability : float
        Above 0.
    """

    value: bool | tuple[int, ...]
    says: str
    probability: float


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """One uncertain part of a conflict.

    Attributes
    ----------
    kind : str
        The kind: a statement, an order of statements, weights or a ranking, the reach of an option, a rule, or an
        irreversible option.
    name : str
        The name, in the words of the conflict file; unique in the conflict.
    at : tuple of str and int
        The place in the conflict, such as the positions of decision maker, level and statement, from 0.
    path : tuple of str and int
        The place in the conflict file.
    alternatives : tuple of Alternative
        The alternatives of positive probability.
    """

    kind: Kind
    name: str
    at: tuple[int, ...]
    path: DocumentPath
    alternatives: tuple[Alternative, ...]


def uncertainties(conflict: Conflict) -> tuple[Uncertainty, ...]:
    """Return the uncertainties of a conflict, without those of its variations.

    Parameters
    ----------
    conflict : Conflict
        The conflict.

    Returns
    -------
    tuple of Uncertain
        In the order of the conflict file. A part without confidence, or with confidence 1, is certain.

    Examples
    --------
    >>> from countermove import cases
    >>> for each in uncertainties(cases.load("kazakhstan-2022"))[:2]:
    ...     print(each.name, [(one.says, round(one.probability, 2)) for one in each.alternatives])
    street: not revolt if (csto or alone) [('holds', 0.8), ('does not hold', 0.2)]
    street: oust [('holds', 0.8), ('does not hold', 0.2)]
    """
    found: list[Uncertainty] = []
    for i, dm in enumerate(conflict.decision_makers):
        found += _options(i, dm)
        found += _preferences(i, dm)
    for k, rule in enumerate(conflict.rules):
        found += _binary("rule", f"rule: {rule.holds}", (k,), ("feasible", k), rule.confidence)
    for i, dm in enumerate(conflict.decision_makers):
        found += _directions(i, dm)
    return tuple(_with_unique_names(found))


def _options(i: int, dm: DecisionMaker) -> Iterator[Uncertainty]:
    for k, option in enumerate(dm.options):
        path: DocumentPath = ("decision_makers", dm.id, "options", option.id)
        yield from _binary("option", f"in reach: {_called(dm, option)}", (i, k), path, option.confidence)


def _directions(i: int, dm: DecisionMaker) -> Iterator[Uncertainty]:
    for k, option in enumerate(dm.options):
        if option.stays:
            at, path = (i, k), ("irreversible", option.id)
            name = f"irreversible: {_called(dm, option)}"
            yield from _binary("irreversible", name, at, path, option.stays_confidence)


def _called(dm: DecisionMaker, option: Option) -> str:
    return dm.full(option)


def _preferences(i: int, dm: DecisionMaker) -> Iterator[Uncertainty]:
    wants, path = dm.preferences, ("decision_makers", dm.id, "preferences")
    for k, level in enumerate(wants.statements):
        for j, each in enumerate(level):
            at = (*path, k, j) if len(level) > 1 else (*path, k)
            yield from _binary("statement", f"{dm.id}: {each.holds}", (i, k, j), at, each.confidence)
    for first, behind in unordered_runs(wants):
        texts = [level[0].holds for level in wants.statements[first:behind]]
        yield Uncertainty("order", f"{dm.id}: order of {_listed(texts)}", (i, first), (*path, first), _orders(texts))
    if wants.weights or wants.ranking:
        parts = {"weights": wants.weights, "ranking": wants.ranking}
        name = f"{dm.id}: {' and '.join(part for part, given in parts.items() if given)}"
        yield from _binary("ranking", name, (i,), path, wants.confidence)


def _listed(texts: list[str]) -> str:
    return " | ".join(texts)


def _orders(texts: list[str]) -> tuple[Alternative, ...]:
    chance = 1 / factorial(len(texts))
    each = permutations(range(len(texts)))
    return tuple(Alternative(order, ", then ".join(texts[k] for k in order), chance) for order in each)


def _binary(
    kind: Kind, name: str, at: tuple[int, ...], path: DocumentPath, confidence: float | None
) -> Iterator[Uncertainty]:
    if confidence is None or confidence == 1:
        return
    yes, no = SAYS[kind]
    alternatives = (
        Alternative(value=True, says=yes, probability=confidence),
        Alternative(value=False, says=no, probability=1 - confidence),
    )
    yield Uncertainty(
        kind, name, at, path, tuple(alternative for alternative in alternatives if alternative.probability > 0)
    )


def _with_unique_names(uncertainties: list[Uncertainty]) -> Iterator[Uncertainty]:
    """Add a number to repeated names."""
    from dataclasses import replace

    seen: dict[str, int] = {}
    for uncertainty in uncertainties:
        seen[uncertainty.name] = times = seen.get(uncertainty.name, 0) + 1
        yield uncertainty if times == 1 else replace(uncertainty, name=f"{uncertainty.name} ({times})")
