"""The variations of one front as variations of the whole, in which the other fronts stay as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from countermove.model.conflict import DecisionMaker, Preferences, Variation
from countermove.model.joining.shared import compared, plain
from countermove.model.variation import patched_preferences

if TYPE_CHECKING:
    from countermove.model.joining.qualified import Qualified
    from countermove.model.joint import Joint, Shared


def lifted(joint: Joint, fronts: tuple[Qualified, ...], front: Qualified) -> Iterator[Variation]:
    """Yield the variations of a front; as rival codings they count only if no other front has any."""
    rivals = [each for each in fronts if any(v.weight for v in each.front.conflict.variations)]
    for each in front.front.conflict.variations:
        weight = each.weight if rivals == [front] else None
        yield front.grounded(each, **_patch(joint, fronts, front, each), weight=weight)


def _patch(joint: Joint, fronts: tuple[Qualified, ...], front: Qualified, variation: Variation) -> dict[str, object]:
    names, shared = front.options, {each.id: each for each in joint.shared}
    local = {old: new for old, new in front.dms.items() if new not in shared and new not in dict(joint.wants)}
    mixed = {old: new for old, new in front.dms.items() if new in shared and shared[new].preferences is not None}
    patched = local | mixed
    return {
        "id": f"{front.front.id}.{variation.id}",
        "remove": tuple(names[each] for each in variation.remove),
        "require": tuple(names[each] for each in variation.require),
        "rules": tuple(map(front.rule, variation.rules)),
        "irreversible": tuple((names[each], way) for each, way in variation.irreversible),
        "status_quo": _status_quo(fronts, front, variation),
        "preferences": (
            *((local[dm], front.wants(each)) for dm, each in variation.preferences if dm in local),
            *_shared(joint, fronts, front, variation),
        ),
        "first": tuple((patched[dm], front.levels(each)) for dm, each in variation.first if dm in patched),
        "last": tuple((patched[dm], front.levels(each)) for dm, each in variation.last if dm in patched),
        "drop": tuple(
            (patched[dm], _held(shared.get(patched[dm]), front, each)) for dm, each in variation.drop if dm in patched
        ),
    }


def _held(shared: Shared | None, front: Qualified, texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return statements to be dropped; of statements over all fronts mixed, those that are among them."""
    named = [front.text(text) for text in texts]
    if shared is None or shared.preferences is None:
        return tuple(named)
    held = {plain(each.holds) for level in shared.preferences.statements for each in level}
    return tuple(text for text in named if plain(text) in held)


def _status_quo(fronts: tuple[Qualified, ...], front: Qualified, variation: Variation) -> tuple[str, ...] | None:
    if variation.status_quo is None:
        return None
    given = [(each, variation.status_quo if each is front else each.front.conflict.status_quo) for each in fronts]
    return tuple(each.options[name] for each, names in given for name in names or ())


def _shared(
    joint: Joint, fronts: tuple[Qualified, ...], front: Qualified, variation: Variation
) -> Iterator[tuple[str, Preferences]]:
    """Yield what decision makers of several fronts want in the whole once they want something else on this one."""
    changed = {dm for key in ("preferences", "first", "last", "drop") for dm, _ in getattr(variation, key)}
    for each in joint.shared:
        if each.preferences is None and dict(each.there).get(front.front.id) in changed:
            yield (
                each.id,
                compared(each, {at.front.id: _wants(each, at, front, variation) for at in _where(each, fronts)}),
            )


def compared_anew(joint: Joint, fronts: tuple[Qualified, ...], variation: Variation) -> Variation:
    """Return a variation of the whole with the preferences that another way to compare the fronts amounts to."""
    there = {each.id: each.there for each in joint.shared}
    anew = [replace(each, there=there[each.id]) for each in variation.shared]
    made = [(each.id, compared(each, {at.front.id: _own(each, at) for at in _where(each, fronts)})) for each in anew]
    return replace(variation, preferences=(*variation.preferences, *made), shared=tuple(anew))


def _where(shared: Shared, fronts: tuple[Qualified, ...]) -> list[Qualified]:
    return [each for each in fronts if each.front.id in dict(shared.there)]


def _wants(shared: Shared, at: Qualified, changed: Qualified, variation: Variation) -> Preferences:
    if at is not changed:
        return _own(shared, at)
    return at.wants(patched_preferences(_dm(shared, at), variation))


def _own(shared: Shared, at: Qualified) -> Preferences:
    return at.wants(_dm(shared, at).preferences)


def _dm(shared: Shared, at: Qualified) -> DecisionMaker:
    conflict = at.front.conflict
    return conflict.decision_makers[conflict.position(dict(shared.there)[at.front.id])]
