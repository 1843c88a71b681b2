"""What a decision maker of several fronts wants in the whole: by the order of fronts, by weights, or as it says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from countermove.model.records import FrontPreferences, Preferences, Statement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countermove.model.records import Shared


def compared(shared: Shared, wants: Mapping[str, Preferences]) -> Preferences:
    """Return what a decision maker wants in the whole.

    Parameters
    ----------
    shared : Shared
        Which says how it compares its fronts.
    wants : mapping
        What it wants on each front, in the ids of the whole.

    Returns
    -------
    Preferences
        Statements one front after the other where these say all that is meant; shares of the fronts where not.
    """
    if shared.preferences is not None:
        return _with_reasons(shared.preferences, wants)
    if shared.weights:
        return Preferences(
            fronts=tuple(
                FrontPreferences(front=front, weight=weight, preferences=wants[front])
                for front, weight in shared.weights
            )
        )
    order = shared.order or tuple(wants)
    *first, last = (wants[front] for front in order)
    if any(each.weights or each.ranking for each in first):
        return Preferences(
            fronts=tuple(FrontPreferences(front=front, weight=None, preferences=wants[front]) for front in order)
        )
    one_by_one = (each if k == 0 else _own_first(each) for k, each in enumerate((*first, last)))
    return replace(last, statements=tuple(level for each in one_by_one for level in each.statements))


def _with_reasons(given: Preferences, wants: Mapping[str, Preferences]) -> Preferences:
    """Return wants over all fronts; a statement that stands on a front as well, and says no more, has its reasons."""
    known = {plain(each.holds): each for own in wants.values() for level in own.statements for each in level}
    levels = (tuple(_known(each, known) for each in level) for level in given.statements)
    return replace(given, statements=tuple(levels))


def _known(given: Statement, known: Mapping[str, Statement]) -> Statement:
    """Return a statement with the reasons that it has on a front, unless it has some of its own."""
    if given.because or given.evidence or given.confidence is not None:
        return given
    return replace(known.get(plain(given.holds), given), order=given.order)


def plain(text: str) -> str:
    """Return a statement without what is left to taste: how its words are spaced."""
    return " ".join(text.split())


def _own_first(wants: Preferences) -> Preferences:
    """Return the wants on a later front; its first cannot change places with the last of the front before."""
    if not wants.statements:
        return wants
    first, *rest = wants.statements
    return replace(wants, statements=(tuple(replace(each, order=None) for each in first), *rest))
