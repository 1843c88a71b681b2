"""The question `explain`: why a state is or is not stable, for each decision maker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.errors import InvalidRequest, refuse_at_once
from countermove.model.reading import explained_by
from countermove.model.states import is_listed
from countermove.model.variation import vary

if TYPE_CHECKING:
    from countermove.analysis.explanation.result import Explanation
    from countermove.model.conflict import Conflict
    from countermove.model.naming import StateName


BUDGET = 4_000_000
"""The states that a local search may examine for each decision maker, by default."""


def explain(  # noqa: PLR0913  (each has a default)
    conflict: Conflict,
    state: StateName,
    dm: str | None = None,
    concept: str | None = None,
    *,
    variation: str | None = None,
    budget: int | None = None,
) -> tuple[Explanation, ...]:
    """Return why a state is or is not stable for the decision makers.

    The search goes forwards from the state; the conflict is not solved. If it has too many states to list, the search
    is local and has a budget.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    state : StateName
        ``status-quo``, a number, a pattern, a condition, or the options that are on, in a list or with commas; see
        `countermove.model.naming`.
    dm : str, optional
        A decision maker, by id or name; by default all of them.
    concept : str, optional
        The id of a stability concept; by default each decision maker's own, by the conflict's reading.
    variation : str, optional
        Explain this variation of the conflict instead.
    budget : int, optional
        Above 24 options, how many states may be examined for each decision maker; by default 4,000,000.

    Returns
    -------
    tuple of Explanation
        One for each decision maker, or for the one given by `dm`.

    Raises
    ------
    UnknownName
        If there is no such state, decision maker, concept or variation, or the text means several states.
    InvalidRequest
        If the budget is not positive, or the registry does not say what sanctions under the concept.
    TooLarge
        If too many moves would have to be searched.

    Examples
    --------
    >>> from countermove import cases
    >>> [str(each) for each in explain(cases.load("prisoners-dilemma"), "nothing", "b", "nash")]
    ['state 1 is stable for b under nash']
    """
    from countermove.analysis.explanation import explanation_of
    from countermove.analysis.moves import walk
    from countermove.model.naming import position_of

    conflict = vary(conflict, variation)
    refuse_at_once(
        lambda: explained_by(conflict, concept),
        lambda: is_listed(conflict) and position_of(conflict, state),
        lambda: dm is None or conflict.position(dm),
    )
    by = explained_by(conflict, concept)
    dms = range(len(conflict.decision_makers)) if dm is None else [conflict.position(dm)]
    if budget is not None and budget < 1:
        raise InvalidRequest(f"a budget of {budget:,} states; it is how many may be looked at, 1 at least")
    if not is_listed(conflict):
        from countermove.analysis.local import explanation
        from countermove.model.naming import mask_of

        mask = mask_of(conflict, state)
        return explanation.local_explanations(conflict, {who: by[who].id for who in dms}, mask, budget or BUDGET)
    start = position_of(conflict, state)
    moves = walk(conflict)
    return tuple(explanation_of(moves, who, start, by[who].id) for who in dms)
