"""The command line: thin commands, one a question. What they print is made in `countermove.report`."""

from __future__ import annotations

import gc
import os
import sys

from countermove.cli.answering import answering


def main() -> None:
    """Run the command that the command line asks for, and exit with its code."""
    gc.set_threshold(100_000)  # importing makes many objects and hardly any garbage
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # or every installed package is looked through
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that lacks a letter gets a question mark
    with answering():
        from countermove.cli.app import app  # noqa: PLC0415  (Ctrl-C while it is imported is answered, too)

        app(prog_name="countermove")
