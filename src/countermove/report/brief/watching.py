"""The earliest signs to watch for, in words."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from countermove.report.brief.heading import WIDTH
from countermove.report.likelihood import percent
from countermove.report.references import name_of
from countermove.report.words import listed, tidy
from countermove.simulation.judgement.names import option_words

if TYPE_CHECKING:
    from countermove.simulation.judgement.result import Judgement
    from countermove.simulation.judgement.signs import Sign

MOST_SIGNS = 3
"""Signs that are shown; the rest is counted."""


def watching(judged: Judgement, most: int) -> list[str]:
    """Return the signs as lines; those beyond `most` are counted, and none of them is told if that is 0."""
    if not judged.signs or not most:
        return []
    shown, more = judged.signs[:most], len(judged.signs) - most
    told = [_sign(judged, each) for each in shown]
    rest = f"; and {more} more" if more > 0 else ""
    return wrap(f"First signs: {'; '.join(told)}{rest}.", WIDTH)


def _sign(judged: Judgement, each: Sign) -> str:
    what = sign_in_words(judged, each)
    end = judged.letter(each.end) or "it never settles"
    tie = ", a tie" if is_tied(judged, each) else ""
    then = f"then {end}" if each.probability is None else f"{end} {percent(each.share)}"
    return f"{what} ({then}{tie})"


def sign_in_words(judged: Judgement, each: Sign) -> str:
    """Return what a sign turns on, or off."""
    return f"{'' if each.on else 'no longer '}{_changed(judged, each)}"


def is_tied(judged: Judgement, each: Sign) -> bool:
    """Return whether the end that a sign makes likelier takes a tie, and no motive."""
    return 0 <= each.end < len(judged.ends) and judged.ends[each.end].tie is not None


def _changed(judged: Judgement, each: Sign) -> str:
    """Return the options of a sign: by their short names, which tell by themselves, or in quotes with their owner."""
    conflict = judged.conflict
    bits = [conflict.bits[option] for option in each.options]
    words = listed([tidy(option_words(conflict)[bit]) for bit in bits])
    if all(conflict.owned[bit][1].short for bit in bits):
        return words
    return f"“{words}” by {name_of(conflict, each.dm)}"
