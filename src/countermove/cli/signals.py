"""Signals that end a command. SIGTERM and SIGHUP interrupt it like Ctrl-C, so that its work is kept and tidied up."""

from __future__ import annotations

import signal
import sys
from _thread import interrupt_main
from contextlib import suppress
from threading import Timer
from types import FrameType
from typing import Any

ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))

MOMENT = 0.01
"""Seconds after which a lost interruption is repeated."""

_RECEIVED: list[int] = []


def interrupt_on_signals() -> None:
    """Raise KeyboardInterrupt at the signals that would end the process at once; ignored ones stay ignored."""
    sys.unraisablehook = _raise_again
    for number in ENDING:
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _interrupt)


def _interrupt(number: int, _: FrameType | None) -> None:
    _RECEIVED.append(number)
    raise KeyboardInterrupt


def _raise_again(lost: Any) -> None:
    """Interrupt once more, a moment later, where Python has dropped the exception, as in callbacks of its imports."""
    if issubclass(lost.exc_type, KeyboardInterrupt):
        later = Timer(MOMENT, interrupt_main)
        later.daemon = True
        later.start()
    else:
        sys.__unraisablehook__(lost)


def interrupted_code() -> int:
    """Return the exit code of an interrupted command: 128 and the number of the signal."""
    return 128 + (_RECEIVED[-1] if _RECEIVED else signal.SIGINT)


def ignore_signals() -> None:
    """Ignore signals from now on: the command is over, and a signal would only spoil what was said."""
    with suppress(ValueError):  # not in the main thread, where no signal arrives
        for number in (signal.SIGINT, *ENDING):
            signal.signal(number, signal.SIG_IGN)
