"""One source, two ways to run it: plainly on small conflicts, compiled on large ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, cached_property
from importlib.util import find_spec
from typing import Any, Literal, TypeVar

import numpy as np

from countermove.errors import InvalidRequest, TooLarge

Engine = Literal["plain", "compiled"]
ENGINES: tuple[Engine, ...] = ("plain", "compiled")

Result = TypeVar("Result")

THREADS = 2

PLAIN_STATES = 1 << 12
"""Up to here running plainly takes less time than importing the compiler."""


@cache
def can_compile() -> bool:
    """Whether numba is installed; it is not imported."""
    try:
        return find_spec("numba") is not None
    except (ImportError, ValueError):
        return False


def engine_for(states: int) -> Engine:
    """Return the engine that answers sooner for this many feasible states.

    Raises
    ------
    TooLarge
        If there are too many for the plain engine, and numba is not installed.

    Examples
    --------
    >>> engine_for(504)
    'plain'
    """
    if states <= PLAIN_STATES:
        return "plain"
    if not can_compile():
        raise TooLarge(
            f"there are {states:,} states to be searched; above {PLAIN_STATES:,} that takes numba, which is not "
            "installed. What would help: pip install numba, or leaving out options"
        )
    return "compiled"


class Kernel:
    """A function of arrays that can be run plainly or compiled.

    Compiled code is kept beside the source, so that only the first run on a machine compiles. It releases the
    interpreter's lock: decision makers can be dealt with side by side.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        self.source = function
        self.__doc__ = function.__doc__
        self.__name__ = function.__name__

    def plain(self, *arguments: Any) -> Any:
        """Run the function as it stands; through memory views, whose items are Python's own quick integers."""
        return self.source(*map(_viewed, arguments))

    @cached_property
    def compiled(self) -> Callable[..., Any]:
        """The same function, compiled at its first call.

        Raises
        ------
        InvalidRequest
            If numba cannot be imported.
        """
        try:
            from numba import njit
        except ImportError as fault:
            message = f"the compiled engine takes numba, which cannot be imported ({fault}): pip install numba"
            raise InvalidRequest(message) from None

        compiled: Callable[..., Any] = njit(cache=True, nogil=True)(self.source)
        return compiled

    def by(self, engine: Engine) -> Callable[..., Any]:
        """Return the function as an engine runs it."""
        return self.compiled if engine == "compiled" else self.plain


def _viewed(argument: Any) -> Any:
    return argument.data if isinstance(argument, np.ndarray) else argument


def side_by_side(ask: Callable[[int], Result], positions: Iterable[int], engine: Engine) -> list[Result]:
    """Ask for every position, on two threads where the loops are compiled and let go of the interpreter."""
    if engine == "plain":
        return [ask(position) for position in positions]
    with ThreadPoolExecutor(THREADS) as pool:
        return [*pool.map(ask, positions)]
