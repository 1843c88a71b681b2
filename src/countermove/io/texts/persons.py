"""The named speakers of a text, with all spellings of their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.io.texts.person_names import (
    MAX_LETTERS,
    MIN_LETTERS,
    MIN_SIMILARITY,
    family_name,
    name_runs,
    same_person,
)

if TYPE_CHECKING:
    from countermove.io.texts.speakers import Attribution
    from countermove.io.texts.text import SourceText

MAX_COMPARED = 1000
"""Most names of speakers whose spellings are compared with one another."""

MAX_PAIRS = 4_000_000
"""Most pairs of a speaker and a family name in the text that are compared."""


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
    mentions: dict[str, list[tuple[int, Attribution]]] = {}
    for k, each in enumerate(attributed):
        if each.speaker.name:
            mentions.setdefault(each.speaker.name, []).append((k, each))
    groups = grouped(mentions)
    where = _paragraphs_by_family(text) if len(groups) <= MAX_COMPARED else {}
    compared = where if len(groups) * len(where) <= MAX_PAIRS else {}
    return tuple(_person(group, mentions, compared) for group in groups)


def grouped(names: Iterable[str]) -> list[list[str]]:
    """Return names in groups of one person each; the order is that of the first names.

    More than `MAX_COMPARED` names are not compared; each is then a person.

    Examples
    --------
    >>> grouped(["Peter Satanov", "Satanow", "Nora Fen", "Satanov", "Anna Satanov"])
    [['Peter Satanov', 'Satanow', 'Satanov'], ['Nora Fen'], ['Anna Satanov']]
    """
    distinct = [*dict.fromkeys(names)]
    if len(distinct) > MAX_COMPARED:
        return [[name] for name in distinct]
    groups: list[list[str]] = []
    for name in distinct:
        mine = next((group for group in groups if all(same_person(name, each) for each in group)), None)
        if mine is None:
            groups.append([name])
        else:
            mine.append(name)
    return groups


def _person(
    group: list[str], mentions: Mapping[str, list[tuple[int, Attribution]]], where: Mapping[str, dict[str, list[int]]]
) -> Person:
    name = max(group, key=lambda each: (len(each.split()), -group.index(each)))
    others = _other_spellings(family_name(name), [*where])
    spelt = ((other, _spelling_paragraphs(name, where[other])) for other in where if other in others)
    return Person(
        name,
        tuple(group),
        tuple(
            each for _, each in sorted((each for one in group for each in mentions[one]), key=lambda each: each[0])
        ),
        tuple((other, paragraphs) for other, paragraphs in spelt if paragraphs),
    )


def _other_spellings(family: str, families: list[str]) -> set[str]:
    """Return the family names that are similar to one, by their letters alone."""
    from rapidfuzz import fuzz, process

    if not MIN_LETTERS <= len(family) <= MAX_LETTERS:
        return set()
    near = process.extract(family, families, scorer=fuzz.ratio, score_cutoff=MIN_SIMILARITY, limit=None)
    return {other for other, _, _ in near if MIN_LETTERS <= len(other) <= MAX_LETTERS and other != family}


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
