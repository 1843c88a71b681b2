"""The named speakers of a text, with all spellings of their names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.io.texts.person_names import MIN_LETTERS, MIN_SIMILARITY, family_name, name_runs, same_person

if TYPE_CHECKING:
    from countermove.io.texts.speakers import Attribution
    from countermove.io.texts.text import SourceText


@dataclass(frozen=True, slots=True)
class Person:
    """A named speaker of a text.

    Attributes
    ----------
    name : str
        The longest of the names, the first of several.
    names : tuple of str
        All names under which the person speaks.
    mentions : tuple of Attribution
        The attributions to the person, in the order of the text.
    spellings : tuple of (str, tuple of int)
        Similar spellings of the family name, each with the numbers of its paragraphs, from 1.
    """

    name: str
    names: tuple[str, ...]
    mentions: tuple[Attribution, ...]
    spellings: tuple[tuple[str, tuple[int, ...]], ...] = ()


def persons_in(text: SourceText, attributed: Sequence[Attribution]) -> tuple[Person, ...]:
    """Return the named speakers of a text.

    Parameters
    ----------
    text : SourceText
        The text.
    attributed : sequence of Attribution
        Attributions in the order of the text.
    """
    named = [each for each in attributed if each.speaker.name]
    where = _paragraphs_by_family(text)
    return tuple(_person(group, named, where) for group in grouped(each.speaker.name for each in named))


def grouped(names: Iterable[str]) -> list[list[str]]:
    """Return names in groups of one person each; the order is that of the first names.

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
    near = process.extract(family, [*where], scorer=fuzz.ratio, score_cutoff=MIN_SIMILARITY, limit=None)
    others = {other for other, _, _ in near if min(len(other), len(family)) >= MIN_LETTERS and other != family}
    spelt = ((other, _spelling_paragraphs(name, where[other])) for other in where if other in others)
    return Person(
        name,
        tuple(group),
        tuple(each for each in named if each.speaker.name in group),
        tuple((other, paragraphs) for other, paragraphs in spelt if paragraphs),
    )


def _spelling_paragraphs(name: str, where: dict[str, list[int]]) -> tuple[int, ...]:
    """Return the paragraphs, ascending, of the names that may be another spelling of `name`."""
    return tuple(sorted({k for other, paragraphs in where.items() if same_person(name, other) for k in paragraphs}))


def _paragraphs_by_family(text: SourceText) -> dict[str, dict[str, list[int]]]:
    """Return the paragraphs of each name in a text, from 1, by family name and by full name."""
    found: dict[str, dict[str, list[int]]] = {}
    for k, where in enumerate(text.paragraphs, start=1):
        for name in dict.fromkeys(name for _, _, name in name_runs(text.words(where))):
            found.setdefault(family_name(name), {}).setdefault(name, []).append(k)
    return found
