"""Short names of decision makers, which tell them apart on the arrows of a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SHORT = 5
"""A name of so many letters is short enough as it stands."""


def abbreviated(names: Sequence[str]) -> tuple[str, ...]:
    """Return a short name for each decision maker: the shortest kind of abbreviation by which all differ.

    Examples
    --------
    >>> abbreviated(["The street", "President Tokayev", "Russia"])
    ('S', 'P', 'R')
    >>> abbreviated(["Iran", "Iraq"]), abbreviated(["Local government", "Local industry"])
    (('Iran', 'Iraq'), ('LG', 'LI'))
    >>> abbreviated(["Party", "Party"])
    ('1', '2')
    """
    for short in _kinds([_words(name) for name in names]):
        if all(short) and len(set(short)) == len(names):
            return tuple(short)
    return tuple(str(k) for k in range(1, len(names) + 1))


def _words(name: str) -> list[str]:
    """Return the words of a name without an article or what stands in brackets."""
    words = "".join(letter if letter.isalnum() else " " for letter in name.partition("(")[0]).split()
    return words[1:] if len(words) > 1 and words[0].lower() in {"the", "a", "an"} else words


def _kinds(names: list[list[str]]) -> Iterator[list[str]]:
    """Yield what the names can be abbreviated to, from short to long."""
    whole = [" ".join(words) for words in names]
    if all(len(name) <= SHORT for name in whole):
        yield whole
    yield [name[:1].upper() for name in whole]
    yield ["".join(word[0] for word in words if word[0].isupper() or len(words) < 3).upper()[:3] for words in names]
    yield [name[:2].capitalize() for name in whole]
    yield [name[:3].capitalize() for name in whole]
