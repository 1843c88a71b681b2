"""Attributes in the tags of a page; the time that a parser takes for those of one tag grows with their square."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

MAX_SQUARES = 40_000_000
"""Largest sum, over the tags of a page, of the squared number of attributes: about a second."""

_TAG = re.compile(
    r"""<!--|</[a-z][^>]*+|<([a-z][a-z0-9]*+)((?:[^>"'=]++|=\s*+(?:"[^"]*+"|'[^']*+'|)|["'])*+)""", re.IGNORECASE
)
"""A comment, an end tag, or a start tag with its name and attributes. Quotes count behind an equals sign only."""

_ATTRIBUTE = re.compile(r"""[^\s"'/=<]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"']++))?+""")

_END = re.compile(r"-->|</(script|style)", re.IGNORECASE)
"""Ends of what holds no markup: comments, scripts and styles."""


def attribute_counts(markup: str) -> Iterator[int]:
    """Yield the number of attributes of each start tag of a page, outside comments, scripts and styles.

    Examples
    --------
    >>> [*attribute_counts('<p a="1>2" b=3 c><script>if (a<b || c)</script><br/>')]
    [3, 0, 0]
    """
    ends: dict[str, list[int]] = {}
    for end in _END.finditer(markup):
        ends.setdefault((end[1] or "").lower(), []).append(end.start())
    at = 0
    while found := _TAG.search(markup, at):
        at, name = found.end(), (found[1] or "").lower()
        if found[1]:
            yield len(_ATTRIBUTE.findall(found[2]))
        if found[1] and found[2].endswith("/"):
            continue  # parsers take a script that ends so for closed
        if name in ends and not found[0].startswith("</"):
            following = bisect_left(ends[name], at if name else at - 2)  # a comment may end with its own dashes
            at = max(at, ends[name][following]) if following < len(ends[name]) else at


def too_many_attributes(markup: str) -> str:
    """Return a message if the tags of a page have more attributes than can be read soon; empty for other pages."""
    counts = [*attribute_counts(markup)]
    if sum(count * count for count in counts) <= MAX_SQUARES:
        return ""
    return f"the tags of this page have too many attributes, one tag {max(counts):,}"
