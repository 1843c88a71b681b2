"""Where something ends, in words: how it differs there from where a decision maker stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.report.numbers import counted
from countermove.report.referring import titles
from countermove.report.words import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countermove.model.conflict import Conflict

    Change = tuple[int, str]

SIDES = {"Y": "on", "N": "off"}
MOST_NUMBERS = 4


def ending(conflict: Conflict, start: int, ends: Sequence[int]) -> str:
    """Return where something ends: how states, given by number, all differ from where a decision maker stands.

    What has to be off there because of what is on is not said.

    Examples
    --------
    >>> from countermove import cases
    >>> ending(cases.load("chicken"), 4, [1])
    'with “Swerve before B” and “Swerve before A” off (state 1)'
    """
    here, *there = (conflict.states.pattern(number - 1) for number in (start, *ends))
    common = set.intersection(*(_differing(here, pattern) for pattern in there))
    told = [change for change in sorted(common) if change[1] == "Y" or not _implied(conflict, change[0], ends)]
    told = told or sorted(common)
    named = titles(conflict)
    sides = [(way, [named[bit] for bit, letter in told if letter == side]) for side, way in SIDES.items()]
    said = listed(f"{listed(options)} {way}" for way, options in sides if options)
    rest = ", whatever the rest" if "-" in there[0] else ""
    if not conflict.states.numbered:
        return f"with {said}" if said else f"in {counted(len({*ends}), 'state')}"
    return f"with {said}{rest} ({_numbered(ends)})" if said else f"in {_numbered(ends)}"


def _implied(conflict: Conflict, bit: int, ends: Sequence[int]) -> bool:
    """Whether an option has to be off in some states, given all that is on and off beside it."""
    states = conflict.states
    return not states.feasible(states.masks[[number - 1 for number in ends]] | 1 << bit).any()


def _numbered(ends: Sequence[int]) -> str:
    numbers = [*dict.fromkeys(ends)]
    if len(numbers) > MOST_NUMBERS:
        return f"state {numbers[0]} and {counted(len(numbers) - 1, 'other')}"
    return f"state{'s' if len(numbers) > 1 else ''} {listed(f'{number}' for number in numbers)}"


def _differing(here: str, there: str) -> set[Change]:
    return {(bit, new) for bit, (old, new) in enumerate(zip(here, there, strict=True)) if new not in {old, "-"}}
