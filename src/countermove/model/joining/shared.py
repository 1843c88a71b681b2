"""The preferences of a shared decision maker, from its preferences on each front and its comparison of fronts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from countermove.model.records import FrontPreferences, Preferences, Statement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countermove.model.records import Shared


def joined_preferences(shared: Shared, wants: Mapping[str, Preferences]) -> Preferences:
    """Return a shared decision maker's preferences in the joined conflict.

    Parameters
    ----------
    shared : Shared
        The decision maker, with its comparison of fronts.
    wants : mapping of str to Preferences
        Its preferences on each front, by front, in the names of the joined conflict.

    Returns
    -------
    Preferences
        Its statements, one front after the other, if they express the comparison; else its preferences by front.
    """
    if shared.preferences is not None:
        return _with_reasons(shared.preferences, wants)
    if shared.weights:
        return Preferences(
            fronts=tuple(
                FrontPreferences(front=front, front_weight=weight, preferences=wants[front])
                for front, weight in shared.weights
            )
        )
    order = shared.order or tuple(wants)
    *first, last = (wants[front] for front in order)
    if any(each.weights or each.ranking for each in first):
        return Preferences(
            fronts=tuple(
                FrontPreferences(front=front, front_weight=None, preferences=wants[front]) for front in order
            )
        )
    one_by_one = (each if k == 0 else _with_fixed_first(each) for k, each in enumerate((*first, last)))
    return replace(last, statements=tuple(level for each in one_by_one for level in each.statements))


def _with_reasons(given: Preferences, wants: Mapping[str, Preferences]) -> Preferences:
    """Return preferences over all fronts; statements without reasons take those of the same statement on a front."""
    known = {plain(each.holds): each for own in wants.values() for level in own.statements for each in level}
    levels = (tuple(_known(each, known) for each in level) for level in given.statements)
    return replace(given, statements=tuple(levels))


def _known(given: Statement, known: Mapping[str, Statement]) -> Statement:
    """Return a statement with the reasons of the same statement on a front, unless it has its own."""
    if given.because or given.evidence or given.confidence is not None:
        return given
    return replace(known.get(plain(given.holds), given), order=given.order)


def plain(text: str) -> str:
    """Return a statement with single spaces."""
    return " ".join(text.split())


def _with_fixed_first(wants: Preferences) -> Preferences:
    """Return preferences with a certain order of the first level: it stays behind the levels of earlier fronts."""
    if not wants.statements:
        return wants
    first, *rest = wants.statements
    return replace(wants, statements=(tuple(replace(each, order=None) for each in first), *rest))
