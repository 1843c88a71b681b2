"""Numbers in words, as a sentence has them."""

from __future__ import annotations

COUNTED = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def in_words(number: int) -> str:
    """Return a number in words up to twelve, and in digits above.

    Examples
    --------
    >>> in_words(6), in_words(1300)
    ('six', '1,300')
    """
    return COUNTED[number] if number < len(COUNTED) else f"{number:,}"


def counted(number: int, thing: str) -> str:
    """Return a number with its noun.

    Examples
    --------
    >>> counted(1, "improvement"), counted(6, "state"), counted(1300, "state")
    ('one improvement', 'six states', '1,300 states')
    """
    return f"{in_words(number)} {thing}{'' if number == 1 else 's'}"


def none_of(number: int) -> str:
    """Return that not one of so many does something.

    Examples
    --------
    >>> none_of(2), none_of(3)
    ('neither of them', 'none of them')
    """
    return f"{'neither' if number == 2 else 'none'} of them"


def ordinal(number: float) -> str:
    """Return a place in a ranking in words.

    Examples
    --------
    >>> [ordinal(number) for number in (1, 2, 3, 11, 22)]
    ['first', 'second', 'third', '11th', '22nd']
    """
    whole = int(number)
    if whole <= len(PLACES):
        return PLACES[whole - 1]
    ending = {1: "st", 2: "nd", 3: "rd"}.get(whole % 10, "th") if whole % 100 not in {11, 12, 13} else "th"
    return f"{whole:,}{ending}"
