"""States: not too many, at least one, the status quo among them, and preferences that cover them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from countermove.errors import Complaint, DocumentPath, InvalidConflict, TooLarge, UnknownName
from countermove.model.fronts import alone, fronts_of, named_fronts, ranked_fronts, several_fronts
from countermove.model.preferences import rank_or_complaints
from countermove.model.scope import truth
from countermove.model.states import class_members, is_listed, rule_texts
from countermove.model.validity.statements import preference_complaints, status_quo_complaints, unlisted_complaints

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker

MAX_OPTIONS = 60
MOST_EXPLAINED = 1 << 28


def refuse_size(conflict: Conflict) -> None:
    """Refuse more options than even a question about one state can deal with.

    Raises
    ------
    TooLarge
        With what would help.
    """
    count = sum(len(dm.options) for dm in conflict.decision_makers)
    if count > MAX_OPTIONS and not several_fronts(conflict):  # of which each was looked at by itself
        advice = "leave out options that every statement ignores, or merge options that are always taken together"
        raise TooLarge(
            f"{conflict.title!r} has {count:,} options, and {MAX_OPTIONS} are the most; "
            + (f"what would help: {advice}" if count < 100 else "this is not one conflict")
        )


def state_complaints(conflict: Conflict) -> Iterator[Complaint]:
    """Yield what is wrong with the states: none at all, an infeasible status quo, rankings that miss some."""
    if several_fronts(conflict):
        yield from _of_fronts(conflict)
        return
    if not is_listed(conflict):
        yield from unlisted_complaints(conflict)
        return
    if conflict.graph is None:
        if not len(conflict.states.members):
            yield _nothing_feasible(conflict)
            return
        yield from status_quo_complaints(conflict)
        yield from _overlaps(conflict)
    yield from _published(conflict)
    for dm in conflict.decision_makers:
        if dm.preferences.ranking or conflict.coalesce:
            yield from _rank_complaints(conflict, dm)


def _of_fronts(conflict: Conflict) -> Iterator[Complaint]:
    """Complain of each front alone, and list all states together only for what cannot be said otherwise."""
    try:
        for front in fronts_of(conflict):
            alone(conflict, front)
    except InvalidConflict as fault:
        yield from (each for each in fault.complaints if not _of_wording(each))  # which was looked at in the whole
        return
    listed = is_listed(conflict)
    if listed and any(len(named_fronts(rule.holds)) > 1 for rule in conflict.rules) and not len(conflict.states):
        yield _nothing_feasible(conflict)
        return
    yield from status_quo_complaints(conflict)
    for dm in conflict.decision_makers:
        if listed and len(ranked_fronts(conflict, dm.preferences)) > 1:
            yield from _rank_complaints(conflict, dm)


def _of_wording(complaint: Complaint) -> bool:
    return "preferences" in complaint.path and "ranking" not in complaint.path


def _rank_complaints(conflict: Conflict, dm: DecisionMaker) -> list[Complaint]:
    if [*preference_complaints(conflict, dm, dm.preferences, ())]:
        return []
    found = rank_or_complaints(conflict, dm)
    return found if isinstance(found, list) else []


def _published(conflict: Conflict) -> Iterator[Complaint]:
    """Complain of published answers that name no state, or more than one, of the conflict itself."""
    for k, each in enumerate(conflict.published):
        for concept, names in each.equilibria if not each.variation else ():
            for j, name in enumerate(names):
                yield from _one_state(conflict, name, ("published", k, "equilibria", concept, j))


def _one_state(conflict: Conflict, name: str, path: DocumentPath) -> Iterator[Complaint]:
    try:
        found = len(conflict.states.find(name))
    except UnknownName as fault:
        yield Complaint(str(fault), path)
        return
    if found > 1:
        yield Complaint(f"{name} means {found} states; a published equilibrium is one", path)


def _overlaps(conflict: Conflict) -> Iterator[Complaint]:
    members = conflict.states.members
    taken = np.zeros(len(members), np.bool_)
    for k, entry in enumerate(conflict.coalesce):
        one = class_members(conflict, entry, members)
        if not one.any():
            yield Complaint(f"no feasible state meets {entry!r}, so there is nothing to coalesce", ("coalesce", k))
        if (taken & one).any():
            yield Complaint(f"{entry!r} shares states with an entry of coalesce above it", ("coalesce", k))
        taken |= one


def _nothing_feasible(conflict: Conflict) -> Complaint:
    """Complain that the rules contradict each other, and name a smallest set of them that does."""
    texts = rule_texts(conflict)
    if len(texts) << len(conflict.options) > MOST_EXPLAINED:
        return Complaint("no state is feasible: the rules contradict one another", ("feasible",))
    masks = np.arange(1 << len(conflict.options), dtype=np.int32)
    broken = np.zeros(len(masks), np.int32)
    for text in texts:
        broken += ~truth(conflict, text, masks)
    needed = []
    for text in texts:
        without = broken - ~truth(conflict, text, masks)
        if without.all():
            broken = without
        else:
            needed.append(text)
    listed = " and ".join(repr(text) for text in needed[:20])
    return Complaint(f"no state is feasible: {listed} cannot all be true at once", ("feasible",))
