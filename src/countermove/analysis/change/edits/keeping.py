"""What may not change: what the file fixes, and what the caller names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.errors import UnknownName, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from countermove.model.conflict import Conflict

    Kept = frozenset[tuple[str | int, ...]]


def kept_of(conflict: Conflict, keep: Collection[str] = ()) -> Kept:
    """Return what may not change, as ``("dm", i)``, ``("statement", i, k, j)``, ``("option", i, k)`` and so on.

    Parameters
    ----------
    conflict : Conflict
        The conflict; what it says is `fixed` is kept in any case.
    keep : collection of str
        The id or name of a decision maker; an option, as ``dm.option`` or by an id of its own; the text of a statement,
        a weighted statement or a rule; the name of a rule. A text that means several of these keeps them all.

    Raises
    ------
    UnknownName
        If a text means nothing of the conflict.

    Examples
    --------
    >>> from countermove import cases
    >>> sorted(kept_of(cases.load("chicken"), ["a", "b.swerve"]))
    [('dm', 0), ('option', 1, 0), ('statement', 0, 1, 0)]
    """
    named = [(name, what) for name, what in _named(conflict)]
    found = {what for what in _fixed(conflict)}
    for text in keep:
        meant = {what for name, what in named if name == _plain(text)}
        if not meant:
            known = dict.fromkeys(name for name, _ in named)
            raise UnknownName(f"there is nothing called {text!r} to keep{did_you_mean(_plain(text), known)}")
        found |= meant
    return frozenset(found)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _named(conflict: Conflict) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Yield each name or text, and what it means."""
    for i, dm in enumerate(conflict.decision_makers):
        for name in {dm.id, _plain(dm.name)} - {""}:
            yield name, ("dm", i)
        for k, level in enumerate(dm.preferences.statements):
            for j, each in enumerate(level):
                yield _plain(each.holds), ("statement", i, k, j)
        for k, (text, _) in enumerate(dm.preferences.weights):
            yield _plain(text), ("weight", i, k)
        for k, option in enumerate(dm.options):
            bit = conflict.bits[dm.full(option)]
            for name in {dm.full(option), conflict.options[bit], _plain(option.name)} - {""}:
                yield name, ("option", i, k)
    for k, rule in enumerate(conflict.rules):
        for name in {_plain(rule.holds), _plain(rule.name)} - {""}:
            yield name, ("rule", k)


def _fixed(conflict: Conflict) -> Iterator[tuple[str | int, ...]]:
    for i, dm in enumerate(conflict.decision_makers):
        for k, level in enumerate(dm.preferences.statements):
            yield from (("statement", i, k, j) for j, each in enumerate(level) if each.fixed)
        yield from (("option", i, k) for k, option in enumerate(dm.options) if option.fixed)
    yield from (("rule", k) for k, rule in enumerate(conflict.rules) if rule.fixed)
