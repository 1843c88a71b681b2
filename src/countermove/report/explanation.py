"""Explanations as an analyst would write them: who would stay, who would not, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from countermove import study
from countermove.analysis.concepts import CONCEPTS
from countermove.report.console import bare_table, heading, indented
from countermove.report.reasons import doing, gain, loss, name_of, place_of
from countermove.report.words import count_of, listed, situation, tidy

if TYPE_CHECKING:
    from rich.console import RenderableType

    from countermove.analysis.explanation.account import Answer, Explanation, Sanction
    from countermove.model.conflict import Conflict

SHOWN = 6
MIGHT = {"gmr": "could", "smr": "could", "seq": "would", "sseq": "would"}


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
        quo = ", the status quo" if first.state == self.conflict.status_quo_number else ""
        return f"{tidy(self.conflict.title)}: state {first.state}{quo}, by {CONCEPTS[first.concept].name}"

    def summary(self) -> str:
        """Return the verdict on the state in a sentence."""
        leaving = [name_of(self.conflict, each.dm) for each in self.explanations if not each.stable]
        if leaving:
            return f"It does not hold: {listed(leaving)} would leave it."
        if len(self.explanations) == len(self.conflict.decision_makers):
            return "It holds: nobody would leave it."
        return f"Nothing drives {listed(name_of(self.conflict, each.dm) for each in self.explanations)} out of it."

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON, the words and the certificates included."""
        first = self.explanations[0]
        state = self.conflict.states[first.state - 1]
        told = [each.to_dict() | {"words": paragraphs(each)} for each in self.explanations]
        return {
            "conflict": self.conflict.title,
            "concept": first.concept,
            "state": {"number": state.number, "decimal": state.decimal, "on": [*state.on], "name": state.name},
            "summary": self.summary(),
            "explanations": told,
        }

    def __str__(self) -> str:
        lines = [self.title(), "; ".join(situation(self.conflict, self.explanations[0].state - 1)), self.summary()]
        for each in self.explanations:
            lines += ["", *paragraphs(each)]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        where = "; ".join(situation(self.conflict, self.explanations[0].state - 1))
        parts = [f"<p><b>{escape(self.title())}</b><br>{escape(where)}</p><p>{escape(self.summary())}</p>"]
        for each in self.explanations:
            verdict, *points = map(escape, paragraphs(each))
            parts.append(
                f"<p>{verdict}</p>" + "".join(f"<p style='margin-left: 2em'>{point}</p>" for point in points)
            )
        return "".join(parts)


def explain(
    conflict: Conflict, state: str | int, dm: str | None = None, concept: str = "seq", *, variation: str | None = None
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
    A could gain by stopping “Cooperate with B” (state 3): A ranks state 3 first and state 4 second.
    """
    return Account(study.explain(conflict, state, dm, concept, variation=variation))


def shown(account: Account) -> list[RenderableType]:
    """Return an account for the terminal: the state, the verdict, and a part for each decision maker."""
    number = account.explanations[0].state
    situated = bare_table()
    for line in situation(account.conflict, number - 1):
        situated.add_row("", line)
    parts: list[RenderableType] = [heading(account.title()), situated, account.summary()]
    for each in account.explanations:
        verdict, *points = paragraphs(each)
        told = [part for point in points for part in ("", indented(Text(point)))]
        parts.append(Group(Text(verdict, "bold"), *told))
    return parts


def paragraphs(explanation: Explanation) -> list[str]:
    """Return an explanation as paragraphs: the verdict first, then one for each improvement that matters."""
    told = [_answer(explanation, answer) for answer in explanation.answers[:SHOWN]]
    more = len(explanation.answers) - SHOWN
    rest = [f"So it is with {count_of(more, 'further improvement')}."] if more > 0 else []
    return [each[0].upper() + each[1:] for each in (_verdict(explanation), *_reasons_once(told), *rest)]


def _reasons_once(told: list[str]) -> list[str]:
    """Leave out reasons, in parentheses, that a paragraph before has given."""
    for k, text in enumerate(told):
        for reason in re.findall(r" \((?!state )[^()]{12,}\)", text):
            told[k + 1 :] = [later.replace(reason, "") for later in told[k + 1 :]]
    return told


def _verdict(explanation: Explanation) -> str:
    dm = name_of(explanation.conflict, explanation.dm)
    if not explanation.stable:
        return f"{dm} would not stay."
    if not explanation.tempting:
        return f"{dm} would stay: nothing that {dm} can do alone leads to anything better."
    each = "it" if explanation.tempting == 1 else "each of them"
    tempted = f"{dm} would stay, though tempted by {count_of(explanation.tempting, 'improvement')}"
    if explanation.concept == "sim":
        return f"{tempted}: improvements of others at the same time would spoil {each}."
    return f"{tempted}: the others {MIGHT[explanation.concept]} punish {each}."


def _answer(explanation: Explanation, answer: Answer) -> str:
    conflict, move = explanation.conflict, answer.move
    done, dm = doing(conflict, move), name_of(conflict, explanation.dm)
    where = f" ({place_of(conflict, move.to)})" if conflict.graph is None else ""
    tempted = f"{dm} could gain by {done}{where}: {gain(conflict, move)}."
    if answer.sanction is None:
        return f"{tempted} {_unpunished(explanation, answer)}".rstrip()
    told = _at_once if explanation.concept == "sim" else _in_turn
    return " ".join([tempted, *told(explanation, answer.sanction), loss(conflict, answer.sanction.loss)]) + _counter(
        explanation, answer.sanction
    )


def _in_turn(explanation: Explanation, sanction: Sanction) -> list[str]:
    """Return a sentence for each move of a sanction, and one for where it ends."""
    conflict, might = explanation.conflict, MIGHT[explanation.concept]
    said = []
    for k, move in enumerate(sanction.moves):
        links = "But then" if k == 0 else "After that"
        why = f", and gain: {gain(conflict, move)}" if might == "would" else ""
        answering = "answer by" if k == 0 else "go on by"
        said.append(f"{links} {name_of(conflict, move.mover)} {might} {answering} {doing(conflict, move)}{why}.")
    return [*said, _end(explanation, sanction)]


def _at_once(explanation: Explanation, sanction: Sanction) -> list[str]:
    conflict = explanation.conflict
    said = [
        f"But at the same time {name_of(conflict, move.mover)} could gain by {doing(conflict, move)}: "
        f"{gain(conflict, move)}."
        for move in sanction.moves
    ]
    return [*said, f"Taken together, this ends in {place_of(conflict, sanction.end)}."]


def _end(explanation: Explanation, sanction: Sanction) -> str:
    if sanction.end == explanation.state:
        return "This leads back to where it began."
    return f"This ends in {place_of(explanation.conflict, sanction.end)}."


def _counter(explanation: Explanation, sanction: Sanction) -> str:
    """Return why no countermove rescues, where the concept asks for it."""
    if explanation.concept not in {"smr", "sseq"}:
        return ""
    dm = name_of(explanation.conflict, explanation.dm)
    if sanction.counter is None:
        return f" Nor could {dm} move on from there."
    best = "to go back" if sanction.counter == explanation.state else place_of(explanation.conflict, sanction.counter)
    return f" Nor would a countermove help: the best that {dm} could do from there is {best}, no better than to stay."


def _unpunished(explanation: Explanation, answer: Answer) -> str:
    """Return why nobody can punish an improvement."""
    concept, dm = explanation.concept, name_of(explanation.conflict, explanation.dm)
    if concept == "nash":
        return ""
    if concept == "sim":
        return "No improvements of others at the same time would spoil it."
    if not answer.reach:
        return "From there none of the others " + (
            "would gain by any move." if concept in {"seq", "sseq"} else "could move."
        )
    gaining = ", gaining by each step," if concept in {"seq", "sseq"} else ""
    escape_ = ", or a countermove would make it so" if concept in {"smr", "sseq"} else ""
    states = count_of(len(answer.reach), "state")
    better = "it" if len(answer.reach) == 1 else "each"
    lead = f"The others could{gaining} lead on to {states}"
    return f"{lead}, and {better} would be better for {dm} than to stay{escape_}."
