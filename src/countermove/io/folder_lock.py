"""A lock on a folder, so that one process at a time writes there. The operating system frees it with its process."""

from __future__ import annotations

import os
import socket
import sys
from contextlib import suppress
from typing import IO, TYPE_CHECKING

from countermove.errors import InvalidRequest

if TYPE_CHECKING:
    from pathlib import Path

HOLDER_LENGTH = 200
"""Characters of the holder's name that are read."""


class FolderLock:
    """A lock that this process holds, as a file that names the process.

    Parameters
    ----------
    file : pathlib.Path
        The file of the lock. It exists as long as the lock is held, or longer if its process was killed.

    Raises
    ------
    InvalidRequest
        If another process holds the lock, or the file cannot be locked.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        try:
            self._stream = self._locked()
            self._stream.truncate()
            self._stream.write(f"process {os.getpid()} on {socket.gethostname()}\n")
            self._stream.flush()
        except OSError as fault:
            raise InvalidRequest(f"{file}: {(fault.strerror or str(fault)).lower()}") from None

    def _locked(self) -> IO[str]:
        """Return the open and locked file.

        A holder removes its file when it is done. Who has opened that file before locks a file without a name, and
        opens the new one.
        """
        while True:
            stream = os.fdopen(os.open(self.file, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)), "r+")
            try:
                _lock(stream)
            except (BlockingIOError, PermissionError):
                raise InvalidRequest(self._in_use(stream)) from None
            if self._is_there(stream):
                return stream
            stream.close()

    def _is_there(self, stream: IO[str]) -> bool:
        with suppress(FileNotFoundError):
            return os.path.samestat(os.fstat(stream.fileno()), self.file.stat())
        return False

    def _in_use(self, stream: IO[str]) -> str:
        with stream:
            holder = " ".join(stream.read(HOLDER_LENGTH).split()) or "another process"
        return f"{self.file.parent} is in use by {holder}; wait until it has ended, or name another folder"

    def release(self) -> None:
        """Release the lock and remove its file."""
        with suppress(OSError):
            self.file.unlink()
        self._stream.close()


if sys.platform == "win32":

    def _lock(stream: IO[str]) -> None:
        """Lock a byte far behind the text, which others may read."""
        import msvcrt

        stream.seek(1 << 20)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        stream.seek(0)

else:

    def _lock(stream: IO[str]) -> None:
        import fcntl

        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
