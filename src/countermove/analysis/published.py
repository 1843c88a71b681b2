"""Published equilibria beside those that follow from the conflict: where a source says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.analysis.solve import solve
from countermove.model.concepts import alternatives
from countermove.model.provenance import BASE
from countermove.model.variation import standpoint_of, vary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countermove.model.conflict import Conflict
    from countermove.model.provenance import Published


@dataclass(frozen=True, slots=True)
class ComparedEquilibria:
    """The equilibria that a source gives by one concept, beside those that follow from the conflict.

    Attributes
    ----------
    source, variation : str
        The source, and the id of the variation that it speaks of; empty for the conflict as it stands.
    concept : str
        The id of the concept, or several with ``or`` between them.
    missing : tuple of str
        The states that the source gives and that are none, as the source gives them.
    added : tuple of int
        The numbers of the states that are equilibria and that the source does not give.
    """

    source: str
    variation: str
    concept: str
    missing: tuple[str, ...]
    added: tuple[int, ...]

    @property
    def alike(self) -> bool:
        """Whether the source gives what follows."""
        return not (self.missing or self.added)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON; states are numbers."""
        return {
            "source": self.source,
            "variation": self.variation or None,
            "concept": self.concept,
            "missing": [*self.missing],
            "added": [*self.added],
        }


def compared_equilibria(conflict: Conflict) -> tuple[ComparedEquilibria, ...]:
    """Return the published equilibria of a conflict, each list beside what follows from the conflict.

    Parameters
    ----------
    conflict : Conflict
        The conflict, with what its file gives as published.

    Returns
    -------
    tuple of ComparedEquilibria
        In the order of the file. Empty if nothing is published.

    Raises
    ------
    TooLarge
        If a conflict that a source speaks of cannot be solved.

    Examples
    --------
    >>> from countermove import cases
    >>> [each.alike for each in compared_equilibria(cases.load("elmira"))][:4]
    [True, True, True, True]
    """
    seen = standpoint_of(conflict)
    views = {each.variation: _view(conflict, each.variation, seen) for each in conflict.published}
    return tuple(compared for each in conflict.published for compared in _compared(views[each.variation], each))


def _view(conflict: Conflict, name: str, seen: str) -> Conflict:
    """Return the conflict that a published answer speaks of: variations are laid on the conflict as it stands."""
    start = BASE if seen else ""
    return vary(conflict, "+".join(each for each in (start, name) if each) or None)


def _compared(view: Conflict, published: Published) -> Iterator[ComparedEquilibria]:
    ids = dict.fromkeys(id_ for key, _ in published.equilibria for id_ in alternatives(key))
    found = solve(view, [*ids])
    for key, names in published.equilibria:
        places = {name: view.states.find(name).tolist() for name in names}
        held = set(np.flatnonzero(found.where(key)).tolist())
        missing = tuple(name for name, at in places.items() if not held.intersection(at))
        added = held.difference(*places.values())
        yield ComparedEquilibria(
            published.source, published.variation, key, missing, tuple(sorted(each + 1 for each in added))
        )
