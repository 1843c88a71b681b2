"""Long lists in terminal text: their first entries, and a line on the rest, unless `--all` asks for everything."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Entry = TypeVar("Entry")

_UNCUT: ContextVar[bool] = ContextVar("_UNCUT", default=False)
"""Whether lists are shown to their end."""


@contextmanager
def uncut(every: bool = True) -> Iterator[None]:  # noqa: FBT001, FBT002  (the option --all is given as it is)
    """Show lists to their end inside, if `every` is set.

    Examples
    --------
    >>> with uncut():
    ...     first("abc", 2), rest(3, 2)
    ('abc', [])
    """
    token = _UNCUT.set(every)
    try:
        yield
    finally:
        _UNCUT.reset(token)


def first(entries: Sequence[Entry], most: int) -> Sequence[Entry]:
    """Return the first `most` entries; all of them inside `uncut`.

    Examples
    --------
    >>> first([5, 6, 7], 2)
    [5, 6]
    """
    return entries if _UNCUT.get() else entries[:most]


def rest(number: int, most: int, what: str = "more") -> list[str]:
    """Return a line on the entries behind the first `most` of a list; none inside `uncut`.

    Parameters
    ----------
    number : int
        Of all entries.
    most : int
        The number of entries that are shown.
    what : str
        What the others are.

    Examples
    --------
    >>> rest(14, 12, "less likely ends"), rest(12, 12)
    (['... and 2 less likely ends: --all shows them.'], [])
    """
    cut = 0 if _UNCUT.get() else number - most
    return [f"... and {cut:,} {what}: --all shows {'it' if cut == 1 else 'them'}."] if cut > 0 else []
