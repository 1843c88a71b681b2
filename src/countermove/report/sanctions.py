"""Sanctions in sentences: the moves of the others, the state where they end, and the failing countermove.

The state where a sanction ends is described by its differences from the state that the decision maker would leave.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.report.improvement_groups import reason_key
from countermove.report.references import (
    capitalised,
    destination,
    move_as_answer,
    move_as_gerund,
    name_of,
    option_titles,
)
from countermove.report.words import counted, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countermove.analysis.explanation.result import Explanation, Move, Sanction
    from countermove.model.concepts import Concept
    from countermove.model.conflict import Conflict
    from countermove.report.reasons import Reasons

    Change = tuple[int, str]


SIDES = {"Y": "on", "N": "off"}
"""Words for the letters of a pattern."""

MOST_NUMBERS = 4
"""Maximum state numbers in a list."""


def would_or_could(concept: Concept) -> str:
    """Return 'would' for a concept with credible sanctions, else 'could'.

    Examples
    --------
    >>> from countermove.model.concepts import CONCEPTS
    >>> would_or_could(CONCEPTS["seq"]), would_or_could(CONCEPTS["gmr"])
    ('would', 'could')
    """
    return "would" if concept.credible else "could"


def sanction_sentences(explanation: Explanation, reasons: Reasons, sanctions: list[Sanction]) -> list[str]:
    """Return sentences on sanctions of one group: their moves, end and countermoves."""
    moves = _simultaneous_moves if explanation.by.simultaneous else _moves_in_turn
    return [
        *moves(explanation, reasons, sanctions),
        *_end_and_loss(explanation, reasons, sanctions),
        *_failed_countermove(explanation, reasons, sanctions),
    ]


def _moves_in_turn(explanation: Explanation, reasons: Reasons, sanctions: list[Sanction]) -> list[str]:
    """Return a sentence for each move of a sequential sanction."""
    conflict, by = explanation.conflict, explanation.by
    first = {1: "But then", 2: "But either way"}.get(len(sanctions), "But each time")
    sentences = []
    for k, move in enumerate(sanctions[0].moves):
        same = [each.moves[k] for each in sanctions]
        why = f", {reasons.gaining(same)}" if by.credible else ""
        mover = name_of(conflict, move.mover)
        opening, answer = (first, "answer") if k == 0 else ("After that" if k % 2 else "Then", "go on")
        sentences.append(f"{opening} {mover} {would_or_could(by)} {answer} {move_as_answer(conflict, move)}{why}.")
    return sentences


def _simultaneous_moves(explanation: Explanation, reasons: Reasons, sanctions: list[Sanction]) -> list[str]:
    """Return a sentence for each improvement of a simultaneous sanction."""
    conflict = explanation.conflict
    sentences = []
    for k, move in enumerate(sanctions[0].moves):
        same = [each.moves[k] for each in sanctions]
        mover = name_of(conflict, move.mover)
        opening = f"But at the same time {mover} could gain" if k == 0 else f"{capitalised(mover)} could too,"
        sentences.append(f"{opening} by {move_as_gerund(conflict, move)}, {reasons.gaining(same)}.")
    return sentences


def _end_and_loss(explanation: Explanation, reasons: Reasons, sanctions: list[Sanction]) -> list[str]:
    """Return the state where a sanction ends, and why it is no better than staying."""
    conflict, ends = explanation.conflict, [each.end for each in sanctions]
    if ends[0] == explanation.state:
        return ["This would lead back to where it began, and nothing would be gained."]
    this = "Together these moves" if explanation.by.simultaneous else "This"
    where = [] if conflict.graph else [f"{this} would end {end_in_words(conflict, explanation.state, ends)}."]
    lost, dm = [each.loss for each in sanctions], name_of(conflict, explanation.dm)
    if lost[0].kind == "equal":
        return [*where, f"For {dm} that would be no better than staying: both are equally preferred."]
    return [*where, f"For {dm} that would be worse than staying, {reasons.losing(lost)}."]


def _failed_countermove(explanation: Explanation, reasons: Reasons, sanctions: list[Sanction]) -> list[str]:
    """Return why no countermove helps, if the concept considers countermoves."""
    if not explanation.by.countermove:
        return []
    replies = [each.reply for each in sanctions if each.reply is not None]
    if not replies:
        return [f"Nor could {name_of(explanation.conflict, explanation.dm)} move on from there."]
    if sanctions[0].counter == explanation.state:
        return ["Nor would a countermove help: the best would be to go back to where it began."]
    if not any(each.improves for each in replies):
        return ["Nor would a countermove help: none would lead to anything better."]
    best = f"the best{_best_countermove(explanation, sanctions, replies)}"
    return [f"Nor would a countermove help: {best} {_no_rescue(reasons, sanctions)}."]


def _best_countermove(explanation: Explanation, sanctions: list[Sanction], replies: list[Move]) -> str:
    """Return the best countermove, if all sanctions have the same."""
    if len(replies) < len(sanctions):
        return ", where there is one,"
    named = {move_as_gerund(explanation.conflict, each) for each in replies}
    if len(named) > 1:
        return ""
    return f", {named.pop()}{destination(explanation.conflict, replies[0]) if len(replies) == 1 else ''},"


def _no_rescue(reasons: Reasons, sanctions: list[Sanction]) -> str:
    """Return why the best countermove does not lead to an improvement."""
    after = [each.afterwards for each in sanctions if each.afterwards is not None]
    if len(after) < len(sanctions) or len({*map(reason_key, after)}) > 1:
        return "would not make up for that"
    if after[0].kind == "equal":
        return "would lead to nothing better than staying"
    if after[0].kind == "statements" and reason_key(after[0]) == reason_key(sanctions[0].loss):
        return "would not make up for that"
    return f"would still be worse than staying, {reasons.losing(after)}"


def end_in_words(conflict: Conflict, start: int, ends: Sequence[int]) -> str:
    """Return the differences that some states have in common from a start; all are given by number.

    An option that is off is left out if the rest of the state forces it off.

    Examples
    --------
    >>> from countermove import cases
    >>> end_in_words(cases.load("chicken"), 4, [1])
    'with “Swerve before B” and “Swerve before A” off (state 1)'
    """
    here, *there = (conflict.states.pattern(number - 1) for number in (start, *ends))
    common = set.intersection(*(_differing(here, pattern) for pattern in there))
    changes = [each for each in sorted(common) if each[1] == "Y" or not _implied(conflict, each[0], ends)]
    changes = changes or sorted(common)
    named = option_titles(conflict)
    sides = [(word, [named[bit] for bit, letter in changes if letter == side]) for side, word in SIDES.items()]
    switched = listed(f"{listed(options)} {word}" for word, options in sides if options)
    rest = ", whatever the rest" if "-" in there[0] else ""
    if not conflict.states.numbered:
        return f"with {switched}" if switched else f"in {counted(len({*ends}), 'state')}"
    return f"with {switched}{rest} ({_numbered(ends)})" if switched else f"in {_numbered(ends)}"


def _implied(conflict: Conflict, bit: int, ends: Sequence[int]) -> bool:
    """Whether no state stays feasible when an option is switched on in it."""
    states = conflict.states
    return not states.feasible(states.masks[[number - 1 for number in ends]] | 1 << bit).any()


def _numbered(ends: Sequence[int]) -> str:
    numbers = [*dict.fromkeys(ends)]
    if len(numbers) > MOST_NUMBERS:
        return f"state {numbers[0]} and {counted(len(numbers) - 1, 'other')}"
    return f"state{'s' if len(numbers) > 1 else ''} {listed(f'{number}' for number in numbers)}"


def _differing(here: str, there: str) -> set[Change]:
    return {(bit, new) for bit, (old, new) in enumerate(zip(here, there, strict=True)) if new not in {old, "-"}}
