"""Metadata of a text: title, publisher, author, date, address, translation and original language.

Sources are the lines above and below the text, its tag or dateline, and the markup of a page. The language of a text
is guessed by its share of frequent words. From 50 words up py3langid is no more accurate; it never says that it does
not know, and takes over a second to load.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from countermove.io.texts.dates import dates, without_dates
from countermove.io.texts.outline import (
    ADDRESS,
    BYLINE,
    DATELINE,
    EDITED,
    MAX_LENGTH,
    ORIGIN,
    POSTED,
    TAG,
    is_note,
    outlet_before,
)
from countermove.io.texts.text import MetadataEntry, asides, line_reference, markup_entry

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
"""Codes of languages with a list of frequent words in jusText, by English name."""

OTHERS = {
    "chinese": "zh",
    "farsi": "fa",
    "georgian": "ka",
    "japanese": "ja",
    "korean": "ko",
    "tajik": "tg",
    "uzbek": "uz",
}
"""Codes of other languages that a note may name; their lists of frequent words are missing or mixed with English."""

FROM = re.compile(
    r"\bfrom (?:the )?(?P<name>[A-Za-z]+)\b|\bс (?P<russian>русского|украинского|казахского|английского)"
)

RUSSIAN = {"русского": "ru", "украинского": "uk", "казахского": "kk", "английского": "en"}

MIN_SHARE, MIN_RATIO, MIN_WORDS = 0.3, 1.25, 20
"""For a guess: least share of frequent words, least ratio to the second language, least number of words."""


def credits_of(text: SourceText) -> Iterator[MetadataEntry]:
    r"""Yield the metadata of a text, one entry for each key; its origin names other values that were found.

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
    yield from markup_entry(text, "title")
    if text.headline:
        yield MetadataEntry(
            "title", text.words(text.headline), f"the headline, {line_reference(text, text.headline).split(':')[0]}"
        )


def _publisher(text: SourceText) -> Iterator[MetadataEntry]:
    """Yield the outlet that a text names; the site of a page is then who carried it."""
    named = [*_outlets(text)]
    yield from named
    for site in markup_entry(text, "publisher"):
        yield MetadataEntry("carried_by", site.value, f"{site.where}: its site") if named else site


def _outlets(text: SourceText) -> Iterator[MetadataEntry]:
    for where in text.paragraphs[:1]:
        for kind, what in ((TAG, "the tag in brackets"), (DATELINE, "the dateline")):
            if found := kind.match(text.words(where)[: 2 * MAX_LENGTH]):
                line = "" if text.page else f", line {text.line_of(where.start)}"
                yield MetadataEntry("publisher", found["name"].strip(), f"{what} before paragraph 1{line}")
    for where, words in asides(text):
        if (found := ORIGIN.fullmatch(words)) and not ADDRESS.fullmatch(words):
            yield MetadataEntry("publisher", found["name"].strip(), line_reference(text, where))


def _author(text: SourceText) -> Iterator[MetadataEntry]:
    yield from markup_entry(text, "author")
    for where, words in asides(text):
        if found := BYLINE.fullmatch(words):
            yield MetadataEntry(
                "author", re.split(r"[,|·]| on ", found["name"])[0].strip(), line_reference(text, where)
            )


def _poster(text: SourceText) -> Iterator[MetadataEntry]:
    """Yield who posted the text."""
    for where, words in asides(text):
        if found := POSTED.fullmatch(words):
            name = re.split(r"\bon\b|\bat\b|[,|·(]", without_dates(found["name"]))[0].strip()
            if name:
                yield MetadataEntry("carried_by", name, line_reference(text, where))


def _date(text: SourceText) -> Iterator[MetadataEntry]:
    yield from markup_entry(text, "date")
    for where, words in asides(text):
        for day in dates(words):
            how = " (when it was posted, which may be later)" if POSTED.match(words) else ""
            yield MetadataEntry("date", day, line_reference(text, where) + how)
    for where in text.paragraphs[:1]:
        lead = text.words(where)[:80]
        if found := outlet_before(lead):
            for day in dates(found[0]):
                yield MetadataEntry("date", day, "the dateline of paragraph 1")


def _address(text: SourceText) -> Iterator[MetadataEntry]:
    yield from markup_entry(text, "url")
    for where, words in asides(text):
        if found := ADDRESS.fullmatch(words):
            yield MetadataEntry("url", found["name"], line_reference(text, where))


def translation(text: SourceText) -> Iterator[MetadataEntry]:
    """Yield the translator of a text, and whether the translation was edited."""
    for where, words in _notes(text):
        by = _BY.search(words)
        who = by["who"] if by else ""
        how = "machine" if _MACHINE.search(words) else ""
        named = f"{how} ({who})" if how and who else how or who or words
        yield MetadataEntry("translated", named, line_reference(text, where))
        if edited := EDITED.search(words):
            yield MetadataEntry("edited", edited["how"].strip(" ,()[]") or True, line_reference(text, where))


def _notes(text: SourceText) -> Iterator[tuple[Position, str]]:
    """Yield the notes on the translation, each with its position."""
    return ((where, words) for where, words in asides(text) if is_note(words))


def language(text: SourceText) -> Iterator[MetadataEntry]:
    """Yield the language in which a text was written; for a translation, that in its note."""
    here, how = text.markup.get("language", ""), "the markup of the page"
    if not here:
        here, how = guess_language(text.text), "a guess by its frequent words"
    at_hand = f"; the text at hand is in {here}, by {how}" if here else ""
    notes = [*_notes(text)]
    for where, words in notes:
        code = original_language(words)
        unsaid = "" if code else " does not say from which language"
        yield MetadataEntry("language", code, f"{line_reference(text, where)}{unsaid}{at_hand}")
    if here and not notes:
        yield MetadataEntry("language", here, how)


def original_language(note: str) -> str:
    """Return the code of the original language in a note on a translation, or an empty text.

    Examples
    --------
    >>> original_language("Translated from Russian by O. Reed"), original_language("Machine translation")
    ('ru', '')
    """
    for found in FROM.finditer(note):
        named = (found["name"] or "").casefold()
        if code := CODES.get(named) or OTHERS.get(named) or RUSSIAN.get(found["russian"] or ""):
            return code
    return ""


def guess_language(text: str) -> str:
    """Return the code of the language of a text by its frequent words, or an empty text if it is not clear.

    Examples
    --------
    >>> guess_language("The council of the town met in the evening, and it did not agree on what to do about the "
    ...                "river and the fields that are below the town.")
    'en'
    """
    words = re.findall(r"[^\W\d_]+", text[:20_000].casefold())
    if len(words) < MIN_WORDS:
        return ""
    shares = sorted(_shares(words), reverse=True)
    (best, code), (second, _) = shares[:2]
    return code if best >= MIN_SHARE and best >= MIN_RATIO * second else ""


def _shares(words: list[str]) -> Iterator[tuple[float, str]]:
    from justext import get_stoplist

    for name, code in CODES.items():
        frequent = get_stoplist(name.capitalize())
        yield sum(word in frequent for word in words) / len(words), code
