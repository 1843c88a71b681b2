"""Complaints about the parts of a joint conflict: fronts, shared decision makers, and capacities."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from countermove.errors import Complaint, DocumentPath, did_you_mean
from countermove.model.capacities import least_drawn, units
from countermove.model.joining.reading import joint_reading_complaints
from countermove.model.language import MAX_COUNTED
from countermove.model.validity.ids import ill_formed, repeated
from countermove.model.weights import digits, exactly, is_number, nearest

if TYPE_CHECKING:
    from countermove.model.conflict import Front, Joint
    from countermove.model.records import Capacity, Shared


def joint_complaints(joint: Joint) -> list[Complaint]:
    """Return all complaints that prevent joining; capacities are checked only if the other parts are valid."""
    if not joint.fronts:
        return [Complaint("there is no front; name at least one", ("fronts",))]
    found = [*_fronts(joint), *_taken_twice(joint)]
    found += [complaint for each in joint.shared for complaint in _shared(joint, each)]
    found += _wants(joint)
    found += _varied(joint)
    found += joint_reading_complaints(joint)
    return found or [*capacity_complaints(joint)]


def _fronts(joint: Joint) -> Iterator[Complaint]:
    yield from repeated((each.id for each in joint.fronts), "front", ("fronts",))
    for front in joint.fronts:
        at: DocumentPath = ("fronts", front.id)
        yield from ill_formed(front.id, "front", at)
        if unfit := _unfit(front):
            yield Complaint(f"{front.id} cannot be a front: {unfit}", at)
    for each in joint.shared:
        at = ("shared", each.id)
        yield from ill_formed(each.id, "decision maker", at)
        if each.id in {front.id for front in joint.fronts}:
            yield Complaint(f"{each.id!r} is a front and a shared decision maker; each id names one thing", at)


def _unfit(front: Front) -> str:
    if front.conflict.graph is not None:
        return "its states are given directly; a front is given by options"
    if front.conflict.coalesce:
        return "it coalesces states; leave that out, or make them one by a rule"
    if front.conflict.joint is not None:
        return "it has fronts of its own; list them here instead"
    return ""


def _taken_twice(joint: Joint) -> Iterator[Complaint]:
    """Yield a complaint for each local decision maker that two shared decision makers claim."""
    first: dict[tuple[str, str], str] = {}
    for each in joint.shared:
        for place in each.there:
            if first.setdefault(place, each.id) != each.id:
                message = f"{place[1]} of {place[0]} cannot be both {first[place]} and {each.id}"
                yield Complaint(message, ("shared", each.id))


def _shared(joint: Joint, shared: Shared) -> Iterator[Complaint]:
    at: DocumentPath = ("shared", shared.id)
    fronts = {front.id: front for front in joint.fronts}
    for front, dm in shared.there:
        if front not in fronts:
            yield Complaint(f"unknown front {front!r}{did_you_mean(front, fronts)}", (*at, "in", front))
            continue
        known = [each.id for each in fronts[front].conflict.decision_makers]
        if dm not in known:
            message = f"{shared.id} is to take part in {front}, which has no decision maker {dm!r}"
            yield Complaint(f"{message}{did_you_mean(dm, known)}", (*at, "in", front))
    if len(dict(shared.there)) < 2:
        where = f"only in {shared.there[0][0]}" if shared.there else "in no front"
        yield Complaint(f"{shared.id} takes part {where}; who is shared takes part in two fronts at least", at)
    yield from _comparison(shared, at)


def _comparison(shared: Shared, at: DocumentPath) -> Iterator[Complaint]:
    """Yield the complaints about the comparison of fronts: exactly one of order, weights and preferences."""
    comparisons = {"order": shared.order, "weights": shared.weights, "preferences": shared.preferences}
    given = [key for key, each in comparisons.items() if each]
    if len(given) != 1:
        listed = " and ".join(given) if given else "nothing"
        message = (
            f"how does {shared.id} compare its fronts? Give an order of fronts, weights, or preferences over all"
        )
        yield Complaint(f"{message}; {listed} {'are' if len(given) > 1 else 'is'} given", at)
    for key, named in (("order", shared.order), ("weights", tuple(front for front, _ in shared.weights))):
        if named:
            yield from _each_front_once(shared, named, (*at, key))
    for front, weight in shared.weights:
        if not (weight > 0 and is_number(weight)):
            message = f"the weight of {front} is {digits(weight)}; it has to be a positive number"
            yield Complaint(message, (*at, "weights", front))


def _varied(joint: Joint) -> Iterator[Complaint]:
    """Yield the complaints about the comparisons of fronts in variations."""
    there = {each.id: each.there for each in joint.shared}
    for variation in joint.variations:
        for each in variation.shared:
            at: DocumentPath = ("variations", variation.id, "shared", each.id)
            if each.id not in there:
                yield Complaint(f"{each.id!r} is not shared{did_you_mean(each.id, there)}", at)
            else:
                yield from _comparison(replace(each, there=there[each.id]), at)


def _each_front_once(shared: Shared, named: tuple[str, ...], at: DocumentPath) -> Iterator[Complaint]:
    there = dict(shared.there)
    yield from repeated(named, "front", at)
    unknown = [front for front in named if front not in there]
    for front in unknown:
        yield Complaint(f"{shared.id} takes no part in {front!r}{did_you_mean(front, there)}", at)
    for front in () if unknown else there:  # an unknown one may be meant for it
        if front not in named:
            yield Complaint(f"{front} is left out, where {shared.id} takes part as well", at)


def _wants(joint: Joint) -> Iterator[Complaint]:
    shared = {place for each in joint.shared for place in each.there}
    local = [
        f"{front.id}.{dm.id}"
        for front in joint.fronts
        for dm in front.conflict.decision_makers
        if (front.id, dm.id) not in shared
    ]
    for dm, _ in joint.wants:
        if dm not in local:
            message = f"{dm!r} is no decision maker of one front{did_you_mean(dm, local)}"
            yield Complaint(message, ("preferences", dm))


def capacity_complaints(joint: Joint) -> Iterator[Complaint]:
    """Yield the complaints about the capacities of fronts that are otherwise valid."""
    yield from _varied_capacities(joint)
    owned = options_of(joint.fronts, joint.shared)
    for each in joint.capacities:
        at: DocumentPath = ("capacity", each.dm, each.resource)
        found = [*_amounts(each, at), *_drawn(each, owned, at)]
        yield from found
        if not found and (least := _least(joint, each)) > exactly(each.amount):
            message = f"no state meets the capacity: {each.dm} has {digits(each.amount)} of {each.resource}"
            yield Complaint(f"{message}, and every feasible state draws {digits(nearest(least))} at least", at)


def _varied_capacities(joint: Joint) -> Iterator[Complaint]:
    for variation in joint.variations:
        for each in variation.capacities:
            if not (each.amount >= 0 and is_number(each.amount)):
                at: DocumentPath = ("variations", variation.id, "capacity", each.dm, each.resource)
                yield Complaint(f"a capacity of {digits(each.amount)}; it has to be a number from 0", at)


def options_of(fronts: tuple[Front, ...], shared: tuple[Shared, ...]) -> dict[str, list[str]]:
    """Return the options of every decision maker of the joined conflict, in its names."""
    called = {(front, dm): each.id for each in shared for front, dm in each.there}
    owned: dict[str, list[str]] = {}
    for front in fronts:
        conflict = front.conflict
        for name, owner in zip(conflict.options, conflict.owners, strict=True):
            dm = conflict.decision_makers[owner].id
            owned.setdefault(called.get((front.id, dm), f"{front.id}.{dm}"), []).append(f"{front.id}.{name}")
    return owned


def _amounts(capacity: Capacity, at: DocumentPath) -> Iterator[Complaint]:
    if not (capacity.amount >= 0 and is_number(capacity.amount)):
        yield Complaint(f"a capacity of {digits(capacity.amount)}; it has to be a number from 0", at)
    if not capacity.draws:
        message = f"nothing draws on {capacity.resource}; say under 'draws' how much each option takes"
        yield Complaint(message, at)
    elif units(capacity) > MAX_COUNTED:
        message = (
            f"{capacity.resource} is drawn in {units(capacity):,} units in all, and {MAX_COUNTED:,} are the most"
        )
        yield Complaint(f"{message}: write rounder numbers", at)
    for option, amount in capacity.draws:
        if not (amount >= 0 and is_number(amount)):
            yield Complaint(f"{option} draws {digits(amount)}; it has to be a number from 0", ("draws", option))


def _drawn(capacity: Capacity, owned: dict[str, list[str]], at: DocumentPath) -> Iterator[Complaint]:
    if capacity.dm not in owned:
        yield Complaint(f"unknown decision maker {capacity.dm!r}{did_you_mean(capacity.dm, owned)}", at)
        return
    for option, _ in capacity.draws:
        if option not in owned[capacity.dm]:
            others = [dm for dm, options in owned.items() if option in options]
            hint = f", but of {others[0]}" if others else did_you_mean(option, owned[capacity.dm])
            yield Complaint(f"{option!r} is no option of {capacity.dm}{hint}", ("draws", option))


def _least(joint: Joint, capacity: Capacity) -> Fraction:
    """Return the least amount that a state draws, over the states that are feasible on each front alone."""
    least = Fraction(0)
    for front in joint.fronts:
        options = [f"{front.id}.{name}" for name in front.conflict.options]
        least += least_drawn(capacity, options, front.conflict.states.members)
    return least
