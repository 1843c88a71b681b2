"""Compiled code that numba keeps on disk. Where that fails, kernels are compiled anew in each run."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from countermove.errors import warn_once

ADVICE = "each run compiles anew, which takes its time; NUMBA_CACHE_DIR=FOLDER names a folder to keep it in"


def keep(dispatcher: Any) -> None:
    """Let numba keep the compiled code of a function, if some folder can be written."""
    try:
        dispatcher.enable_caching()
    except RuntimeError:  # numba finds no folder, neither beside the source nor in a home
        warn_once(f"compiled code cannot be kept (no folder can be written): {ADVICE}")
    else:
        dispatcher._cache = TolerantCache(dispatcher._cache)  # noqa: SLF001  (numba has no public place for it)


class TolerantCache:
    """A cache as numba's dispatchers use it, which does without its files if they are damaged or the disk is full.

    Parameters
    ----------
    cache : numba.core.caching.FunctionCache
        The cache of one function.
    """

    def __init__(self, cache: Any) -> None:
        self._cache = cache

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cache, name)

    def load_overload(self, *asked: Any) -> Any:
        """Return compiled code; None if there is none, or its file is damaged."""
        try:
            return self._cache.load_overload(*asked)
        except Exception:
            warn_once("compiled code that was kept is damaged or cannot be read; it is compiled anew")
            with suppress(OSError):
                self._cache.flush()
        return None

    def save_overload(self, *compiled: Any) -> None:
        """Save compiled code, unless its file cannot be written."""
        try:
            self._cache.save_overload(*compiled)
        except OSError as fault:
            warn_once(f"compiled code cannot be kept ({(fault.strerror or str(fault)).lower()}): {ADVICE}")
