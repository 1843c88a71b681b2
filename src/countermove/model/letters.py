"""Letters with accents in one form: a keyboard may write é as one character or as e and an accent."""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile(r"([^\w\s]{64})")
"""Places at which a text is cut before it is composed: the time for accents on one letter grows with their square."""


def composed(text: str) -> str:
    r"""Return a text in Unicode normal form C, in which a letter and its accents are one character.

    More than 64 accents on one letter are composed in parts: all at once would take a square of their number.

    Examples
    --------
    >>> composed("cafe\u0301") == "caf\u00e9"
    True
    """
    if text.isascii():
        return text
    return "".join(unicodedata.normalize("NFC", part) for part in _MARKS.split(text))


def folded(text: str) -> str:
    """Return a text in which capitals and the form of accents make no difference."""
    return composed(composed(text).casefold())
