"""How improvements are punished, in sentences: who answers with what, where that ends, and why nothing helps.

Where something ends, in words: how it differs there from where a decision maker stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.report.improvement_groups import decided
from countermove.report.names import answering, doing, name_of, sentence, titles, where_to
from countermove.report.words import counted, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countermove.analysis.explanation.result import Explanation, Move, Sanction
    from countermove.model.concepts import Concept
    from countermove.model.conflict import Conflict
    from countermove.report.reasons import Reasons

    Change = tuple[int, str]


SIDES = {"Y": "on", "N": "off"}

MOST_NUMBERS = 4


def might(concept: Concept) -> str:
    """Return whether the others would punish, since they gain by it, or only could.

    Examples
    --------
    >>> from countermove.model.concepts import CONCEPTS
    >>> might(CONCEPTS["seq"]), might(CONCEPTS["gmr"])
    ('would', 'could')
    """
    return "would" if concept.credible else "could"


def punishing(explanation: Explanation, reasons: Reasons, sanctions: list[Sanction]) -> list[str]:
    """Return the sentences on sanctions that are told together."""
    answered = at_once if explanation.by.simultaneous else in_turn
    return [
        *answered(explanation, reasons, sanctions),
        *end_of(explanation, reasons, sanctions),
        *countered(explanation, reasons, sanctions),
    ]


def in_turn(explanation: Explanation, reasons: Reasons, sanctions: list[Sanction]) -> list[str]:
    """Return a sentence for each move of a sanction."""
    conflict, by = explanation.conflict, explanation.by
    first = {1: "But then", 2: "But either way"}.get(len(sanctions), "But each time")
    said = []
    for k, move in enumerate(sanctions[0].moves):
        same = [each.moves[k] for each in sanctions]
        why = f", {reasons.gaining(same)}" if by.credible else ""
        opening, answer = (first, "answer") if k == 0 else ("After that" if k % 2 else "Then", "go on")
        said.append(
            f"{opening} {name_of(conflict, move.mover)} {might(by)} {answer} {answering(conflict, move)}{why}."
        )
    return said


def at_once(explanation: Explanation, reasons: Reasons, sanctions: list[Sanction]) -> list[str]:
    """Return a sentence for each improvement that is made at the same time."""
    conflict = explanation.conflict
    said = []
    for k, move in enumerate(sanctions[0].moves):
        same = [each.moves[k] for each in sanctions]
        mover = name_of(conflict, move.mover)
        opening = f"But at the same time {mover} could gain" if k == 0 else f"{sentence(mover)} could too,"
        said.append(f"{opening} by {doing(conflict, move)}, {reasons.gaining(same)}.")
    return said


def end_of(explanation: Explanation, reasons: Reasons, sanctions: list[Sanction]) -> list[str]:
    """Return what is different where a sanction ends, and why that is no better than to stay."""
    conflict, ends = explanation.conflict, [each.end for each in sanctions]
    if ends[0] == explanation.state:
        return ["This would lead back to where it began, and nothing would be gained."]
    this = "Together these moves" if explanation.by.simultaneous else "This"
    where = [] if conflict.graph else [f"{this} would end {ending(conflict, explanation.state, ends)}."]
    lost, dm = [each.loss for each in sanctions], name_of(conflict, explanation.dm)
    if lost[0].kind == "equal":
        return [*where, f"For {dm} that would be no better than staying: both are equally preferred."]
    return [*where, f"For {dm} that would be worse than staying, {reasons.losing(lost)}."]


def countered(explanation: Explanation, reasons: Reasons, sanctions: list[Sanction]) -> list[str]:
    """Return why no countermove rescues, where the concept asks for it."""
    if not explanation.by.countermove:
        return []
    replies = [each.reply for each in sanctions if each.reply is not None]
    if not replies:
        return [f"Nor could {name_of(explanation.conflict, explanation.dm)} move on from there."]
    if sanctions[0].counter == explanation.state:
        return ["Nor would a countermove help: the best would be to go back to where it began."]
    if not any(each.improves for each in replies):
        return ["Nor would a countermove help: none would lead to anything better."]
    best = f"the best{_which(explanation, sanctions, replies)}"
    return [f"Nor would a countermove help: {best} {_no_rescue(reasons, sanctions)}."]


def _which(explanation: Explanation, sanctions: list[Sanction], replies: list[Move]) -> str:
    """Return which countermove is the best, where it is the same for all."""
    if len(replies) < len(sanctions):
        return ", where there is one,"
    named = {doing(explanation.conflict, each) for each in replies}
    if len(named) > 1:
        return ""
    return f", {named.pop()}{where_to(explanation.conflict, replies[0]) if len(replies) == 1 else ''},"


def _no_rescue(reasons: Reasons, sanctions: list[Sanction]) -> str:
    """Return why the best countermove does not make up for what is lost."""
    after = [each.afterwards for each in sanctions if each.afterwards is not None]
    if len(after) < len(sanctions) or len({*map(decided, after)}) > 1:
        return "would not make up for that"
    if after[0].kind == "equal":
        return "would lead to nothing better than staying"
    if after[0].kind == "statements" and decided(after[0]) == decided(sanctions[0].loss):
        return "would not make up for that"
    return f"would still be worse than staying, {reasons.losing(after)}"


def ending(conflict: Conflict, start: int, ends: Sequence[int]) -> str:
    """Return where something ends: how states, given by number, all differ from where a decision maker stands.

    What has to be off there because of what is on is not said.

    Examples
    --------
    >>> from countermove import cases
    >>> ending(cases.load("chicken"), 4, [1])
    'with “Swerve before B” and “Swerve before A” off (state 1)'
    """
    here, *there = (conflict.states.pattern(number - 1) for number in (start, *ends))
    common = set.intersection(*(_differing(here, pattern) for pattern in there))
    told = [change for change in sorted(common) if change[1] == "Y" or not _implied(conflict, change[0], ends)]
    told = told or sorted(common)
    named = titles(conflict)
    sides = [(way, [named[bit] for bit, letter in told if letter == side]) for side, way in SIDES.items()]
    said = listed(f"{listed(options)} {way}" for way, options in sides if options)
    rest = ", whatever the rest" if "-" in there[0] else ""
    if not conflict.states.numbered:
        return f"with {said}" if said else f"in {counted(len({*ends}), 'state')}"
    return f"with {said}{rest} ({_numbered(ends)})" if said else f"in {_numbered(ends)}"


def _implied(conflict: Conflict, bit: int, ends: Sequence[int]) -> bool:
    """Whether an option has to be off in some states, given all that is on and off beside it."""
    states = conflict.states
    return not states.feasible(states.masks[[number - 1 for number in ends]] | 1 << bit).any()


def _numbered(ends: Sequence[int]) -> str:
    numbers = [*dict.fromkeys(ends)]
    if len(numbers) > MOST_NUMBERS:
        return f"state {numbers[0]} and {counted(len(numbers) - 1, 'other')}"
    return f"state{'s' if len(numbers) > 1 else ''} {listed(f'{number}' for number in numbers)}"


def _differing(here: str, there: str) -> set[Change]:
    return {(bit, new) for bit, (old, new) in enumerate(zip(here, there, strict=True)) if new not in {old, "-"}}
