"""The first lines of a judgement: its standpoint, the likelihood, and the confidence in sentences of its own."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from countermove.report.brief.standstill import standing_still
from countermove.report.judged_states import TIE
from countermove.report.likelihood import likelihood, percent, whole_percents
from countermove.report.references import capitalised
from countermove.report.words import in_words, listed, tidy
from countermove.simulation.judgement.confidence import best_grade
from countermove.simulation.judgement.names import option_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from countermove.model.provenance import Evidence
    from countermove.simulation.judgement.confidence import Reason
    from countermove.simulation.judgement.linchpins import Linchpin
    from countermove.simulation.judgement.result import JudgedEnd, Judgement
    from countermove.simulation.judgement.unreached import UnreachedEnd

WIDTH = 80
"""Columns."""


def heading(judged: Judgement) -> tuple[str, ...]:
    """Return the title with the standpoint, the likelihood and the confidence, as lines."""
    return (_title(judged), *(line for said in sentences(judged) for line in wrap(said, WIDTH)))


def heading_text(judged: Judgement, call: str) -> Text:
    """Return the first lines of a judgement for the head of another answer, with the call that says all of it."""
    from rich.text import Text

    likely, confident = sentences(judged)
    pointer = f"All of it: {call}"
    text = Text("\n".join(wrap(likely, WIDTH)))
    tied = [f"“{tidy(each.name)}”" for each in judged.ends if each.tie and each.letter != "-"]
    said = wrap(f"{confident} A tie, no motive: {listed(tied)}." if tied else confident, WIDTH)
    said = [*said[:-1], f"{said[-1]} {pointer}"] if len(said[-1]) + len(pointer) < WIDTH else [*said, pointer]
    return text.append("\n" + "\n".join(said), style="dim")


def sentences(judged: Judgement) -> tuple[str, str]:
    """Return the likelihood and the confidence, each in sentences of its own."""
    return " ".join(_likelihood(judged)), " ".join(_confidence(judged))


def likelihood_sentences(judged: Judgement) -> tuple[str, ...]:
    """Return the sentences on likelihood one by one; the first names the likeliest end whole."""
    return tuple(_likelihood(judged))


def _title(judged: Judgement) -> str:
    title, start = tidy(judged.title), tidy(judged.start) or "from the file's status quo"
    room = WIDTH - len(start) - 2
    return f"{title if len(title) <= room else title[: room - 3] + '...'}{'':{max(2, room - len(title) + 2)}}{start}"


def _likelihood(judged: Judgement) -> Iterator[str]:
    if not judged.moves:
        yield standing_still(judged.conflict, judged.freed)
        return
    first = judged.likeliest
    if first is None:
        yield "It most likely never settles."
        return
    named = first.letter != "-"
    whole = f"{marked(first)}, {called(judged, first)}." if named else "an end that the file does not name."
    if judged.deterred:
        yield "Nobody leaves the status quo: some would gain by it, and are held back by what others would do then."
    if judged.deduction:
        yield f"The model {'stays' if judged.deterred else 'ends'} in {whole}"
        yield from _outcome(judged, first)
        told = first.letter if named else "this"
        yield f"Nothing in the file is marked as doubtful: {told} is a deduction, not a probability."
        return
    number = shown_percents(judged)[judged.leaders[judged.concept]]
    word = likelihood(number) or "certain by this model"
    error = f" ±{100 * first.chance.share.error:.0f}" if first.chance.share.error else ""
    yield f"{capitalised(word)} ({number} %{error}): {whole}"
    yield from _outcome(judged, first)


def shown_percents(judged: Judgement) -> list[int]:
    """Return the whole percents of the ends, and behind them of what never settles; they add up to 100."""
    return whole_percents([*(each.chance.share.value for each in judged.ends), judged.unsettled.share.value])


def called(judged: Judgement, end: JudgedEnd) -> str:
    """Return an end whole: its name if the file gives one, what is on, and what is off that was on at the start."""
    said = _described(judged, end)
    if not said or end.letter == "-":
        return tidy(end.name)
    return f"{tidy(end.name)} ({said})" if end.id else said


def _described(judged: Judgement, end: JudgedEnd) -> str:
    words = [tidy(each) for each in option_words(judged.conflict)]
    parts = [
        listed([words[bit] for bit in end.on]) if end.on else "",
        f"no longer: {listed([words[bit] for bit in end.off])}" if end.off else "",
    ]
    return "; ".join(part for part in parts if part)


def _outcome(judged: Judgement, first: JudgedEnd) -> Iterator[str]:
    """Say what came about, if the file does."""
    if judged.came_about is None:
        return
    if first.came_about is not None and first.came_about > 1 - 1e-9:
        yield "This is what came about."
    elif judged.came_about <= 0 and judged.deduction and (instead := came_about_instead(judged)):
        yield f"{instead} came about instead."
    elif judged.came_about <= 0:
        worlds = "not where it ends" if judged.deduction else f"in none of {judged.worlds.count:,} worlds"
        yield f"What came about is {worlds}."
    else:
        yield f"What came about has {percent(judged.came_about)}."


def lettered_unreached(judged: Judgement) -> tuple[tuple[str, UnreachedEnd], ...]:
    """Return the ends that no reading reaches, with the letters after those of the ends that are reached."""
    letters = (judged.letter(len(judged.ends) + k) or "" for k in range(len(judged.unreached)))
    return tuple(zip(letters, judged.unreached, strict=True))


def came_about_instead(judged: Judgement) -> str:
    """Return the letter and the name of what came about though no reading reaches it; empty if there is none."""
    return next(
        (f"{letter}, {tidy(each.name)}," for letter, each in lettered_unreached(judged) if each.came_about), ""
    )


def marked(end: JudgedEnd) -> str:
    """Return the letter of an end, and that it is a tie if it is one."""
    if end.letter == "-":
        return tidy(end.name)
    return f"{end.letter} ({TIE})" if end.tie else end.letter


def evidence_of(each: Linchpin) -> tuple[Evidence, ...]:
    """Return the evidence of an assumption."""
    return each.claim.evidence if each.claim else ()


def _confidence(judged: Judgement) -> Iterator[str]:
    level = judged.confidence.level
    if level == "none":
        yield "Confidence: none. Every answer below is the start again, not a finding."
        return
    reasons = [_reason(judged, reason) for reason, _ in judged.confidence.reasons]
    yield f"Confidence: {level}."
    if reasons:
        yield capitalised("; ".join(reasons)) + "."


def _reason(judged: Judgement, reason: Reason) -> str:
    match reason:
        case "spread":
            return _spread(judged)
        case "linchpins":
            number = len(judged.linchpins)
            return f"{number} assumptions could each turn it"
        case "sources":
            return _sources(judged)
        case "unsettled":
            return f"{percent(judged.unsettled.share.value)} never settles"
        case "coalition":
            return f"{in_words(len(judged.overturned[0]))} together could overturn it"


def _spread(judged: Judgement) -> str:
    """Return the readings by which another end leads, or else the range of the likeliest end."""
    led = judged.leaders[judged.concept]
    others = [id_ for id_, k in judged.leaders.items() if k != led]
    if others:
        return f"by {len(others)} of {len(judged.leaders)} readings another end leads"
    low, high = (judged.unsettled if judged.likeliest is None else judged.likeliest.chance).range
    return f"readings differ from {percent(low)} to {percent(high)}"


def _sources(judged: Judgement) -> str:
    if not judged.linchpins:
        return "the file cites no source"
    grades = [best_grade(evidence_of(each), judged.conflict.sources) for each in judged.linchpins]
    worst = max(grades, key=lambda each: (not each[0], each[1], each[0]))
    if not worst[0]:
        return "one of the assumptions that could turn it cites no graded source"
    return f"the weakest source is {worst[0]}{', disputed' if worst[1] else ''}"
