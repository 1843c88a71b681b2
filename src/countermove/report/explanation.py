"""Explanations of stability in words: the verdict on a state, then a paragraph for each group of improvements.

A paragraph says what a decision maker would gain, which sanction deters it, and why no countermove helps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from countermove.analysis import explain as question
from countermove.model.arguments import refuse_other_kinds
from countermove.model.concepts import Sanctions
from countermove.model.reading import READING, concept_in
from countermove.report.console import bare_table, heading, indented
from countermove.report.improvement_groups import reason_groups, response_groups
from countermove.report.reasons import Reasons
from countermove.report.references import capitalised, destination, move_as_gerund, name_of, names_of
from countermove.report.sanctions import sanction_sentences, would_or_could
from countermove.report.words import count_of, counted, none_of, situation, tidy

if TYPE_CHECKING:
    from rich.console import RenderableType

    from countermove.analysis.explanation.result import Explanation, Move, Response
    from countermove.analysis.explanation.verification import Verification
    from countermove.model.conflict import Conflict
    from countermove.model.naming import StateName

    Answers = tuple[Response, ...]


SHOWN = 6
"""Maximum groups of improvements by default."""

MOST_ALTERNATIVES = 4
"""Maximum improvements that one sentence lists by default."""


@dataclass(frozen=True)
class Account:
    """The stability of a state for one or several decision makers, in words.

    Attributes
    ----------
    explanations : tuple of Explanation
        Of one state of one conflict, under one concept; one for each decision maker.
    """

    explanations: tuple[Explanation, ...]

    @property
    def conflict(self) -> Conflict:
        """The conflict, or its variation if one was named."""
        return self.explanations[0].conflict

    @property
    def concept(self) -> str:
        """The id of the concept; ``reading`` if the decision makers are judged by different ones."""
        concepts = {each.concept for each in self.explanations}
        return concepts.pop() if len(concepts) == 1 else READING

    def title(self) -> str:
        """Return the conflict, the state and the concept, on one line."""
        first = self.explanations[0]
        is_quo = first.state == self.conflict.status_quo_number
        state = f"state {first.state}{', the status quo' if is_quo else ''}"
        if not self.conflict.states.numbered:
            state = "the status quo" if is_quo else "one of its states"
        by = concept_in(self.conflict, self.concept)
        return f"{tidy(self.conflict.title)}: {state}{f'; {by.says}' if by.each else f', by {by.in_words}'}"

    @property
    def holds(self) -> bool:
        """Whether the state is stable for every decision maker."""
        stable = sum(each.stable is True for each in self.explanations)
        return stable == len(self.conflict.decision_makers)

    def summary(self) -> str:
        """Return the verdict on the state in a sentence."""
        leaving = [each.dm for each in self.explanations if each.stable is False]
        open_ = [each.dm for each in self.explanations if each.stable is None]
        if open_ and not leaving:
            return f"It is not decided whether {names_of(self.conflict, open_, 'or')} would leave it."
        if leaving:
            return f"It does not hold: {names_of(self.conflict, leaving)} would leave it."
        if len(self.explanations) == len(self.conflict.decision_makers):
            return "It holds: nobody would leave it."
        return f"Nothing drives {names_of(self.conflict, (each.dm for each in self.explanations))} out of it."

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the conflict lacks of its file, and what may change its meaning."""
        return self.conflict.remarks

    def to_dict(self) -> dict[str, Any]:
        """Return the explanations as plain values for JSON, with their paragraphs and certificates."""
        first = self.explanations[0]
        state = self.conflict.states[first.state - 1]
        number = state.number if self.conflict.states.numbered else None
        explanations = [each.to_dict() | {"words": paragraphs(each)} for each in self.explanations]
        return {
            "conflict": self.conflict.title,
            "variation": self.conflict.variation or None,
            "remarks": [*self.remarks],
            "concept": self.concept,
            "state": {"number": number, "decimal": state.decimal, "on": [*state.on], "name": state.name},
            "summary": self.summary(),
            "explanations": explanations,
        }

    def parts(self, most: int | None = SHOWN, reasons: Reasons | None = None) -> list[list[str]]:
        """Return a part for each decision maker: the verdict, then the paragraphs that support it.

        Decision makers without an improvement share the last part. No reason is given twice.

        Parameters
        ----------
        most : int or None
            Maximum groups of improvements; None lists every improvement.
        reasons : Reasons, optional
            The reasons that were given before, as on a page with several states; they are not repeated.
        """
        reasons = reasons or Reasons(self.conflict)
        content = [each for each in self.explanations if each.stable and not each.tempting]
        parts = [paragraphs(each, most, reasons) for each in self.explanations if each not in content]
        return [*parts, *([[_content(content)]] if content else [])]

    def __str__(self) -> str:
        lines = [
            self.title(),
            *self.remarks,
            "; ".join(situation(self.conflict, self.explanations[0].state - 1)),
            self.summary(),
        ]
        for part in self.parts():
            lines += ["", *part]
        return "\n".join(lines)


def _content(explanations: list[Explanation]) -> str:
    """Return a sentence on decision makers that have no improvement."""
    first = explanations[0]
    if len(explanations) == 1:
        return paragraphs(first, None)[0]
    who = capitalised(names_of(first.conflict, (each.dm for each in explanations)))
    return f"{who} would stay: {none_of(len(explanations))} has anything to gain by moving alone."


def explain(  # noqa: PLR0913  (each has a default)
    conflict: Conflict,
    state: StateName,
    dm: str | None = None,
    concept: str | None = None,
    *,
    variation: str | None = None,
    budget: int | None = None,
) -> Account:
    """Explain why a state is or is not stable.

    The parameters, and the errors that are raised, are those of `countermove.analysis.explain.explain`.

    Examples
    --------
    >>> from countermove import cases
    >>> print(explain(cases.load("prisoners-dilemma"), "4", "a", "nash"))
    Prisoner's dilemma: state 4, by Nash
    A: Cooperate with B; B: Cooperate with A
    It does not hold: A would leave it.
    <BLANKLINE>
    A would not stay.
    A could gain by dropping “Cooperate with B” (state 3), going up from second to first place in the ranking.
    """
    refuse_other_kinds(explain, locals())
    return Account(question.explain(conflict, state, dm, concept, variation=variation, budget=budget))


def account_parts(
    account: Account, most: int | None = SHOWN, alike: tuple[int, int] | None = None
) -> list[RenderableType]:
    """Return an account for the terminal: state, summary, and a part for each decision maker.

    `alike` is how many states hold by the concept, and of how many; it stands behind the verdict.
    """
    number = account.explanations[0].state
    situated = bare_table()
    for line in situation(account.conflict, number - 1):
        situated.add_row("", line)
    parts: list[RenderableType] = [heading(account.title()), situated, " ".join([account.summary(), *_weak(alike)])]
    for verdict, *points in account.parts(most):
        lines = [line for point in points for line in ("", indented(Text(point)))]
        parts.append(Group(Text(verdict, "bold"), *lines))
    cut = any(is_cut(each, most) for each in account.explanations)
    return [*parts, *(["Not every improvement is told one by one: --all does so."] if cut else [])]


def _weak(alike: tuple[int, int] | None) -> list[str]:
    """Return how many states hold as well, in a sentence: to be one of many is weak evidence."""
    if alike is None:
        return []
    held, states = alike
    others = (
        "no other state does" if held == 1 else f"so {'does' if held == 2 else 'do'} {count_of(held - 1, 'other')}"
    )
    return [f"Of the {states:,} states, {others}."]


def verification(found: Verification) -> str:
    """Return the result of the independent check of certificates, in a sentence.

    Examples
    --------
    >>> from countermove.analysis.explanation.verification import Verification
    >>> verification(Verification(2))
    'Checked: two certificates were verified from the conflict alone, by the definitions.'
    """
    if found.limit is not None:
        return f"Not checked: {found.limit}."
    were = "was" if found.certificates == 1 else "were"
    certificates = counted(found.certificates, "certificate")
    return f"Checked: {certificates} {were} verified from the conflict alone, by the definitions."


def paragraphs(explanation: Explanation, most: int | None = SHOWN, reasons: Reasons | None = None) -> list[str]:
    """Return the verdict, then a paragraph for each group of improvements.

    Parameters
    ----------
    explanation : Explanation
    most : int or None
        Maximum groups; None lists every improvement.
    reasons : Reasons, optional
        The reasons that were given before; they are not repeated.
    """
    reasons = reasons or Reasons(explanation.conflict)
    groups = response_groups(explanation)[:most]
    most_listed = None if most is None else MOST_ALTERNATIVES
    could = ["could gain", *["could also gain"] * len(groups)]
    gains = [_paragraph(explanation, reasons, *each, most_listed) for each in zip(groups, could, strict=False)]
    every = len(explanation.answers) if explanation.within is None or not explanation.stable else explanation.tempting
    left = every - sum(map(len, groups))
    fate = "spoilt" if explanation.by.simultaneous else "punished"
    rest = [f"{capitalised(counted(left, 'further improvement'))} would be {fate} as well."] if left else []
    return [capitalised(_verdict(explanation)), *gains, *rest]


def is_cut(explanation: Explanation, most: int | None) -> bool:
    """Whether some improvements are not listed one by one."""
    groups = response_groups(explanation)
    sizes = [len(each) for group in groups for each in reason_groups(group)]
    return most is not None and (len(groups) > most or max(sizes, default=0) > MOST_ALTERNATIVES)


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
    return f"{tempted}: {others} {would_or_could(explanation.by)} punish {each}."


def _others(explanation: Explanation) -> list[str]:
    """Return how a sentence names the others: one by name, several as 'the others'; nothing if there are none."""
    ids = [dm.id for dm in explanation.conflict.decision_makers if dm.id != explanation.dm]
    return ["the others"] if len(ids) > 1 else [name_of(explanation.conflict, id_) for id_ in ids]


def _paragraph(explanation: Explanation, reasons: Reasons, answers: Answers, could: str, most: int | None) -> str:
    """Return a paragraph on improvements with the same response; at most `most` of each reason are listed."""
    first, *more = [_gain(explanation, reasons, each, most) for each in reason_groups(answers)]
    dm = name_of(explanation.conflict, explanation.dm)
    tempting = [
        capitalised(f"{dm} {could} {first}."),
        *(capitalised(f"{dm} could also gain {each}.") for each in more),
    ]
    sanctions = [answer.sanction for answer in answers if answer.sanction is not None]
    if sanctions:
        return " ".join([*tempting, *sanction_sentences(explanation, reasons, sanctions)])
    return " ".join([*tempting, *_no_sanction(explanation, answers[0])])


def _gain(explanation: Explanation, reasons: Reasons, answers: Answers, most: int | None) -> str:
    """Return the moves of improvements, at most `most` of them, and the reason that they share."""
    moves = [each.move for each in answers]
    done = [f"by {_move_and_destination(explanation, each)}" for each in moves[:most]]
    done += [f"in {counted(more, 'other way')}"] if (more := len(moves) - len(done)) else []
    return f"{_either(done)}, {reasons.gaining(moves)}"


def _move_and_destination(explanation: Explanation, move: Move) -> str:
    return f"{move_as_gerund(explanation.conflict, move)}{destination(explanation.conflict, move)}"


def _either(alternatives: list[str]) -> str:
    *most, last = alternatives
    return f"{', '.join(most)}, or {last}" if most else last


def _no_sanction(explanation: Explanation, answer: Response) -> list[str]:
    """Return why an improvement has no sanction."""
    if explanation.by.sanctions is Sanctions.NONE:
        return []
    others = " ".join(_others(explanation))
    if not others:
        return ["There is nobody else who could punish that."]
    if explanation.by.simultaneous:
        return [f"No improvement of {others} at the same time would spoil that."]
    if explanation.within is not None:
        return [_all_better(explanation, others)]
    return [_all_counted_better(explanation, answer, others) if answer.reach else _no_reply(explanation, others)]


def _no_reply(explanation: Explanation, others: str) -> str:
    """Return that the others have no move, or no improvement, from the state reached."""
    nobody = "none of the others could" if others == "the others" else f"{others} could not"
    return f"From there {nobody} {'gain by any move' if explanation.by.credible else 'move'}."


def _all_better(explanation: Explanation, others: str) -> str:
    """Return that no state the others can reach is a sanction; the states are not counted."""
    step = "each step" if others == "the others" else "it"
    gaining = f", gaining by {step}," if explanation.by.credible else ""
    after = ", by itself or after a countermove" if explanation.by.countermove else ""
    than = f"would be better for {name_of(explanation.conflict, explanation.dm)} than staying{after}"
    return f"That would go unpunished: whatever {others}{gaining} could lead on to from there {than}."


def _all_counted_better(explanation: Explanation, answer: Response, others: str) -> str:
    """Return that no state the others can reach is a sanction, with the number of these states."""
    step = "each step" if others == "the others" else "it"
    gaining = f", gaining by {step}," if explanation.by.credible else ""
    count = len(answer.reach)
    states = "one state, which" if count == 1 else f"{counted(count, 'state')}, each of which"
    after = ", by itself or after a countermove" if explanation.by.countermove else ""
    better = f"would be better for {name_of(explanation.conflict, explanation.dm)} than staying{after}"
    return f"That would go unpunished: from there {others}{gaining} could lead on to {states} {better}."
