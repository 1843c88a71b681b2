"""The question `change`: what would have to be different for a goal to be met, and what is the least of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from countermove.analysis.assumptions.trials import Trials
from countermove.analysis.change.asking import goal_of
from countermove.analysis.change.goal import about_shares
from countermove.analysis.change.result import LeastChange, LeastChanges
from countermove.model.arguments import refuse_other_kinds
from countermove.model.reading import concept_in
from countermove.model.variation import vary
from countermove.simulation.change.allowed import Allowed, allowed
from countermove.simulation.change.exact import CERTAIN, exact_changes
from countermove.simulation.change.sampled import sampled_changes
from countermove.simulation.draws import space
from countermove.simulation.plan import DRAWS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from countermove.analysis.change.goal import Goal
    from countermove.model.conflict import Conflict


def change(  # noqa: PLR0913  (each says what may change, and has a default)
    conflict: Conflict,
    goal: str,
    *,
    by: str | Iterable[str] | None = None,
    most: float | None = None,
    keep: Iterable[str] = (),
    candidates: Iterable[str] = (),
    costs: Mapping[str, float] | None = None,
    offers: Mapping[str, str] | None = None,
    concept: str | None = None,
    variation: str | None = None,
    count: int = DRAWS,
    seed: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> LeastChanges:
    """Return the least changes of a conflict after which a goal is met.

    Goals about states and ends are asked of the file with every assumption taken as certain, and answered exactly.
    Goals about shares of an uncertain file are judged over its worlds, the same as those of `brief`.

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
        The cost up to which is searched. By default 3; of rankings all that cost as little as the cheapest.
    keep : iterable of str
        What may not change: decision makers, options and statements.
    candidates : iterable of str
        Statements that a decision maker may come to hold, besides those that occur in the file.
    costs : mapping of str to float, optional
        The costs of kinds of steps, in place of the usual ones.
    offers : mapping of str to str, optional
        From a decision maker to an option that it has not got and might offer or threaten with, on which what others
        want may come to depend; it is part of the field.
    concept : str, optional
        The id of the concept of goals that name none; by default the conflict's own reading.
    variation : str, optional
        What `vary` takes: the start from which it is asked; by default the standpoint.
    count, seed : int
        The number of draws for goals about shares, if there are more worlds than that, and their seed.
    progress : callable, optional
        Called with the number of changes that are tried, and of those known so far.

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
    >>> change(cases.load("syria-iraq-1975"), "2 holds", by="rankings").least.says
    'Syria would have to find Release more water (2) as good as Escalate and Attack (6)'
    """
    refuse_other_kinds(change, locals())
    view = vary(conflict, variation)
    asked, by_whom = goal_of(view, goal, concept), concept_in(view, concept).id
    may = allowed(view, by, most, keep=keep, candidates=candidates, costs=costs, offers=offers)
    if about_shares(asked) and space(view).count > 1:
        found = sampled_changes(view, asked, by_whom, may, count=count, seed=seed, progress=progress)
    elif asked.met(Trials(view, by_whom).trial(())):
        found = _met_already(view, asked, may)
    else:
        found = exact_changes(view, asked, by_whom, may, progress)
    return replace(found, concept=by_whom)


def _met_already(view: Conflict, goal: Goal, may: Allowed) -> LeastChanges:
    """Return that nothing has to change."""
    notes = (CERTAIN,) if space(view).count > 1 else ()
    unchanged, by = LeastChange((), 0.0, view), " and ".join(may.ways)
    return LeastChanges(view, goal.text, by, (unchanged,), may.limit, 1, "exhausted", 0.0, notes=notes)
