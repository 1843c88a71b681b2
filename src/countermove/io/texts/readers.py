"""The fence around libraries that read what others made: whatever they raise is a complaint about the file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class Undecodable(Exception):
    """A file that cannot be decoded, or that a library fails on."""


@contextmanager
def fenced(what: str) -> Iterator[None]:
    """Turn any exception of a library into `Undecodable`.

    Parameters
    ----------
    what : str
        What the library reads, for the complaint.

    Raises
    ------
    Undecodable
        If the library raises anything.

    Examples
    --------
    >>> try:
    ...     with fenced("this page"):
    ...         raise AssertionError
    ... except Undecodable as fault:
    ...     print(fault)
    this page cannot be taken apart (AssertionError); save the article as plain text
    """
    try:
        yield
    except Exception as fault:
        raise Undecodable(
            f"{what} cannot be taken apart ({type(fault).__name__}); save the article as plain text"
        ) from fault
