"""Causes of changed answers in words, by the numbers of the changes."""

from __future__ import annotations

from collections import Counter
from itertools import chain, groupby
from typing import TYPE_CHECKING

from countermove.report.words import count_of, listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.analysis.comparison.answers import ChangedAnswer
    from countermove.analysis.comparison.causes import CauseSet
    from countermove.simulation.comparison.result import Comparison

DID = {True: "alone did it", False: "was needed, and not enough by itself", None: "was needed"}
"""What a single change did, by whether it is enough."""

Causes = tuple["CauseSet", ...]


def because(causes: Causes) -> str:
    """Return which changes did it, as it follows on an answer; empty if no cause was found.

    Examples
    --------
    >>> from countermove.analysis.comparison.causes import CauseSet
    >>> because((CauseSet((1,), True),)), because((CauseSet((0,), False), CauseSet((1,), False)))
    ('change 2 alone did it', 'it took changes 1 and 2: undoing either brings it back')
    >>> because((CauseSet((0, 1), True),))
    'changes 1 and 2 did it: undoing one of them is not enough'
    >>> because((CauseSet((0, 2, 3, 4, 5), True, smallest=False),))
    'changes 1 and 3 to 6 did it together: none of them can be left out'
    """
    if not causes:
        return ""
    singles = all(len(each.changes) == 1 for each in causes)
    if len(causes) == 1 and singles:
        return f"change {_numbers(causes[0])} {DID[causes[0].enough]}"
    if singles:
        every = listed(_numbers(each) for each in causes)
        return f"it took changes {every}: undoing {'either' if len(causes) == 2 else 'any'} brings it back"
    if len(causes) == 1 and not causes[0].smallest:
        return f"changes {_numbers(causes[0])} did it together: none of them can be left out"
    if len(causes) == 1:
        only = "undoing one of them is not enough" if len(causes[0].changes) == 2 else "undoing fewer is not enough"
        return f"changes {_numbers(causes[0])} did it: {only}"
    return f"undoing {listed((_numbers(each) for each in causes), 'or')} brings it back"


def _numbers(cause: CauseSet) -> str:
    """Return the numbers of changes, three and more that follow one another as a range."""
    runs = [[k + 1 for _, k in run] for _, run in groupby(enumerate(cause.changes), lambda each: each[1] - each[0])]
    said = ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run) for run in runs)
    return listed(chain.from_iterable(said))


def grouped(answers: Iterable[ChangedAnswer]) -> list[tuple[Causes, int]]:
    """Return the number of answers with the same causes, most first."""
    return Counter(each.causes for each in answers).most_common()


def searched(found: Comparison) -> tuple[str, ...]:
    """Return how far causes were searched for, in sentences."""
    named = {"shares": "ends and questions", "verdicts": "verdicts"}
    told = []
    for what, tried in found.tried.items():
        if tried.all:
            continue
        if not tried.sets:
            told.append(f"Causes of {named[what]} were not searched for, since solving once more takes too long.")
            continue
        if not tried.complete:
            told.append(
                f"Causes of {named[what]}: not even every one of {tried.changes} changes was undone by itself "
                f"({tried.sets:,} sets were undone); smaller causes may be missing."
            )
            continue
        told.append(
            f"Causes of {named[what]}: every set of up to {tried.complete} of {tried.changes} changes was undone "
            f"({tried.sets:,} sets); larger causes may be missing, or hold a change too many."
        )
    invalid = sum(tried.invalid for tried in found.tried.values())
    if invalid:
        told.append(
            f"{count_of(invalid, 'set')} of changes could not be undone, since no valid conflict is left then."
        )
    return tuple(told)
