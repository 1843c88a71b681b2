"""Packaged conflicts, foldered by publication: each file names its sources and, where there are any, its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.errors import UnknownName, did_you_mean
from countermove.io import packaged
from countermove.io.files import read

if TYPE_CHECKING:
    from pathlib import Path

    from countermove.model.conflict import Conflict
    from countermove.model.family import Family


def names() -> tuple[str, ...]:
    """Return the names of the packaged conflicts.

    Examples
    --------
    >>> "elmira" in names()
    True
    """
    return tuple(packaged.conflicts())


def file(name: str) -> Path:
    """Return the file of a packaged conflict.

    Raises
    ------
    UnknownName
        If there is none of that name.
    """
    return _among(packaged.conflicts(), "case", name)


def load(name: str) -> Conflict:
    """Return a packaged conflict; refuses as `file` does.

    Examples
    --------
    >>> load("prisoners-dilemma").options
    ('a.cooperate', 'b.cooperate')
    """
    return read(file(name))


def families() -> tuple[str, ...]:
    """Return the names of the packaged families.

    Examples
    --------
    >>> families()
    ('csto-appeals',)
    """
    return tuple(packaged.families())


def family_file(name: str) -> Path:
    """Return the file of a packaged family; refuses as `file` does."""
    return _among(packaged.families(), "family", name)


def load_family(name: str) -> Family:
    """Return a packaged family; refuses as `file` does.

    Examples
    --------
    >>> len(load_family("csto-appeals").cases)
    20
    """
    from countermove.io.yaml.family.reading import read_family

    return read_family(family_file(name))


def _among(files: dict[str, Path], kind: str, name: str) -> Path:
    if name not in files:
        raise UnknownName(f"there is no {kind} {name!r}{did_you_mean(name, files)}")
    return files[name]
