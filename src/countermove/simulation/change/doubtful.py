"""A changed file with its doubts: confidences, uncertain orders and rival codings are as they were."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from countermove.analysis.assumptions.changes import rankings_kept
from countermove.model.records import Rule
from countermove.model.revision import edited_preferences, feasible_status_quo

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker, Option
    from countermove.model.revision import Revision


def doubtful(conflict: Conflict, revision: Revision) -> Conflict:
    """Return a revised conflict that is as doubtful as it was, but for what is taken away or added.

    Parameters
    ----------
    conflict : Conflict
        The conflict, from its standpoint.
    revision : Revision
        What changes.

    Returns
    -------
    Conflict
        With the rival codings, and without other variations and published answers.

    Raises
    ------
    InvalidConflict
        If nothing is feasible, or a ranking or a rival coding no longer fits.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.model.revision import Revision
    >>> crisis = cases.load("kazakhstan-2022")
    >>> made = doubtful(crisis, Revision(negated=frozenset({(0, 1, 0)})))
    >>> [(level[0].holds, level[0].confidence) for level in made.decision_makers[0].preferences.statements][1]
    ('not (oust)', 0.8)
    """
    rules = _rules(conflict, revision)
    dms = tuple(_decision_maker(i, dm, revision) for i, dm in enumerate(conflict.decision_makers))
    made = conflict.with_(
        decision_makers=rankings_kept(conflict, dms, rules),
        rules=rules,
        status_quo=None,
        questions=tuple(each for each in conflict.questions if not each.variation),
        variations=tuple(each for each in conflict.variations if each.weight),
        standpoint="",
        variation="",
        published=(),
    )
    start = feasible_status_quo(made, conflict.status_quo)
    return made if start is None else made.with_(status_quo=start)


def _rules(conflict: Conflict, revision: Revision) -> tuple[Rule, ...]:
    """Return the remaining rules, and a rule against each withheld option."""
    kept = [rule for k, rule in enumerate(conflict.rules) if (k,) not in revision.rules]
    withheld = [
        Rule(holds=f"not {dm.full(option)}")
        for i, dm in enumerate(conflict.decision_makers)
        for k, option in enumerate(dm.options)
        if (i, k) in revision.withheld
    ]
    return (*kept, *withheld)


def _decision_maker(i: int, dm: DecisionMaker, revision: Revision) -> DecisionMaker:
    options = tuple(_option((i, k), option, revision) for k, option in enumerate(dm.options))
    return replace(dm, options=options, preferences=edited_preferences(i, dm.preferences, revision))


def _option(at: tuple[int, int], option: Option, revision: Revision) -> Option:
    when = "" if at in revision.unconditional else option.when
    if at in revision.reversible:
        return replace(option, when=when, stays=None, stays_confidence=None)
    return replace(option, when=when)
