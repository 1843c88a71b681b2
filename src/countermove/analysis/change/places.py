"""What the texts of goals name: states by number, pattern, options or name, and conditions, in any changed conflict.

A change may add options and rules, so that numbers and patterns shift. So a text is turned into a condition on the
options that the conflict has as it stands; in graph form into the state's id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from countermove.errors import StatementError, UnknownName, did_you_mean
from countermove.model.language import parse
from countermove.model.letters import folded
from countermove.model.naming import NUMBER, STATUS_QUO, option_masks, position_of
from countermove.model.outcome import states_where
from countermove.model.scope import truth, unknown_option

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict
    from countermove.model.states import StateSpace


_KNOWN: WeakKeyDictionary[StateSpace, dict[str, NDArray[np.bool_]]] = WeakKeyDictionary()
"""What texts named before, by the states of a conflict: thousands of changed conflicts share theirs."""


def where(conflict: Conflict, text: str) -> NDArray[np.bool_]:
    """Return which states a text names, shape (S,): a condition, or what `position_of` takes; none if infeasible.

    Examples
    --------
    >>> from countermove import cases
    >>> where(cases.load("chicken"), "a.swerve").tolist(), where(cases.load("chicken"), "2").tolist()
    ([False, True, False, True], [False, True, False, False])
    """
    if text.lower() in STATUS_QUO:
        return _where(conflict, text)
    known = _KNOWN.setdefault(conflict.states, {})
    if text not in known:
        known[text] = _where(conflict, text)
    return known[text]


def _where(conflict: Conflict, text: str) -> NDArray[np.bool_]:
    if conflict.graph is None:
        try:
            return truth(conflict, text, conflict.states.masks)
        except StatementError:
            return states_where(conflict, text)
    return states_where(conflict, text)


def place_of(conflict: Conflict, text: str) -> str:
    """Return what a text names, so that `where` finds it in every changed conflict.

    Parameters
    ----------
    conflict : Conflict
        The conflict as it stands.
    text : str
        The id or the name of a condition that the file defines; the status quo; a state's number; the options that
        are on, with commas between them; a pattern; a condition; in graph form, a state's id or name.

    Returns
    -------
    str
        A condition; in graph form the id of a state.

    Raises
    ------
    UnknownName
        If the text names nothing.

    Examples
    --------
    >>> from countermove import cases
    >>> elmira = cases.load("elmira")
    >>> place_of(elmira, "8"), place_of(elmira, "accept if modify")
    ('modify and not delay and accept and not abandon and insist', 'accept if modify')
    >>> place_of(cases.load("kazakhstan-2022"), "Quiet handover")
    'handover'
    """
    text = " ".join(text.split())
    for each in conflict.definitions:
        if text == each.id or (each.name and folded(text) == folded(" ".join(each.name.split()))):
            return each.id
    if conflict.graph is not None:
        return conflict.states.names[position_of(conflict, text)][0]
    if _is_position(conflict, text):
        return _fixed(conflict, conflict.states.pattern(position_of(conflict, text)))
    if (masks := option_masks(conflict, text)) is not None:
        return _fixed(conflict, _pattern(conflict, *masks))
    return condition_of(conflict, text)


def _is_position(conflict: Conflict, text: str) -> bool:
    return text.lower() in STATUS_QUO or (text not in conflict.bits and NUMBER.fullmatch(text.lower()) is not None)


def _pattern(conflict: Conflict, care: int, value: int) -> str:
    """Return the pattern of two masks: the options that are fixed, and those that are on."""
    bits = range(len(conflict.options))
    return "".join("-" if not care >> bit & 1 else "Y" if value >> bit & 1 else "N" for bit in bits)


def _fixed(conflict: Conflict, pattern: str) -> str:
    """Return the condition that a pattern stands for."""
    named = zip(conflict.options, pattern, strict=True)
    return " and ".join(name if letter == "Y" else f"not {name}" for name, letter in named if letter != "-") or "true"


def condition_of(conflict: Conflict, text: str) -> str:
    """Return a condition whose names the conflict has.

    Raises
    ------
    UnknownName
        If it is none; the message has the words and a suggestion.

    Examples
    --------
    >>> from countermove import cases
    >>> condition_of(cases.load("kazakhstan-2022"), "handovr")
    Traceback (most recent call last):
    ...
    countermove.errors.UnknownName: 'handovr' names nothing here; did you mean 'handover'?
    """
    try:
        names = [*parse(text).names()]
    except StatementError as fault:
        raise UnknownName(f"{text!r} names no state, and no condition: {fault}") from None
    for node in names:
        if node.text not in conflict.bits and node.text not in conflict.conditions:
            raise UnknownName(_unknown(conflict, node.text))
    return text


def _unknown(conflict: Conflict, name: str) -> str:
    """Return the message for a name of nothing; an option that several have is told apart."""
    if any(option.id == name for _, option in conflict.owned):
        return unknown_option(conflict, name)
    ends = [each for each in conflict.ends if each in conflict.conditions]
    others = [each.id for each in conflict.definitions if each.id not in ends]
    hint = did_you_mean(name, [*ends, *others, *conflict.options], (each.name for each in conflict.definitions))
    return f"{name!r} names nothing here{hint}"
