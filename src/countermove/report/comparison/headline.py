"""What changed in the answers, in sentences: the likeliest end, and the questions that turned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.report.brief.heading import called, shown_percents
from countermove.report.comparison.because import because, grouped
from countermove.report.comparison.changes import changes_in_words
from countermove.report.likelihood import likelihood, percent
from countermove.report.references import capitalised
from countermove.report.words import count_of, listed, tidy
from countermove.simulation.judgement.names import option_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countermove.analysis.comparison.answers import ChangedAnswer
    from countermove.simulation.comparison.result import ComparedQuestion, Comparison
    from countermove.simulation.judgement.result import Judgement


def headline(found: Comparison) -> tuple[str, ...]:
    """Return the sentences that say what changed in the answers, and because of what; the end comes first.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.simulation.comparison.compare import compare
    >>> elmira = cases.load("elmira")
    >>> headline(compare(elmira, elmira))
    ('Nothing changed: neither the model nor an answer.',)
    """
    if not found.changes and not found.answers:
        return ("Nothing changed: neither the model nor an answer.",)
    return tuple(_sentences(found))


def _sentences(found: Comparison) -> Iterator[str]:
    turned = next((each for each in found.answers if each.kind == "end"), None)
    if found.before.judged is not None and found.after.judged is not None:
        yield _end(found.before.judged, found.after.judged, turned)
    if turned is not None and turned.causes:
        yield _did(turned, found)
    asked = {each.question.id: each for each in found.questions}
    for each in found.answers:
        if each.kind == "question":
            yield f"{_question(asked[each.id])} {_did(each)}".strip()
    if found.verdicts:
        groups = grouped(found.verdicts)
        did = because(groups[0][0]) if len(groups) == 1 else ""
        yield f"{count_of(len(found.verdicts), 'verdict')} turned{': ' if did else ''}{did}."
    if not found.answers:
        if not found.ends and not found.concepts:
            yield f"No answer can be compared. {count_of(len(found.changes), 'thing')} changed in the model."
            return
        yield f"No answer turned, though {count_of(len(found.changes), 'thing')} changed in the model."


def _end(before: Judgement, after: Judgement, turned: ChangedAnswer | None) -> str:
    if turned is None:
        same = before.deduction or _percent(before) == _percent(after)
        was = "" if same else f"; it had {_percent(before)}"
        return f"The likeliest end is the same: {_leading(after)}{was}."
    now, was = _leading(after), _leading(before)
    return f"The likeliest end is now {now}; it was {was}."


def _leading(judged: Judgement) -> str:
    """Return the likeliest end with its percent, if anything is doubted; or that there is none."""
    end = judged.likeliest
    if end is None:
        return "none, it never settles"
    name = f"“{tidy(end.name)}”" if end.id else f"“{called(judged, end)}”"
    if end.letter == "-":
        words = [tidy(option_words(judged.conflict)[bit]) for bit in end.on]
        name = f"an end without a name{f' ({listed(words)})' if words else ''}"
    return name if judged.deduction else f"{name} ({_percent(judged)})"


def _percent(judged: Judgement) -> str:
    """Return the percent of the likeliest end as the judgement shows it."""
    return f"{shown_percents(judged)[judged.leaders[judged.concept]]} %"


def _question(asked: ComparedQuestion) -> str:
    title = tidy(asked.question.short or asked.question.asks)
    return f"“{title}” is now {_chance(asked.after)}; it was {_chance(asked.before)}."


def _chance(share: float | None) -> str:
    if share is None:
        return "not answered"
    word = likelihood(round(100 * share))
    return f"{word} ({percent(share)})" if word else percent(share)


def _did(turned: ChangedAnswer, found: Comparison | None = None) -> str:
    """Return which changes did it, with the words of the change if there is one; empty if none was found."""
    said = capitalised(because(turned.causes))
    if found is None or len(turned.causes) != 1 or len(turned.causes[0].changes) != 1:
        return f"{said}." if said else ""
    words = changes_in_words(found)[turned.causes[0].changes[0]]
    return f"{said}: {words[:1].lower()}{words[1:]}."
