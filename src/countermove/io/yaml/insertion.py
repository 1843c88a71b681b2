"""Insertion of a source or of variations into the text of a conflict file; comments and layout are kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from countermove.errors import Complaint, InvalidConflict, Place
from countermove.io.yaml.tree import Tree, parse_yaml
from countermove.io.yaml.writing import variations_as_yaml

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict
    from countermove.model.records import Variation


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
    before, tree = read(text), parse_yaml(text, file)
    changed = with_entry(text, tree, "sources", write, before="decision_makers")
    try:
        after = read(changed)
    except InvalidConflict:
        after = before
    if after.with_(sources=before.sources) != before or after.sources[:-1] != before.sources or after == before:
        message = "the sources in this file are not listed in lines of their own, so that none can be put among them"
        advice = "print the draft without --to, and put it in yourself"
        raise InvalidConflict([Complaint(f"{message}; {advice}", place=tree.place(("sources",)))])
    return changed


def with_variations(text: str, file: str, variations: tuple[Variation, ...], read: Callable[[str], Conflict]) -> str:
    """Return the text of a conflict file with more variations after its last one.

    Parameters
    ----------
    text : str
        The text of the conflict file.
    file : str
        Its name, for complaints.
    variations : tuple of Variation
    read : callable
        Function from such a text to its conflict.

    Raises
    ------
    InvalidConflict
        If the file is invalid, or would be with them, or its variations do not stand on lines of their own.
    """
    before, tree = read(text), parse_yaml(text, file)
    place = tree.place(("variations",)) if tree.has(("variations",)) else Place(file)
    if taken := {each.id for each in before.variations} & {each.id for each in variations}:
        message = f"there is a variation {min(taken)!r} already; take back what was written with --undo, or rename it"
        raise InvalidConflict([Complaint(message, place=place)])
    changed = with_entry(text, tree, "variations", lambda indent: variations_as_yaml(variations, indent))
    try:
        after = read(changed)
    except InvalidConflict as fault:
        told = "; ".join(str(replace(each, place=None)) for each in fault.complaints[:3])
        message = f"the file would not be valid with these variations ({told}); nothing was written"
        raise InvalidConflict([Complaint(message, place=place)]) from None
    if after.with_(variations=before.variations) != before or after.variations != (*before.variations, *variations):
        message = (
            "the variations in this file are not listed in lines of their own, so that none can be put among them"
        )
        raise InvalidConflict([Complaint(f"{message}; nothing was written", place=place)])
    return changed


def with_entry(text: str, tree: Tree, key: str, write: Callable[[int], str], *, before: str = "") -> str:
    """Return the text of a conflict file with another entry at the end of a mapping at its top.

    Parameters
    ----------
    text : str
        The text of the conflict file.
    tree : Tree
        The text, parsed.
    key : str
        The key of the mapping, which is put there if it is missing.
    write : callable
        Function from the number of spaces before an id to the text of the entry.
    before : str
        The key before which a missing one is put; empty for the end of the file.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = re.findall(r"[^\n]*\n", text if text.endswith("\n") else text + newline)
    at = _insertion_line(tree, lines, key, before)
    head = "" if tree.has((key,)) else f"{key}:\n"
    entry = f"{head}{write(_indent(tree, key))}".replace("\n", newline)
    return "".join([*lines[:at], entry, *lines[at:]])


def _indent(tree: Tree, key: str) -> int:
    """Return the number of spaces before the ids of a mapping at the top."""
    ids = [*(tree.value.get(key) or {})]
    return (tree.key_place((key, ids[0])).column or 3) - 1 if ids else 2


def _insertion_line(tree: Tree, lines: list[str], key: str, before: str) -> int:
    """Return the line, from 0, before which the new entry goes: at the end of the mapping.

    Without the mapping it is the line of the key `before`. Comments before the next key stay with it.
    """
    keys = [(tree.key_place((each,)).line or 1, each) for each in tree.value]
    begin = next((line for line, each in keys if each == key), 0)
    following = [line for line, each in keys if line > begin and (begin or each == before)]
    at = min(following, default=len(lines) + 1) - 1
    while at > begin and (not lines[at - 1].strip() or lines[at - 1].startswith("#")):
        at -= 1
    return at
