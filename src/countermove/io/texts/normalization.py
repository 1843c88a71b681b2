"""Normalization of text for comparison: one form for white space, for quotation marks and for dashes."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from countermove.model import letters

_QUOTES = "\"'`´‘’‚‛“”„‟«»‹›「」『』〝〞＂＇"
_DASHES = "-‐‑‒–—―−"
_BLANKS = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000"
_BLANKS += "".join(map(chr, range(0x2000, 0x200B)))
_ALIKE = str.maketrans(_QUOTES + _DASHES + _BLANKS, "'" * len(_QUOTES) + "-" * len(_DASHES) + " " * len(_BLANKS))
_UNEVEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]+| {2,}|\\.\\.\\.")
"""Sequences that change length: invisible characters, several blanks, three points."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A text folded for comparison, with the map of its positions to the original.

    Attributes
    ----------
    text : str
        The folded text: one blank for any white space, one quotation mark, one dash.
    folded, original : tuple of int
        Positions from which the offset between folded and original text changes, ascending, in each text.
    """

    text: str
    folded: tuple[int, ...]
    original: tuple[int, ...]

    def unfolded(self, position: int) -> int:
        """Return the position in the original text of a position in the folded one, from 0."""
        at = bisect_right(self.folded, position) - 1
        return self.original[at] + position - self.folded[at]

    def position(self, original: int) -> int:
        """Return the position in the folded text of a position in the original one, from 0."""
        at = bisect_right(self.original, original) - 1
        last = self.folded[at + 1] if at + 1 < len(self.folded) else original
        return min(self.folded[at] + original - self.original[at], last)


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
    """Return a text in Unicode normal form C; all line ends become line feeds."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
    return letters.composed(lines)
