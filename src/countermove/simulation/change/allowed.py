"""What may change, up to which cost: what a request for least changes allows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.errors import InvalidRequest, UnknownName, did_you_mean
from countermove.simulation.draws import space

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countermove.model.conflict import Conflict

WAYS = ("statements", "rankings", "field")
"""What may change."""

EVERY = "all"
"""The name of all of them, and of all statements, not only those that the file marks as doubtful."""

LARGEST = 1_000_000
"""The cost up to which can be searched; long before it, a search takes too long."""

MOST = 3.0
"""The cost up to which is searched by default."""


@dataclass(frozen=True)
class Allowed:
    """What may change.

    Attributes
    ----------
    ways : tuple of str
        Of `WAYS`.
    every : bool
        Whether all statements may change, not only those that the file marks as doubtful.
    most : float or None
        The cost up to which is searched; None for the usual one.
    keep, candidates : tuple of str
        What may not change, and what may be added.
    costs : mapping of str to float, or None
        The costs of kinds of steps, in place of the usual ones.
    offers : mapping of str to str, or None
        From a decision maker to an option that it has not got and might offer or threaten with.
    """

    ways: tuple[str, ...]
    every: bool
    most: float | None
    keep: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    costs: Mapping[str, float] | None = None
    offers: Mapping[str, str] | None = None

    @property
    def edited(self) -> tuple[str, ...]:
        """The ways that edits serve: all but rankings."""
        return tuple(each for each in self.ways if each != "rankings")

    @property
    def limit(self) -> float:
        """The cost up to which edits are searched."""
        return MOST if self.most is None else self.most


def allowed(  # noqa: PLR0913  (each says what may change)
    conflict: Conflict,
    by: str | Iterable[str] | None = None,
    most: float | None = None,
    *,
    keep: Iterable[str] = (),
    candidates: Iterable[str] = (),
    costs: Mapping[str, float] | None = None,
    offers: Mapping[str, str] | None = None,
) -> Allowed:
    """Return what a request allows to change.

    Raises
    ------
    UnknownName
        If there is no such way.
    InvalidRequest
        If the cost is not a number above 0.

    Examples
    --------
    >>> from countermove import cases
    >>> [allowed(cases.load(name)).ways for name in ("kazakhstan-2022", "elmira")]
    [('statements',), ('rankings',)]
    """
    if most is not None and not 0 < most <= LARGEST:
        limits = f"a number above 0, and at most {LARGEST:,}"
        raise InvalidRequest(f"a cost of {most:g}; the cost up to which is searched is {limits}")
    named = _ways_named(by)
    ways = WAYS if EVERY in named else tuple(each for each in WAYS if each in named) or _by_default(conflict)
    ways = tuple(each for each in WAYS if each in {*ways, "field"}) if offers else ways
    return Allowed(ways, EVERY in named, most, tuple(keep), tuple(candidates), costs, offers)


def _ways_named(by: str | Iterable[str] | None) -> list[str]:
    given = [] if by is None else by.split(",") if isinstance(by, str) else [*by]
    named = [each.strip().lower() for each in given if each.strip()]
    for each in named:
        if each not in {*WAYS, EVERY}:
            raise UnknownName(f"{each!r} is nothing that may change{did_you_mean(each, (*WAYS, EVERY))}")
    return named


def _by_default(conflict: Conflict) -> tuple[str, ...]:
    """Return the statements, of which the doubtful are meant if any, and without doubts the rankings of states."""
    wants = [dm.preferences for dm in conflict.decision_makers]
    stated = any(each.statements or each.weights for each in wants)
    if space(conflict).count > 1 and stated:
        return ("statements",)
    ranked = any(each.ranking for each in wants)
    return tuple(way for way, any_ in (("statements", stated), ("rankings", ranked)) if any_) or ("statements",)
