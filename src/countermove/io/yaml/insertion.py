"""Insertion of a source into the text of a conflict file; comments and layout of the rest are kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from countermove.errors import Complaint, InvalidConflict
from countermove.io.yaml.tree import Tree, parse_yaml

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict


def with_source(text: str, file: str, read: Callable[[str], Conflict], write: Callable[[int], str]) -> str:
    """Return the text of a conflict file with another source after its last one.

    Parameters
    ----------
    text : str
        The text of the conflict file.
    file : str
        Its name, for complaints.
    read : callable
        Function from such a text to its conflict.
    write : callable
        Function from the number of spaces before the id to the text of the entry.

    Raises
    ------
    InvalidConflict
        If the file is invalid, or its sources do not stand on lines of their own.
    """
    before = read(text)
    tree = parse_yaml(text, file)
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = re.findall(r"[^\n]*\n", text if text.endswith("\n") else text + newline)
    at = _insertion_line(tree, lines)
    head = "" if tree.has(("sources",)) else "sources:\n"
    entry = f"{head}{write(_indent(tree))}".replace("\n", newline)
    changed = "".join([*lines[:at], entry, *lines[at:]])
    try:
        after = read(changed)
    except InvalidConflict:
        after = before
    if after.with_(sources=before.sources) != before or after.sources[:-1] != before.sources or after == before:
        message = "the sources in this file are not listed in lines of their own, so that none can be put among them"
        advice = "print the draft without --to, and put it in yourself"
        raise InvalidConflict([Complaint(f"{message}; {advice}", place=tree.place(("sources",)))])
    return changed


def _indent(tree: Tree) -> int:
    """Return the number of spaces before the ids of sources."""
    ids = [*(tree.value.get("sources") or {})]
    return (tree.key_place(("sources", ids[0])).column or 3) - 1 if ids else 2


def _insertion_line(tree: Tree, lines: list[str]) -> int:
    """Return the line, from 0, before which the new source goes: at the end of the sources.

    Without sources it is the line of the key `decision_makers`. Comments before the next key stay with it.
    """
    keys = [(tree.key_place((key,)).line or 1, key) for key in tree.value]
    begin = next((line for line, key in keys if key == "sources"), 0)
    following = [line for line, key in keys if line > begin and (begin or key == "decision_makers")]
    at = min(following, default=len(lines) + 1) - 1
    while at > begin and (not lines[at - 1].strip() or lines[at - 1].startswith("#")):
        at -= 1
    return at
