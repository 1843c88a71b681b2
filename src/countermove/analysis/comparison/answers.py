"""Answers that changed between two conflicts, and the search for the changes that changed them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from countermove.analysis.comparison.causes import CauseSearch, CauseSet, Tried

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countermove.analysis.comparison.change import ModelChange

EndKey = str | tuple[str, ...]
"""What an end is known by in two conflicts: the id that both files name ends by, or the common options that are on in
its likeliest state; in graph form the id of that state."""

Kind = Literal["end", "question", "verdict"]

AnswerKey = tuple[Kind, str, tuple[str, ...]]
"""The kind of an answer, the id of the question or the concept, and the situation."""

Given = Mapping[Hashable, Hashable]
"""Answers by their keys."""

MOST_CHANGES = 30
"""Changes at most of which one is looked for that did it; accounts that differ in more are two accounts."""


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """An answer that is another one, and because of which changes.

    Attributes
    ----------
    kind : {"end", "question", "verdict"}
        The likeliest end; whether a yes has one half or more; or whether a situation holds by a concept.
    id : str
        The question's or the concept's id; empty for the end.
    situation : tuple of str
        For a verdict, the common options that are on; in graph form the state's id.
    before, after : object
        The end's key, or True or False; None for a question that is not answered.
    causes : tuple of CauseSet
        The smallest sets of changes whose undoing brings the old answer back; empty if none was found.
    """

    kind: Literal["end", "question", "verdict"]
    id: str
    situation: tuple[str, ...]
    before: EndKey | bool | None
    after: EndKey | bool | None
    causes: tuple[CauseSet, ...] = ()


def answers_with_causes(  # noqa: PLR0913  (two by name, with defaults)
    changed: Mapping[AnswerKey, tuple[Any, Any]],
    changes: Sequence[ModelChange],
    answers: Callable[[Collection[ModelChange]], Given | None],
    most: int,
    *,
    among: Sequence[int] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[tuple[ChangedAnswer, ...], Tried | None]:
    """Return changed answers with their causes, and how far these were searched for.

    Parameters
    ----------
    changed : mapping of AnswerKey to (value, value)
        The answers that differ, before and after.
    changes : sequence of ModelChange
        The changes, whose positions causes name.
    answers : callable
        From undone changes to the answers then; None if they leave no valid conflict.
    most : int
        The number of sets of changes that may be undone; none is, if there are more than `MOST_CHANGES`
        changes, or the two conflicts differ as a whole.
    among : sequence of int, optional
        The positions of the changes that can matter; by default all.
    progress : callable, optional
        Called with the number of sets that were undone, and the most there may be.
    """
    places = range(len(changes)) if among is None else among
    causes: Mapping[Hashable, tuple[CauseSet, ...]] = {}
    tried = None
    if changed and len(places) <= MOST_CHANGES and all(each.what != "whole" for each in changes):

        def numbered(undone: frozenset[int]) -> Mapping[Hashable, Hashable] | None:
            return answers([changes[places[k]] for k in sorted(undone)])

        causes, tried = CauseSearch(len(places), numbered, dict(changed.items()), most, progress).run()
    told = (
        ChangedAnswer(*key, *both, tuple(each.among(places) for each in causes.get(key, ())))
        for key, both in changed.items()
    )
    return tuple(told), tried
