"""Statements that a decision maker might come to hold: those given, single options, and what occurs in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.errors import InvalidConflict, StatementError
from countermove.model.scope import statement_complaints, truth

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from countermove.model.conflict import Conflict


def candidates_of(conflict: Conflict, given: Collection[str] = ()) -> tuple[str, ...]:
    """Return the statements that may be added: one wording for each set of feasible states.

    What holds in every feasible state, or in none, tells no two apart and is left out.

    Parameters
    ----------
    conflict : Conflict
        In option form; in graph form there is nothing to word a statement with.
    given : collection of str
        Statements of the caller, which come first.

    Raises
    ------
    InvalidConflict
        If a given text is no statement of the conflict.

    Examples
    --------
    >>> from countermove import cases
    >>> candidates_of(cases.load("prisoners-dilemma"), ["a.cooperate and b.cooperate"])
    ('a.cooperate and b.cooperate', 'a.cooperate', 'not a.cooperate', 'b.cooperate', 'not b.cooperate')
    """
    complaints = [fault for text in given for fault in statement_complaints(conflict, text, (), "as a candidate")]
    if complaints:
        raise InvalidConflict(complaints)
    if conflict.graph is not None:
        return ()
    found: dict[bytes, str] = {}
    for text in (*given, *_occurring(conflict)):
        try:
            held = truth(conflict, text, conflict.states.members)
        except StatementError:
            continue  # too long once it is negated
        if held.any() and not held.all():
            found.setdefault(held.tobytes(), text)
    return tuple(found.values())


def _occurring(conflict: Conflict) -> Iterator[str]:
    """Yield single options and their negations, named conditions, and the statements and conditions of the file."""
    for name in conflict.options:
        yield from (name, f"not {name}")
    yield from (each.id for each in conflict.definitions)
    for dm in conflict.decision_makers:
        yield from (_plain(each.holds) for level in dm.preferences.statements for each in level)
        yield from (_plain(text) for text, _ in dm.preferences.weights)
        yield from (_plain(option.when) for option in dm.options if option.when)
    yield from (_plain(rule.holds) for rule in conflict.rules)
    yield from (_plain(each.when) for each in conflict.questions)


def _plain(text: str) -> str:
    return " ".join(text.split())
