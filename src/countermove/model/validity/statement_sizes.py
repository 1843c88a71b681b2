"""The size of all statements of a conflict together: what takes too long to parse is refused with an estimate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from countermove.errors import TooLarge
from countermove.model.definitions import unfolded_length, unfolded_lengths

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict
    from countermove.model.records import Preferences, Variation

MAX_CHARACTERS = 1 << 18
"""Characters of all different statements of a conflict, with the conditions that they name written out."""

MAX_STATEMENTS = 20_000
"""Statements of a conflict, equal ones each time."""

SECONDS = 1e-5
"""Time to parse one character."""


def refuse_statements(conflict: Conflict) -> None:
    """Refuse a conflict whose statements are too many, or too long together; equal ones count once for their length.

    Raises
    ------
    TooLarge
        If there are more than `MAX_STATEMENTS`, or they have more than `MAX_CHARACTERS` characters; the message names
        a remedy.
    """
    every = [*statement_texts(conflict)]
    if len(every) > MAX_STATEMENTS:
        raise TooLarge(
            f"{conflict.title!r} has {len(every):,} statements; {MAX_STATEMENTS:,} are the most; what would help: "
            "leave out statements that repeat others or decide nothing"
        )
    texts = dict.fromkeys(every)
    written = sum(map(len, texts))
    if written > MAX_CHARACTERS:
        raise TooLarge(f"{_many(conflict, len(texts), written)}: leave out statements that decide nothing")
    if not conflict.definitions:
        return
    lengths = unfolded_lengths(conflict.definitions)
    total = sum(unfolded_length(text, lengths) for text in texts)
    if total > MAX_CHARACTERS:
        longest = max(lengths, key=lambda id_: lengths[id_])
        advice = f"write shorter conditions under 'define' (the longest is {longest!r}), or name them less"
        raise TooLarge(f"{_many(conflict, len(texts), total)}: {advice}")


def _many(conflict: Conflict, count: int, total: int) -> str:
    return (
        f"{conflict.title!r} has {count:,} statements of {total:,} characters in all, each condition that they name "
        f"written out, which would take about {total * SECONDS:,.0f} seconds; {MAX_CHARACTERS:,} characters are the "
        "most; what would help"
    )


def statement_texts(conflict: Conflict) -> Iterator[str]:
    """Yield all statements of a conflict, those of its variations among them."""
    yield from (each.when for each in conflict.definitions)
    yield from (rule.holds for rule in conflict.rules)
    yield from (option.when for dm in conflict.decision_makers for option in dm.options if option.when)
    for dm in conflict.decision_makers:
        yield from _wanted(dm.preferences)
        for share in dm.preferences.fronts:
            yield from _wanted(share.preferences)
    yield from (question.when for question in conflict.questions)
    for variation in conflict.variations:
        yield from _varied(variation)


def _wanted(wants: Preferences) -> Iterator[str]:
    yield from (each.holds for level in wants.statements for each in level)
    yield from (text for text, _ in wants.weights)


def _varied(variation: Variation) -> Iterator[str]:
    yield from (rule.holds for rule in variation.rules)
    yield from (text for _, wants in variation.preferences for text in _wanted(wants))
    added = (*variation.first, *variation.last)
    yield from (each.holds for _, levels in added for level in levels for each in level)
