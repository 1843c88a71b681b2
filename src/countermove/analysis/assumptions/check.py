"""The question `assumptions`: what a headline hinges on, and the cost of finding out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.analysis.assumptions.assumption import assumptions_of
from countermove.analysis.assumptions.headline import baseline_of
from countermove.analysis.assumptions.pairs import breaking_pairs, pair_count, surviving_changes
from countermove.analysis.assumptions.result import Assumptions
from countermove.analysis.assumptions.singles import singles
from countermove.analysis.assumptions.sources import answers, by_source
from countermove.analysis.assumptions.trials import Trials
from countermove.analysis.evolution.evolve import evolving_concept
from countermove.errors import InvalidRequest, TooLarge
from countermove.kernels.jit import can_compile
from countermove.model.arguments import refuse_other_kinds
from countermove.model.naming import state_text
from countermove.model.variation import vary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from countermove.analysis.assumptions.assumption import Assumption
    from countermove.analysis.assumptions.changes import Change
    from countermove.analysis.assumptions.headline import Baseline
    from countermove.analysis.assumptions.pairs import Pairs
    from countermove.analysis.assumptions.singles import Checked
    from countermove.kernels.jit import Engine
    from countermove.model.conflict import Conflict
    from countermove.model.naming import StateName
    from countermove.model.records import DecisionMaker


MOST_UNREQUESTED = 1 << 24
"""Pairs are tried by default up to this many states, summed over all pairs."""

MOST_STATEMENTS_UNREQUESTED = 1 << 21
"""Pairs are tried by default up to this many statements, summed over all pairs."""

MOST, SECONDS = 1 << 32, 1e-5
"""The largest number of states, summed over all changed conflicts, and the seconds for each."""

MOST_STATEMENTS, SECONDS_STATEMENT = 1 << 24, 3e-5
"""The largest number of statements, summed over all changed conflicts, and the seconds for each."""

PLAIN = 1 << 14
"""Up to this many states, plain loops take less time than importing the compiler."""

MOST_UNCOMPILED, SECONDS_UNCOMPILED = 1 << 18, 2e-4
"""`MOST` and `SECONDS` without numba."""


def assumptions(  # noqa: PLR0913  (each has a default)
    conflict: Conflict,
    headline: StateName | None = None,
    concept: str | None = None,
    *,
    pairs: bool | None = None,
    variation: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Assumptions:
    """Return what a headline hinges on: a key assumptions check.

    Every statement, rule, condition, irreversibility and option is left out, one at a time. Every statement is also
    negated, and moved one place up and down. Then all assumptions that cite one source are left out. Then changes
    are made in pairs.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    headline : StateName, optional
        A question's id, or a state as `countermove.model.naming` names it; by default the state in which the
        conflict most likely settles.
    concept : str, optional
        The id of the stability concept by which states hold and the conflict moves on from its status quo; by default
        the conflict's own reading.
    pairs : bool, optional
        Whether pairs of changes are tried; by default if there are not too many. After a keyboard interrupt, the
        result holds the pairs that were found so far.
    variation : str, optional
        Take this variation of the conflict instead.
    progress : callable, optional
        Called with the number of changed conflicts that are solved, and the number of those known so far.

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
    refuse_other_kinds(assumptions, locals())
    name = None if headline is None else state_text(headline)
    if variation is None:
        variation = next((each.variation for each in conflict.questions if each.id == name), "") or None
    conflict = vary(conflict, variation)
    by, tried = evolving_concept(conflict, concept).id, assumptions_of(conflict)
    some = sum(len(each.hows) for each in tried)
    statements = sum(map(_statements, conflict.decision_makers))
    _refuse_statements(conflict, some * statements, f"{some:,} changes")
    _refuse(conflict, some, f"{some:,} changes")
    trials = Trials(conflict, by, _engine(_weighed(conflict) * some))
    baseline = baseline_of(trials.trial(()), name, [each.id for each in conflict.questions])
    _refuse_none(conflict, tried)
    steps = _Progress(progress, some + 2 * len(conflict.sources))
    checked = singles(trials, baseline, tried, steps.add)
    sources = by_source(trials, baseline, tried, steps.add)
    found, notes = _pairs(trials, baseline, _survived(checked, tried), pairs, steps)
    notes += _rankings(conflict)
    return Assumptions(conflict, baseline, checked, sources, answers(trials, ()), found, tuple(notes))


def _survived(checked: Iterable[Checked], tried: tuple[Assumption, ...]) -> tuple[Change, ...]:
    """Return the changes that the headline survives alone, in the order of the file."""
    place = {each: k for k, each in enumerate(tried)}
    return surviving_changes(sorted(checked, key=lambda each: place[each.assumption]))


def _pairs(
    trials: Trials,
    baseline: Baseline,
    kept: tuple[Change, ...],
    pairwise: bool | None,  # noqa: FBT001  (None: if they are few enough)
    steps: _Progress,
) -> tuple[Pairs | None, list[str]]:
    """Return the effects of pairs, or a note that they were left out for their number."""
    size, many = len(trials.conflict.states), pair_count(kept)
    statements = many * _ranked_again(trials.conflict)
    if _wanted(pairwise, many * size, statements):
        _refuse(trials.conflict, many, f"{many:,} sets of two changes")
        _refuse_statements(trials.conflict, statements, f"{many:,} sets of two changes", "--no-pairs, or ")
        steps.total += many
        return breaking_pairs(trials, baseline, kept, steps.add), []
    return None, [_untried(many, size)] if pairwise is None else []


def _wanted(pairwise: bool | None, cost: int, statements: int) -> bool:  # noqa: FBT001
    if pairwise is not None:
        return pairwise
    most = MOST_UNREQUESTED if can_compile() else MOST_UNCOMPILED
    return cost <= most and statements <= MOST_STATEMENTS_UNREQUESTED


def _ranked_again(conflict: Conflict) -> int:
    """Return the average number of statements of those decision makers whose statements change."""
    counts = [_statements(dm) for dm in conflict.decision_makers]
    return sum(each**2 for each in counts) // max(1, sum(counts))


def _statements(dm: DecisionMaker) -> int:
    return sum(map(len, dm.preferences.statements))


def _untried(sets: int, size: int) -> str:
    would = "--pairs looks into them" if can_compile() else "that takes numba: pip install numba"
    return f"left out: {sets:,} sets of two changes, each of {size:,} states; {would}"


def _engine(cost: int) -> Engine:
    return "plain" if cost <= PLAIN or not can_compile() else "compiled"


def _weighed(conflict: Conflict) -> int:
    """Return the number of states, times the pairs of movers where these weigh more than eight do."""
    return len(conflict.states) * max(1, len(conflict.movers) ** 2 // 64)


def _refuse_statements(conflict: Conflict, ranked: int, what: str, instead: str = "") -> None:
    """Refuse a check in which the statements that are gone through again, over all changes, take too long."""
    if ranked > MOST_STATEMENTS:
        count, minutes = sum(map(_statements, conflict.decision_makers)), ranked * SECONDS_STATEMENT / 60
        raise TooLarge(
            f"{conflict.title!r} has {count:,} statements and there are {what}: that would take about "
            f"{minutes:,.0f} minutes. What would help: {instead}leaving out statements that do not matter"
        )


def _refuse(conflict: Conflict, many: int, what: str) -> None:
    """Refuse a check that would take too long."""
    size = _weighed(conflict)
    if many * size > MOST:
        hours = many * size * SECONDS / 3600
        raise TooLarge(
            f"{conflict.title!r} has {len(conflict.states):,} states and there are {what}: that would take about "
            f"{hours:,.0f} hours. "
            "What would help: --no-pairs, or leaving out options and statements that do not matter"
        )
    if many * size > MOST_UNCOMPILED and not can_compile():
        needed = many * size * SECONDS_UNCOMPILED
        raise TooLarge(
            f"{conflict.title!r} has {len(conflict.states):,} states and there are {what}: that would take about "
            f"{needed:,.0f} seconds without numba, which is not installed. What would help: pip install numba, or "
            "--no-pairs"
        )


def _refuse_none(conflict: Conflict, tried: tuple[Assumption, ...]) -> None:
    if not tried:
        raise InvalidRequest(
            f"{conflict.title!r} has no statement, rule, irreversible option or option: nothing can be left out of it"
        )


def _rankings(conflict: Conflict) -> Iterator[str]:
    """Yield a note for each decision maker whose ranking of states is not changed."""
    for dm in conflict.decision_makers:
        if dm.preferences.ranking:
            yield f"{dm.name or dm.id}: the ranking of states is taken as it stands"


class _Progress:
    """The number of changed conflicts that are solved, and of those known so far."""

    def __init__(self, progress: Callable[[int, int], None] | None, total: int) -> None:
        self.progress, self.done, self.total = progress, 0, total

    def add(self, number: int) -> None:
        """Report that some more are solved."""
        self.done += number
        if self.progress:
            self.progress(self.done, self.total)
