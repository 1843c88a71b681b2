"""States: not too many, at least one, the status quo among them, and preferences that cover them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from countermove.errors import Complaint, InvalidConflict, Path, TooLarge, UnknownName
from countermove.model.fronts import alone, fronts_of, named_fronts, ranked_fronts, several_fronts
from countermove.model.preferences import rank_or_complaints
from countermove.model.scope import holds, truth
from countermove.model.states import class_members, rule_texts
from countermove.model.validity.wording import preference_complaints

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict, DecisionMaker

MAX_OPTIONS = 24
MOST_EXPLAINED = 1 << 28


def refuse_size(conflict: Conflict) -> None:
    """Refuse more states than can be looked at one by one.

    Raises
    ------
    TooLarge
        With an estimate of the memory, and what would help.
    """
    count = sum(len(dm.options) for dm in conflict.decision_makers)
    if count <= MAX_OPTIONS or several_fronts(conflict):  # each front was looked at by itself
        return
    gigabytes = 2.0 ** min(count, 1000) * 4 * (2 * len(conflict.decision_makers) + 4) / 2**30
    raise TooLarge(
        f"{conflict.title!r} has {count} options: 2^{count} states to look at, about {gigabytes:,.0f} GiB of memory; "
        f"{MAX_OPTIONS} options are the most. What would help: leave out options that every statement ignores, merge "
        "options that are always taken together, or split the conflict into two"
        if count < 100
        else f"{conflict.title!r} has {count:,} options, and {MAX_OPTIONS} are the most; this is not one conflict"
    )


def state_complaints(conflict: Conflict) -> Iterator[Complaint]:
    """Yield what is wrong with the states: none at all, an infeasible status quo, rankings that miss some."""
    if several_fronts(conflict):
        yield from _of_fronts(conflict)
        return
    if conflict.graph is None:
        if not len(conflict.states.members):
            yield _nothing_feasible(conflict)
            return
        yield from _status_quo(conflict)
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
        yield from fault.complaints
        return
    listed = len(conflict.options) <= MAX_OPTIONS
    if listed and any(len(named_fronts(rule.holds)) > 1 for rule in conflict.rules) and not len(conflict.states):
        yield _nothing_feasible(conflict)
        return
    yield from _status_quo(conflict)
    for dm in conflict.decision_makers:
        if listed and len(ranked_fronts(conflict, dm.preferences)) > 1:
            yield from _rank_complaints(conflict, dm)


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


def _one_state(conflict: Conflict, name: str, path: Path) -> Iterator[Complaint]:
    try:
        found = len(conflict.states.find(name))
    except UnknownName as fault:
        yield Complaint(str(fault), path)
        return
    if found > 1:
        yield Complaint(f"{name} means {found} states; a published equilibrium is one", path)


def _status_quo(conflict: Conflict) -> Iterator[Complaint]:
    if conflict.status_quo is None:
        return
    mask = sum(1 << conflict.bits[name] for name in {*conflict.status_quo})
    for text in rule_texts(conflict):
        if not holds(conflict, text, mask):
            on = ", ".join(conflict.status_quo) or "nothing on"
            yield Complaint(f"the status quo ({on}) is infeasible: it breaks the rule {text!r}", ("status_quo",))


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
