"""An explanation in paragraphs: the verdict, then what tempts, and what the others make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.model.concepts import Sanctions
from countermove.report.alike import alike, by_reason
from countermove.report.numbers import counted
from countermove.report.punishing import might, punishing
from countermove.report.referring import doing, name_of, sentence, where_to
from countermove.report.words import count_of

if TYPE_CHECKING:
    from countermove.analysis.explanation.result import Answer, Explanation, Move
    from countermove.report.reasons import Reasons

    Answers = tuple[Answer, ...]

WAYS = 4
"""How many improvements of one kind are told one by one, unless all are asked for."""


def told(explanation: Explanation, reasons: Reasons, most: int | None) -> list[str]:
    """Return the verdict and a paragraph for each kind of improvement.

    Parameters
    ----------
    explanation : Explanation
    reasons : Reasons
        Which remembers what has been given already.
    most : int or None
        How many kinds are told at most; None for all of them, one by one.
    """
    groups = alike(explanation)[:most]
    ways, could = None if most is None else WAYS, ["could gain", *["could also gain"] * len(groups)]
    said = [_paragraph(explanation, reasons, *each, ways) for each in zip(groups, could, strict=False)]
    every = len(explanation.answers) if explanation.within is None or not explanation.stable else explanation.tempting
    left = every - sum(map(len, groups))
    fate = "spoilt" if explanation.by.simultaneous else "punished"
    rest = [f"{sentence(counted(left, 'further improvement'))} would be {fate} as well."] if left else []
    return [sentence(_verdict(explanation)), *said, *rest]


def is_cut(explanation: Explanation, most: int | None) -> bool:
    """Whether some improvements are not told one by one."""
    groups = alike(explanation)
    ways = [len(each) for group in groups for each in by_reason(group)]
    return most is not None and (len(groups) > most or max(ways, default=0) > WAYS)


def _verdict(explanation: Explanation) -> str:
    dm, others = name_of(explanation.conflict, explanation.dm), " and ".join(_others(explanation)[:1])
    if explanation.stable is None:
        return f"whether {dm} would stay is not decided within {count_of(explanation.within or 0, 'state')}."
    if not explanation.stable:
        return f"{dm} would not stay."
    if not explanation.tempting:
        return f"{dm} would stay: there is nothing to gain by moving alone."
    each = {1: "it", 2: "both"}.get(explanation.tempting, "all of them")
    tempted = f"{dm} would stay, though tempted by {counted(explanation.tempting, 'improvement')}"
    if explanation.by.simultaneous:
        return f"{tempted}: {others}, improving at the same time, would spoil {each}."
    return f"{tempted}: {others} {might(explanation.by)} punish {each}."


def _others(explanation: Explanation) -> list[str]:
    """Return what the others are called: by name if it is only one; nothing if there is nobody else."""
    ids = [dm.id for dm in explanation.conflict.decision_makers if dm.id != explanation.dm]
    return ["the others"] if len(ids) > 1 else [name_of(explanation.conflict, id_) for id_ in ids]


def _paragraph(explanation: Explanation, reasons: Reasons, answers: Answers, could: str, ways: int | None) -> str:
    """Return what is said of improvements that are answered in the same way, so many one by one."""
    first, *more = [_tempting(explanation, reasons, each, ways) for each in by_reason(answers)]
    dm = name_of(explanation.conflict, explanation.dm)
    tempting = [sentence(f"{dm} {could} {first}."), *(sentence(f"{dm} could also gain {each}.") for each in more)]
    sanctions = [answer.sanction for answer in answers if answer.sanction is not None]
    if sanctions:
        return " ".join([*tempting, *punishing(explanation, reasons, sanctions)])
    return " ".join([*tempting, *_unpunished(explanation, answers[0])])


def _tempting(explanation: Explanation, reasons: Reasons, answers: Answers, ways: int | None) -> str:
    """Return how there is something to gain, by improvements that the same decides for."""
    moves = [each.move for each in answers]
    done = [f"by {_leading(explanation, each)}" for each in moves[:ways]]
    done += [f"in {counted(more, 'other way')}"] if (more := len(moves) - len(done)) else []
    return f"{_either(done)}, {reasons.gaining(moves)}"


def _leading(explanation: Explanation, move: Move) -> str:
    """Return what a move is and where it leads."""
    return f"{doing(explanation.conflict, move)}{where_to(explanation.conflict, move)}"


def _either(ways: list[str]) -> str:
    *most, last = ways
    return f"{', '.join(most)}, or {last}" if most else last


def _unpunished(explanation: Explanation, answer: Answer) -> list[str]:
    """Return why nobody can punish an improvement."""
    if explanation.by.sanctions is Sanctions.NONE:
        return []
    others = " ".join(_others(explanation))
    if not others:
        return ["There is nobody else who could punish that."]
    if explanation.by.simultaneous:
        return [f"No improvement of {others} at the same time would spoil that."]
    if explanation.within is not None:
        return [_all_better(explanation, others)]
    return [_out_of_reach(explanation, answer, others) if answer.reach else _at_an_end(explanation, others)]


def _at_an_end(explanation: Explanation, others: str) -> str:
    """Return that nobody would, or could, go on from where an improvement leads."""
    nobody = "none of the others could" if others == "the others" else f"{others} could not"
    return f"From there {nobody} {'gain by any move' if explanation.by.credible else 'move'}."


def _all_better(explanation: Explanation, others: str) -> str:
    """Return that nothing the others could lead on to is a punishment, without counting what that is."""
    step = "each step" if others == "the others" else "it"
    gaining = f", gaining by {step}," if explanation.by.credible else ""
    after = ", by itself or after a countermove" if explanation.by.countermove else ""
    than = f"would be better for {name_of(explanation.conflict, explanation.dm)} than staying{after}"
    return f"That would go unpunished: whatever {others}{gaining} could lead on to from there {than}."


def _out_of_reach(explanation: Explanation, answer: Answer, others: str) -> str:
    """Return that what the others could lead on to is no punishment."""
    step = "each step" if others == "the others" else "it"
    gaining = f", gaining by {step}," if explanation.by.credible else ""
    count = len(answer.reach)
    states = "one state, which" if count == 1 else f"{counted(count, 'state')}, each of which"
    after = ", by itself or after a countermove" if explanation.by.countermove else ""
    better = f"would be better for {name_of(explanation.conflict, explanation.dm)} than staying{after}"
    return f"That would go unpunished: from there {others}{gaining} could lead on to {states} {better}."
