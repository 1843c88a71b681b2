"""The command line: thin commands, one a question. What they print is made in `countermove.report`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command that the command line asks for, and exit with its code."""
    try:  # before anything else is imported: whoever interrupts at once wants no traceback either
        _run()
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        raise SystemExit(130) from None


def _run() -> None:
    import gc

    _make_haste()
    _secure_streams()
    from countermove.cli.errors import answering

    try:
        with answering():
            from countermove.cli.app import app

            app(prog_name="countermove")
    finally:
        gc.freeze()  # the process ends here: not worth looking through everything for garbage once more


def _make_haste() -> None:
    """Leave out what takes a fifth of a second in a process that answers one question."""
    import gc
    import os

    gc.set_threshold(100_000)  # importing makes many objects and hardly any garbage
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # or it looks through every installed package
    os.environ.setdefault(
        "OPENBLAS_NUM_THREADS", "1"
    )  # on a busy machine its threads wait for each other for minutes


def _secure_streams() -> None:
    """Let a terminal that lacks a letter print a question mark, and a closed stream swallow everything."""
    import os
    from pathlib import Path

    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  (it stays open)
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
