"""The signposts: which events tell the ends apart, as a report shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.report.pages.findings import MOST_ENDS
from countermove.report.percentages import share
from countermove.report.referring import sentence
from countermove.report.signposts import event, likeliest, reading, telling
from countermove.report.words import dm_names, tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countermove.analysis.evolution.result import Evolution
    from countermove.analysis.evolution.signposts import Signpost


@dataclass(frozen=True, slots=True)
class Sign:
    """An event, who brings it about, and what it tells."""

    dm: str
    does: str
    tells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signs:
    """The signposts after which one end is certain, or after which fewer are possible."""

    title: str
    signs: tuple[Sign, ...]


def signs(evolution: Evolution) -> tuple[Signs, ...]:
    """Return the likeliest signposts of each of the likeliest ends, then those that leave several ends.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.study import evolve
    >>> [each.title for each in signs(evolve(cases.load("kazakhstan-2022")))][:2]
    ['State 355 (50 %) is certain once', 'State 411 (25 %) is certain once']
    >>> signs(evolve(cases.load("elmira")))
    ()
    """
    if len(evolution.ends) == 1:
        return ()
    found, posts = [], evolution.signposts.signposts
    for place, end in enumerate(evolution.ends[:MOST_ENDS]):
        title = f"{sentence(tidy(str(end)))} ({share(end.probability)}) is certain once"
        found.append(_signs(evolution, title, [each for each in posts if each.settles == place]))
    found.append(_signs(evolution, "Fewer ends are left, but several, once", evolution.signposts.narrowing()))
    return tuple(each for each in found if each.signs)


def notes(evolution: Evolution) -> tuple[str, ...]:
    """Return how signposts are to be read."""
    return () if len(evolution.ends) == 1 else tuple(reading(evolution))


def _signs(evolution: Evolution, title: str, posts: Sequence[Signpost]) -> Signs:
    names = dm_names(evolution.conflict)
    return Signs(
        title,
        tuple(
            Sign(
                names[evolution.conflict.position(each.dm)],
                event(evolution, each),
                tuple(sentence(line) for line in telling(evolution, each)),
            )
            for each in likeliest(posts)
        ),
    )
