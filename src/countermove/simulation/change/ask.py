"""The question `change`: what would have to be different for a goal to be met, and what is the least of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from countermove.analysis.assumptions.trials import Trials
from countermove.analysis.change.asking import goal_of
from countermove.analysis.change.forbidding import forbidden
from countermove.analysis.change.goal import about_shares
from countermove.analysis.change.result import LeastChange, LeastChanges
from countermove.errors import InvalidRequest, UnknownName, did_you_mean
from countermove.model.arguments import refuse_other_kinds
from countermove.model.reading import concept_in
from countermove.model.variation import vary
from countermove.simulation.change.sampled import sampled_changes
from countermove.simulation.draws import space
from countermove.simulation.plan import DRAWS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from countermove.analysis.change.goal import Goal
    from countermove.model.conflict import Conflict

WAYS = ("statements", "rankings", "field")
"""What may change."""

MOST = 3.0
"""The cost up to which is searched by default."""


def change(  # noqa: PLR0913  (each says what may change, and has a default)
    conflict: Conflict,
    goal: str,
    *,
    by: str | Iterable[str] | None = None,
    most: float | None = None,
    keep: Iterable[str] = (),
    candidates: Iterable[str] = (),
    costs: Mapping[str, float] | None = None,
    concept: str | None = None,
    variation: str | None = None,
    count: int = DRAWS,
    seed: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> LeastChanges:
    """Return the least changes of a conflict after which a goal is met.

    Goals about states and ends are asked of the file with every statement taken as certain, and answered exactly.
    Goals about shares are asked of the worlds of an uncertain file, a sample of them that is the same as in `brief`.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    goal : str
        ``STATE holds``, ``STATE falls``, ``always CONDITION``, ``never CONDITION``, ``likeliest END``,
        ``END >= SHARE`` or ``QUESTION yes >= SHARE``, several with ``and``; see *What would it take* in the
        documentation.
    by : str or iterable of str, optional
        What may change: ``statements``, ``rankings`` and ``field``, or ``all``. By default the statements that the
        file marks as doubtful; if it marks none, all statements, and the rankings of those who rank states.
    most : float, optional
        The cost up to which is searched; 3 by default.
    keep : iterable of str
        What may not change: ids of decision makers, options and statements.
    candidates : iterable of str
        Statements that a decision maker may come to hold, besides those that occur in the file.
    costs : mapping of str to float, optional
        The costs of kinds of steps, in place of the usual ones.
    concept : str, optional
        The id of the concept of goals that name none; by default the conflict's own reading.
    variation : str, optional
        What `vary` takes: the start from which it is asked; by default the standpoint.
    count, seed : int
        The number of draws, if there are more worlds than that, and their seed.
    progress : callable, optional
        Called with the number of changes that are tried and of those known so far.

    Returns
    -------
    LeastChanges

    Raises
    ------
    InvalidRequest
        If the text is no goal, or a number cannot be used.
    UnknownName
        If it names nothing that the conflict has, or there is no such concept or variation.
    InvalidConflict
        If a candidate is no statement of the conflict.

    Examples
    --------
    >>> from countermove import cases
    >>> change(cases.load("elmira"), "5 holds").met
    True
    """
    refuse_other_kinds(change, locals())
    view = vary(conflict, variation)
    asked, limit = goal_of(view, goal, concept), _limit(most)
    by_whom = concept_in(view, concept).id
    if about_shares(asked) and space(view).count > 1:
        ways = _ways(view, by, ("statements",))
        return sampled_changes(
            view, asked, by_whom, ways, most=limit, keep=[*keep], candidates=[*candidates], costs=costs, count=count,
            seed=seed, progress=progress,
        )
    ways = _ways(view, by, WAYS)
    if asked.met(Trials(view, by_whom).trial(())):
        return LeastChanges(view, asked.text, _named(ways), (LeastChange((), 0.0, view),), limit, 1, "exhausted", 0.0)
    found = _exact(view, asked, ways, limit, [*keep], [*candidates], costs, by_whom, progress)
    if not found.found and not found.why_not and "field" not in ways:
        found = replace(found, why_not=forbidden(view, asked))
    return _noted(view, found)


def _exact(  # noqa: PLR0913  (each says what may change)
    view: Conflict,
    goal: Goal,
    ways: Sequence[str],
    most: float,
    keep: Collection[str],
    candidates: Collection[str],
    costs: Mapping[str, float] | None,
    concept: str,
    progress: Callable[[int, int], None] | None,
) -> LeastChanges:
    """Return the least changes by each way, together."""
    found = []
    edited = [each for each in ways if each != "rankings"]
    if edited:
        found.append(
            least_edits(
                view, goal, by=edited, most=most, keep=keep, candidates=candidates, costs=costs, concept=concept,
                progress=progress,
            )
        )
    return _joined(found)
