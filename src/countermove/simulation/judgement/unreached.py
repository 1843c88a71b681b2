"""Ends that no reading reaches: what came about instead, and what is stable though nothing leads there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from countermove.simulation.judgement.ends import named_groups
from countermove.simulation.totals import COUNTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from countermove.simulation.judgement.joint_moves import JointMoves
    from countermove.simulation.judgement.readings import Readings

    Members = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class UnreachedEnd:
    """An end of the file in which no world settles by any reading.

    Attributes
    ----------
    id : str
        The id of the condition that names it, or the text of what came about.
    name : str
        Its name.
    came_about : bool
        Whether it came about.
    stable : tuple of str
        The ids of the concepts by which its most stable state holds in some world.
    coalition : tuple of str
        The ids of decision makers who would all gain by going there together from the likeliest end; or none.
    decimals : tuple of int
        The decimals of its states.
    """

    id: str
    name: str
    came_about: bool
    stable: tuple[str, ...]
    coalition: tuple[str, ...]
    decimals: tuple[int, ...]


def unreached_ends(readings: Readings, joint: JointMoves | None) -> tuple[UnreachedEnd, ...]:
    """Return what came about, if no reading reaches it, and the ends that are stable by the default one.

    None, if it was not counted which states hold.
    """
    found: list[UnreachedEnd] = []
    if not readings.found.counted:
        return ()
    for id_, members, came_about in _asked(readings):
        if readings.ever[members].any() or not members.any():
            continue
        end = _end(readings, joint, id_, members, came_about=came_about)
        if came_about or readings.concept in end.stable:
            found.append(end)
    return tuple(found)


def _asked(readings: Readings) -> Iterator[tuple[str, Members, bool]]:
    """Yield what came about and each named end, with the states of it, shape (K,), and whether it came about."""
    said, named = readings.view.came_about, named_groups(readings.axes) or []
    for each in named:
        if not each.rest:
            yield each.id, each.members, each.id == said
    if readings.outcome is not None and said not in {each.id for each in named}:
        yield said, readings.outcome, True


def _end(
    readings: Readings, joint: JointMoves | None, id_: str, members: Members, *, came_about: bool
) -> UnreachedEnd:
    held = readings.found.totals.by_state[0, : len(COUNTED)] > 0
    inside = np.flatnonzero(members)
    best = int(inside[held[:, inside].sum(axis=0).argmax()])
    stable = tuple(concept for concept, where in zip(COUNTED, held[:, best], strict=True) if where)
    masks = readings.view.states.masks
    numbers = np.flatnonzero(np.isin(masks, readings.axes.keys[inside])) + 1
    coalition = () if joint is None else joint.leading_to(numbers.tolist())
    names = {each.id: each.name or each.id for each in readings.view.definitions}
    return UnreachedEnd(
        id_, names.get(id_, id_), came_about, stable, coalition, tuple(readings.axes.keys[inside].tolist())
    )
