"""What can be said of the states of a conflict without a list of them: of those that it names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from countermove.errors import Complaint, DocumentPath, UnknownName
from countermove.model.pointing import entry_of, mask_of
from countermove.model.scope import holds
from countermove.model.states import MOST_LISTED, rule_texts
from countermove.model.validity.wording import preference_complaints

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict, DecisionMaker


def unlisted_complaints(conflict: Conflict) -> Iterator[Complaint]:
    """Yield what is wrong with the states that a conflict too large to be listed names."""
    yield from status_quo_complaints(conflict)
    if conflict.coalesce:
        message = f"states cannot be coalesced above {MOST_LISTED} options, and here are {len(conflict.options)}"
        yield Complaint(message, ("coalesce",))
    for k, each in enumerate(conflict.published):
        for concept, names in each.equilibria if not each.variation else ():
            for j, name in enumerate(names):
                yield from _named(conflict, name, ("published", k, "equilibria", concept, j))
    for dm in conflict.decision_makers:
        if not [*preference_complaints(conflict, dm, dm.preferences, ())]:
            yield from _ranking(conflict, dm)


def status_quo_complaints(conflict: Conflict) -> Iterator[Complaint]:
    """Yield the rules that the status quo breaks."""
    if conflict.status_quo is None:
        return
    mask = sum(1 << conflict.bits[name] for name in {*conflict.status_quo})
    for text in rule_texts(conflict):
        if not holds(conflict, text, mask):
            on = ", ".join(conflict.status_quo) or "nothing on"
            yield Complaint(f"the status quo ({on}) is infeasible: it breaks the rule {text!r}", ("status_quo",))


def _named(conflict: Conflict, name: str, path: DocumentPath) -> Iterator[Complaint]:
    try:
        mask_of(conflict, name)
    except UnknownName as fault:
        yield Complaint(str(fault), path)


def _ranking(conflict: Conflict, dm: DecisionMaker) -> Iterator[Complaint]:
    path = ("decision_makers", dm.id, "preferences", "ranking")
    for depth, entries in enumerate(dm.preferences.ranking):
        for k, entry in enumerate(entries):
            try:
                entry_of(conflict, entry)
            except UnknownName as fault:
                at = (*path, depth, k) if len(entries) > 1 else (*path, depth)
                yield Complaint(f"{fault} (in the ranking of {dm.id})", at)
