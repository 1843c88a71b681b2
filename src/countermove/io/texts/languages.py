"""Languages by name and code, and a guess at the one that a text is in.

Frequent words are counted here: from 50 words up py3langid is right no more often, never says that it does not know,
and takes over a second to load.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
