"""Explanations as an analyst would write them: who would stay, who would not, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from countermove import study
from countermove.report.console import bare_table, heading, indented
from countermove.report.numbers import counted, none_of
from countermove.report.reasons import Reasons
from countermove.report.referring import names_of, sentence
from countermove.report.telling import is_cut, told
from countermove.report.words import situation, tidy

if TYPE_CHECKING:
    from rich.console import RenderableType

    from countermove.analysis.explanation.result import Explanation
    from countermove.analysis.explanation.verification import Verification
    from countermove.model.conflict import Conflict

SHOWN = 6


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
    """Explain why a state is or is not stable; see `countermove.study.explain` for what is taken and refused.

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
    return Account(study.explain(conflict, state, dm, concept, variation=variation, budget=budget))


def shown(account: Account, most: int | None = SHOWN) -> list[RenderableType]:
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
