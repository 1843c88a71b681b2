"""What the lines above and below a text, its tag in brackets, and the markup of a page say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.io.texts.dates import dates, without_dates
from countermove.io.texts.languages import guessed, original
from countermove.io.texts.lines import ADDRESS, BYLINE, DATELINE, EDITED, ORIGIN, POSTED, TAG, is_note

if TYPE_CHECKING:
    from countermove.io.texts.source_text import SourceText
    from countermove.model.provenance import Position


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a text says of itself.

    Attributes
    ----------
    key : str
        What it is, as the conflict file calls it.
    value : str, bool or tuple of str
        What is said. Nothing, if it is only told that it is not known.
    where : str
        Where and how it was found.
    """

    key: str
    value: str | bool | tuple[str, ...]
    where: str


_BY = re.compile(
    r"(?<!edited )(?<!abridged )(?<!shortened )\b(?:by|via|with|using)\s+"
    r"(?P<who>(?:[^.;()\n]|(?<=\b[^\W\d_])\.)+?)\s*"
    r"(?:(?<!\b[^\W\d_])\.|[;()\n]|\bfrom\b|,?\s*\bedited\b|$)",
    re.IGNORECASE,
)
_MACHINE = re.compile(r"\b(?:machine|automatic)[ -]translat|машинный перевод", re.IGNORECASE)


def credits_of(text: SourceText) -> Iterator[Finding]:
    r"""Yield what a text says of itself, each key once, with what else was found for it.

    Examples
    --------
    >>> from countermove.io.texts.outline import outlined
    >>> text = outlined("Talks stall\n\nBy Ada Brook, 14 May 2024\n\n[Courier] The council met.", "a.txt")
    >>> {each.key: each.value for each in credits_of(text)}
    {'title': 'Talks stall', 'publisher': 'Courier', 'author': 'Ada Brook', 'date': '2024-05-14'}
    """
    found: dict[str, Finding] = {}
    for kind in (_title, _publisher, _author, _poster, _language, _translation, _date, _address):
        for each in kind(text):
            first = found.setdefault(each.key, each)
            if first.value != each.value and each.value:
                also = f"{first.where}; also {each.value} ({each.where})"
                found[each.key] = Finding(each.key, first.value or each.value, also)
    yield from found.values()


def _at(text: SourceText, where: Position) -> str:
    """Return where a line stands, and the line."""
    words = " ".join(text.words(where).split())
    said = f"“{words if len(words) <= 90 else words[:87] + '...'}”"
    return said if text.page else f"line {text.line_of(where.start)}: {said}"


def _markup(text: SourceText, key: str) -> Iterator[Finding]:
    if value := text.markup.get(key):
        yield Finding(key, value, "the markup of the page")


def _asides(text: SourceText) -> Iterator[tuple[Position, str]]:
    for where in (*text.head, *text.foot):
        yield where, text.words(where)


def _title(text: SourceText) -> Iterator[Finding]:
    yield from _markup(text, "title")
    if text.headline:
        yield Finding("title", text.words(text.headline), f"the headline, {_at(text, text.headline).split(':')[0]}")


def _publisher(text: SourceText) -> Iterator[Finding]:
    """Yield the outlet that a text names; the site that it was saved from, if that is another one, carried it."""
    named = [*_outlets(text)]
    yield from named
    for site in _markup(text, "publisher"):
        yield Finding("carried_by", site.value, f"{site.where}: its site") if named else site


def _outlets(text: SourceText) -> Iterator[Finding]:
    for where in text.paragraphs[:1]:
        for kind, what in ((TAG, "the tag in brackets"), (DATELINE, "the dateline")):
            if found := kind.match(text.words(where)):
                line = "" if text.page else f", line {text.line_of(where.start)}"
                yield Finding("publisher", found["name"].strip(), f"{what} before paragraph 1{line}")
    for where, words in _asides(text):
        if (found := ORIGIN.fullmatch(words)) and not ADDRESS.fullmatch(words):
            yield Finding("publisher", found["name"].strip(), _at(text, where))


def _author(text: SourceText) -> Iterator[Finding]:
    yield from _markup(text, "author")
    for where, words in _asides(text):
        if found := BYLINE.fullmatch(words):
            yield Finding("author", re.split(r"[,|·]| on ", found["name"])[0].strip(), _at(text, where))


def _poster(text: SourceText) -> Iterator[Finding]:
    """Yield who has posted the text."""
    for where, words in _asides(text):
        if found := POSTED.fullmatch(words):
            name = re.split(r"\bon\b|\bat\b|[,|·(]", without_dates(found["name"]))[0].strip()
            if name:
                yield Finding("carried_by", name, _at(text, where))


def _translation(text: SourceText) -> Iterator[Finding]:
    for where, words in _notes(text):
        by = _BY.search(words)
        who = by["who"] if by else ""
        how = "machine" if _MACHINE.search(words) else ""
        named = f"{how} ({who})" if how and who else how or who or words
        yield Finding("translated", named, _at(text, where))
        if edited := EDITED.search(words):
            yield Finding("edited", edited["how"].strip(" ,()[]") or True, _at(text, where))


def _notes(text: SourceText) -> Iterator[tuple[Position, str]]:
    """Yield notes on the translation."""
    return ((where, words) for where, words in _asides(text) if is_note(words))


def _language(text: SourceText) -> Iterator[Finding]:
    """Yield the language that a text was written in: that of the text at hand, unless it is a translation."""
    here, how = text.markup.get("language", ""), "the markup of the page"
    if not here:
        here, how = guessed(text.text), "a guess by its frequent words"
    at_hand = f"; the text at hand is in {here}, by {how}" if here else ""
    notes = [*_notes(text)]
    for where, words in notes:
        code = original(words)
        unsaid = "" if code else " does not say from which language"
        yield Finding("language", code, f"{_at(text, where)}{unsaid}{at_hand}")
    if here and not notes:
        yield Finding("language", here, how)


def _date(text: SourceText) -> Iterator[Finding]:
    yield from _markup(text, "date")
    for where, words in _asides(text):
        for day in dates(words):
            how = " (when it was posted, which may be later)" if POSTED.match(words) else ""
            yield Finding("date", day, _at(text, where) + how)
    for where in text.paragraphs[:1]:
        lead = text.words(where)[:80]
        if found := (TAG.match(lead) or DATELINE.match(lead)):
            for day in dates(found[0]):
                yield Finding("date", day, "the dateline of paragraph 1")


def _address(text: SourceText) -> Iterator[Finding]:
    yield from _markup(text, "url")
    for where, words in _asides(text):
        if found := ADDRESS.fullmatch(words):
            yield Finding("url", found["name"], _at(text, where))
