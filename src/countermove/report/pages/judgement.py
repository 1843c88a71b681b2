"""The head of a page: the judgement, ready to print, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING

from countermove.report.brief.heading import likelihood_sentences, sentences, shown_percents
from countermove.report.brief.standstill import ways_out
from countermove.report.brief.turning import turn_of
from countermove.report.judged_states import TIE
from countermove.report.likelihood import percent
from countermove.report.pages.fold import LIMITS, fits
from countermove.report.pages.joint import joint_ways, why_not
from countermove.report.pages.names import tone_of
from countermove.report.pages.overview import concept_in_words
from countermove.report.pages.rows import ChanceRow, TurnRow, chance_row
from countermove.report.pages.watched import question_row, sign_rows, unreached_rows
from countermove.report.published import foremost_published
from countermove.report.references import capitalised, names_of
from countermove.report.words import listed, tidy
from countermove.simulation.judgement.names import option_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from countermove.report.pages.answers import Findings
    from countermove.simulation.judgement.result import JudgedEnd, Judgement

MOST_ENDS, LONGEST = 5, 100
"""Ends at most, and letters of a name that the file does not give."""


@dataclass(frozen=True, slots=True)
class Head:
    """The judgement on a page."""

    lead: str
    more: tuple[str, ...]
    confidence: str
    reasons: str
    shared: str
    ends: tuple[ChanceRow, ...]
    more_ends: str
    questions: tuple[ChanceRow, ...]
    more_questions: int
    turns: tuple[TurnRow, ...]
    more_turns: int
    signs: tuple[TurnRow, ...]
    more_signs: int
    freeing: tuple[str, ...]
    others: tuple[TurnRow, ...]
    why_not: str
    published: str
    deduction: bool
    how: tuple[str, ...]


def head(found: Findings) -> Head | None:
    """Return the judgement, with as many rows as the first screen has room for; None if it cannot be judged.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.report.pages import findings
    >>> [(row.letter, row.number) for row in head(findings(cases.load("elmira"))).ends]
    [('A', '3 of 5'), ('B', '2 of 5'), ('C', 'none')]
    """
    if found.judged is None:
        return None
    heads = (_head(found, found.judged, limits) for limits in LIMITS)
    return next((each for each in heads if fits(each)), _head(found, found.judged, LIMITS[-1]))


def _head(found: Findings, judged: Judgement, limits: tuple[int, int, int, int]) -> Head:
    """Return the judgement with so many ends, questions, turns and signs at most; the rest is counted.

    Where nobody leaves the status quo, it has no ends and no readings, but what would free it.
    """
    most, asked, turning, watched = limits
    lead, *more = likelihood_sentences(judged)
    level, _, reasons = sentences(judged)[1].partition(". ")
    shown = judged.ends[:most] if judged.moves else ()
    turns = [*_turns(judged), *_joint_turns(found)]
    return Head(
        lead=lead,
        more=tuple(more),
        confidence=f"{level.rstrip('.')}.",
        reasons=reasons,
        shared=_shared(judged, shown),
        ends=(*_end_rows(judged, shown), *unreached_rows(judged), *_unsettled(judged)),
        more_ends=_more_ends(judged, most) if judged.moves else "",
        questions=tuple(question_row(judged, each) for each in judged.questions[:asked]),
        more_questions=max(0, len(judged.questions) - asked),
        turns=tuple(turns[:turning]),
        more_turns=max(0, len(turns) - turning),
        signs=tuple(sign_rows(judged))[:watched],
        more_signs=max(0, len(judged.signs) - watched),
        freeing=tuple(map(capitalised, ways_out(judged.conflict, judged.freed))),
        others=tuple(_others(judged)) if judged.moves else (),
        why_not=why_not(found),
        published=" ".join(foremost_published(judged.published)),
        deduction=judged.deduction,
        how=tuple(_how(judged)),
    )


def _end_rows(judged: Judgement, shown: Sequence[JudgedEnd]) -> Iterator[ChanceRow]:
    common = _common(shown)
    for k, (each, whole) in enumerate(zip(shown, shown_percents(judged), strict=False)):
        tone, said = tone_of(each.letter), _rest(judged, each, common)
        name, mark = capitalised(tidy(each.name)), _mark(each)
        name = name if each.id else shorten(name, LONGEST, placeholder="…")
        if judged.deduction:
            led = [leader == k for leader in judged.leaders.values()]
            number = f"{sum(led)} of {len(led)}" if any(led) else "none"
            yield ChanceRow(each.letter, tone, name, said, mark, number, "", "", tuple(sorted(led, reverse=True)))
        else:
            yield chance_row(each.chance, whole, (each.letter, tone, name, said, mark))


def _unsettled(judged: Judgement) -> Iterator[ChanceRow]:
    if judged.unsettled.share.value > 0 and not judged.deduction:
        yield chance_row(judged.unsettled, shown_percents(judged)[-1], ("-", "O", "Never settles", "", ""))
    led = [leader < 0 for leader in judged.leaders.values()]
    if judged.deduction and any(led):
        marks = tuple(sorted(led, reverse=True))
        yield ChanceRow("-", "O", "Never settles", "", "", f"{sum(led)} of {len(led)}", "", "", marks)


def _more_ends(judged: Judgement, most: int) -> str:
    left = len(judged.ends) - most
    if left <= 0:
        return ""
    noun = f"{left} more {'end' if left == 1 else 'ends'}"
    return noun if judged.deduction else f"{noun}: {sum(shown_percents(judged)[most:-1])} %"


def _mark(end: JudgedEnd) -> str:
    if not end.came_about:
        return TIE if end.tie else ""
    return "came about" if end.came_about > 1 - 1e-9 else f"came about: {percent(end.came_about)} of it"


def _common(shown: Sequence[JudgedEnd]) -> tuple[set[int], set[int]]:
    """Return the options that are on, and no longer on, in all ends that are shown, if there are several."""
    if len(shown) < 2:
        return set(), set()
    return set.intersection(*({*each.on} for each in shown)), set.intersection(*({*each.off} for each in shown))


def _rest(judged: Judgement, end: JudgedEnd, common: tuple[set[int], set[int]]) -> str:
    """Return what is on, and no longer on, in an end, without what all ends share."""
    if end.letter == "-":
        return ""
    on, off = (
        [bit for bit in bits if bit not in shared] for bits, shared in zip((end.on, end.off), common, strict=True)
    )
    return _options(judged, on, off)


def _options(judged: Judgement, on: Sequence[int], off: Sequence[int]) -> str:
    words = [tidy(each) for each in option_words(judged.conflict)]
    parts = [
        listed(words[bit] for bit in on) if on else "",
        f"no longer: {listed(words[bit] for bit in off)}" if off else "",
    ]
    return "; ".join(part for part in parts if part)


def _shared(judged: Judgement, shown: Sequence[JudgedEnd]) -> str:
    named = [each for each in shown if each.letter != "-"]
    on, off = _common(named)
    said = _options(judged, sorted(on), sorted(off))
    them = listed(each.letter for each in named) if judged.deduction and judged.unreached else "all of them"
    return f"In {them}: {said}." if said else ""


def _turns(judged: Judgement) -> Iterator[TurnRow]:
    for each in judged.linchpins:
        turn = turn_of(judged, each)
        yield TurnRow(turn.letter, tone_of(turn.letter), turn.share, turn.clause, turn.given)


def _joint_turns(found: Findings) -> Iterator[TurnRow]:
    """Yield what coalitions could turn the likeliest end to."""
    first = found.judged.likeliest if found.judged else None
    for members, to in joint_ways(found)[:2]:
        name = found.names.of(to)
        if first and name.letter == first.letter:
            continue
        where = "" if name.letter else f" (then: {name.name})"
        clause = f"if {names_of(found.conflict, members)} act together{where}"
        yield TurnRow(name.letter or "-", tone_of(name.letter or "-"), "", clause, "")


def _others(judged: Judgement) -> Iterator[TurnRow]:
    """Yield what leads by the other readings, and from the file as it stands if that is another end."""
    for k in dict.fromkeys(judged.leaders.values()):
        ids = [id_ for id_, leader in judged.leaders.items() if leader == k and id_ != judged.concept]
        if ids:
            letter = "-" if k < 0 else judged.ends[k].letter
            yield TurnRow(letter, tone_of(letter), _by_readings(judged, k, ids), f"by {listed(ids)}", "")
    if judged.other_start is not None:
        k, share = judged.other_start
        letter = judged.ends[k].letter
        yield TurnRow(letter, tone_of(letter), percent(share), "from the file’s own start", "")


def _by_readings(judged: Judgement, k: int, ids: Sequence[str]) -> str:
    if judged.deduction:
        return "" if k >= 0 else "never settles"
    chance = judged.unsettled if k < 0 else judged.ends[k].chance
    numbers = [round(100 * chance.by_reading[id_]) for id_ in ids]
    low, high = min(numbers), max(numbers)
    return f"{low} %" if low == high else f"{low} to {high} %"


def _how(judged: Judgement) -> Iterator[str]:
    """Yield how to read the numbers, in short sentences."""
    by = f"{concept_in_words(judged.conflict, judged.concept)} ({judged.concept})"
    if judged.deduction or not judged.moves:
        yield f"A reading says how far everybody looks ahead; the default is {by}."
        if judged.moves:
            yield "A full dot is a reading that ends there."
        return
    plan, worst = judged.worlds.plan, max((each.chance.share.error for each in judged.ends), default=0.0)
    drawn = "all were solved" if plan.seed is None else f"{plan.count:,} were drawn (seed {plan.seed})"
    error = f", so each share is ±{max(1, round(100 * worst))} or less" if worst else ""
    yield f"A world is one draw of all that the file doubts; {drawn}{error}."
    yield f"Dot: the default reading, {by}. Band: all {len(judged.leaders)} readings."
    certain = [each for each in judged.ends if each.chance.certain and each.letter != "-"]
    if certain:
        ends = listed(f"{each.letter} ({percent(each.chance.certain or 0.0)})" for each in certain)
        yield f"If every assumption is certain it ends in {ends}."
    if judged.linchpins:
        yield "Given: how sure the file is of an assumption."
