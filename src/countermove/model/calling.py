"""What decision makers are called: by id or name, whatever the capitals, the article or the abbreviation."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from countermove.errors import UnknownName, did_you_mean

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict


def decision_maker(conflict: Conflict, text: str) -> int:
    """Return the position of the decision maker that a text means, whatever its capitals, article or abbreviation.

    Raises
    ------
    UnknownName
        If there is no such decision maker, or more than one.

    Examples
    --------
    >>> from countermove import cases
    >>> decision_maker(cases.load("elmira"), "local government")
    2
    """
    called = [
        {_plain(dm.id), _plain(dm.id.rpartition(".")[2]), _plain(dm.name)} - {""} for dm in conflict.decision_makers
    ]
    found = [i for i, names in enumerate(called) if _plain(text) in names]
    if len(found) == 1:
        return found[0]
    ids = [dm.id for dm in conflict.decision_makers]
    near = get_close_matches(_plain(text), [name for names in called for name in names], n=1)
    meant = [id_ for id_, names in zip(ids, called, strict=True) if {*near} & names] or _partly(text, ids, called)
    hint = f"; did you mean {meant[0]!r}?" if meant else did_you_mean(text, ids)
    raise UnknownName(f"{conflict.title!r} has no decision maker {text!r}{hint}")


def _partly(text: str, ids: list[str], called: list[set[str]]) -> list[str]:
    """Return the id of the one decision maker in whose id or name all words of a text stand, if there is one."""
    words = {*_plain(text).split()}
    partly = [
        id_
        for id_, names in zip(ids, called, strict=True)
        if any(words <= {*re.findall(r"\w+", name)} for name in names)
    ]
    return partly if words and len(partly) == 1 else []


def _plain(name: str) -> str:
    """Return a name in small letters, without an article before it or an abbreviation behind."""
    return re.sub(r"^(the|an?) (?=\S)|(?<=\S) \([^()]*\)$", "", " ".join(name.casefold().split()))
