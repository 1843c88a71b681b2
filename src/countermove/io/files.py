"""Reading and writing of conflict files by path, whose suffix tells the format, and reading of texts."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from countermove.errors import Complaint, InvalidConflict
from countermove.io.regular_files import unreadable
from countermove.io.text_files import SUFFIXES, read_text, write_text
from countermove.model.arguments import refuse_other_kinds
from countermove.model.kinds import refusal, shortened

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict


def read(path: str | os.PathLike[str], *, fronts_in: Iterable[str | os.PathLike[str]] = ()) -> Conflict:
    """Return the conflict in a file.

    Parameters
    ----------
    path : str or path
        A conflict file in YAML (``.yaml``, ``.yml``) or of GMCR+ (``.gmcr``).
    fronts_in : iterable of str or path
        Folders outside that of the file in which its fronts may lie.

    Returns
    -------
    Conflict
        Its `remarks` tell what a file of GMCR+ says that the conflict lacks.

    Raises
    ------
    InvalidConflict
        With all complaints, if the file cannot be read or its content is not valid.
    TooLarge
        If the options span more states than can be listed.
    """
    refuse_other_kinds(read, locals())
    file = Path(path)
    text = read_text(file)
    if file.suffix == ".gmcr":
        from countermove.io.gmcr import read_gmcr

        return read_gmcr(text, str(file))
    from countermove.io.yaml.reading import read_yaml

    return read_yaml(text, str(file), file.parent, tuple(map(Path, fronts_in)))


def loads(text: str | Mapping[str, Any]) -> Conflict:
    r"""Return the conflict in a text, or in a mapping of the same shape.

    Parameters
    ----------
    text : str or mapping
        The content of a conflict file in YAML; or what stands in one, as mappings, lists, texts and numbers.

    Returns
    -------
    Conflict

    Raises
    ------
    InvalidConflict
        With all complaints: those about a text have line and column, those about a mapping the keys that lead there.
    TooLarge
        If the options span more states than can be listed.

    Examples
    --------
    >>> loads("title: Strike\ndecision_makers: {union: {options: [strike]}}").options
    ('strike',)
    >>> loads({"title": "Strike", "decision_makers": {"union": {"options": {"strike": "Go on strike"}}}}).options
    ('strike',)
    >>> loads({"title": "Strike", "decision_makers": {"union": {"option": ["strike"]}}})
    Traceback (most recent call last):
    ...
    countermove.errors.InvalidConflict: decision_makers.union.option: unknown key 'option'; did you mean 'options'?
    """
    from countermove.io.yaml.reading import read_yaml

    if isinstance(text, str):
        if text.strip().endswith(SUFFIXES) and len(text.split()) == 1:
            message = f"{shortened(text)} looks like the name of a file, which cm.read reads; a text is expected here"
            raise InvalidConflict([Complaint(message)])
        return read_yaml(text, "text")
    if not isinstance(text, Mapping):
        raise refusal("the text of a conflict file, or a mapping,", text, ())
    try:
        return read_yaml(_as_yaml(text), "mapping")
    except InvalidConflict as fault:
        raise InvalidConflict(replace(each, place=None) for each in fault.complaints) from None


def _as_yaml(mapping: Mapping[str, Any]) -> str:
    """Return a mapping as YAML, in which each text remains one."""
    from ruamel.yaml import YAML
    from ruamel.yaml.representer import RepresenterError

    written = StringIO()
    try:
        YAML(typ="safe", pure=True).dump(dict(mapping), written)
    except (RepresenterError, TypeError, RecursionError) as fault:
        found = shortened(str(fault).rpartition("an object: ")[2])
        message = f"mappings, lists, texts and numbers are expected, as in a conflict file, and nothing else: {found}"
        raise InvalidConflict([Complaint(message)]) from None
    return written.getvalue()


def write(conflict: Conflict, path: str | os.PathLike[str]) -> tuple[str, ...]:
    """Write a conflict to a file atomically, and return remarks on what the format left out or rewrote.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    path : str or path
        The target; ``.gmcr`` selects the format of GMCR+, ``.yaml`` or ``.yml`` YAML.

    Raises
    ------
    InvalidConflict
        If the format cannot hold the conflict, or the file cannot be written.
    TooLarge
        If the file would be too large, or its rankings too long, to be read again.
    """
    refuse_other_kinds(write, locals())
    file = Path(path)
    text, remarks = _written(conflict, file)
    write_text(text, file)
    return remarks


def _written(conflict: Conflict, file: Path) -> tuple[str, tuple[str, ...]]:
    if file.suffix not in SUFFIXES:
        raise unreadable(file, f"the name has to end in {', '.join(SUFFIXES)}: it says which format is meant")
    if file.suffix == ".gmcr":
        from countermove.io.gmcr import write_gmcr

        return write_gmcr(conflict)
    from countermove.io.yaml.writing import write_yaml

    return write_yaml(conflict), ()
