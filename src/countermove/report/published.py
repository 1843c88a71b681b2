"""Published equilibria and whether they follow, in sentences."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from countermove.report.words import listed, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.analysis.published import ComparedEquilibria


def published_sentences(compared: Iterable[ComparedEquilibria]) -> list[str]:
    """Return a sentence for each source: the concepts by which it has the same equilibria, or the differences.

    Examples
    --------
    >>> from countermove.analysis.published import ComparedEquilibria
    >>> same = ComparedEquilibria("A", "", "nash", (), ())
    >>> other = ComparedEquilibria("A", "", "gmr", ("YN",), (4,))
    >>> published_sentences([same])
    ['As published by nash (A).']
    >>> published_sentences([same, other])
    ['Not as published (A): by gmr it has YN, which is no equilibrium here, and lacks state 4; nash is the same.']
    """
    by_source = groupby(compared, key=lambda each: (each.source, each.variation))
    return [_sentence(source, variation, [*found]) for (source, variation), found in by_source]


def foremost_published(compared: Iterable[ComparedEquilibria]) -> list[str]:
    """Return at most one sentence, from the start without a variation: the first that differs, or else the first."""
    said = published_sentences(each for each in compared if not each.variation)
    return [line for line in said if line.startswith("Not")][:1] or said[:1]


def _sentence(source: str, variation: str, found: list[ComparedEquilibria]) -> str:
    where = f", with {variation}" if variation else ""
    alike = [each.concept for each in found if each.alike]
    apart = [_difference(each) for each in found if not each.alike]
    if not apart:
        return f"As published by {listed(alike)} ({tidy(source)}{where})."
    same = [f"{listed(alike)} {'are' if len(alike) > 1 else 'is'} the same"] if alike else []
    return f"Not as published ({tidy(source)}{where}): {'; '.join([*apart, *same])}."


def _difference(each: ComparedEquilibria) -> str:
    """Return what a source has that is no equilibrium here, and what it lacks."""
    has = f"it has {listed(each.missing)}, which {'are' if len(each.missing) > 1 else 'is'} no equilibrium here"
    lacks = f"lacks state{'s' * (len(each.added) > 1)} {listed([*map(str, each.added)])}"
    if not each.missing:
        return f"by {each.concept} it {lacks}"
    return f"by {each.concept} {has}" + (f", and {lacks}" if each.added else "")
