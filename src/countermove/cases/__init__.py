"""Packaged conflicts and families by name; their files lie in folders named after the publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.errors import UnknownName, did_you_mean
from countermove.io import packaged
from countermove.io.files import read
from countermove.model.arguments import refuse_other_kinds

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
    """Return the path of a packaged conflict's file.

    Raises
    ------
    UnknownName
        If no packaged conflict has that name.
    """
    refuse_other_kinds(file, locals())
    return _file_of(packaged.conflicts(), "case", name)


def load(name: str) -> Conflict:
    """Return a packaged conflict.

    Raises
    ------
    UnknownName
        If no packaged conflict has that name.

    Examples
    --------
    >>> load("prisoners-dilemma").options
    ('a.cooperate', 'b.cooperate')
    """
    refuse_other_kinds(load, locals())
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
    """Return the path of a packaged family's file.

    Raises
    ------
    UnknownName
        If no packaged family has that name.
    """
    return _file_of(packaged.families(), "family", name)


def load_family(name: str) -> Family:
    """Return a packaged family.

    Raises
    ------
    UnknownName
        If no packaged family has that name.

    Examples
    --------
    >>> len(load_family("csto-appeals").cases)
    20
    """
    from countermove.io.yaml.family.reading import read_family

    return read_family(family_file(name))


def _file_of(files: dict[str, Path], kind: str, name: str) -> Path:
    if name not in files:
        raise UnknownName(f"there is no {kind} {name!r}{did_you_mean(name, files)}")
    return files[name]
