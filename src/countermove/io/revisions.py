"""Earlier versions of a conflict file, as git keeps them. Git is asked, and runs nothing of the repository."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from countermove.errors import Complaint, InvalidConflict, Place
from countermove.io.text_files import MAX_BYTES, SUFFIXES, decoded

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict

PATIENCE = 10.0
"""Seconds that git may take for one answer."""

QUIET = {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
"""Git asks nobody, writes nothing, fetches nothing, and speaks English."""


def read_revision(file: Path, revision: str) -> Conflict:
    """Return the conflict in a file as it stood in a revision of the git repository that the folder belongs to.

    Parameters
    ----------
    file : pathlib.Path
        The file, which need not be there any more.
    revision : str
        What git takes for a commit: ``HEAD~1``, a branch, a tag, a hash, ``main@{2022-01-07}``.

    Raises
    ------
    InvalidConflict
        If there is no git, no repository, no such revision, no such file in it, or the file is not valid.
    """
    version = f"{file}@{revision}"
    text = decoded(_blob(file, revision), Path(version))
    if file.suffix == ".gmcr":
        from countermove.io.gmcr import read_gmcr

        return read_gmcr(text, version)
    from countermove.io.yaml.reading import read_yaml

    return read_yaml(text, version)


def _blob(file: Path, revision: str) -> bytes:
    """Return the bytes of a file in a revision."""
    if file.suffix not in SUFFIXES:
        raise _refusal(file, f"a conflict file ends in {', '.join(SUFFIXES)}, not in {file.suffix!r}")
    if not file.parent.is_dir():
        raise _refusal(file, f"there is no folder {str(file.parent)!r}")
    if revision.startswith("-") or not revision.strip():
        raise _refusal(file, f"{revision!r} is no revision; write one behind the @, as in {file.name}@HEAD~1")
    if not _git(file, "rev-parse", "--git-dir"):
        raise _refusal(file, "this folder is not under git, so there is no earlier version to read")
    commit = _git(file, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").decode().strip()
    if not commit:
        raise _refusal(file, f"git knows no revision {revision!r} here; 'git log --oneline' lists those there are")
    size = _git(file, "cat-file", "-s", f"{commit}:./{file.name}").decode().strip()
    if not size:
        message = f"there is no such file in the revision {revision!r}; 'git log --oneline -- {file.name}' lists"
        raise _refusal(file, f"{message} those that have it")
    if int(size) > MAX_BYTES:
        raise _refusal(file, f"in {revision!r} it has {int(size):,} bytes; {MAX_BYTES:,} are the most")
    return _git(file, "cat-file", "blob", f"{commit}:./{file.name}")


def _git(file: Path, *words: str) -> bytes:
    """Return what git says in the folder of a file; nothing if it refuses.

    Raises
    ------
    InvalidConflict
        If there is no git, it takes too long, or it does not trust the folder.
    """
    call = ["git", "--no-replace-objects", "-C", str(file.parent), *words]
    try:
        done = subprocess.run(  # noqa: S603  (no shell; git reads only, and a revision cannot be an option of it)
            call, capture_output=True, check=False, timeout=PATIENCE, env={**os.environ, **QUIET}
        )
    except FileNotFoundError:
        raise _refusal(file, "git is not installed, and FILE@REVISION is read with it") from None
    except subprocess.TimeoutExpired:
        raise _refusal(file, f"git did not answer within {PATIENCE:.0f} seconds") from None
    if done.returncode and b"dubious ownership" in done.stderr:
        message = "git does not trust this folder, which belongs to somebody else; its setting safe.directory names"
        raise _refusal(file, f"{message} those that it trusts")
    return b"" if done.returncode else done.stdout


def _refusal(file: Path, message: str) -> InvalidConflict:
    return InvalidConflict([Complaint(message, place=Place(str(file)))])
