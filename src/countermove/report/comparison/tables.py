"""The tables of a comparison: shares of ends and questions, verdicts by concept, and what stands beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from countermove.report.brief.heading import shown_percents
from countermove.report.comparison.because import because, grouped, searched
from countermove.report.comparison.situations import turned_situations
from countermove.report.likelihood import percent
from countermove.report.words import count_of, listed, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countermove.simulation.comparison.result import Comparison, Side
    from countermove.simulation.judgement.result import JudgedEnd

MOST_SITUATIONS, MOST_CAUSES = 6, 3
"""Situations up to which each is told, and else groups of causes; the rest is counted."""


class ShareRow(NamedTuple):
    """A question or an end with its whole percents in both accounts, as the judgements show them; empty for none."""

    before: str
    after: str
    said: str


class VerdictRow(NamedTuple):
    """A concept, and how many situations hold by it in A and in B, no longer hold, and hold newly."""

    concept: str
    before: int
    after: int
    gone: int
    new: int


def account(side: Side) -> str:
    """Return what an account is: its name as it was given, its title, and its start."""
    name = "" if side.name in {"A", "B"} else f"{side.name}: "
    start = f", {tidy(side.start)}" if side.start else ""
    return f"{name}{tidy(side.title)}{start}"


def quiet(found: Comparison) -> str:
    """Return what else differs, and changes no answer; empty if nothing does."""
    told = [f"{kind} ({number})" for kind, number in found.wording]
    for ids, only in zip(found.asked, ("A", "B"), strict=True):
        told += [f"{count_of(len(ids), 'question')} that only {only} asks"] if ids else []
    return ", ".join(told)


def share_rows(found: Comparison) -> tuple[ShareRow, ...]:
    """Return the questions and the ends of both, with the percents of `countermove brief`.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.simulation.comparison.compare import compare
    >>> elmira = cases.load("elmira")
    >>> share_rows(compare(elmira, elmira))
    (ShareRow(before='100 %', after='100 %', said='Deadlock'),)
    """
    return (*_question_rows(found), *_end_rows(found))


def _question_rows(found: Comparison) -> Iterator[ShareRow]:
    for asked in found.questions:
        before, after = ("" if each is None else percent(each) for each in (asked.before, asked.after))
        yield ShareRow(before, after, tidy(asked.question.short or asked.question.asks))


def _end_rows(found: Comparison) -> Iterator[ShareRow]:
    for each in found.ends:
        both = _share(found.before, each.before), _share(found.after, each.after)
        if any(both):
            yield ShareRow(*both, tidy(each.name))
    sides = [each.judged for each in (found.before, found.after)]
    never = [0.0 if judged is None else judged.unsettled.share.value for judged in sides]
    if any(never):
        before, after = (percent(each) if each else "" for each in never)
        yield ShareRow(before, after, "never settles")


def _share(side: Side, end: JudgedEnd | None) -> str:
    """Return the whole percent that the judgement shows for an end; empty if it is none of its ends."""
    if side.judged is None or end is None:
        return ""
    shown = shown_percents(side.judged)[side.judged.ends.index(end)]
    return f"{shown} %" if shown else "<1 %" if end.chance.share.value else ""


def verdicts_title(found: Comparison) -> str:
    """Return what is counted of verdicts, and by which options situations are matched if not by all."""
    every = {len(side.conflict.options) for side in (found.before, found.after)}
    among = f" (by the {count_of(len(found.common), 'option')} of both)" if every != {len(found.common)} else ""
    return f"Situations that hold, if every assumption is certain{among}"


def verdict_rows(found: Comparison) -> tuple[VerdictRow, ...]:
    """Return how many situations hold by each concept in both, and how many came and went.

    Examples
    --------
    >>> from countermove import DecisionMaker, loads
    >>> was = loads({"title": "t", "decision_makers": {"a": {"options": ["go"], "preferences": ["go"]}}})
    >>> now = was.with_(decision_makers=[DecisionMaker("a", options=["go"], preferences=["not go"])])
    >>> from countermove.simulation.comparison.compare import compare
    >>> verdict_rows(compare(was, now))[0]
    VerdictRow(concept='nash', before=1, after=1, gone=1, new=1)
    """
    rows = []
    for id_, (before, after) in zip(found.concepts, found.holding, strict=True):
        turned = [each for each in found.verdicts if each.id == id_]
        gone = sum(bool(each.before) for each in turned)
        rows.append(VerdictRow(id_, before, after, gone, len(turned) - gone))
    return tuple(rows)


def verdict_sentences(found: Comparison, *, every: bool = False) -> tuple[str, ...]:
    """Return each situation whose verdict turned, and why; where these are many, the causes with their numbers.

    Parameters
    ----------
    found : Comparison
        The comparison.
    every : bool
        Whether to tell all of them.
    """
    told = turned_situations(found)
    if every or len(told) <= MOST_SITUATIONS:
        return tuple(
            f"{each.what} {'no longer holds' if each.gone else 'holds now'} by {listed(each.concepts)}"
            + (f"; {because(each.causes)}" if each.causes else "")
            for each in told
        )
    if "verdicts" not in found.tried:
        return ()
    groups = grouped(found.verdicts)
    lines = [
        f"{count_of(number, 'verdict')}: {because(causes) or 'which change did it was not found'}"
        for causes, number in groups[:MOST_CAUSES]
    ]
    rest = sum(number for _, number in groups[MOST_CAUSES:])
    return (*lines, *([f"{count_of(rest, 'verdict')} by other causes; --all and --json have them"] if rest else []))


def method(found: Comparison) -> tuple[str, ...]:
    """Return what a cause is, how many worlds were solved, and how far causes were searched for, in sentences."""
    told = []
    if any(len(cause.changes) == 1 for each in found.answers for cause in each.causes):
        told.append(
            "A change did it alone if undoing it in B brings A's answer back, and undoing all others does not."
        )
    told += searched(found)
    judged = found.after.judged
    if judged is not None and found.before.judged is not None and not judged.deduction:
        plan = judged.worlds.plan
        drawn = f"all {plan.count:,} worlds" if plan.seed is None else f"{plan.count:,} worlds, seed {plan.seed}"
        told.append(
            f"Shares: {drawn}, as in countermove brief. Causes are looked for of the likeliest end and of questions "
            "that cross one half, not of smaller shifts."
        )
    near = [letter for letter, side in (("A", found.before), ("B", found.after)) if _near_tie(side)]
    if near:
        told.append(
            f"In {listed(near)} the two likeliest ends are nearer to each other than the sample can tell; a larger "
            "--count makes surer which of them leads, and why."
        )
    return tuple(told)


def _near_tie(side: Side) -> bool:
    """Whether the two likeliest ends are less than two standard errors apart, where worlds are a sample."""
    if side.judged is None or side.judged.likeliest is None:
        return False
    shares = sorted((each.chance.share.value for each in side.judged.ends), reverse=True)
    return len(shares) > 1 and shares[0] - shares[1] < 2 * side.judged.likeliest.chance.share.error
