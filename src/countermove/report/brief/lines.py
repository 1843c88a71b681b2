"""The judgement as lines: at most 25 of 80 columns."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from countermove.model.reading import concept_in, named_reading, reading_of
from countermove.report.brief.heading import WIDTH, heading, marked
from countermove.report.brief.table import table
from countermove.report.brief.turning import turning
from countermove.report.brief.watching import MOST_SIGNS, watching
from countermove.report.likelihood import percent
from countermove.report.published import foremost_published
from countermove.report.robustness import robust_sentences
from countermove.report.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.text import Text

    from countermove.simulation.judgement.result import Judgement


MOST_LINES = 25
"""Lines of the whole."""

ROOM = ((2, MOST_SIGNS, 2), (2, 2, 2), (2, 1, 2), (1, 2, 2), (1, 1, 2), (1, 0, 2), (1, 0, 1), (0, 0, 1), (0, 0, 0))
"""The assumptions, signs and least changes that are told, from the most on; the rest of the first two is counted."""

BECAUSE = "only threats that pay count"
"""Why a file that names no reading is read by the default concept."""


def brief_text(judged: Judgement, file: str) -> Text:
    """Return the judgement for the terminal, its title in bold; the last line names the next command on `file`."""
    from rich.text import Text

    lines = brief_lines(judged, file)
    text = Text("\n".join(lines), no_wrap=True)
    text.stylize("bold", 0, len(lines[0]))
    return text


def brief_lines(judged: Judgement, file: str) -> tuple[str, ...]:
    """Return the judgement as lines of at most 80 columns; the last one names the next command on `file`.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.simulation.judgement.judge import brief
    >>> print(brief_lines(brief(cases.load("elmira")), "elmira")[0])
    Elmira groundwater contamination, 1989-91             from the file's status quo
    """
    whole: tuple[str, ...] = ()
    changes = [*robust_sentences(judged)]
    for most, signs, least in ROOM:
        robust = wrap(" ".join(changes[:least]), WIDTH)
        told = (*table(judged), *turning(judged, most), *robust, *watching(judged, signs))
        whole = (*heading(judged), "", *told, *_ending(judged, file))
        if len(whole) <= MOST_LINES:
            break
    return whole


def _ending(judged: Judgement, file: str) -> tuple[str, ...]:
    """Return the readings, the method, and the next command, which is not broken."""
    said = [*_readings(judged), *foremost_published(judged.published), _method(judged)]
    lines, last = wrap(" ".join(said), WIDTH), f"Next: countermove report {file} -o report.html"
    if lines and len(lines[-1]) + len(last) < WIDTH:
        return (*lines[:-1], f"{lines[-1]} {last}")
    return (*lines, last)


def _readings(judged: Judgement) -> Iterator[str]:
    """Say which reading is meant, and what the others come to."""
    led = judged.leaders[judged.concept]
    agree = [id_ for id_, k in judged.leaders.items() if k == led and id_ != judged.concept]
    agreeing = f"; {listed(agree)} agree{'s' * (len(agree) == 1)}" if agree else ""
    yield f"Reading: {_own_reading(judged)}{agreeing}."
    for k in dict.fromkeys(each for each in judged.leaders.values() if each != led):
        ids = [id_ for id_, each in judged.leaders.items() if each == k]
        yield f"By {listed(ids)}: {_leading(judged, k, ids)}."
    if judged.other_start is not None:
        k, share = judged.other_start
        yield f"From the file's own status quo: {marked(judged.ends[k])}, {percent(share)}."


def _own_reading(judged: Judgement) -> str:
    """Return the concept of the judgement and why it is that one."""
    by = concept_in(judged.conflict, judged.concept)
    if by.each:
        return by.says
    if by.id == named_reading(judged.conflict):
        return f"{by.name} ({by.id}), as the file says"
    if by.id == reading_of(judged.conflict).id:
        return f"{by.id} ({BECAUSE})"
    return f"{by.name} ({by.id}), as asked"


def _leading(judged: Judgement, k: int, ids: Iterable[str]) -> str:
    if k < 0:
        return "it never settles"
    end = judged.ends[k]
    if judged.deduction:
        return marked(end)
    numbers = [round(100 * end.chance.by_reading[id_]) for id_ in ids]
    low, high = min(numbers), max(numbers)
    return f"{marked(end)}, {low} %" if low == high else f"{marked(end)}, {low} to {high} %"


def _method(judged: Judgement) -> str:
    """Return how many worlds were solved, and by which seed they were drawn."""
    if judged.deduction:
        return "One world."
    plan = judged.worlds.plan
    return f"All {plan.count:,} worlds." if plan.seed is None else f"{plan.count:,} worlds, seed {plan.seed}."
