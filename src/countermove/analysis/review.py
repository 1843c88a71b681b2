"""Warnings about a valid conflict: what is allowed but rarely meant, such as a statement that decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.near_ties import near_ties
from countermove.errors import Complaint
from countermove.model.concepts import CONCEPTS
from countermove.model.preferences import refuse_ranking
from countermove.model.reading import READING, concepts_of
from countermove.model.scope import truth
from countermove.model.states import is_listed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker, Preferences

PlacedStatement = tuple[tuple[str | int, ...], str, int, int]
"""A statement by its path in the file, its text, its level, and the size of that level."""


def review(conflict: Conflict) -> tuple[Complaint, ...]:
    """Return the warnings about a conflict, each with its path in the conflict file.

    Parameters
    ----------
    conflict : Conflict
        A valid conflict.

    Raises
    ------
    TooLarge
        If it would take minutes.

    Returns
    -------
    tuple of Complaint
        Warnings about decision makers without preferences, statements that decide nothing or repeat others, weights
        with a rounding error that decides, statements without evidence where there are sources, options that make no
        difference, options of several decision makers with one id and name, ids that stand on several fronts without
        being shared, and a reading that drives no evolution.

    Examples
    --------
    >>> from countermove import Conflict, DecisionMaker, Option
    >>> dm = DecisionMaker(id="a", options=(Option(id="go"),))
    >>> [each.message for each in review(Conflict(title="t", decision_makers=(dm,)))][0]
    'a has no preferences: every state is as good as any other to it'
    """
    if is_listed(conflict):
        refuse_ranking(conflict)
    found: list[Complaint] = []
    for dm in conflict.decision_makers:
        found += [*_without_preferences(dm), *_idle_statements(conflict, dm), *_counted_twice(dm)]
        found += [*_idle_weights(conflict, dm), *near_ties(conflict, dm), *_without_evidence(conflict, dm)]
    options = (*_unmentioned(conflict), *_settled_options(conflict), *_owned_twice(conflict))
    return (*found, *options, *_not_shared(conflict), *_without_evolution(conflict))


def _without_evolution(conflict: Conflict) -> Iterator[Complaint]:
    """Yield a warning about a reading that drives no evolution, for the first decision maker by whose concept."""
    for dm, id_ in zip(conflict.decision_makers, concepts_of(conflict), strict=True):
        if not CONCEPTS[id_].evolves:
            message = f"{dm.id} goes by {id_}, which drives no evolution: evolve, worlds and brief need a --concept"
            yield Complaint(message, (READING, dm.id))
            return


def _without_preferences(dm: DecisionMaker) -> Iterator[Complaint]:
    wants = dm.preferences
    if not (wants.statements or wants.weights or wants.ranking or wants.fronts):
        message = f"{dm.id} has no preferences: every state is as good as any other to it"
        yield Complaint(message, ("decision_makers", dm.id))


def _placed_statements(dm: DecisionMaker) -> Iterator[PlacedStatement]:
    path = ("decision_makers", dm.id, "preferences")
    for k, level in enumerate(dm.preferences.statements):
        for j, statement in enumerate(level):
            at = (*path, k, j, "holds") if len(level) > 1 else (*path, k, "holds")
            yield at, statement.holds, k, len(level)


def _idle_statements(conflict: Conflict, dm: DecisionMaker) -> Iterator[Complaint]:
    """Yield warnings about statements that separate no feasible states that earlier statements leave tied."""
    seen: dict[bytes, str] = {}
    if not is_listed(conflict):
        return
    for path, text, _, size in _placed_statements(dm):
        holds = truth(conflict, text, conflict.states.members)
        here, opposite = (sha256(np.packbits(each).tobytes()).digest() for each in (holds, ~holds))
        if fixed := _fixed_truth(holds):
            yield Complaint(f"{text!r} is {fixed} true of a feasible state: it decides nothing ({dm.id})", path)
        elif here in seen:
            yield Complaint(f"{_repeats(text, seen[here])}: it decides nothing ({dm.id})", path)
        elif size == 1:
            seen |= {here: text, opposite: text}


def _idle_weights(conflict: Conflict, dm: DecisionMaker) -> Iterator[Complaint]:
    for text, _ in dm.preferences.weights if is_listed(conflict) else ():
        if fixed := _fixed_truth(truth(conflict, text, conflict.states.members)):
            path = ("decision_makers", dm.id, "preferences", "weights", text)
            message = f"{text!r} is {fixed} true of a feasible state: its weight decides nothing ({dm.id})"
            yield Complaint(message, path)


def _fixed_truth(holds: NDArray[np.bool_]) -> str:
    return "always" if holds.all() else "" if holds.any() else "never"


def _repeats(text: str, earlier: str) -> str:
    if text.split() == earlier.split():
        return f"{text!r} repeats what stands above it"
    return f"{text!r} is settled by {earlier!r} above it"


def _counted_twice(dm: DecisionMaker) -> Iterator[Complaint]:
    seen: set[tuple[int, str]] = set()
    for path, text, level, _ in _placed_statements(dm):
        key = (level, " ".join(text.split()))
        if key in seen:
            message = f"{text!r} repeats among statements of equal importance: it counts twice ({dm.id})"
            yield Complaint(message, path)
        seen.add(key)


def _without_evidence(conflict: Conflict, dm: DecisionMaker) -> Iterator[Complaint]:
    statements = [each for level in dm.preferences.statements for each in level]
    bare = [each.holds for each in statements if not each.evidence]
    if not conflict.sources or not bare:
        return
    shown = ", ".join(map(repr, bare[:3])) + (f" and {len(bare) - 3} more" if len(bare) > 3 else "")
    message = f"{len(bare)} of {len(statements)} statements of {dm.id} name no evidence: {shown}"
    yield Complaint(message, ("decision_makers", dm.id, "preferences"))


def _unmentioned(conflict: Conflict) -> Iterator[Complaint]:
    """Yield warnings about options that no statement or rule mentions; a direct ranking mentions all options."""
    if any(wants.ranking for dm in conflict.decision_makers for wants in _on_all_fronts(dm)):
        return
    bits = {conflict.bits[node.text] for text in _texts(conflict) for node in conflict.tree(text).names()}
    for bit, (owner, option) in enumerate(conflict.owned):
        if bit not in bits and not option.when:
            dm = conflict.decision_makers[owner].id
            message = f"no statement or rule mentions {conflict.options[bit]!r}: it matters to nobody"
            yield Complaint(message, ("decision_makers", dm, "options", option.id))


def _texts(conflict: Conflict) -> Iterator[str]:
    yield from (rule.holds for rule in conflict.rules)
    yield from (option.when for _, option in conflict.owned if option.when)
    for wants in (wants for dm in conflict.decision_makers for wants in _on_all_fronts(dm)):
        yield from (each.holds for level in wants.statements for each in level)
        yield from (text for text, _ in wants.weights)


def _on_all_fronts(dm: DecisionMaker) -> tuple[Preferences, ...]:
    return (dm.preferences, *(share.preferences for share in dm.preferences.fronts))


def _settled_options(conflict: Conflict) -> Iterator[Complaint]:
    """Yield warnings about options that are on, or off, in every feasible state."""
    if not is_listed(conflict):
        return
    for name, (owner, option) in zip(conflict.options, conflict.owned, strict=True):
        if fixed := _fixed_truth(truth(conflict, name, conflict.states.members)):
            path = ("decision_makers", conflict.decision_makers[owner].id, "options", option.id)
            yield Complaint(f"{name!r} is {fixed} on in a feasible state: there is nothing to decide", path)


def _owned_twice(conflict: Conflict) -> Iterator[Complaint]:
    """Yield warnings about options of several decision makers with the same id and name."""
    owners: dict[tuple[str, str], str] = {}
    for dm in conflict.decision_makers:
        for option in dm.options:
            first = owners.setdefault((option.id, option.name), dm.id)
            if first != dm.id and option.name:
                message = f"{first} and {dm.id} both have an option {option.id!r} with the name {option.name!r}"
                message += (
                    f": they are two, {first}.{option.id} and {dm.id}.{option.id}; if it is one, it has one owner"
                )
                yield Complaint(message, ("decision_makers", dm.id, "options", option.id))


def _not_shared(conflict: Conflict) -> Iterator[Complaint]:
    """Yield warnings about ids that stand for different decision makers on several fronts."""
    if conflict.joint is None:
        return
    ids = {dm.id for dm in conflict.decision_makers}
    there: dict[str, list[str]] = {}
    for front in conflict.joint.fronts:
        for dm in front.conflict.decision_makers:
            if f"{front.id}.{dm.id}" in ids:
                there.setdefault(dm.id, []).append(front.id)
    for id_, fronts in there.items():
        if len(fronts) > 1:
            message = f"{id_} is another decision maker on each of {', '.join(fronts)}"
            yield Complaint(f"{message}; if it is one and the same, name it under 'shared'", ("shared",))
