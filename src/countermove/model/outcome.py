"""What came about in a conflict: the states that the file's condition, pattern or state names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from countermove.errors import Complaint, StatementError, UnknownName
from countermove.model.letters import LETTER
from countermove.model.naming import position_of
from countermove.model.scope import truth
from countermove.model.states import is_listed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict


def came_about(conflict: Conflict) -> NDArray[np.bool_] | None:
    """Return in which states what came about holds, shape (S,); None if the file does not say what came about.

    Raises
    ------
    UnknownName
        If the text is neither a condition nor names a state.
    TooLarge
        If there are too many states to list.

    Examples
    --------
    >>> from countermove import Conflict, DecisionMaker, Option
    >>> dm = DecisionMaker(id="a", options=(Option(id="go"), Option(id="stay")))
    >>> conflict = Conflict(title="t", decision_makers=(dm,), came_about="go xor stay")
    >>> came_about(conflict).tolist()
    [False, True, True, False]
    """
    return states_where(conflict, conflict.came_about) if conflict.came_about else None


def states_where(conflict: Conflict, text: str) -> NDArray[np.bool_]:
    """Return in which states a condition holds, or which a pattern, a number or a list of options names; shape (S,).

    Raises
    ------
    UnknownName
        If the text is neither a condition nor names a state.
    """
    states = conflict.states
    found = np.zeros(len(states), np.bool_)
    if conflict.graph is None and re.fullmatch(f"[YN-]{{{len(conflict.options)}}}", text):
        found[states.find(text)] = True
        return found
    if conflict.graph is None:
        try:
            return truth(conflict, text, states.masks)
        except StatementError as fault:
            if not all(re.fullmatch(rf"({LETTER}|\.)+", word.strip()) for word in text.split(",")):
                raise UnknownName(str(fault)) from None
    found[position_of(conflict, text)] = True
    return found


def outcome_complaints(conflict: Conflict) -> Iterator[Complaint]:
    """Yield a complaint if what came about is neither a condition nor names a state."""
    if conflict.came_about and is_listed(conflict):
        try:
            came_about(conflict)
        except UnknownName as fault:
            yield Complaint(f"{fault} (in what came about)", ("came_about",))
