"""From what went wrong to an exit code and words on standard error: no traceback, unless it is asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from countermove.errors import CountermoveError, InvalidConflict

OUR_FAULT, YOUR_CALL, INTERRUPTED = 1, 2, 130


@contextmanager
def answering() -> Iterator[None]:
    """Exit as the contract has it: 2 the call or the file is wrong, 1 our fault, 130 interrupted."""
    try:
        yield
        sys.stdout.flush()
    except KeyboardInterrupt as fault:
        raise _exit(INTERRUPTED, str(fault) or "interrupted") from None
    except BrokenPipeError:
        _stop_writing()
        raise SystemExit(0) from None  # who reads our output has had enough
    except CountermoveError as fault:
        raise _exit(YOUR_CALL, *_complaints(fault)) from None
    except MemoryError:
        raise _exit(YOUR_CALL, "there is not enough memory for this conflict: leave out options") from None
    except OSError as fault:
        where = f"{fault.filename}: " if fault.filename else ""
        raise _exit(YOUR_CALL, f"{where}{(fault.strerror or str(fault)).lower()}") from None
    except Exception as fault:
        if _is_typers(fault):
            raise
        raise _exit(OUR_FAULT, *_confession(fault)) from None


def warn(line: str) -> None:
    """Print a line on standard error, dim where that is a terminal."""
    dim = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
    sys.stderr.write(f"\x1b[2m{plain(line)}\x1b[0m\n" if dim else f"{plain(line)}\n")


def plain(line: str) -> str:
    """Return a line without what would steer a terminal or begin another line."""
    return "".join(letter if letter.isprintable() else " " for letter in line)


def _complaints(fault: CountermoveError) -> list[str]:
    return [*map(str, fault.complaints)] if isinstance(fault, InvalidConflict) else str(fault).split("\n")


def _confession(fault: Exception) -> list[str]:
    if os.environ.get("COUNTERMOVE_DEBUG") == "1":
        import traceback

        traceback.print_exception(fault)
    said = f"{type(fault).__name__}: {fault}" if str(fault) else type(fault).__name__
    advice = "please report it, with the command and the file; COUNTERMOVE_DEBUG=1 shows where it happened"
    return [f"countermove failed, and that is its own fault, not yours: {said}", advice]


def _is_typers(fault: Exception) -> bool:
    """Whether an exception is one by which Typer ends a command."""
    return hasattr(fault, "exit_code") or type(fault).__name__ == "Abort"


def _exit(code: int, *lines: str) -> SystemExit:
    with suppress(OSError):
        sys.stderr.writelines(f"{plain(line)}\n" for line in lines)
    return SystemExit(code)


def _stop_writing() -> None:
    """Let what is still buffered go nowhere, so that closing the output does not fail once more."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
