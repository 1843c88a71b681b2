"""Letters with accents in one form: a keyboard may write é as one character or as e and an accent."""

from __future__ import annotations

import unicodedata


def composed(text: str) -> str:
    r"""Return a text in Unicode normal form C, in which a letter and its accents are one character.

    Examples
    --------
    >>> composed("cafe\u0301") == "caf\u00e9"
    True
    """
    return text if text.isascii() else unicodedata.normalize("NFC", text)
