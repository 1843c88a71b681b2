"""Parts of the work that no signal may interrupt. Signals that arrive meanwhile take effect at their end."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from threading import current_thread, main_thread

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""The signals by which people and systems end a program."""


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let signals wait until a part of the work is done.

    A handler written in Python raises its exception in the main thread, wherever that is, even if another thread has
    received the signal. So it does not help to block signals in one thread.
    """
    if current_thread() is not main_thread():
        yield
        return
    with ExitStack() as held:
        for number in SIGNALS:
            handler = signal.getsignal(number)
            if callable(handler):
                held.enter_context(_deferred(number, handler))
        yield


@contextmanager
def _deferred(number: signal.Signals, handler: Callable[..., object]) -> Iterator[None]:
    received: list[tuple[object, ...]] = []
    signal.signal(number, lambda *told: received.append(told))
    try:
        yield
    finally:
        signal.signal(number, handler)
        if received:
            handler(*received[0])


@contextmanager
def inherited_block() -> Iterator[None]:
    """Block the signals, so that processes started here inherit the block; this process receives them later."""
    if not hasattr(signal, "pthread_sigmask"):
        with uninterrupted():
            yield
        return
    with uninterrupted():
        before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
