"""What would free a conflict that nobody leaves the status quo of: statements left out, or their contraries."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from countermove.analysis.assumptions.assumption import assumptions_of
from countermove.analysis.assumptions.changes import Change
from countermove.analysis.assumptions.trials import Trials
from countermove.analysis.evolution.chain import credible
from countermove.errors import InvalidConflict
from countermove.model.reading import concept_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from countermove.model.conflict import Conflict

MOST = 1 << 20
"""The largest number of states, summed over all changed conflicts."""


@dataclass(frozen=True, slots=True)
class Freeing:
    """Changes after which somebody leaves the status quo.

    Attributes
    ----------
    changes : tuple of Change
        Of statements, made at once.
    movers : tuple of str
        The ids of the decision makers that then leave it.
    """

    changes: tuple[Change, ...]
    movers: tuple[str, ...]

    @property
    def left_out(self) -> bool:
        """Whether it takes no more than leaving statements out."""
        return all(each.how == "left out" for each in self.changes)


def freeing(conflict: Conflict, concept: str = "seq") -> tuple[Freeing, ...]:
    """Return the changes of statements after which somebody leaves the status quo.

    Each statement is left out. If none of these frees the conflict, two are left out at a time, if that is not too
    much. If that does not either, each is turned into its contrary.

    Parameters
    ----------
    conflict : Conflict
        With a status quo that nobody leaves.
    concept : str
        The id of a concept that drives an evolution.

    Returns
    -------
    tuple of Freeing
        In the order of the file; empty also where even single changes are too many.

    Examples
    --------
    >>> from countermove import cases
    >>> [first, *_] = freeing(cases.load("canal"))
    >>> [str(change) for change in first.changes], first.movers
    (['centre: north.release: left out'], ('centre',))
    """
    stated = [each for each in assumptions_of(conflict) if each.kind == "statement"]
    trials = Trials(conflict, concept)
    without = [Change(each, "left out") for each in stated]
    contrary = [Change(each, "negated") for each in stated]
    for sets in ([(each,) for each in without], [*combinations(without, 2)], [(each,) for each in contrary]):
        found = tuple(_freeing(trials, sets)) if len(sets) * len(conflict.states) <= MOST else ()
        if found:
            return found
    return ()


def _freeing(trials: Trials, sets: Iterable[tuple[Change, ...]]) -> Iterator[Freeing]:
    for changes in sets:
        movers = _movers(trials, changes)
        if movers:
            yield Freeing(changes, movers)


def _movers(trials: Trials, changes: tuple[Change, ...]) -> tuple[str, ...]:
    """Return the ids of the decision makers that leave the status quo after some changes."""
    try:
        conflict = trials.trial(changes).conflict
    except InvalidConflict:
        return ()
    start = conflict.status_quo_number
    if start is None:
        return ()
    stable = credible(conflict, concept_in(conflict, trials.concept)).stable[:, start - 1]
    return tuple(dm.id for dm, stays in zip(conflict.decision_makers, stable, strict=True) if not stays)
