"""The people who are named where something is said, and the spellings of their names in a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.io.texts.names import ALIKE, SHORTEST, family_name, name_runs, same_person

if TYPE_CHECKING:
    from countermove.io.texts.speakers import Attribution
    from countermove.io.texts.text import SourceText


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is named where something is said.

    Attributes
    ----------
    name : str
        As it stands where most of it is given.
    names : tuple of str
        All names that are taken for this person's.
    mentions : tuple of Attribution
        Where something is said.
    spellings : tuple of (str, tuple of int)
        Other spellings of the family name, as far as likeness goes, and the paragraphs in which they stand.
    """

    name: str
    names: tuple[str, ...]
    mentions: tuple[Attribution, ...]
    spellings: tuple[tuple[str, tuple[int, ...]], ...] = ()


def persons_in(text: SourceText, said: Sequence[Attribution]) -> tuple[Person, ...]:
    """Return the people who say something, each with every spelling of the name that the text has."""
    named = [each for each in said if each.speaker.name]
    where = _paragraphs_by_family(text)
    return tuple(_person(group, named, where) for group in grouped(each.speaker.name for each in named))


def grouped(names: Iterable[str]) -> list[list[str]]:
    """Return names in groups: those that end in the same family name, or in one that is alike.

    Examples
    --------
    >>> grouped(["Peter Satanov", "Satanow", "Nora Fen", "Satanov", "Anna Satanov"])
    [['Peter Satanov', 'Satanow', 'Satanov'], ['Nora Fen'], ['Anna Satanov']]
    """
    groups: list[list[str]] = []
    for name in dict.fromkeys(names):
        mine = next((group for group in groups if all(same_person(name, each) for each in group)), None)
        if mine is None:
            groups.append([name])
        else:
            mine.append(name)
    return groups


def _person(group: list[str], named: Sequence[Attribution], where: dict[str, dict[str, list[int]]]) -> Person:
    from rapidfuzz import fuzz, process

    name = max(group, key=lambda each: (len(each.split()), -group.index(each)))
    family = family_name(name)
    near = process.extract(family, [*where], scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None)
    others = {other for other, _, _ in near if min(len(other), len(family)) >= SHORTEST and other != family}
    spelt = ((other, _of_one(name, where[other])) for other in where if other in others)
    return Person(
        name,
        tuple(group),
        tuple(each for each in named if each.speaker.name in group),
        tuple((other, paragraphs) for other, paragraphs in spelt if paragraphs),
    )


def _of_one(name: str, where: dict[str, list[int]]) -> tuple[int, ...]:
    """Return the paragraphs of those of some names that may be another spelling of a name."""
    return tuple(sorted({k for other, paragraphs in where.items() if same_person(name, other) for k in paragraphs}))


def _paragraphs_by_family(text: SourceText) -> dict[str, dict[str, list[int]]]:
    """Return, by the last word of each name in a text and by the name, the paragraphs that it stands in."""
    found: dict[str, dict[str, list[int]]] = {}
    for k, where in enumerate(text.paragraphs, start=1):
        for name in dict.fromkeys(name for _, _, name in name_runs(text.words(where))):
            found.setdefault(family_name(name), {}).setdefault(name, []).append(k)
    return found
