"""Explanations as an analyst would write them: who would stay, who would not, and why.

An explanation in paragraphs: the verdict, then what tempts, and what the others make of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from countermove.analysis import explain as question
from countermove.model.concepts import Sanctions
from countermove.report.console import bare_table, heading, indented
from countermove.report.improvement_groups import alike, by_reason
from countermove.report.names import doing, name_of, names_of, sentence, where_to
from countermove.report.reasons import Reasons
from countermove.report.sanctions import might, punishing
from countermove.report.words import count_of, counted, none_of, situation, tidy

if TYPE_CHECKING:
    from rich.console import RenderableType

    from countermove.analysis.explanation.result import Explanation, Move, Response
    from countermove.analysis.explanation.verification import Verification
    from countermove.model.conflict import Conflict

    Answers = tuple[Response, ...]


SHOWN = 6

WAYS = 4
"""How many improvements of one kind are told one by one, unless all are asked for."""


@dataclass(frozen=True)
class Account:
    """Why a state is or is not stable, for one or several decision makers, in words.

    Attributes
    ----------
    explanations : tuple of Explanation
        All of the same state of one conflict under the same concept.
    """

    explanations: tuple[Explanation, ...]

    @property
    def conflict(self) -> Conflict:
        """The conflict that is explained: the variation, if one was asked for."""
        return self.explanations[0].conflict

    def title(self) -> str:
        """Return which state of which conflict is explained, and under which concept."""
        first = self.explanations[0]
        is_quo = first.state == self.conflict.status_quo_number
        state = f"state {first.state}{', the status quo' if is_quo else ''}"
        if not self.conflict.states.numbered:
            state = "the status quo" if is_quo else "one of its states"
        return f"{tidy(self.conflict.title)}: {state}, by {first.by.in_words}"

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

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON, the words and the certificates included."""
        first = self.explanations[0]
        state = self.conflict.states[first.state - 1]
        number = state.number if self.conflict.states.numbered else None
        told = [each.to_dict() | {"words": paragraphs(each)} for each in self.explanations]
        return {
            "conflict": self.conflict.title,
            "concept": first.concept,
            "state": {"number": number, "decimal": state.decimal, "on": [*state.on], "name": state.name},
            "summary": self.summary(),
            "explanations": told,
        }

    def parts(self, most: int | None = SHOWN) -> list[list[str]]:
        """Return what there is to say, as paragraphs: a part for each decision maker to whom there is more than one.

        Those who stay because there is nothing to gain share a part at the end. No reason is given twice.

        Parameters
        ----------
        most : int or None
            How many kinds of improvements are told at most; None for every single improvement.
        """
        reasons = Reasons(self.conflict)
        content = [each for each in self.explanations if each.stable and not each.tempting]
        told_ = [told(each, reasons, most) for each in self.explanations if each not in content]
        return [*told_, *([[_content(content)]] if content else [])]

    def __str__(self) -> str:
        lines = [self.title(), "; ".join(situation(self.conflict, self.explanations[0].state - 1)), self.summary()]
        for part in self.parts():
            lines += ["", *part]
        return "\n".join(lines)


def _content(explanations: list[Explanation]) -> str:
    """Return that some decision makers have nothing to gain."""
    first = explanations[0]
    if len(explanations) == 1:
        return told(first, Reasons(first.conflict), None)[0]
    who = sentence(names_of(first.conflict, (each.dm for each in explanations)))
    return f"{who} would stay: {none_of(len(explanations))} has anything to gain by moving alone."


def explain(  # noqa: PLR0913  (each has a default)
    conflict: Conflict,
    state: str | int,
    dm: str | None = None,
    concept: str = "seq",
    *,
    variation: str | None = None,
    budget: int | None = None,
) -> Account:
    """Explain why a state is or is not stable; see `countermove.explain` for what is taken and refused.

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
    return Account(question.explain(conflict, state, dm, concept, variation=variation, budget=budget))


def account_parts(account: Account, most: int | None = SHOWN) -> list[RenderableType]:
    """Return an account for the terminal: the state, the verdict, and a part for each decision maker."""
    number = account.explanations[0].state
    situated = bare_table()
    for line in situation(account.conflict, number - 1):
        situated.add_row("", line)
    parts: list[RenderableType] = [heading(account.title()), situated, account.summary()]
    for verdict, *points in account.parts(most):
        told_ = [line for point in points for line in ("", indented(Text(point)))]
        parts.append(Group(Text(verdict, "bold"), *told_))
    cut = any(is_cut(each, most) for each in account.explanations)
    return [*parts, *(["Not every improvement is told one by one: --all does so."] if cut else [])]


def verification(found: Verification) -> str:
    """Return what the independent checker made of the certificates.

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


def paragraphs(explanation: Explanation, most: int | None = SHOWN) -> list[str]:
    """Return an explanation as paragraphs: the verdict first, then one for each kind of improvement.

    Parameters
    ----------
    explanation : Explanation
    most : int or None
        How many kinds are told at most; None for every single improvement.
    """
    return told(explanation, Reasons(explanation.conflict), most)


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


def _unpunished(explanation: Explanation, answer: Response) -> list[str]:
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


def _out_of_reach(explanation: Explanation, answer: Response, others: str) -> str:
    """Return that what the others could lead on to is no punishment."""
    step = "each step" if others == "the others" else "it"
    gaining = f", gaining by {step}," if explanation.by.credible else ""
    count = len(answer.reach)
    states = "one state, which" if count == 1 else f"{counted(count, 'state')}, each of which"
    after = ", by itself or after a countermove" if explanation.by.countermove else ""
    better = f"would be better for {name_of(explanation.conflict, explanation.dm)} than staying{after}"
    return f"That would go unpunished: from there {others}{gaining} could lead on to {states} {better}."
