"""The worst that moves in several regions can come to, each region taken for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np

from countermove.analysis.asking.worth import above

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from countermove.analysis.asking.claims import Masks
    from countermove.analysis.asking.reaching import Reach
    from countermove.analysis.asking.regions import Region
    from countermove.analysis.asking.worth import Values, Worth

    Path = list[tuple[int, int]]

Part = TypeVar("Part")


def placed(first: int, region: Region, states: Masks) -> Masks:
    """Return a state with the options of a region as other states have them."""
    return (first & ~region.options) | (states & region.options)


class Met(Protocol):
    """States that were met in a region, the first of them being where it began."""

    @property
    def region(self) -> Region:
        """The region."""

    @property
    def states(self) -> Masks:
        """The states; only their options of the region count."""


def worst(worth: Worth, first: int, reaches: Sequence[Met]) -> list[int]:
    """Return the position in each reach of what together is least preferred, of all that was met.

    No statement is about two regions, so that level by level each region is at its worst for itself.
    """
    kept = [np.arange(len(reach.states)) for reach in reaches]
    for level in worth.levels:
        for k, reach in enumerate(reaches):
            part = level.about(reach.region.options) if len(kept[k]) > 1 else None
            if part is not None:
                values = part.values(placed(first, reach.region, reach.states[kept[k]]))
                kept[k] = kept[k][values == values.min()]
    return [int(each[0]) for each in kept]


def combined(first: int, parts: Iterable[tuple[Met, int]]) -> int:
    """Return the state in which moves in several regions end together; for each region the position of their end."""
    for reach, at in parts:
        first = int(placed(first, reach.region, reach.states[at : at + 1])[0])
    return first


def needed(parts: list[Part], enough: Callable[[list[Part]], bool]) -> list[Part]:
    """Return moves of several regions that are enough, without those that it does not take; one always stays.

    Examples
    --------
    >>> needed([1, 2, 3], lambda some: sum(some) > 3)
    [2, 3]
    """
    for part in tuple(parts):
        fewer = [each for each in parts if each is not part]
        if fewer and enough(fewer):
            parts = fewer
    return parts


def one_after_the_other(first: int, parts: Iterable[tuple[Reach, int]]) -> Path:
    """Return the moves of several regions, one region after the other; two of one mover in a row are one."""
    path: Path = []
    for reach, at in parts:
        for mover, mask in reach.path(at):
            if path and path[-1][0] == mover:
                path.pop()
            first = (first & ~reach.region.options) | (mask & reach.region.options)
            path.append((mover, first))
    return path


def surely_better(worth: Worth, first: int, reaches: Sequence[Reach], here: Values) -> bool:
    """Whether all that the others may lead to is preferred, whatever they do in regions that are not exhausted."""
    known = [reach for reach in reaches if reach.exhausted]
    end = combined(first, zip(known, worst(worth, first, known), strict=True))
    unknown = sum(reach.region.options for reach in reaches if not reach.exhausted)
    return bool(above(worth.least(np.array([end]), unknown), here)[0])
