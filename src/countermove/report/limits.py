"""What limits an option, as a table lists it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from countermove.model.records import Option


def limits(option: Option, worded: Callable[[str], str]) -> tuple[str, ...]:
    """Return when an option is in reach and whether it can be undone, with its condition as `worded` words it.

    Examples
    --------
    >>> from countermove.model.records import Option
    >>> limits(Option(id="sue", when="not talk", stays="on"), str.upper)
    ('only when NOT TALK', 'once on, stays on')
    """
    when = (f"only when {worded(option.when)}",) if option.when else ()
    stays = (f"once {option.stays}, stays {option.stays}",) if option.stays else ()
    return when + stays
