"""Quotations in a text, and their attribution to the speakers that the text names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.io.texts.persons import Person, persons_in
from countermove.io.texts.speakers import INSERTED, PRONOUN, Attribution, attributions, verbs_passed_over
from countermove.model.provenance import MOST_QUOTED, Position, Quotation

if TYPE_CHECKING:
    from countermove.io.texts.text import SourceText


CLOSES = {"“": "”", "«": "»", "„": "“”", '"': '"', "»": "«"}
"""Closing marks of each opening mark."""

MIN_WORDS = 3
"""Unattributed quotations shorter than this many words are ignored."""

MAX_DISTANCE = 40
"""Fewer characters than this lie between a quotation and its attribution."""


def quotations(text: SourceText) -> Iterator[Position]:
    r"""Yield the positions of quotations in order, without their marks; nested quotations are not separated.

    A quotation that is open at the end of its paragraph continues in the next one if that begins with the same mark
    or closes a quotation that it did not open. Otherwise it ends with its paragraph. Single marks are ignored; they
    look like apostrophes.

    Examples
    --------
    >>> from countermove.io.texts.outline import outlined
    >>> text = outlined('He said: "One.\n\nTwo," and left.\n\n«Three», she wrote.', "a.txt")
    >>> [text.words(where) for where in quotations(text)]
    ['One.\n\nTwo,', 'Three']
    """
    opened: tuple[int, str] | None = None
    for k, where in enumerate(text.paragraphs):
        for at, mark in _marks(text, where, opened is not None):
            if opened is None:
                opened = (at + 1, mark) if _opens(text.text, at, mark) else None
            elif mark in CLOSES[opened[1]]:
                yield from _between(opened[0], at)
                opened = None
        if opened and not _continues(text, k, opened[1]):
            yield from _between(opened[0], where.end)
            opened = None


def _marks(text: SourceText, where: Position, inside: bool) -> Iterator[tuple[int, str]]:  # noqa: FBT001
    """Yield the marks in a paragraph with their positions, without an opening mark that continues a quotation."""
    for found in re.finditer(f"[{''.join({*CLOSES, *'”“»«'})}]", text.words(where)):
        if found.start() == 0 and inside and found[0] in CLOSES:
            continue
        yield where.start + found.start(), found[0]


def _opens(text: str, at: int, mark: str) -> bool:
    """Whether a mark opens a quotation; ``»`` opens one only directly before a word and not after one."""
    if mark == "»":
        return text[at + 1 : at + 2].isalnum() and not text[max(0, at - 1) : at].isalnum()
    return mark in CLOSES


def _between(start: int, end: int) -> Iterator[Position]:
    if end > start:
        yield Position(start, end)


def _continues(text: SourceText, k: int, mark: str) -> bool:
    """Whether a quotation that is open at the end of paragraph `k`, from 0, continues in the next one."""
    if k + 1 == len(text.paragraphs):
        return False
    following = text.words(text.paragraphs[k + 1])
    if following.startswith(mark):
        return True
    closing = re.search(f"[{re.escape(CLOSES[mark])}]", following)
    if mark == '"':
        return following.count(mark) % 2 == 1
    return closing is not None and mark not in following[: closing.start()]


@dataclass(frozen=True, slots=True)
class Quoted:
    """The quotations in a text and their speakers.

    Attributes
    ----------
    persons : tuple of Person
        The named speakers.
    quotations : tuple of (Quotation, str)
        Quotations in the order of the text, each with a note or an empty text.
    passed_over : int
        Number of short unattributed quotations that are ignored.
    verbs_passed_over : int
        Number of verbs of saying whose speakers are not looked for, since there are very many.
    """

    persons: tuple[Person, ...]
    quotations: tuple[tuple[Quotation, str], ...]
    passed_over: int
    verbs_passed_over: int = 0


def quoted_in(text: SourceText) -> Quoted:
    """Return the quotations in a text and their speakers.

    Examples
    --------
    >>> from countermove.io.texts.outline import outlined
    >>> found = quoted_in(outlined("“We would rather build than sue,” said the mayor, Nora Fen.", "a.txt"))
    >>> [(each.by, each.paragraph, each.quotation) for each, _ in found.quotations]
    [('Nora Fen', 1, 'We would rather build than sue,')]
    """
    marked = [piece for where in quotations(text) for piece in _without_insertions(text, where)]
    stretches = [where for where in marked if re.search(r"\w", text.words(where))]
    attributed = [*attributions(text, stretches)]
    persons = persons_in(text, attributed)
    kept = [
        (where, attribution)
        for where, attribution in _with_attribution(text, stretches, attributed)
        if attribution or len(text.words(where).split()) >= MIN_WORDS
    ]
    named = [each for each in attributed if each.speaker.name]
    person_by_name = {name: each.name for each in persons for name in each.names}
    found = [
        each
        for where, attribution in kept
        for each in _pieces(text, where, _speaker_and_note(text, attribution, person_by_name, named))
    ]
    return Quoted(persons, tuple(found), len(stretches) - len(kept), verbs_passed_over(text, stretches))


def _without_insertions(text: SourceText, where: Position) -> Iterator[Position]:
    """Yield the parts of a quotation in guillemets without the attributions between dashes in it."""
    start = where.start
    if text.text[start - 1 : start] == "«":
        for found in INSERTED.finditer(text.text, where.start, where.end):
            yield Position(start, found.start())
            start = found.end()
    yield Position(start, where.end)


def _with_attribution(
    text: SourceText, stretches: Sequence[Position], attributed: Sequence[Attribution]
) -> Iterator[tuple[Position, Attribution | None]]:
    """Yield each quotation with its attribution: after it, before it, or that of the quotation before it."""
    starts = [each.where.start for each in attributed]
    last: tuple[int | None, Attribution | None] = (None, None)
    for where in stretches:
        at = bisect_left(starts, where.end)
        behind = [each for each in attributed[at : at + 1] if _joined(text, where.end, each.where.start)]
        ahead = [each for each in attributed[max(0, at - 1) : at] if _joined(text, each.where.end, where.start)]
        long = len(text.words(where).split()) >= MIN_WORDS
        same = last[1] if long and last[0] == text.paragraph_of(where.start) else None
        speaker = (*behind, *ahead, same)[0]
        last = (text.paragraph_of(where.end - 1), speaker)
        yield where, speaker


def _joined(text: SourceText, end: int, start: int) -> bool:
    """Whether the ends of two ranges lie close together within one sentence."""
    begins = text.text[start : start + MAX_DISTANCE].lstrip()[:1]
    if not 0 <= start - end < MAX_DISTANCE or text.paragraph_of(end - 1) != text.paragraph_of(start):
        return False
    if text.text[end - 1] == "." and begins.isupper():
        return False
    return not re.search(r"[.!?]\W*\s", text.text[end + 1 : start])


def _pieces(text: SourceText, where: Position, speaker_and_note: tuple[str, str]) -> Iterator[tuple[Quotation, str]]:
    """Yield a quotation, divided if it is too long or spans paragraphs; the note goes with its first part."""
    by, note = speaker_and_note
    for k, piece in enumerate(_short_parts(text, where)):
        words = " ".join(text.words(piece).split())
        quotation = Quotation(by=by, paragraph=text.paragraph_of(piece.start), quotation=words)
        yield quotation, "it goes on" if k else note


def _short_parts(text: SourceText, where: Position) -> Iterator[Position]:
    """Yield the parts of a quotation of at most `MOST_QUOTED` characters within a paragraph that contain words."""
    start = where.start
    while found := re.compile(r"\S").search(text.text, start, where.end):
        start = found.start()
        within = text.paragraphs[(text.paragraph_of(start) or 1) - 1]
        end = max(start + 1, min(where.end, within.end))
        if end - start > MOST_QUOTED:
            end = start + _cut(text.text[start : start + MOST_QUOTED])
        if re.search(r"\w", text.text[start:end]):
            yield Position(start, end)
        start = end


def _cut(words: str) -> int:
    """Return the position after the last whole sentence, or after the last whole word if there is none."""
    sentences = [found.end() for found in re.finditer(r"[.!?…][\"'”’»)]*(?=\s)", words)]
    return (sentences or [found.start() for found in re.finditer(r"(?<=\S)\s", words)] or [len(words)])[-1]


def _speaker_and_note(
    text: SourceText, attribution: Attribution | None, person_by_name: Mapping[str, str], named: Sequence[Attribution]
) -> tuple[str, str]:
    """Return the speaker of a quotation and a note; either may be empty."""
    if attribution is None:
        return "", "nobody is said to say it"
    if name := attribution.speaker.name:
        return person_by_name.get(name, name), ""
    role = attribution.speaker.role
    earlier = bisect_left(named, attribution.where.start, key=lambda each: each.where.start)
    nearest = named[earlier - 1] if earlier else None
    before = f"; the last one named before is {nearest.speaker.name}" if nearest else ""
    place = f", {text.place(nearest.where.start)}" if nearest else ""
    return "" if PRONOUN.fullmatch(role) else role, f"“{role}” has no name there{before}{place}"
