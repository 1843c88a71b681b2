"""Text without control characters and marks of direction, which could rewrite what a terminal shows."""

from __future__ import annotations

CONTROL = [*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
"""Code points of control characters and marks of direction."""

VISIBLE = dict.fromkeys(CONTROL, "�")
"""A translation of each of them to a sign."""

_IN_LINES = {code: sign for code, sign in VISIBLE.items() if chr(code) not in "\n\t"}


def visible(text: str) -> str:
    r"""Return a text of one or several lines with a sign for each control character and mark of direction.

    Examples
    --------
    >>> visible("first\n\x1b[2Jsecond")
    'first\n�[2Jsecond'
    """
    return text.translate(_IN_LINES)
