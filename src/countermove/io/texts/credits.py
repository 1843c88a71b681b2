"""What the lines above and below a text, its tag in brackets, and the markup of a page say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from countermove.io.texts.asides import Finding, asides, at, markup
from countermove.io.texts.dates import dates, without_dates
from countermove.io.texts.lines import ADDRESS, BYLINE, DATELINE, ORIGIN, POSTED, TAG
from countermove.io.texts.translation import language, translation

if TYPE_CHECKING:
    from countermove.io.texts.source_text import SourceText


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
    for kind in (_title, _publisher, _author, _poster, language, translation, _date, _address):
        for each in kind(text):
            first = found.setdefault(each.key, each)
            if first.value != each.value and each.value:
                also = f"{first.where}; also {each.value} ({each.where})"
                found[each.key] = Finding(each.key, first.value or each.value, also)
    yield from found.values()


def _title(text: SourceText) -> Iterator[Finding]:
    yield from markup(text, "title")
    if text.headline:
        yield Finding("title", text.words(text.headline), f"the headline, {at(text, text.headline).split(':')[0]}")


def _publisher(text: SourceText) -> Iterator[Finding]:
    """Yield the outlet that a text names; the site that it was saved from, if that is another one, carried it."""
    named = [*_outlets(text)]
    yield from named
    for site in markup(text, "publisher"):
        yield Finding("carried_by", site.value, f"{site.where}: its site") if named else site


def _outlets(text: SourceText) -> Iterator[Finding]:
    for where in text.paragraphs[:1]:
        for kind, what in ((TAG, "the tag in brackets"), (DATELINE, "the dateline")):
            if found := kind.match(text.words(where)):
                line = "" if text.page else f", line {text.line_of(where.start)}"
                yield Finding("publisher", found["name"].strip(), f"{what} before paragraph 1{line}")
    for where, words in asides(text):
        if (found := ORIGIN.fullmatch(words)) and not ADDRESS.fullmatch(words):
            yield Finding("publisher", found["name"].strip(), at(text, where))


def _author(text: SourceText) -> Iterator[Finding]:
    yield from markup(text, "author")
    for where, words in asides(text):
        if found := BYLINE.fullmatch(words):
            yield Finding("author", re.split(r"[,|·]| on ", found["name"])[0].strip(), at(text, where))


def _poster(text: SourceText) -> Iterator[Finding]:
    """Yield who has posted the text."""
    for where, words in asides(text):
        if found := POSTED.fullmatch(words):
            name = re.split(r"\bon\b|\bat\b|[,|·(]", without_dates(found["name"]))[0].strip()
            if name:
                yield Finding("carried_by", name, at(text, where))


def _date(text: SourceText) -> Iterator[Finding]:
    yield from markup(text, "date")
    for where, words in asides(text):
        for day in dates(words):
            how = " (when it was posted, which may be later)" if POSTED.match(words) else ""
            yield Finding("date", day, at(text, where) + how)
    for where in text.paragraphs[:1]:
        lead = text.words(where)[:80]
        if found := (TAG.match(lead) or DATELINE.match(lead)):
            for day in dates(found[0]):
                yield Finding("date", day, "the dateline of paragraph 1")


def _address(text: SourceText) -> Iterator[Finding]:
    yield from markup(text, "url")
    for where, words in asides(text):
        if found := ADDRESS.fullmatch(words):
            yield Finding("url", found["name"], at(text, where))
