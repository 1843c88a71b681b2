"""One source, two ways to run it: plainly on small conflicts, compiled on large ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import Any, Literal, TypeVar

import numpy as np

Engine = Literal["plain", "compiled"]
ENGINES: tuple[Engine, ...] = ("plain", "compiled")

Result = TypeVar("Result")

THREADS = 2

PLAIN_STATES = 1 << 12
"""Up to here running plainly takes less time than importing the compiler."""


def engine_for(states: int) -> Engine:
    """Return the engine that answers sooner for this many feasible states."""
    return "plain" if states <= PLAIN_STATES else "compiled"


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
        """The same function, compiled at its first call."""
        from numba import njit

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
