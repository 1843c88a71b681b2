"""The time that statements take in many states; what would take minutes is refused with an estimate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.errors import TooLarge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countermove.model.conflict import Conflict

PER_CHARACTER = 6e-11
"""Seconds to evaluate one character of a statement in one state."""

PER_STATEMENT = 1.5e-8
"""Seconds to compare one state by one more statement."""

LONGEST = 90.0
"""Seconds that the statements of a conflict may take, by estimate."""


def refuse_evaluation(conflict: Conflict, texts: Sequence[str], states: int, what: str) -> None:
    """Refuse statements that take too long in so many states.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    texts : sequence of str
        The statements.
    states : int
        The number of states in which each of them is evaluated.
    what : str
        What they are, for the message.

    Raises
    ------
    TooLarge
        With an estimate, and what would help.

    Examples
    --------
    >>> from countermove import cases
    >>> refuse_evaluation(cases.load("elmira"), ["delay or insist"], 1 << 24, "rules")
    """
    characters = sum(map(len, texts))
    needed = states * (PER_CHARACTER * characters + PER_STATEMENT * len(texts))
    if needed > LONGEST:
        raise TooLarge(
            f"{conflict.title!r} has {len(texts):,} {what} of {characters:,} characters in all, to be evaluated in "
            f"{states:,} states: about {needed:,.0f} seconds; {LONGEST:,.0f} are the most. What would help: fewer "
            "options, rules that leave fewer states, or fewer and shorter statements"
        )
