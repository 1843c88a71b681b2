"""Exit codes, lines of text on standard output, and complaints and warnings on standard error.

A traceback is printed only if COUNTERMOVE_DEBUG is 1.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from shutil import get_terminal_size
from textwrap import fill

from countermove.cli.signals import interrupted_code
from countermove.errors import (
    Complaint,
    CountermoveError,
    DocumentPath,
    InvalidConflict,
    NoStatusQuo,
    Place,
    TooLarge,
    warnings_told,
)

INTERNAL_ERROR, USAGE_ERROR = 1, 2

SHOWN = 50
"""Complaints, or warnings of `check`, that are shown; the rest is counted."""

SHOW_ALL: ContextVar[bool] = ContextVar("SHOW_ALL", default=False)
"""Whether all are shown: the option ``--all``."""
MIN_WIDTH = 40
"""Columns of a line on standard error at least."""


@contextmanager
def exit_codes() -> Iterator[None]:
    """Turn exceptions into exit codes, with words on standard error; print warnings there.

    Raises
    ------
    SystemExit
        With 2 if the call or the file is wrong, 1 for an internal error, 130 or 143 if interrupted, 0 for a broken
        pipe.
    """
    try:
        with warnings_told(warn):
            yield
        sys.stdout.flush()
    except KeyboardInterrupt as fault:
        raise _exit(interrupted_code(), str(fault) or "interrupted") from None
    except BrokenPipeError:
        _discard_output()
        raise SystemExit(0) from None  # the reader of the output has closed it
    except CountermoveError as fault:
        raise _exit(USAGE_ERROR, *_complaints(fault)) from None
    except MemoryError:
        raise _exit(USAGE_ERROR, "there is not enough memory for this conflict: leave out options") from None
    except OSError as fault:
        where = f"{fault.filename}: " if fault.filename else ""
        raise _exit(USAGE_ERROR, f"{where}{(fault.strerror or str(fault)).lower()}") from None
    except Exception as fault:
        if _ends_command(fault):
            raise
        raise _exit(INTERNAL_ERROR, *_internal_error(fault)) from None


@contextmanager
def naming(file: str | None) -> Iterator[None]:
    """Put a file's name before complaints about its conflict that name no place.

    Raises
    ------
    InvalidConflict, TooLarge, NoStatusQuo
        As inside, with the name of the file.
    """
    try:
        yield
    except InvalidConflict as fault:
        if file is None:
            raise
        found = [
            each if each.place else Complaint(f"{each}{_holds_none(file, each.path)}", place=Place(file))
            for each in fault.complaints
        ]
        raise InvalidConflict(found) from None
    except TooLarge as fault:
        raise TooLarge(f"{file}: {fault}" if file else str(fault)) from None
    except NoStatusQuo as fault:
        raise NoStatusQuo(f"{file}: {fault}{_holds_none(file, ('status_quo',))}" if file else str(fault)) from None


def _holds_none(file: str, path: DocumentPath) -> str:
    """Return the way out for a status quo that is missing in a file whose format has none."""
    if path != ("status_quo",) or not file.lower().endswith(".gmcr"):
        return ""
    return ". A .gmcr file holds none: write it as YAML first, with 'countermove convert'"


@contextmanager
def first_complaints(call: Sequence[str]) -> Iterator[None]:
    """Count the complaints past the first `SHOWN`, unless all are to be shown.

    Parameters
    ----------
    call : sequence of str
        The arguments of the call, for the advice.

    Raises
    ------
    InvalidConflict
        As inside, with one complaint in place of those that are counted.
    """
    try:
        yield
    except InvalidConflict as fault:
        more = len(fault.complaints) - SHOWN
        if SHOW_ALL.get() or more <= 0:
            raise
        from shlex import join

        line = f"and {more:,} more complaint{'s'[: more - 1]}; {join(['countermove', '--all', *call])} shows them"
        raise InvalidConflict([*fault.complaints[:SHOWN], Complaint(line)]) from None


def warn_first(lines: Sequence[str]) -> None:
    """Print warnings on standard error, each marked as one, and count those past the first `SHOWN`."""
    shown = len(lines) if SHOW_ALL.get() else SHOWN
    for line in lines[:shown]:
        warn(f"{line} (a warning)")
    if more := len(lines[shown:]):
        warn(f"and {more:,} more warning{'s'[: more - 1]}; --all shows them")


def say(text: str, end: str = "\n") -> None:
    """Print a text of one or several lines on standard output, with a sign for each control character."""
    from countermove.report.printable import visible

    sys.stdout.write(visible(text) + end)


def say_next(command: str) -> None:
    """Print the last line of a command: the command that is useful next."""
    from countermove.report.console import next_line, show

    show(next_line(command))


def warn(line: str) -> None:
    """Print a line on standard error, dim where that is a terminal."""
    dim = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
    sys.stderr.write(f"\x1b[2m{wrapped(line)}\x1b[0m\n" if dim else f"{wrapped(line)}\n")


def wrapped(line: str) -> str:
    """Return a line without what cannot be printed; on a terminal it is broken between words, as wide as that is."""
    if not sys.stderr.isatty():
        return plain(line)  # one complaint a line, for whoever reads it from a file
    wide = max(MIN_WIDTH, get_terminal_size((MIN_WIDTH, 0)).columns)
    return fill(plain(line), wide, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def plain(line: str) -> str:
    """Return a line with a blank for each character that cannot be printed."""
    return "".join(letter if letter.isprintable() else " " for letter in line)


def _complaints(fault: CountermoveError) -> list[str]:
    return [*map(str, fault.complaints)] if isinstance(fault, InvalidConflict) else str(fault).split("\n")


def _internal_error(fault: Exception) -> list[str]:
    if os.environ.get("COUNTERMOVE_DEBUG") == "1":
        import traceback

        traceback.print_exception(fault)
    said = f"{type(fault).__name__}: {fault}" if str(fault) else type(fault).__name__
    advice = "please report it, with the command and the file; COUNTERMOVE_DEBUG=1 shows where it happened"
    return [f"countermove failed, and that is its own fault, not yours: {said}", advice]


def _ends_command(fault: Exception) -> bool:
    """Whether Typer ends a command by this exception."""
    return hasattr(fault, "exit_code") or type(fault).__name__ == "Abort"


def _exit(code: int, *lines: str) -> SystemExit:
    with suppress(OSError):
        sys.stderr.writelines(f"{wrapped(line)}\n" for line in lines)
    return SystemExit(code)


def _discard_output() -> None:
    """Redirect standard output to the null device, so that flushing its buffer does not fail."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
