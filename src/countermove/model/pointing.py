"""How people name a state of a conflict too large to be listed: by what is on, since there are no numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from countermove.errors import UnknownName
from countermove.model.naming import STATUS_QUO, broken, meant, unknown

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict

NUMBER = r"(state |s|#|no\. ?)?(-?\d{1,9})"


def mask_of(conflict: Conflict, text: str) -> int:
    """Return the one feasible state that a text names, as a bit mask.

    Parameters
    ----------
    conflict : Conflict
        In option form.
    text : str
        ``status-quo``, the options that are on, by id or name, with commas between them (``nothing`` for none), or
        a pattern of ``Y`` and ``N``.

    Returns
    -------
    int

    Raises
    ------
    UnknownName
        If no feasible state is meant, or more than one may be.

    Examples
    --------
    >>> from countermove import cases
    >>> [mask_of(cases.load("elmira"), text) for text in ("status-quo", "uniroyal.delay, insist", "YNYNY")]
    [2, 18, 21]
    """
    text = " ".join(text.split())
    if text.lower() in STATUS_QUO:
        return _status_quo(conflict)
    care, value = entry_of(conflict, text)
    if care != (1 << len(conflict.options)) - 1:
        raise UnknownName(f"{text!r} may mean more than one state: write Y or N for each option")
    if rules := broken(conflict, care, value):
        raise UnknownName(f"{text or 'nothing'!r} is not feasible{rules}")
    return value


def entry_of(conflict: Conflict, text: str) -> tuple[int, int]:
    """Return the options that a text is about and those it has on, as masks; of a ranking's entry, say.

    Raises
    ------
    UnknownName
        If it is about no options, or about some that do not exist.
    """
    text = " ".join(text.split())
    if text not in conflict.bits and re.fullmatch(NUMBER, text.lower()):
        few = f"with {len(conflict.options)} options the states are not numbered"
        raise UnknownName(f"{text!r} names no state: {few}; write the options that are on, with commas between them")
    wanted = meant(conflict, text)
    if wanted is None:
        raise UnknownName(f"{text!r} names no state: {_fault(conflict, text)}")
    return wanted


def _fault(conflict: Conflict, text: str) -> str:
    if re.fullmatch("[YNyn-]+", text):
        count = len(conflict.options)
        if len(text) == count:
            return f"a pattern is written in capitals, {text.upper()}"
        return f"a pattern has a letter for each of the {count} options, and this one has {len(text)}"
    return unknown(conflict, text)


def _status_quo(conflict: Conflict) -> int:
    if conflict.status_quo is None:
        raise UnknownName(f"{conflict.title!r} has no status quo; name the state by what is on in it")
    return sum(1 << bit for bit in {conflict.bits[name] for name in conflict.status_quo})
