"""What decision makers can bring about together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.errors import refuse_at_once
from countermove.model.variation import vary
from countermove.study.solving import solve

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.analysis.coalitions.result import Coalitions
    from countermove.model.conflict import Conflict


def coalitions(
    conflict: Conflict,
    of: Iterable[str | Iterable[str]] | None = None,
    up_to: int | None = None,
    concepts: Iterable[str] | None = None,
    variation: str | None = None,
) -> Coalitions:
    """Return what decision makers can bring about together, and which equilibria do not survive it.

    Parameters
    ----------
    conflict : Conflict
        The conflict, of a few thousand states at most.
    of : iterable of (str or iterable of str), optional
        The coalitions to look into, each a list of decision makers, or one text with commas; by default all.
    up_to : int, optional
        All coalitions of up to so many members.
    concepts : iterable of str, optional
        Ids of stability concepts that are defined for coalitions; by default all usual ones.
    variation : str, optional
        Look into this variation of the conflict instead.

    Returns
    -------
    Coalitions

    Raises
    ------
    NotACoalition
        If a coalition has fewer than two members, or the same one twice.
    UnknownName
        If a decision maker, a concept or the variation does not exist.
    TooLarge
        If there are too many states or coalitions.

    Examples
    --------
    >>> from countermove import cases
    >>> coalitions(cases.load("elmira")).jumps("nash")
    (Jump(coalition=('ministry', 'uniroyal'), start=5, to=8, joint_only=True),)
    """
    from countermove.analysis.coalitions.looking import coalition_concepts, look_into
    from countermove.analysis.coalitions.members import coalitions_as_named, coalitions_of

    if variation is not None:
        conflict = vary(conflict, variation)
    asked = concepts if concepts is None or isinstance(concepts, str) else tuple(concepts)
    coalitions = None if of is None else coalitions_as_named(of)
    refuse_at_once(lambda: coalition_concepts(asked), lambda: coalitions_of(conflict, coalitions, up_to))
    return look_into(conflict, coalitions, up_to, lambda: solve(conflict, coalition_concepts(asked)))
