"""From a conflict to the answer of the key assumptions check: singles, sources, pairs, and what they cost.

What a headline hinges on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.analysis.assumptions.assumption import assumptions_of
from countermove.analysis.assumptions.headline import ask
from countermove.analysis.assumptions.pairs import candidates, number_of, pairs
from countermove.analysis.assumptions.result import Assumptions
from countermove.analysis.assumptions.singles import singles
from countermove.analysis.assumptions.sources import answers, by_source
from countermove.analysis.assumptions.trials import Trials
from countermove.analysis.evolution.evolve import evolving_concept
from countermove.errors import InvalidRequest, TooLarge
from countermove.kernels.jit import can_compile
from countermove.model.variation import vary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from countermove.analysis.assumptions.assumption import Assumption
    from countermove.kernels.jit import Engine
    from countermove.model.conflict import Conflict


UNASKED = 1 << 24
"""Up to how many states, summed over sets of two, these are looked into without being asked for."""

MOST, SECONDS = 1 << 32, 1e-5
"""How many states, summed over all conflicts that are solved, are the most, and about what one takes."""

PLAIN = 1 << 14
"""Up to how many states in all running plainly takes less time than importing the compiler."""

MOST_UNCOMPILED, SECONDS_UNCOMPILED = 1 << 18, 2e-4
"""`MOST` and `SECONDS` where numba is missing."""


def check(
    conflict: Conflict,
    headline: str | None,
    concept: str,
    pairwise: bool | None,  # noqa: FBT001  (whether sets of two are looked into; None: if they are few enough)
    progress: Callable[[int, int], None] | None,
) -> Assumptions:
    """Return what a headline hinges on; see `countermove.assumptions`."""
    by, tried = evolving_concept(concept).id, assumptions_of(conflict)
    size, some = len(conflict.states), sum(len(each.hows) for each in tried)
    _refuse(conflict, some, f"{some:,} changes")
    trials = Trials(conflict, by, _engine(size * some))
    asked = ask(trials.trial(()), headline, [each.id for each in conflict.questions])
    _refuse_none(conflict, tried)
    bar = _Bar(progress, some + 2 * len(conflict.sources))
    checked = singles(trials, asked, tried, bar.add)
    sources = by_source(trials, asked, tried, bar.add)
    place = {each: k for k, each in enumerate(tried)}
    kept = candidates(sorted(checked, key=lambda each: place[each.assumption]))
    found, notes = None, []
    if _wanted(pairwise, number_of(kept) * size):
        _refuse(conflict, number_of(kept), f"{number_of(kept):,} sets of two changes")
        bar.total += number_of(kept)
        found = pairs(trials, asked, kept, bar.add)
    elif pairwise is None:
        notes.append(_untried(number_of(kept), size))
    return Assumptions(conflict, asked, checked, sources, answers(trials, ()), found, (*notes, *_rankings(conflict)))


def _wanted(pairwise: bool | None, cost: int) -> bool:  # noqa: FBT001
    return cost <= (UNASKED if can_compile() else MOST_UNCOMPILED) if pairwise is None else pairwise


def _untried(sets: int, size: int) -> str:
    would = "--pairs looks into them" if can_compile() else "that takes numba: pip install numba"
    return f"left out: {sets:,} sets of two changes, each of {size:,} states; {would}"


def _engine(cost: int) -> Engine:
    return "plain" if cost <= PLAIN or not can_compile() else "compiled"


def _refuse(conflict: Conflict, many: int, what: str) -> None:
    """Refuse what would take longer than anybody waits."""
    size = len(conflict.states)
    if many * size > MOST:
        hours = many * size * SECONDS / 3600
        raise TooLarge(
            f"{conflict.title!r} has {size:,} states and there are {what}: that would take about {hours:,.0f} hours. "
            "What would help: --no-pairs, or leaving out options and statements that do not matter"
        )
    if many * size > MOST_UNCOMPILED and not can_compile():
        needed = many * size * SECONDS_UNCOMPILED
        raise TooLarge(
            f"{conflict.title!r} has {size:,} states and there are {what}: that would take about {needed:,.0f} "
            "seconds without numba, which is not installed. What would help: pip install numba, or --no-pairs"
        )


def _refuse_none(conflict: Conflict, tried: tuple[Assumption, ...]) -> None:
    if not tried:
        raise InvalidRequest(
            f"{conflict.title!r} has no statement, rule, irreversible option or option: nothing can be left out of it"
        )


def _rankings(conflict: Conflict) -> Iterator[str]:
    """Say whose ranking of states is taken as it is."""
    for dm in conflict.decision_makers:
        if dm.preferences.ranking:
            yield f"{dm.id} ranks states one by one; that ranking is taken as it stands"


class _Bar:
    """How much is done."""

    def __init__(self, progress: Callable[[int, int], None] | None, total: int) -> None:
        self.progress, self.done, self.total = progress, 0, total

    def add(self, number: int) -> None:
        """Note that so much more is done."""
        self.done += number
        if self.progress:
            self.progress(self.done, self.total)


def assumptions(  # noqa: PLR0913  (each has a default)
    conflict: Conflict,
    headline: str | int | None = None,
    concept: str = "seq",
    *,
    pairs: bool | None = None,
    variation: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Assumptions:
    """Return what a headline hinges on: a key assumptions check.

    Every statement, rule, condition, irreversibility and option is left out, one at a time; every statement is also
    negated and moved one place up and down. Then all that rests on one source is left out, and then two changes are
    made at a time.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    headline : str or int, optional
        A question's id, or a state as `countermove.model.naming` names it; by default the state in which the
        conflict most likely settles.
    concept : str
        The id of the stability concept by which states hold and the conflict moves on from its status quo.
    pairs : bool, optional
        Whether sets of two changes are looked into; by default if there are not too many. Broken off from the
        keyboard, the answer holds what was found so far.
    variation : str, optional
        Take this variation of the conflict instead.
    progress : callable, optional
        Called with the number of changed conflicts that are solved, and that there are so far.

    Returns
    -------
    Assumptions

    Raises
    ------
    UnknownName
        If the concept, the variation or the headline does not exist.
    InvalidRequest
        If there is nothing to check: no status quo, no assumption, or a state that does not hold.
    TooLarge
        If it would take too long.

    Examples
    --------
    >>> from countermove import cases
    >>> found = assumptions(cases.load("kazakhstan-2022"), "withdrawn", pairs=False)
    >>> found.asked.base.probability, len(found.checked)
    (1.0, 46)
    """
    named = None if headline is None else str(headline)
    if variation is None:
        variation = next((each.variation for each in conflict.questions if each.id == named), "") or None
    return check(conflict if variation is None else vary(conflict, variation), named, concept, pairs, progress)
