"""Rows of the head of a page: signs to watch for, questions with or without an answer, ends that nothing reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.report.brief.heading import lettered_unreached
from countermove.report.brief.watching import is_tied, sign_in_words
from countermove.report.likelihood import percent
from countermove.report.pages.names import tone_of
from countermove.report.pages.rows import ChanceRow, TurnRow, chance_row
from countermove.report.references import capitalised
from countermove.report.words import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countermove.simulation.judgement.result import JudgedQuestion, Judgement


def sign_rows(judged: Judgement) -> Iterator[TurnRow]:
    """Yield what to watch for, with the end that it makes likelier, and its share then where something is doubted."""
    for each in judged.signs:
        letter = judged.letter(each.end) or "-"
        share = "" if each.probability is None else percent(each.share)
        then = "never settles" if each.end < 0 else "a tie" if is_tied(judged, each) else ""
        yield TurnRow(letter, tone_of(letter), share, f"after {sign_in_words(judged, each)}", then)


def question_row(judged: Judgement, each: JudgedQuestion) -> ChanceRow:
    """Return a question with its chance; where the model does not answer it, with the reason."""
    answer, asks = each.question.answer, tidy(each.question.short or each.question.asks)
    mark = "" if answer is None else "Yes" if answer.value else "No"
    if each.answered:
        return chance_row(each.chance, round(100 * each.chance.share.value), ("", "", asks, "", mark))
    start = "yes" if each.chance.share.value > 0.5 else "no"
    why = "it never settles" if judged.moves else f"nothing moves away from the start’s {start}"
    return ChanceRow("", "", asks, why, mark, "no answer", "", "")


def unreached_rows(judged: Judgement) -> Iterator[ChanceRow]:
    """Yield the ends that no reading reaches, where nothing is doubted."""
    if not judged.deduction or not judged.moves:
        return
    dots = (False,) * len(judged.leaders)
    for letter, each in lettered_unreached(judged):
        said = "stable, but not reached" if each.stable else "not reached, and stable by no reading"
        mark = "came about" * each.came_about
        yield ChanceRow(letter, tone_of(letter), capitalised(tidy(each.name)), said, mark, "none", "", "", dots)
