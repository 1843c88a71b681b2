"""What a headline hinges on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.model.variation import vary

if TYPE_CHECKING:
    from collections.abc import Callable

    from countermove.analysis.assumptions.answer import Assumptions
    from countermove.model.conflict import Conflict


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
    from countermove.analysis.assumptions.checking import check

    named = None if headline is None else str(headline)
    if variation is None:
        variation = next((each.variation for each in conflict.questions if each.id == named), "") or None
    return check(conflict if variation is None else vary(conflict, variation), named, concept, pairs, progress)
