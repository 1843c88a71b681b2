"""Short names of decision makers, which tell them apart on the arrows of a figure."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SHORT = 5
"""A name of so many letters is short enough as it stands."""


def abbreviated(names: Sequence[str]) -> tuple[str, ...]:
    """Return a short name for each decision maker: by the shortest kind of abbreviation by which all differ.

    If there is none, each gets the shortest that no other shares; if there is none either, they are numbered.

    Examples
    --------
    >>> abbreviated(["The street", "President Tokayev", "Russia"])
    ('S', 'P', 'R')
    >>> abbreviated(["Iran", "Iraq"]), abbreviated(["Local government", "Local industry"])
    (('Iran', 'Iraq'), ('LG', 'LI'))
    >>> abbreviated(["United States", "United Kingdom", "Iran", "Iraq", "Party 1", "Party 2"])
    ('US', 'UK', 'Iran', 'Iraq', 'P1', 'P2')
    >>> abbreviated(["Party", "Party"])
    ('1', '2')
    """
    kinds = [*_kinds([_words(name) for name in names])]
    for short in [*kinds, _mixed(kinds)]:
        if all(short) and len(set(short)) == len(names):
            return tuple(short)
    return tuple(str(k) for k in range(1, len(names) + 1))


def _words(name: str) -> list[str]:
    """Return the words of a name without an article or what stands in brackets."""
    words = "".join(letter if letter.isalnum() else " " for letter in name.partition("(")[0]).split()
    return words[1:] if len(words) > 1 and words[0].lower() in {"the", "a", "an"} else words


def _kinds(names: list[list[str]]) -> Iterator[list[str]]:
    """Yield what the names can be abbreviated to, from short to long; nothing where that does not make sense."""
    whole = [" ".join(words) for words in names]
    if all(len(name) <= SHORT for name in whole):
        yield whole
    yield [name[:1].upper() for name in whole]
    yield [_initials(words) for words in names]
    yield [name if len(name) <= SHORT else "" for name in whole]
    yield [name[:2].capitalize() for name in whole]
    yield [name[:3].capitalize() for name in whole]


def _initials(words: list[str]) -> str:
    """Return the first letters of the words that count, and numbers in full."""
    counting = [word for word in words if not word[0].islower()]
    if sum(not word.isdigit() for word in counting) < 2:
        counting = words
    initials = "".join(word[:3] if word.isdigit() else word[0].upper() for word in counting)
    return initials if 2 <= len(initials) <= SHORT else ""


def _mixed(kinds: list[list[str]]) -> list[str]:
    """Return for each name the first abbreviation that no other name shares."""
    shared = [Counter(short) for short in kinds]
    names = zip(*kinds, strict=True)
    return [next((s for s, n in zip(short, shared, strict=True) if s and n[s] == 1), "") for short in names]
