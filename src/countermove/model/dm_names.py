"""Texts that name a decision maker by id or name; case, articles and abbreviations are ignored."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from countermove.errors import UnknownName, did_you_mean
from countermove.model.letters import LETTER, folded

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict


def decision_maker(conflict: Conflict, text: str) -> int:
    """Return the position of the decision maker that a text names; case, articles and abbreviations are ignored.

    Raises
    ------
    UnknownName
        If the text names no decision maker, or several.

    Examples
    --------
    >>> from countermove import cases
    >>> decision_maker(cases.load("elmira"), "local government")
    2
    """
    called = [
        {_plain(dm.id), _plain(dm.id.rpartition(".")[2]), _plain(dm.name)} - {""} for dm in conflict.decision_makers
    ]
    exact = [i for i, dm in enumerate(conflict.decision_makers) if dm.name and dm.name == text]
    found = exact or [i for i, names in enumerate(called) if _plain(text) in names]
    if len(found) == 1:
        return found[0]
    ids = [dm.id for dm in conflict.decision_makers]
    if found:
        several = " and ".join(ids[i] for i in found)
        raise UnknownName(f"{text!r} is the name of several decision makers; write the id of one: {several}")
    near = get_close_matches(_plain(text), [name for names in called for name in names], n=1)
    meant = [id_ for id_, names in zip(ids, called, strict=True) if {*near} & names] or _partly(text, ids, called)
    hint = f"; did you mean {meant[0]!r}?" if meant else did_you_mean(text, ids)
    raise UnknownName(f"{conflict.title!r} has no decision maker {text!r}{hint}")


def _partly(text: str, ids: list[str], called: list[set[str]]) -> list[str]:
    """Return, in a list, the one id whose names hold all words of a text; an empty list unless exactly one does."""
    words = {*_plain(text).split()}
    partly = [
        id_
        for id_, names in zip(ids, called, strict=True)
        if any(words <= {*re.findall(f"{LETTER}+", name)} for name in names)
    ]
    return partly if words and len(partly) == 1 else []


def _plain(name: str) -> str:
    """Return a name in lower case, without a leading article and a trailing abbreviation in parentheses."""
    return re.sub(r"^(the|an?) (?=\S)|(?<=\S) \([^()]*\)$", "", " ".join(folded(name).split()))
