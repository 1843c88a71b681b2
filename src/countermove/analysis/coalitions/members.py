"""Members of coalitions: named coalitions, or all up to a size, as positions of decision makers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

from countermove.errors import NotACoalition, TooLarge, refuse_at_once

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict

    Members = tuple[int, ...]

MOST_WORK = 400_000_000
"""Maximum estimated work, in elementary operations."""

PER_SECOND = 10_000_000
"""Elementary operations a second."""


def coalitions_of(
    conflict: Conflict, of: Iterable[str | Iterable[str]] | None, up_to: int | None
) -> tuple[Members, ...]:
    """Return coalitions as positions of their decision makers, the smallest first.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    of : iterable of (str or iterable of str), or None
        The coalitions, each as ids or names in a list or in one text with commas; None for all.
    up_to : int, optional
        The maximum number of members, if `of` is None.

    Returns
    -------
    tuple of tuple of int

    Raises
    ------
    NotACoalition
        If a coalition has fewer than two members or the same one twice, if `of` is empty or given with `up_to`, or if
        `up_to` is less than 2.
    UnknownName
        If a decision maker does not exist.
    TooLarge
        If they would take too much work; their number is estimated before they are listed.

    Examples
    --------
    >>> from countermove import cases
    >>> coalitions_of(cases.load("elmira"), ["ministry, uniroyal"], None)
    ((0, 1),)
    """
    if of is not None and up_to is not None:
        raise NotACoalition("either certain coalitions are asked for, or all up to a size; not both")
    if of is None:
        return _all(conflict, up_to)
    named = coalitions_as_named(of)
    refuse_at_once(*(partial(_coalition, conflict, names) for names in named))
    found = dict.fromkeys(_coalition(conflict, names) for names in named)
    if not found:
        raise NotACoalition("no coalition is asked for; leave it out for all of them")
    _refuse_too_much(conflict, len(found))
    return tuple(sorted(found, key=lambda members: (len(members), members)))


def _all(conflict: Conflict, up_to: int | None) -> tuple[Members, ...]:
    if up_to is not None and up_to < 2:
        raise NotACoalition(f"a coalition has two members or more; up to {up_to} there is none")
    dms = len(conflict.decision_makers)
    sizes = range(2, (dms if up_to is None else min(up_to, dms)) + 1)
    _refuse_too_much(conflict, sum(comb(dms, size) for size in sizes))
    return tuple(members for size in sizes for members in combinations(range(dms), size))


def coalitions_as_named(of: Iterable[str | Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    """Return coalitions, each as the names of its members.

    Examples
    --------
    >>> coalitions_as_named(["ministry, uniroyal", ["uniroyal", "local_government"]])
    (('ministry', 'uniroyal'), ('uniroyal', 'local_government'))
    """
    each_of = [of] if isinstance(of, str) else of
    named = (each.split(",") if isinstance(each, str) else each for each in each_of)
    return tuple(tuple(name.strip() for name in names if name.strip()) for names in named)


def _coalition(conflict: Conflict, names: tuple[str, ...]) -> Members:
    refuse_at_once(*(partial(conflict.position, name) for name in names))
    members = [conflict.position(name) for name in names]
    ids = [conflict.decision_makers[i].id for i in members]
    for id_ in ids:
        if ids.count(id_) > 1:
            raise NotACoalition(f"{id_!r} is in the coalition {', '.join(ids)!r} more than once")
    if len(ids) < 2:
        raise NotACoalition(_too_small(ids, [dm.id for dm in conflict.decision_makers]))
    return tuple(sorted(members))


def _too_small(ids: list[str], known: list[str]) -> str:
    if not ids:
        return f"a coalition has two members or more, with commas between them; there are: {', '.join(known)}"
    others = [id_ for id_ in known if id_ != ids[0]]
    hint = f"; with whom? there are: {', '.join(others)}" if others else "; there is nobody else"
    return f"{ids[0]!r} alone is no coalition: it has two members or more, with commas between them{hint}"


def _refuse_too_much(conflict: Conflict, coalitions: int) -> None:
    """Raise TooLarge if the estimated work on a number of coalitions exceeds `MOST_WORK`."""
    dms, states = len(conflict.decision_makers), len(conflict.states)
    work = states * states * (2**dms) // 8 + states * 2 ** (dms - 1) * coalitions * 16
    if work > MOST_WORK:
        raise TooLarge(
            f"coalitions of {conflict.title!r}: {_rounded(coalitions)} of them, {states:,} states and {dms:,} "
            f"decision makers would take about {_rounded(work // PER_SECOND)} seconds; {MOST_WORK // PER_SECOND} are "
            "the most. "
            "What would help: rules that make more states infeasible, fewer options, fewer decision makers, or "
            "(--of, --up-to) fewer coalitions"
        )


def _rounded(number: int) -> str:
    """Return a whole number in digits, or as a power of two if nobody would read them."""
    return f"{number:,}" if number < 10**12 else f"2^{number.bit_length() - 1}"
