"""The table of a judgement: questions and ends with their chances, or in how many readings each end comes."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from countermove.report.brief.deduction import MOST_ENDS, deduction, freeing
from countermove.report.brief.heading import WIDTH, shown_percents
from countermove.report.judged_states import TIE
from countermove.report.likelihood import percent
from countermove.report.words import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countermove.simulation.judgement.result import ChanceByReading, JudgedEnd, JudgedQuestion, Judgement

MOST_QUESTIONS = 4
"""Rows of questions; the rest is counted."""


def table(judged: Judgement) -> Iterator[str]:
    """Yield a row for each question and each end; where nothing is doubted, the number of readings of each end."""
    if not judged.moves:
        yield from _unanswered(judged)
        return
    if judged.deduction:
        yield from deduction(judged)
        return
    number = len(judged.leaders)
    yield f"chance   range  certain   range: over {number} readings; certain: if nothing is doubted"
    yield from map(_question, judged.questions[:MOST_QUESTIONS])
    if len(judged.questions) > MOST_QUESTIONS:
        yield f"{'':27}and {len(judged.questions) - MOST_QUESTIONS} more questions"
    shares = shown_percents(judged)
    for each, whole in [*zip(judged.ends, shares, strict=False)][:MOST_ENDS]:
        text = f"{each.letter} {_cut(tidy(each.name), f'   {_mark(each)}')}"
        yield _row(each.chance, whole, text, _mark(each))
    if len(judged.ends) > MOST_ENDS:
        rest = sum(shares[MOST_ENDS : len(judged.ends)])
        more = len(judged.ends) - MOST_ENDS
        yield f"{rest:>4} %{'':20} - {more} more {'end' if more == 1 else 'ends'}"
    if judged.unsettled.share.value > 0:
        yield _row(judged.unsettled, shares[-1], "- never settles", "")


def _unanswered(judged: Judgement) -> Iterator[str]:
    """Yield each question without its answer, and what would free the model, as lines."""
    for asked in judged.questions:
        start = "yes" if asked.chance.share.value > 0.5 else "no"
        said = f"no answer: nothing moves away from the start's {start}"
        yield from wrap(f"{tidy(asked.question.short or asked.question.asks)} {said}", WIDTH, subsequent_indent="  ")
    yield from freeing(judged)


def _question(asked: JudgedQuestion) -> str:
    if not asked.answered:
        return f"{'none':>6}{'':20} {_cut(f'{_asked(asked)} (it never settles)', '')}"
    answer = asked.question.answer
    said = "" if answer is None else "yes" if answer.value else "no"
    return _row(asked.chance, round(100 * asked.chance.share.value), _cut(_asked(asked), said), said)


def _row(chance: ChanceByReading, whole: int, text: str, said: str) -> str:
    """Return a row; the range holds the number that is shown, which may be rounded otherwise."""
    low, high = (round(100 * each) for each in chance.range)
    low, high = min(low, whole), max(high, whole)
    shown = "<1 %" if chance.share.value and not whole else f"{whole} %" if whole else "-"
    spread = f"{low}-{high} %" if low != high else f"{low} %"
    certain = "" if chance.certain is None else percent(chance.certain) if chance.certain else "-"
    line = f"{shown:>6} {spread:>8} {certain:>7}  {text}"
    return f"{line:<{WIDTH - len(said)}}{said}" if said else line


def _cut(text: str, said: str) -> str:
    room = WIDTH - 27 - (len(said) + 1 if said else 0)
    return text if len(text) <= room else f"{text[: room - 3].rstrip()}..."


def _asked(each: JudgedQuestion) -> str:
    return tidy(each.question.short or each.question.asks)


def _mark(end: JudgedEnd) -> str:
    if not end.came_about:
        return TIE if end.tie else ""
    return "came about" if end.came_about > 1 - 1e-9 else f"came about: {percent(end.came_about)} of it"
