"""The command line: one thin command for each question. `countermove.report` makes the text."""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # as type checkers know it; `typing` is slow to import
if TYPE_CHECKING:
    from typing import Any

MOMENT = 0.01
"""Seconds after which a lost interruption is repeated."""


def main() -> None:
    """Run the command in `sys.argv`, and exit with its code.

    Raises
    ------
    SystemExit
        Always: 0 on success, 1 for an internal error, 2 for a wrong call or file, 130 if interrupted by Ctrl-C, 143
        by SIGTERM.
    """
    sys.unraisablehook = _interrupt_again
    try:  # also around the imports, so that an early interruption prints no traceback
        try:
            _run()
        finally:
            from countermove.cli.signals import ignore_signals

            ignore_signals()
    except KeyboardInterrupt:
        from countermove.cli.signals import interrupted_code

        sys.stderr.write("interrupted\n")
        raise SystemExit(interrupted_code()) from None


def _interrupt_again(lost: Any) -> None:
    """Interrupt once more, a moment later, where Python has dropped the exception, as in callbacks of its imports."""
    if not issubclass(lost.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(lost)
        return
    from _thread import interrupt_main
    from threading import Timer

    later = Timer(MOMENT, interrupt_main)
    later.daemon = True
    later.start()


def _run() -> None:
    import gc

    from countermove.cli.signals import interrupt_on_signals

    interrupt_on_signals()
    _shorten_start_up()
    _secure_streams()
    from countermove.cli.errors import exit_codes

    try:
        with exit_codes():
            from countermove.cli.app import app

            app(prog_name="countermove")
    finally:
        gc.freeze()  # the process ends here: a last garbage collection is of no use


def _shorten_start_up() -> None:
    """Switch off garbage collection, plugins and threads that slow down a short process."""
    import gc
    import os

    gc.set_threshold(100_000)  # imports make many objects and hardly any garbage
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # else pydantic searches every installed package
    os.environ.setdefault(
        "OPENBLAS_NUM_THREADS", "1"
    )  # on a busy machine several threads wait for each other for minutes


def _secure_streams() -> None:
    """Replace characters that a terminal lacks by question marks, and a closed stream by the null device."""
    import os
    from pathlib import Path

    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  (it stays open)
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
