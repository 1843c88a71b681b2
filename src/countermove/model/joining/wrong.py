"""What keeps fronts from being joined: fronts and decision makers that are not there, orders that leave some out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import isfinite
from typing import TYPE_CHECKING

from countermove.errors import Complaint, DocumentPath, did_you_mean
from countermove.model.joining.overdrawn import capacity_complaints
from countermove.model.validity.names import ill_formed, repeated

if TYPE_CHECKING:
    from countermove.model.joint import Front, Joint, Shared


def joint_complaints(joint: Joint) -> list[Complaint]:
    """Return everything that keeps fronts from being joined, each with its path in the file."""
    if not joint.fronts:
        return [Complaint("there is no front; name at least one", ("fronts",))]
    found = [*_fronts(joint), *_taken_twice(joint)]
    found += [complaint for each in joint.shared for complaint in _shared(joint, each)]
    found += _wants(joint)
    found += _varied(joint)
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
    """Complain of a front's decision maker that is said to be two of the whole."""
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
    yield from _compared(shared, at)


def _compared(shared: Shared, at: DocumentPath) -> Iterator[Complaint]:
    ways = {"order": shared.order, "weights": shared.weights, "preferences": shared.preferences}
    given = [key for key, each in ways.items() if each]
    if len(given) != 1:
        said = " and ".join(given) if given else "nothing"
        message = (
            f"how does {shared.id} compare its fronts? Give an order of fronts, weights, or preferences over all"
        )
        yield Complaint(f"{message}; {said} {'are' if len(given) > 1 else 'is'} given", at)
    for key, named in (("order", shared.order), ("weights", tuple(front for front, _ in shared.weights))):
        if named:
            yield from _each_front_once(shared, named, (*at, key))
    for front, weight in shared.weights:
        if not (weight > 0 and isfinite(weight)):
            yield Complaint(
                f"the weight of {front} is {weight:g}; it has to be a positive number", (*at, "weights", front)
            )


def _varied(joint: Joint) -> Iterator[Complaint]:
    """Complain of variations that compare fronts anew for nobody, or for no reason."""
    there = {each.id: each.there for each in joint.shared}
    for variation in joint.variations:
        for each in variation.shared:
            at: DocumentPath = ("variations", variation.id, "shared", each.id)
            if each.id not in there:
                yield Complaint(f"{each.id!r} is not shared{did_you_mean(each.id, there)}", at)
            else:
                yield from _compared(replace(each, there=there[each.id]), at)


def _each_front_once(shared: Shared, named: tuple[str, ...], at: DocumentPath) -> Iterator[Complaint]:
    there = dict(shared.there)
    yield from repeated(named, "front", at)
    for front in named:
        if front not in there:
            yield Complaint(f"{shared.id} takes no part in {front!r}{did_you_mean(front, there)}", at)
    for front in there:
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
