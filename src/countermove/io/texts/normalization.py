"""Comparing words and nothing else: white space and the shapes of quotation marks and dashes are looked past."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

_QUOTES = "\"'`´‘’‚‛“”„‟«»‹›「」『』〝〞＂＇"
_DASHES = "-‐‑‒–—―−"
_BLANKS = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000"
_BLANKS += "".join(map(chr, range(0x2000, 0x200B)))
_ALIKE = str.maketrans(_QUOTES + _DASHES + _BLANKS, "'" * len(_QUOTES) + "-" * len(_DASHES) + " " * len(_BLANKS))
_UNEVEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]+| {2,}|\\.\\.\\.")
"""What does not become one letter for one: soft hyphens, blanks in a row, points."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A text folded for comparison, and the way back to the text as it stands.

    Attributes
    ----------
    text : str
        With one blank for white space of any kind, and one shape for all quotation marks, and for all dashes.
    folded, original : tuple of int
        Where the two begin to differ by another distance, in each of them.
    """

    text: str
    folded: tuple[int, ...]
    original: tuple[int, ...]

    def unfolded(self, position: int) -> int:
        """Return where in the original text a position of the folded one is."""
        at = bisect_right(self.folded, position) - 1
        return self.original[at] + position - self.folded[at]


def fold(text: str) -> Folded:
    r"""Return a text folded for comparison.

    Examples
    --------
    >>> fold("“Not…\n  now”").text
    "'Not… now'"
    """
    even, parts, ends = text.translate(_ALIKE), [], [(0, 0)]
    done = length = 0
    for found in _UNEVEN.finditer(even):
        between = even[done : found.start()]
        instead = {" ": " ", ".": "…"}.get(found[0][0], "")
        parts += [between, instead]
        length += len(between) + len(instead)
        done = found.end()
        ends.append((length, done))
    return Folded("".join([*parts, even[done:]]), *zip(*ends, strict=True))


def composed(text: str) -> str:
    """Return a text in composed Unicode, with plain line ends."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n"))
