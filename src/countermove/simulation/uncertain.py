"""What is uncertain in a conflict: the things that may be one way or another, each independently of the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from math import factorial
from typing import TYPE_CHECKING, Literal

from countermove.model.validity.names import unordered_runs

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
    """One way in which an uncertain thing can be.

    Attributes
    ----------
    value : bool or tuple of int
        Whether it is as the conflict file says; of an order, the positions of the statements as they then stand.
    says : str
        The same in words.
    probability : float
        Above 0.
    """

    value: bool | tuple[int, ...]
    says: str
    probability: float


@dataclass(frozen=True, slots=True)
class Uncertain:
    """One thing that is uncertain.

    Attributes
    ----------
    kind : str
        A statement, the order of statements, weights and ranking, an option's reach, a rule, or irreversibility.
    name : str
        What it is, in the words of the conflict file; no two things of a conflict have the same.
    at : tuple of str and int
        Where in the conflict: positions of the decision maker, the level and the statement, say.
    path : tuple of str and int
        Where in the conflict file.
    ways : tuple of Alternative
        The ways in which it can be: those of probability 0 are left out.
    """

    kind: Kind
    name: str
    at: tuple[int, ...]
    path: DocumentPath
    ways: tuple[Alternative, ...]


def uncertain(conflict: Conflict) -> tuple[Uncertain, ...]:
    """Return what is uncertain in a conflict, in the order of the conflict file; its variations are left aside.

    Parameters
    ----------
    conflict : Conflict
        The conflict.

    Returns
    -------
    tuple of Uncertain
        Each is drawn independently of the others. What has no confidence, or confidence 1, is certain.

    Examples
    --------
    >>> from countermove import cases
    >>> for thing in uncertain(cases.load("kazakhstan-2022"))[:2]:
    ...     print(thing.name, [(way.says, round(way.probability, 2)) for way in thing.ways])
    street: not revolt if (csto or alone) [('holds', 0.8), ('does not hold', 0.2)]
    street: oust [('holds', 0.8), ('does not hold', 0.2)]
    """
    found: list[Uncertain] = []
    for i, dm in enumerate(conflict.decision_makers):
        found += _options(i, dm)
        found += _wants(i, dm)
    for k, rule in enumerate(conflict.rules):
        found += _either("rule", f"rule: {rule.holds}", (k,), ("feasible", k), rule.confidence)
    for i, dm in enumerate(conflict.decision_makers):
        found += _directions(i, dm)
    return tuple(_told_apart(found))


def _options(i: int, dm: DecisionMaker) -> Iterator[Uncertain]:
    for k, option in enumerate(dm.options):
        path: DocumentPath = ("decision_makers", dm.id, "options", option.id)
        yield from _either("option", f"in reach: {_called(dm, option)}", (i, k), path, option.confidence)


def _directions(i: int, dm: DecisionMaker) -> Iterator[Uncertain]:
    for k, option in enumerate(dm.options):
        if option.stays:
            at, path = (i, k), ("irreversible", option.id)
            name = f"irreversible: {_called(dm, option)}"
            yield from _either("irreversible", name, at, path, option.stays_confidence)


def _called(dm: DecisionMaker, option: Option) -> str:
    return dm.full(option)


def _wants(i: int, dm: DecisionMaker) -> Iterator[Uncertain]:
    wants, path = dm.preferences, ("decision_makers", dm.id, "preferences")
    for k, level in enumerate(wants.statements):
        for j, each in enumerate(level):
            at = (*path, k, j) if len(level) > 1 else (*path, k)
            yield from _either("statement", f"{dm.id}: {each.holds}", (i, k, j), at, each.confidence)
    for first, behind in unordered_runs(wants):
        texts = [level[0].holds for level in wants.statements[first:behind]]
        yield Uncertain("order", f"{dm.id}: order of {_listed(texts)}", (i, first), (*path, first), _orders(texts))
    if wants.weights or wants.ranking:
        parts = {"weights": wants.weights, "ranking": wants.ranking}
        name = f"{dm.id}: {' and '.join(part for part, given in parts.items() if given)}"
        yield from _either("ranking", name, (i,), path, wants.confidence)


def _listed(texts: list[str]) -> str:
    return " | ".join(texts)


def _orders(texts: list[str]) -> tuple[Alternative, ...]:
    chance = 1 / factorial(len(texts))
    each = permutations(range(len(texts)))
    return tuple(Alternative(order, ", then ".join(texts[k] for k in order), chance) for order in each)


def _either(
    kind: Kind, name: str, at: tuple[int, ...], path: DocumentPath, confidence: float | None
) -> Iterator[Uncertain]:
    if confidence is None or confidence == 1:
        return
    yes, no = SAYS[kind]
    ways = (
        Alternative(value=True, says=yes, probability=confidence),
        Alternative(value=False, says=no, probability=1 - confidence),
    )
    yield Uncertain(kind, name, at, path, tuple(way for way in ways if way.probability > 0))


def _told_apart(things: list[Uncertain]) -> Iterator[Uncertain]:
    """Give a number to the names that occur more than once."""
    from dataclasses import replace

    seen: dict[str, int] = {}
    for thing in things:
        seen[thing.name] = times = seen.get(thing.name, 0) + 1
        yield thing if times == 1 else replace(thing, name=f"{thing.name} ({times})")
