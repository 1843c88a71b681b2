"""One source, two ways to run it: plainly on small conflicts, compiled on large ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import Any, Literal, TypeVar

Engine = Literal["plain", "compiled"]
ENGINES: tuple[Engine, ...] = ("plain", "compiled")

Result = TypeVar("Result")

THREADS = 2

PLAIN_STATES = 1 << 12
"""Up to here running plainly takes less time than importing the compiler."""


def engine_for(states: int) -> Engine:
    """Return the engine that answers sooner for this many states."""
    return "plain" if states <= PLAIN_STATES else "compiled"


class Kernel:
    """A function of arrays that can be run plainly or compiled.

    Compiled code is kept beside the source, so that only the first run on a machine compiles. It releases the
    interpreter's lock: decision makers can be dealt with side by side.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        self.plain = function
        self.__doc__ = function.__doc__
        self.__name__ = function.__name__

    @cached_property
    def compiled(self) -> Callable[..., Any]:
        """The same function, compiled at its first call."""
        from numba import njit  # noqa: PLC0415  (half a second that small conflicts do not pay)

        compiled: Callable[..., Any] = njit(cache=True, nogil=True)(self.plain)
        return compiled

    def by(self, engine: Engine) -> Callable[..., Any]:
        """Return the function as an engine runs it."""
        return self.compiled if engine == "compiled" else self.plain


def side_by_side(ask: Callable[[int], Result], positions: Iterable[int], engine: Engine) -> list[Result]:
    """Ask for every position, on two threads where the loops are compiled and let go of the interpreter."""
    if engine == "plain":
        return [ask(position) for position in positions]
    with ThreadPoolExecutor(THREADS) as pool:
        return [*pool.map(ask, positions)]
