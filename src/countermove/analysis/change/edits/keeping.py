"""What may not change: what the file fixes, and what the caller names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.errors import UnknownName, did_you_mean
from countermove.model.letters import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from countermove.model.conflict import Conflict
    from countermove.model.records import Preferences

    What = tuple[str | int, ...]
    Kept = frozenset[What]


def kept_of(conflict: Conflict, keep: Collection[str] = ()) -> Kept:
    """Return what may not change, as ``("dm", i)``, ``("statement", i, k, j)``, ``("option", i, k)`` and so on.

    Parameters
    ----------
    conflict : Conflict
        The conflict; what it says is `fixed` is kept in any case.
    keep : collection of str
        The id or name of a decision maker; an option, as ``dm.option``, by its id or name; the text of a statement, a
        weighted statement or a rule; the name of a rule. A text that means several of these keeps them all.

    Raises
    ------
    UnknownName
        If a text means nothing of the conflict.

    Examples
    --------
    >>> from countermove import cases
    >>> sorted(kept_of(cases.load("chicken"), ["a", "b.swerve"]))
    [('dm', 0), ('option', 1, 0)]
    """
    named, found = [*_named(conflict)], {*_fixed(conflict)}
    for text in keep:
        meant = {what for name, what in named if folded(name) == folded(_plain(text))}
        if not meant:
            known = dict.fromkeys(name for name, _ in named)
            raise UnknownName(f"there is nothing called {text!r} to keep{did_you_mean(_plain(text), known)}")
        found |= meant
    return frozenset(found)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _named(conflict: Conflict) -> Iterator[tuple[str, What]]:
    """Yield each name or text, and what it means."""
    for i, dm in enumerate(conflict.decision_makers):
        yield from ((name, ("dm", i)) for name in {dm.id, _plain(dm.name)} - {""})
        yield from _wanted(i, dm.preferences)
        for k, option in enumerate(dm.options):
            short = conflict.options[conflict.bits[dm.full(option)]]
            yield from ((name, ("option", i, k)) for name in {dm.full(option), short, _plain(option.name)} - {""})
    for k, rule in enumerate(conflict.rules):
        yield from ((name, ("rule", k)) for name in {_plain(rule.holds), _plain(rule.name)} - {""})


def _wanted(i: int, wants: Preferences) -> Iterator[tuple[str, What]]:
    for k, level in enumerate(wants.statements):
        yield from ((_plain(each.holds), ("statement", i, k, j)) for j, each in enumerate(level))
    yield from ((_plain(text), ("weight", i, k)) for k, (text, _) in enumerate(wants.weights))


def _fixed(conflict: Conflict) -> Iterator[What]:
    for i, dm in enumerate(conflict.decision_makers):
        for k, level in enumerate(dm.preferences.statements):
            yield from (("statement", i, k, j) for j, each in enumerate(level) if each.fixed)
        yield from (("option", i, k) for k, option in enumerate(dm.options) if option.fixed)
    yield from (("rule", k) for k, rule in enumerate(conflict.rules) if rule.fixed)
