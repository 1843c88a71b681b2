"""Ids: well formed, not reserved, each owned once; and what else is said of a decision maker alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from math import isfinite
from typing import TYPE_CHECKING

from countermove.errors import Complaint, DocumentPath
from countermove.model.language import RESERVED

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict, DecisionMaker


def name_complaints(conflict: Conflict) -> Iterator[Complaint]:
    """Yield what is wrong with the ids of decision makers and options."""
    if not conflict.decision_makers:
        yield Complaint("there is no decision maker; name at least one", ("decision_makers",))
    yield from repeated((dm.id for dm in conflict.decision_makers), "decision maker", ("decision_makers",))
    for dm in conflict.decision_makers:
        path: DocumentPath = ("decision_makers", dm.id)
        if conflict.joint is None:  # the names of joined fronts are made of ids that are well formed
            yield from _local(dm, path)
        yield from repeated((option.id for option in dm.options), f"option of {dm.id}", (*path, "options"))
        if not (dm.tempo > 0 and isfinite(dm.tempo)):
            yield Complaint(f"the tempo of {dm.id} is {dm.tempo:g}; it has to be a positive number", ("tempo", dm.id))
    yield from _owned_twice(conflict)
    named = sorted(dm.full(option) for dm in conflict.decision_makers for option in dm.options)
    if conflict.option_order and sorted(conflict.option_order) != named:
        yield Complaint(f"the option order has to name each of {', '.join(named)} once", ("option_order",))


def _local(dm: DecisionMaker, path: DocumentPath) -> Iterator[Complaint]:
    yield from ill_formed(dm.id, "decision maker", path)
    for option in dm.options:
        yield from ill_formed(option.id, "option", (*path, "options", option.id))


def repeated(ids: Iterable[str], what: str, path: DocumentPath) -> Iterator[Complaint]:
    """Yield a complaint for each id that occurs more than once."""
    for name, times in Counter(ids).items():
        if times > 1:
            yield Complaint(f"{times} times the {what} {name!r}; each id names one thing", (*path, name))


def ill_formed(name: str, what: str, path: DocumentPath) -> Iterator[Complaint]:
    """Yield what keeps a name from being an id."""
    if name.casefold() in RESERVED:
        yield Complaint(f"{name!r} is a word of the statement language and cannot name the {what}", path)
    elif not re.fullmatch(r"[^\W\d]\w*", name):
        near = re.sub(r"\W+", "_", name).strip("_") or "name"
        near = f"_{near}" if near[0].isdigit() else near
        hint = f"use letters, digits and _, no digit first, as in {near!r}"
        yield Complaint(f"{name!r} cannot name the {what}: {hint}; any text may stand as its 'name'", path)


def _owned_twice(conflict: Conflict) -> Iterator[Complaint]:
    """Two decision makers may use one id for options of their own, but not list the very same option."""
    seen: dict[tuple[str, str], DecisionMaker] = {}
    for dm in conflict.decision_makers:
        for option in dm.options:
            first = seen.setdefault((option.id, option.name), dm)
            if first is not dm and option.name:
                message = f"option {option.id!r} is owned by {first.id} and by {dm.id}; an option has one owner"
                message += " (if they are two options, give them names of their own)"
                yield Complaint(message, ("decision_makers", dm.id, "options", option.id))
