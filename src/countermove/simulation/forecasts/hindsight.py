"""What a forecast rests on that was published only after the day of the forecast."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from countermove.model.conflict import Conflict
    from countermove.model.provenance import Evidence


def hindsight(conflict: Conflict, asked: dt.date | None) -> tuple[str, ...]:
    """Return what rests on nothing but sources of a later date than that of a forecast.

    Parameters
    ----------
    conflict : Conflict
        As the forecast has it.
    asked : datetime.date or None
        The day as of which it is forecast; None if it is not given, and then nothing is later.

    Returns
    -------
    tuple of str
        Options, statements, preferences and rules that have evidence, all of it from later sources. A source may
        well report an earlier fact, so each of them is to be looked at rather than to be thrown out.

    Examples
    --------
    >>> import datetime as dt
    >>> from countermove import cases
    >>> hindsight(cases.load("kazakhstan-2022-coup"), dt.date(2022, 1, 12))[0]
    'services.seize'
    """
    if asked is None:
        return ()
    later = {each.id for each in conflict.sources if each.date and _begins(each.date) > asked.isoformat()}
    return tuple(what for what, evidence in _rests(conflict) if evidence and {e.source for e in evidence} <= later)


def _begins(date: str) -> str:
    """Return the first day of a day, a month or a year."""
    return date + "0000-01-01"[len(date) :]


def _rests(conflict: Conflict) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    for dm in conflict.decision_makers:
        for option in dm.options:
            yield dm.full(option), option.evidence
        for level in dm.preferences.statements:
            for statement in level:
                yield f"{dm.id}: {statement.holds}", statement.evidence
        yield f"{dm.id}: weights or ranking", dm.preferences.evidence
    for rule in conflict.rules:
        yield f"rule: {rule.holds}", rule.evidence
