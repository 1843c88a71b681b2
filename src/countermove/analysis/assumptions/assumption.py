"""Assumptions of a conflict: statements, weights, rules, conditions, irreversibility and reach of options."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from countermove.model.provenance import Evidence
from countermove.model.states import condition

if TYPE_CHECKING:
    from countermove.errors import DocumentPath
    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker, Option

Kind = Literal["option", "condition", "statement", "weight", "rule", "irreversible"]
How = Literal["left out", "negated", "moved up", "moved down"]

HOWS: tuple[How, ...] = ("left out", "negated", "moved up", "moved down")
WANTS: tuple[Kind, ...] = ("statement", "weight")
"""The kinds that change only the ranks of one decision maker."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """One assumption of a conflict.

    Attributes
    ----------
    kind : str
        An option in reach, its condition, a statement, a weighted statement, a rule, or irreversibility.
    name : str
        Its name in the words of the conflict file, unique in the conflict.
    at : tuple of int
        Its position in the conflict: indices of the decision maker, the level and the statement, for example.
    path : tuple of str and int
        Its path in the conflict file.
    hows : tuple of str
        The changes that are tried on it. Anything but a statement is only left out.
    because, evidence
        Its reason and its citations.
    """

    kind: Kind
    name: str
    at: tuple[int, ...]
    path: DocumentPath
    hows: tuple[How, ...] = ("left out",)
    because: str = ""
    evidence: tuple[Evidence, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the cited sources, each once."""
        return tuple(dict.fromkeys(each.source for each in self.evidence))


def assumptions_of(conflict: Conflict) -> tuple[Assumption, ...]:
    """Return the assumptions of a conflict, in the order of its file; variations have none.

    Examples
    --------
    >>> from countermove import cases
    >>> found = assumptions_of(cases.load("kazakhstan-2022"))
    >>> found[0].name, found[1].name, found[1].hows, found[1].sources
    ('in reach: street.revolt', 'street: not revolt if (csto or alone)', ('left out', 'negated', 'moved down'), \
('hrw', 'almaty_reporters'))
    """
    found: list[Assumption] = []
    for i, dm in enumerate(conflict.decision_makers):
        for k, option in enumerate(dm.options):
            found += _option((i, k), dm, option)
        found += [*_statements(i, dm), *_weights(i, dm)]
    for k, rule in enumerate(conflict.rules):
        found.append(
            Assumption(
                "rule", f"rule: {rule.holds}", (k,), ("feasible", k), ("left out",), rule.because, rule.evidence
            )
        )
    for i, dm in enumerate(conflict.decision_makers):
        for k, option in enumerate(dm.options):
            if option.stays:
                name = f"irreversible: {dm.full(option)}"
                path, rests = ("irreversible", option.id), (option.stays_because, option.stays_evidence)
                found.append(Assumption("irreversible", name, (i, k), path, ("left out",), *rests))
    return tuple(_with_unique_names(found))


def _option(at: tuple[int, int], dm: DecisionMaker, option: Option) -> Iterator[Assumption]:
    """Yield an option's reach and its condition; both have the same evidence."""
    path, rests = ("decision_makers", dm.id, "options", option.id), (option.because, option.evidence)
    yield Assumption("option", f"in reach: {dm.full(option)}", at, path, ("left out",), *rests)
    if option.when:
        name = f"condition: {condition(dm.full(option), option)}"
        yield Assumption("condition", name, at, (*path, "when"), ("left out",), *rests)


def _statements(i: int, dm: DecisionMaker) -> Iterator[Assumption]:
    levels, path = dm.preferences.statements, ("decision_makers", dm.id, "preferences")
    for k, level in enumerate(levels):
        shared = len(level) > 1
        moves: tuple[How, ...] = ("moved up",) if shared or k > 0 else ()
        moves += ("moved down",) if shared or k < len(levels) - 1 else ()
        for j, each in enumerate(level):
            at = (*path, k, j) if shared else (*path, k)
            hows: tuple[How, ...] = ("left out", "negated", *moves)
            name = f"{dm.id}: {_plain(each.holds)}"
            yield Assumption("statement", name, (i, k, j), at, hows, each.because, each.evidence)


def _weights(i: int, dm: DecisionMaker) -> Iterator[Assumption]:
    wants, path = dm.preferences, ("decision_makers", dm.id, "preferences", "weights")
    for k, (text, weight) in enumerate(wants.weights):
        name = f"{dm.id}: {_plain(text)} (weight {weight:g})"
        hows: tuple[How, ...] = ("left out", "negated")
        yield Assumption("weight", name, (i, k), (*path, text), hows, wants.because, wants.evidence)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _with_unique_names(found: list[Assumption]) -> Iterator[Assumption]:
    """Yield the assumptions, with a number added to names that occur more than once."""
    seen: dict[str, int] = {}
    for each in found:
        seen[each.name] = times = seen.get(each.name, 0) + 1
        yield each if times == 1 else replace(each, name=f"{each.name} ({times})")
