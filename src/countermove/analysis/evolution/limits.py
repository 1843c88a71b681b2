"""How much is looked at before it is too much: what cannot be foreseen is counted while it grows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.errors import TooLarge

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(eq=False)
class Tally:
    """A count with an upper limit.

    Attributes
    ----------
    most : int
        The limit.
    count : int
        What has been counted so far.
    """

    most: int
    count: int = 0

    def add(self, number: int, said: Callable[[], str]) -> None:
        """Count what is about to be done, so that it is not begun where it would be too much.

        Raises
        ------
        TooLarge
            Above the limit, in the words that `said` returns.

        Examples
        --------
        >>> Tally(10).add(11, lambda: "more than 10 moves; leave out options")
        Traceback (most recent call last):
        ...
        countermove.errors.TooLarge: more than 10 moves; leave out options
        """
        self.count += number
        if self.count > self.most:
            raise TooLarge(said())
