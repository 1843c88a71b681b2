"""How little would end the likeliest end, in sentences: for the judgement, the page and notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.report.part_names import PartNames
from countermove.report.words import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countermove.simulation.judgement.result import Judgement
    from countermove.simulation.judgement.robustness import PricedChange

KINDS = {"statements": "one statement", "rankings": "a ranking"}
"""What is changed."""


def robust_sentences(judged: Judgement) -> Iterator[str]:
    """Yield the cheapest change that would end the likeliest end, and the one that would bring the next.

    Examples
    --------
    >>> from countermove import brief, cases
    >>> for line in robust_sentences(brief(cases.load("elmira"))):
    ...     print(line)
    Cheapest change of a ranking that would end A: Uniroyal (UR) would have to like Deadlock (5) less than Abandon \
the plant in Elmira (9) (cost 1).
    """
    found, first = judged.robustness, judged.likeliest
    if found is None or first is None:
        return
    certain = "" if judged.deduction else ", if nothing is doubted"
    what = f"change of {KINDS[found.kind]}"
    if found.ends is None:
        yield f"No {what} would end {first.letter}{certain} ({found.tried:,} tried)."
        return
    then = f", then {judged.letter(found.then)}" if found.then is not None else ""
    names = PartNames(judged.conflict)
    yield f"Cheapest {what} that would end {first.letter}{certain}: {_told(names, found.ends, then)}."
    if found.other is None or found.other == found.then or found.kind == "rankings":
        return
    letter = judged.letter(found.other)
    if found.brings is None:
        yield f"None of {found.tried:,} brings {letter}."
    else:
        yield f"Cheapest that would bring {letter}: {_told(names, found.brings, '')}."


def _told(names: PartNames, priced: PricedChange, then: str) -> str:
    """Return a change of a statement, or the edits of a ranking, with the cost."""
    if priced.change is None:
        return f"{'; and '.join(tidy(each.says) for each in priced.edits)} (cost {priced.cost:g}{then})"
    return f"{names[priced.change.assumption.name]} ({priced.change.label}: cost {priced.cost:g}{then})"
