"""Capacities that cannot be meant: of nobody, drawn on by options of others, or too small for any state."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import TYPE_CHECKING

import numpy as np

from countermove.errors import Complaint, DocumentPath, did_you_mean
from countermove.model.capacities import units
from countermove.model.language import MAX_COUNTED

if TYPE_CHECKING:
    from countermove.model.joint import Capacity, Front, Joint, Shared


def capacity_complaints(joint: Joint) -> Iterator[Complaint]:
    """Yield what is wrong with the capacities of fronts that can be joined."""
    yield from _varied(joint)
    owned = options_of(joint.fronts, joint.shared)
    for each in joint.capacities:
        at: DocumentPath = ("capacity", each.dm, each.resource)
        found = [*_amounts(each, at), *_drawn(each, owned, at)]
        yield from found
        if not found and (least := _least(joint, each)) > each.amount:
            message = f"no state meets the capacity: {each.dm} has {each.amount:g} of {each.resource}"
            yield Complaint(f"{message}, and every feasible state draws {least:g} at least", at)


def _varied(joint: Joint) -> Iterator[Complaint]:
    for variation in joint.variations:
        for each in variation.capacities:
            if not (each.amount >= 0 and isfinite(each.amount)):
                at: DocumentPath = ("variations", variation.id, "capacity", each.dm, each.resource)
                yield Complaint(f"a capacity of {each.amount:g}; it has to be a number from 0", at)


def options_of(fronts: tuple[Front, ...], shared: tuple[Shared, ...]) -> dict[str, list[str]]:
    """Return the options of every decision maker of the whole, in the names of the whole."""
    called = {(front, dm): each.id for each in shared for front, dm in each.there}
    owned: dict[str, list[str]] = {}
    for front in fronts:
        conflict = front.conflict
        for name, owner in zip(conflict.options, conflict.owners, strict=True):
            dm = conflict.decision_makers[owner].id
            owned.setdefault(called.get((front.id, dm), f"{front.id}.{dm}"), []).append(f"{front.id}.{name}")
    return owned


def _amounts(capacity: Capacity, at: DocumentPath) -> Iterator[Complaint]:
    if not (capacity.amount >= 0 and isfinite(capacity.amount)):
        yield Complaint(f"a capacity of {capacity.amount:g}; it has to be a number from 0", at)
    if not capacity.draws:
        message = f"nothing draws on {capacity.resource}; say under 'draws' how much each option takes"
        yield Complaint(message, at)
    elif units(capacity) > MAX_COUNTED:
        message = (
            f"{capacity.resource} is drawn in {units(capacity):,} units in all, and {MAX_COUNTED:,} are the most"
        )
        yield Complaint(f"{message}: write rounder numbers", at)
    for option, amount in capacity.draws:
        if not (amount >= 0 and isfinite(amount)):
            yield Complaint(f"{option} draws {amount:g}; it has to be a number from 0", ("draws", option))


def _drawn(capacity: Capacity, owned: dict[str, list[str]], at: DocumentPath) -> Iterator[Complaint]:
    if capacity.dm not in owned:
        yield Complaint(f"unknown decision maker {capacity.dm!r}{did_you_mean(capacity.dm, owned)}", at)
        return
    for option, _ in capacity.draws:
        if option not in owned[capacity.dm]:
            others = [dm for dm, options in owned.items() if option in options]
            hint = f", but of {others[0]}" if others else did_you_mean(option, owned[capacity.dm])
            yield Complaint(f"{option!r} is no option of {capacity.dm}{hint}", ("draws", option))


def _least(joint: Joint, capacity: Capacity) -> float:
    """Return what is drawn at least in any state that is feasible on every front alone."""
    draws = dict(capacity.draws)
    least = 0.0
    for front in joint.fronts:
        states = front.conflict.states
        drawn = np.zeros(len(states.members))
        for bit, name in enumerate(front.conflict.options):
            drawn += (states.members >> bit & 1) * draws.get(f"{front.id}.{name}", 0.0)
        least += float(drawn.min(initial=np.inf))
    return least
