"""One bar for the whole work of a command, on standard error where that is a terminal.

It appears after half a second. As long as it is not known how much there is to do, it runs to and fro and tells the
time; then it tells the share that is done and how long the rest will take.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from threading import Lock, Timer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress

AFTER = 0.5
"""Seconds before the bar appears."""


@contextmanager
def progress_bar(what: str = "worlds") -> Iterator[Callable[[int, int], None] | None]:
    """Yield a function that takes what is done and how much there is; None where there is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    work = Work(what)
    try:
        yield work.step
    finally:
        work.end()


class Work:
    """The bar of a command's work.

    Parameters
    ----------
    what : str
        What is worked on.
    """

    def __init__(self, what: str) -> None:
        self.what, self.done, self.total = what, 0, 0
        self.lock, self.ended = Lock(), False
        self.bar: Progress | None = None
        self.timer = Timer(AFTER, self._show)
        self.timer.daemon = True
        self.timer.start()

    def step(self, done: int, total: int, what: str = "") -> None:
        """Move the bar: so much is done of so much."""
        with self.lock:
            self.done, self.total, self.what = done, total, what or self.what
            self._update()

    def end(self) -> None:
        """Remove the bar."""
        with self.lock:
            self.ended = True
            self.timer.cancel()
            if self.bar is not None:
                self.bar.stop()

    def _show(self) -> None:
        bar = _bar()
        with self.lock:
            if not self.ended:
                self.bar = bar
                bar.add_task(self.what, total=None, said="")
                self._update()
                bar.start()

    def _update(self) -> None:
        if self.bar is not None:
            task = self.bar.task_ids[0]
            known = self.done > 0 and self.total > 0  # nothing can be told before some of it is done
            said = f"{100 * self.done / self.total:3.0f} %" if known else ""
            total = self.total if known else None
            self.bar.update(task, completed=self.done, total=total, description=self.what, said=said)


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    from countermove.kernels.jit import can_compile

    slowly = "" if can_compile() else ", slowly: numba is not installed"
    columns = (
        TextColumn("{task.description}" + slowly),
        BarColumn(),
        TextColumn("{task.fields[said]}"),
        TimeElapsedColumn(),
        TextColumn("passed,"),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    return Progress(
        *columns, console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False
    )
