"""What the lines above and below a text, its tag in brackets, and the markup of a page say of it.

What a text says of having been translated and edited, and the language that it was written in.

Languages by name and code, and a guess at the one that a text is in.

Frequent words are counted here: from 50 words up py3langid is right no more often, never says that it does not know,
and takes over a second to load.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from countermove.io.texts.dates import dates, without_dates
from countermove.io.texts.outline import ADDRESS, BYLINE, DATELINE, EDITED, ORIGIN, POSTED, TAG, is_note
from countermove.io.texts.text import MetadataEntry, asides, at, markup

if TYPE_CHECKING:
    from countermove.io.texts.text import SourceText
    from countermove.model.provenance import Position


_BY = re.compile(
    r"(?<!edited )(?<!abridged )(?<!shortened )\b(?:by|via|with|using)\s+"
    r"(?P<who>(?:[^.;()\n]|(?<=\b[^\W\d_])\.)+?)\s*"
    r"(?:(?<!\b[^\W\d_])\.|[;()\n]|\bfrom\b|,?\s*\bedited\b|$)",
    re.IGNORECASE,
)

_MACHINE = re.compile(r"\b(?:machine|automatic)[ -]translat|машинный перевод", re.IGNORECASE)

CODES = {
    "arabic": "ar",
    "armenian": "hy",
    "azerbaijani": "az",
    "belarusian": "be",
    "bulgarian": "bg",
    "czech": "cs",
    "dutch": "nl",
    "english": "en",
    "french": "fr",
    "german": "de",
    "greek": "el",
    "hebrew": "he",
    "hungarian": "hu",
    "italian": "it",
    "kazakh": "kk",
    "kyrgyz": "ky",
    "persian": "fa",
    "polish": "pl",
    "portuguese": "pt",
    "romanian": "ro",
    "russian": "ru",
    "spanish": "es",
    "swedish": "sv",
    "turkish": "tr",
    "ukrainian": "uk",
}
"""Languages whose frequent words are known (jusText), by their English names."""

OTHERS = {
    "chinese": "zh",
    "farsi": "fa",
    "georgian": "ka",
    "japanese": "ja",
    "korean": "ko",
    "tajik": "tg",
    "uzbek": "uz",
}
"""Languages that a note may name; the lists of their frequent words are missing, or mixed with English ones."""

FROM = re.compile(
    r"\bfrom (?:the )?(?P<name>[A-Za-z]+)\b|\bс (?P<russian>русского|украинского|казахского|английского)"
)

RUSSIAN = {"русского": "ru", "украинского": "uk", "казахского": "kk", "английского": "en"}

ENOUGH, CLEARLY, WORDS = 0.3, 1.25, 20
"""Which part of the words has to be frequent ones of a language, how much more than of any other, of how many."""


def credits_of(text: SourceText) -> Iterator[MetadataEntry]:
    r"""Yield what a text says of itself, each key once, with what else was found for it.

    Examples
    --------
    >>> from countermove.io.texts.outline import outlined
    >>> text = outlined("Talks stall\n\nBy Ada Brook, 14 May 2024\n\n[Courier] The council met.", "a.txt")
    >>> {each.key: each.value for each in credits_of(text)}
    {'title': 'Talks stall', 'publisher': 'Courier', 'author': 'Ada Brook', 'date': '2024-05-14'}
    """
    found: dict[str, MetadataEntry] = {}
    for kind in (_title, _publisher, _author, _poster, language, translation, _date, _address):
        for each in kind(text):
            first = found.setdefault(each.key, each)
            if first.value != each.value and each.value:
                also = f"{first.where}; also {each.value} ({each.where})"
                found[each.key] = MetadataEntry(each.key, first.value or each.value, also)
    yield from found.values()


def _title(text: SourceText) -> Iterator[MetadataEntry]:
    yield from markup(text, "title")
    if text.headline:
        yield MetadataEntry(
            "title", text.words(text.headline), f"the headline, {at(text, text.headline).split(':')[0]}"
        )


def _publisher(text: SourceText) -> Iterator[MetadataEntry]:
    """Yield the outlet that a text names; the site that it was saved from, if that is another one, carried it."""
    named = [*_outlets(text)]
    yield from named
    for site in markup(text, "publisher"):
        yield MetadataEntry("carried_by", site.value, f"{site.where}: its site") if named else site


def _outlets(text: SourceText) -> Iterator[MetadataEntry]:
    for where in text.paragraphs[:1]:
        for kind, what in ((TAG, "the tag in brackets"), (DATELINE, "the dateline")):
            if found := kind.match(text.words(where)):
                line = "" if text.page else f", line {text.line_of(where.start)}"
                yield MetadataEntry("publisher", found["name"].strip(), f"{what} before paragraph 1{line}")
    for where, words in asides(text):
        if (found := ORIGIN.fullmatch(words)) and not ADDRESS.fullmatch(words):
            yield MetadataEntry("publisher", found["name"].strip(), at(text, where))


def _author(text: SourceText) -> Iterator[MetadataEntry]:
    yield from markup(text, "author")
    for where, words in asides(text):
        if found := BYLINE.fullmatch(words):
            yield MetadataEntry("author", re.split(r"[,|·]| on ", found["name"])[0].strip(), at(text, where))


def _poster(text: SourceText) -> Iterator[MetadataEntry]:
    """Yield who has posted the text."""
    for where, words in asides(text):
        if found := POSTED.fullmatch(words):
            name = re.split(r"\bon\b|\bat\b|[,|·(]", without_dates(found["name"]))[0].strip()
            if name:
                yield MetadataEntry("carried_by", name, at(text, where))


def _date(text: SourceText) -> Iterator[MetadataEntry]:
    yield from markup(text, "date")
    for where, words in asides(text):
        for day in dates(words):
            how = " (when it was posted, which may be later)" if POSTED.match(words) else ""
            yield MetadataEntry("date", day, at(text, where) + how)
    for where in text.paragraphs[:1]:
        lead = text.words(where)[:80]
        if found := (TAG.match(lead) or DATELINE.match(lead)):
            for day in dates(found[0]):
                yield MetadataEntry("date", day, "the dateline of paragraph 1")


def _address(text: SourceText) -> Iterator[MetadataEntry]:
    yield from markup(text, "url")
    for where, words in asides(text):
        if found := ADDRESS.fullmatch(words):
            yield MetadataEntry("url", found["name"], at(text, where))


def translation(text: SourceText) -> Iterator[MetadataEntry]:
    """Yield by whom or by what a text was translated, and whether it was edited."""
    for where, words in _notes(text):
        by = _BY.search(words)
        who = by["who"] if by else ""
        how = "machine" if _MACHINE.search(words) else ""
        named = f"{how} ({who})" if how and who else how or who or words
        yield MetadataEntry("translated", named, at(text, where))
        if edited := EDITED.search(words):
            yield MetadataEntry("edited", edited["how"].strip(" ,()[]") or True, at(text, where))


def _notes(text: SourceText) -> Iterator[tuple[Position, str]]:
    """Yield notes on the translation."""
    return ((where, words) for where, words in asides(text) if is_note(words))


def language(text: SourceText) -> Iterator[MetadataEntry]:
    """Yield the language that a text was written in: that of the text at hand, unless it is a translation."""
    here, how = text.markup.get("language", ""), "the markup of the page"
    if not here:
        here, how = guessed(text.text), "a guess by its frequent words"
    at_hand = f"; the text at hand is in {here}, by {how}" if here else ""
    notes = [*_notes(text)]
    for where, words in notes:
        code = original(words)
        unsaid = "" if code else " does not say from which language"
        yield MetadataEntry("language", code, f"{at(text, where)}{unsaid}{at_hand}")
    if here and not notes:
        yield MetadataEntry("language", here, how)


def original(note: str) -> str:
    """Return the language that a note says a text was translated from.

    Examples
    --------
    >>> original("Translated from Russian by O. Reed"), original("Machine translation")
    ('ru', '')
    """
    for found in FROM.finditer(note):
        named = (found["name"] or "").casefold()
        if code := CODES.get(named) or OTHERS.get(named) or RUSSIAN.get(found["russian"] or ""):
            return code
    return ""


def guessed(text: str) -> str:
    """Return the code of the language that a text is in, if its frequent words leave no doubt.

    Examples
    --------
    >>> guessed("The council of the town met in the evening, and it did not agree on what to do about the river "
    ...         "and the fields that are below the town.")
    'en'
    """
    words = re.findall(r"[^\W\d_]+", text[:20_000].casefold())
    if len(words) < WORDS:
        return ""
    shares = sorted(_shares(words), reverse=True)
    (best, code), (second, _) = shares[:2]
    return code if best >= ENOUGH and best >= CLEARLY * second else ""


def _shares(words: list[str]) -> Iterator[tuple[float, str]]:
    from justext import get_stoplist

    for name, code in CODES.items():
        frequent = get_stoplist(name.capitalize())
        yield sum(word in frequent for word in words) / len(words), code
