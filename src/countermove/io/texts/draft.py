"""Draft of a source from its text: the metadata in the text, the people it quotes, and their words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from countermove.io.texts.dates import dates
from countermove.io.texts.metadata import credits_of
from countermove.io.texts.persons import MAX_COMPARED
from countermove.io.texts.quotations import Quoted, quoted_in
from countermove.io.texts.search import on_one_line
from countermove.io.texts.speakers import MAX_VERBS, REACH
from countermove.io.texts.text import MetadataEntry
from countermove.model.letters import LETTER
from countermove.model.provenance import Position

if TYPE_CHECKING:
    from countermove.io.texts.persons import Person
    from countermove.io.texts.text import SourceText
    from countermove.model.provenance import Quotation

KEYS = ("title", "publisher", "author", "speaker", "carried_by", "language", "translated", "edited", "date", "url")
"""Keys of a drafted source, in order."""

MAX_NAME = 200
"""Most characters of which an id is made, and of the words with which a paragraph begins."""

EXPECTED_KEYS = ("title", "publisher", "author", "speaker", "language", "date")
"""Keys that a source should have; a remark lists the missing ones."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A source drafted from a text, for the analyst to edit.

    Attributes
    ----------
    id : str
        Id of the source.
    findings : tuple of MetadataEntry
        Metadata in the order of `KEYS`, each with its origin; an entry without a value is a comment only.
    quotations : tuple of (Quotation, str)
        Quotations in the order of the text, each with a note or an empty text.
    remarks : tuple of str
        How paragraphs are counted, what was not found, and what was guessed.
    """

    id: str
    findings: tuple[MetadataEntry, ...]
    quotations: tuple[tuple[Quotation, str], ...]
    remarks: tuple[str, ...]


def drafted(text: SourceText, taken: Collection[str] = (), id_: str = "") -> Draft:
    r"""Return a source drafted from a text.

    Parameters
    ----------
    text : SourceText
        The text.
    taken : collection of str
        Ids of other sources.
    id_ : str, optional
        Id of the source; by default it is made from the publisher, the author or the file name.

    Examples
    --------
    >>> from countermove.io.texts.outline import outlined
    >>> draft = drafted(outlined("Talks stall\n\n[Courier] “It rains a lot,” said Nora Fen.", "a.txt"))
    >>> draft.id, [(each.key, each.value) for each in draft.findings][:3]
    ('courier', [('title', 'Talks stall'), ('publisher', 'Courier'), ('speaker', ('Nora Fen',))])
    """
    quoted = quoted_in(text)
    findings = [*credits_of(text), *_speaker(text, quoted)]
    found = {each.key: str(each.value) for each in findings if each.value}
    named = id_ or _unused_id(
        _slug(found.get("publisher") or found.get("author") or text.file.rpartition(".")[0]), taken
    )
    return Draft(
        id=named,
        findings=tuple(sorted(findings, key=_key_order)),
        quotations=quoted.quotations,
        remarks=(*_paragraph_remarks(text), *_missing_remarks(text, found), *_ignored_remarks(quoted), *text.remarks),
    )


def _key_order(found: MetadataEntry) -> int:
    return KEYS.index(found.key)


def _slug(name: str) -> str:
    words = re.findall(f"{LETTER}+", name[:MAX_NAME].casefold().replace("_", " "))
    return "_".join(words[:4]) or "source"


def _unused_id(name: str, others: Collection[str]) -> str:
    taken = frozenset(others)
    numbered = (name if k == 1 else f"{name}_{k}" for k in range(1, len(taken) + 2))
    return next(each for each in numbered if each not in taken)


def _speaker(text: SourceText, quoted: Quoted) -> Iterator[MetadataEntry]:
    if quoted.persons:
        where = "; ".join(_name_origin(text, each, alone=len(quoted.persons) == 1) for each in quoted.persons)
        yield MetadataEntry("speaker", tuple(each.name for each in quoted.persons), where)


def _name_origin(text: SourceText, person: Person, *, alone: bool) -> str:
    """Return the place where a person is named, and other spellings of the name."""
    where = _with_name(text, person.mentions[0].where, person.mentions[0].speaker.name)
    said = f"“{on_one_line(text, where)}” in {text.place(where.start)}"
    spelt = [f"{other} (paragraph{'s'[: len(at) - 1]} {', '.join(map(str, at))})" for other, at in person.spellings]
    also = f"; also spelt {' and '.join(spelt)}, which is taken for the same name" if spelt else ""
    return f"{'' if alone else person.name + ': '}{said}{also}"


def _with_name(text: SourceText, where: Position, name: str) -> Position:
    """Return a position extended to a name near it, if there is one."""
    near = max(0, where.start - 2 * REACH)
    at = text.text.find(name, near, where.end + 2 * REACH)
    return where if at < 0 else Position(min(where.start, at), max(where.end, at + len(name)))


def _paragraph_remarks(text: SourceText) -> Iterator[str]:
    """Yield remarks on the first and last paragraph and on the lines that are not counted."""
    ends = sorted({1, len(text.paragraphs)} - {0})
    begin = [
        (k, " ".join(text.words(text.paragraphs[k - 1])[:MAX_NAME].split()[:5])) for k in ends if text.paragraphs
    ]
    if begin:
        yield ", ".join(f"paragraph {k} begins “{words}”" for k, words in begin)
    lines = [f"{text.line_of(each.start)}" for each in (*text.head, *text.foot)]
    if lines and not text.page:
        yield f"not counted as paragraphs: {'line' if len(lines) == 1 else 'lines'} {', '.join(lines)}"


def _missing_remarks(text: SourceText, found: dict[str, str]) -> Iterator[str]:
    missing = [key for key in EXPECTED_KEYS if key not in found]
    if missing:
        yield f"not found: {', '.join(missing)}"
    days = [*islice(_days(text), 5)] if "date" in missing else []
    if days:
        yield f"dates in the text, which need not be its own: {', '.join(days)}"


def _days(text: SourceText) -> Iterator[str]:
    """Yield the dates in the paragraphs, each with its paragraph."""
    for k, where in enumerate(text.paragraphs[:1000], start=1):
        yield from (f"{day} (paragraph {k})" for day in dates(text.words(where)[:2000]))


def _ignored_remarks(quoted: Quoted) -> Iterator[str]:
    if len(quoted.persons) > MAX_COMPARED:
        yield f"{len(quoted.persons):,} names of speakers are too many to compare: each is taken for a person"
    if quoted.verbs_passed_over:
        more = f"{quoted.verbs_passed_over:,} more passed over"
        yield f"speakers are looked for beside the first {MAX_VERBS:,} verbs of saying; {more}"
    if quoted.passed_over:
        times = "once" if quoted.passed_over == 1 else f"{quoted.passed_over} times"
        yield f"passed over: {times} a word or two in quotation marks that nobody is said to say"
