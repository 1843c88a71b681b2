"""Kernels, which run as plain Python on small conflicts and compiled by numba on large ones."""

from __future__ import annotations

import os
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
"""Threads of compiled kernels."""

PLAIN_STATES = 1 << 12
"""Up to this many states the plain engine takes less time than importing numba."""

PLAIN_PAIRS = 1 << 22
"""Up to this many states times pairs of decision makers the plain engine takes a few seconds."""

PAIRS_PER_SECOND = 100_000_000
"""States times pairs of decision makers that the compiled engine goes through in a second."""

MOST_PAIRS = 600 * PAIRS_PER_SECOND
"""States times pairs of decision makers beyond which neither engine is asked."""


@cache
def can_compile() -> bool:
    """Whether numba is installed; the check does not import it."""
    try:
        return find_spec("numba") is not None
    except (ImportError, ValueError):
        return False


def engine_for(states: int, dms: int = 1) -> Engine:
    """Return the faster engine for a number of feasible states and of decision makers, each against all others.

    Raises
    ------
    TooLarge
        If there are too many states for the plain engine and numba is not installed, or too many for either.

    Examples
    --------
    >>> engine_for(504)
    'plain'
    """
    pairs = states * dms * dms
    if states <= PLAIN_STATES and pairs <= PLAIN_PAIRS:
        return "plain"
    if pairs > MOST_PAIRS:
        raise TooLarge(
            f"{states:,} states and {dms:,} decision makers would take about {pairs // PAIRS_PER_SECOND:,} seconds, "
            f"and {MOST_PAIRS // PAIRS_PER_SECOND} are the most. What would help: fewer decision makers, or leaving "
            "out options"
        )
    if not can_compile():
        raise TooLarge(
            f"there are {states:,} states to be searched; above {PLAIN_STATES:,} that takes numba, which is not "
            "installed. What would help: pip install numba, or leaving out options"
        )
    return "compiled"


class Kernel:
    """A function of arrays that runs as plain Python or compiled by numba.

    Numba keeps the compiled code beside the source, or in a folder of the user, so only the first run on a machine
    compiles. Without a folder that can be written, each run compiles, and a `CountermoveWarning` says so. Compiled
    code releases the interpreter's lock, so several decision makers can be computed in parallel.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        self.source = function
        self.__doc__ = function.__doc__
        self.__name__ = function.__name__

    def plain(self, *arguments: Any) -> Any:
        """Run the function as Python, on memory views of its arrays: their items are fast Python integers."""
        return self.source(*map(_memory_view, arguments))

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

        from countermove.kernels.compiled_code import keep

        compiled: Callable[..., Any] = njit(nogil=True)(self.source)
        if compiled is not self.source:  # else NUMBA_DISABLE_JIT is set
            keep(compiled)
        return compiled

    def by(self, engine: Engine) -> Callable[..., Any]:
        """Return the function for an engine.

        Raises
        ------
        InvalidRequest
            If the engine is ``"compiled"`` and numba cannot be imported.
        """
        return self.compiled if engine == "compiled" else self.plain


def _memory_view(argument: Any) -> Any:
    return argument.data if isinstance(argument, np.ndarray) else argument


def side_by_side(compute: Callable[[int], Result], positions: Iterable[int], engine: Engine) -> list[Result]:
    """Return the result of `compute` at each position; compiled kernels run on `THREADS` threads."""
    if engine == "plain":
        return [compute(position) for position in positions]
    return [*_threads().map(compute, positions)]


@cache
def _threads() -> ThreadPoolExecutor:
    """Return the threads of this process; to start new ones takes longer than a small conflict."""
    return ThreadPoolExecutor(THREADS)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_threads.cache_clear)  # a forked process has none of the threads
