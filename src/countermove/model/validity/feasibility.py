"""Complaints about states: too many, none feasible, an infeasible status quo, and rankings that do not cover them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from countermove.errors import Complaint, DocumentPath, InvalidConflict, TooLarge, UnknownName
from countermove.model.fronts import front_conflict, fronts_of, named_fronts, ranked_fronts, several_fronts
from countermove.model.preferences import rank_or_complaints
from countermove.model.scope import truth
from countermove.model.states import binding_rules, class_members, is_listed, rule_texts
from countermove.model.validity.statements import preference_complaints, status_quo_complaints, unlisted_complaints

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker

MAX_OPTIONS = 60
"""Options of a conflict without fronts."""

MAX_DMS = 1000
"""Decision makers of a conflict."""

MAX_LISTED = 2000
"""Sources of a conflict, and questions; some answers compare each with all others."""

MOST_EXPLAINED = 1 << 28
"""Rules times states up to which contradictory rules are named."""


def refuse_size(conflict: Conflict) -> None:
    """Refuse a conflict with too many options for an analysis of a single state.

    Raises
    ------
    TooLarge
        If a conflict has more than `MAX_DMS` decision makers, more than `MAX_LISTED` sources or questions, or,
        without several fronts, more than `MAX_OPTIONS` options; the message names a remedy.
    """
    if (dms := len(conflict.decision_makers)) > MAX_DMS:
        raise TooLarge(
            f"{conflict.title!r} has {dms:,} decision makers, and {MAX_DMS:,} are the most: each is weighed against "
            f"all others, {dms * dms:,} pairs in every state; what would help: leave out those that decide nothing"
        )
    for what, listed in (("sources", conflict.sources), ("questions", conflict.questions)):
        if len(listed) > MAX_LISTED:
            message = f"{conflict.title!r} has {len(listed):,} {what}, and {MAX_LISTED:,} are the most"
            raise TooLarge(f"{message}; what would help: leave out those that nothing refers to, or several files")
    count = sum(len(dm.options) for dm in conflict.decision_makers)
    if count > MAX_OPTIONS and not several_fronts(conflict):  # each front has been checked by itself
        advice = "leave out options that every statement ignores, or merge options that are always taken together"
        raise TooLarge(
            f"{conflict.title!r} has {count:,} options, and {MAX_OPTIONS} are the most; "
            + (f"what would help: {advice}" if count < 100 else "this is not one conflict")
        )


def state_complaints(conflict: Conflict) -> Iterator[Complaint]:
    """Yield the complaints about the states of a conflict whose rules and conditions are valid."""
    if several_fronts(conflict):
        yield from _fronts(conflict)
        return
    if not is_listed(conflict):
        yield from unlisted_complaints(conflict)
        return
    if conflict.graph is None:
        if not len(conflict.states.members):
            yield _nothing_feasible(conflict)
            return
        yield from status_quo_complaints(conflict)
        yield from _coalescing(conflict)
    yield from _published(conflict)
    for dm in conflict.decision_makers:
        if dm.preferences.ranking or conflict.coalesce:
            yield from _rank_complaints(conflict, dm)


def _fronts(conflict: Conflict) -> Iterator[Complaint]:
    """Yield the complaints about each front; all states are listed only for rules and rankings across fronts."""
    try:
        for front in fronts_of(conflict):
            front_conflict(conflict, front)
    except InvalidConflict as fault:
        yield from (each for each in fault.complaints if not _about_statements(each))  # checked in the whole conflict
        return
    listed, rules = is_listed(conflict), binding_rules(conflict)
    if listed and any(len(named_fronts(rule.holds)) > 1 for rule in rules) and not len(conflict.states):
        yield _nothing_feasible(conflict)
        return
    yield from status_quo_complaints(conflict)
    for dm in conflict.decision_makers:
        if listed and len(ranked_fronts(conflict, dm.preferences)) > 1:
            yield from _rank_complaints(conflict, dm)


def _about_statements(complaint: Complaint) -> bool:
    return "preferences" in complaint.path and "ranking" not in complaint.path


def _rank_complaints(conflict: Conflict, dm: DecisionMaker) -> list[Complaint]:
    if [*preference_complaints(conflict, dm, dm.preferences, ())]:
        return []
    found = rank_or_complaints(conflict, dm)
    return found if isinstance(found, list) else []


def _published(conflict: Conflict) -> Iterator[Complaint]:
    """Yield a complaint for each published equilibrium of the conflict itself that is not exactly one state."""
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


def _coalescing(conflict: Conflict) -> Iterator[Complaint]:
    """Yield the complaints about entries of `coalesce` that match no state, or states of an earlier entry."""
    members = conflict.states.members
    taken = np.zeros(len(members), np.bool_)
    for k, entry in enumerate(conflict.coalesce):
        matching = class_members(conflict, entry, members)
        if not matching.any():
            yield Complaint(f"no feasible state meets {entry!r}, so there is nothing to coalesce", ("coalesce", k))
        if (taken & matching).any():
            yield Complaint(f"{entry!r} shares states with an entry of coalesce above it", ("coalesce", k))
        taken |= matching


def _nothing_feasible(conflict: Conflict) -> Complaint:
    """Return the complaint that no state is feasible, with an inclusion-minimal set of contradictory rules."""
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
