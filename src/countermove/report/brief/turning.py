"""What a judgement turns on, in words: the assumptions whose other way makes another end the likeliest."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from countermove.report.brief.heading import WIDTH, evidence_of, marked
from countermove.report.likelihood import percent
from countermove.report.part_names import wants
from countermove.report.references import name_of
from countermove.report.statements import worded
from countermove.report.words import tidy
from countermove.simulation.judgement.confidence import best_grade

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countermove.simulation.judgement.linchpins import Linchpin
    from countermove.simulation.judgement.result import Judgement


def turning(judged: Judgement, most: int) -> Iterator[str]:
    """Yield the assumptions that could turn the likeliest end, each with the end and its share then."""
    if not judged.linchpins or not most:
        return
    shown = judged.linchpins[:most]
    of = f" ({len(shown)} of {len(judged.linchpins)})" if len(shown) < len(judged.linchpins) else ""
    yield f"What could turn it{of}: the likeliest end would then be"
    for each in shown:
        yield from wrap(
            f"{turn_of(judged, each)}", WIDTH, initial_indent="  ", subsequent_indent="    ", break_long_words=False
        )


@dataclass(frozen=True, slots=True)
class Turn:
    """What turns the likeliest end, in words: the end and its share then, the assumption, and how sure it is."""

    letter: str
    share: str
    clause: str
    given: str

    def __str__(self) -> str:
        return f"{self.letter}, {self.share}, {self.clause} ({self.given})"


def turn_of(judged: Judgement, each: Linchpin) -> Turn:
    """Return an assumption that turns the likeliest end in words."""
    holds = each.alternative in {"holds", "binds", "in reach", "cannot be undone"} or each.kind in {"order", "coding"}
    given = each.probability if holds else 1 - each.probability
    grade, disputed = best_grade(evidence_of(each), judged.conflict.sources)
    graded = f"; best source {grade}{' disputed' if disputed else ''}" if grade else "; no graded source"
    end = judged.ends[each.end]
    turns = f"{'if' if holds else 'unless'} {_assumption(judged, each, holds=holds)}"
    return Turn(marked(end), percent(each.share), turns, f"given {percent(given)}{graded}")


def _assumption(judged: Judgement, each: Linchpin, *, holds: bool) -> str:
    """Return an assumption in words: the reason of what is given up, or else who wants what."""
    claim = each.claim
    if claim is None or each.kind == "coding":
        return f"“{tidy(each.name)}: {tidy(each.alternative)}”"
    if each.kind == "order":
        return f"{name_of(judged.conflict, claim.of)} puts {tidy(each.alternative)}"
    if each.kind == "statement":
        name = name_of(judged.conflict, claim.of)
        wanted = f"{name} {wants(name)} {worded(judged.conflict, claim.says)}"
        return wanted if holds or not claim.because else f"“{tidy(claim.because)}”"
    if each.kind == "rule":
        return f"the rule holds: {worded(judged.conflict, claim.says)}"
    return f"“{tidy(each.name)}”"
