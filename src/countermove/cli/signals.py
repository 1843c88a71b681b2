"""Signals that end a command. SIGTERM and SIGHUP interrupt it like Ctrl-C, so that its work is kept and tidied up."""

from __future__ import annotations

import signal
from contextlib import suppress
from types import FrameType

ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))

_RECEIVED: list[int] = []


def interrupt_on_signals() -> None:
    """Raise KeyboardInterrupt at the signals that would end the process at once; ignored ones stay ignored."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in ENDING:
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _interrupt)


def _interrupt(number: int, _: FrameType | None) -> None:
    _RECEIVED.append(number)
    raise KeyboardInterrupt


def interrupted_code() -> int:
    """Return the exit code of an interrupted command: 128 and the number of the signal."""
    return 128 + (_RECEIVED[-1] if _RECEIVED else signal.SIGINT)


def ignore_signals() -> None:
    """Ignore signals from now on: the command is over, and a signal would only spoil what was said."""
    with suppress(ValueError):  # not in the main thread, where no signal arrives
        for number in (signal.SIGINT, *ENDING):
            signal.signal(number, signal.SIG_IGN)
