"""How the template and its rivals score on one question of a family."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from countermove.simulation.families.limits import exact_interval, fitting, order
from countermove.simulation.families.rivals import as_it_stands, from_others, in_sample, learnt
from countermove.simulation.scores.bootstrap import Paired, paired
from countermove.simulation.scores.calibration import Bin, calibration
from countermove.simulation.scores.rules import brier, logarithmic
from countermove.simulation.scores.summary import finite

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.model.family import Case, Family
    from countermove.model.provenance import Question

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

Kind = Literal["template", "base rate", "rule", "rule, learnt"]
TEMPLATE = "template"
SEEN, OTHERS, LAPLACE = "all cases", "the other cases", "the other cases, Laplace"
DIGITS = 12


@dataclass(frozen=True, slots=True)
class Forecaster:
    """One way to forecast all cases, and how it scores.

    Attributes
    ----------
    kind, name : str
        The template, a base rate, or a rule: as it stands, or with the frequencies of the other cases.
    chances : tuple of float
        What it gives to a yes, case by case.
    brier, logarithmic : float
        The means over the cases; smaller is better, infinite where something held impossible came about.
    hits, false_alarms, misses, quiet : int
        Said yes (more than one half) and was right; said yes and was wrong; said no and was wrong; was right.
    behind : Paired or None
        By how much the template's Brier score is below (negative) or above its own; None for the template.
    """

    kind: Kind
    name: str
    chances: tuple[float, ...]
    brier: float
    logarithmic: float
    hits: int
    false_alarms: int
    misses: int
    quiet: int
    behind: Paired | None = None

    @property
    def right(self) -> int:
        """In how many cases what it held likelier came about."""
        return self.hits + self.quiet

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        plain: dict[str, Any] = {"kind": self.kind, "name": self.name}
        plain |= {"chances": [round(each, DIGITS) for each in self.chances]}
        plain |= {"brier": round(self.brier, DIGITS), "logarithmic": finite(self.logarithmic)}
        plain |= {key: getattr(self, key) for key in ("hits", "false_alarms", "misses", "quiet")}
        return plain | ({"template_less_this": self.behind.to_dict()} if self.behind else {})


@dataclass(frozen=True, slots=True)
class Scored:
    """How well one question was forecast, by the template and beside it, and what that can show.

    Attributes
    ----------
    question : Question
        The question.
    cases, answers : tuple of str, tuple of bool
        The cases that have an answer.
    forecasters : tuple of Forecaster
        The template first.
    rate : tuple of float
        The exact 95 % interval of the rate of yes behind these cases.
    order : tuple of float or None
        How often the template gave a case with a yes more than one with a no, and the chance of that by luck.
    statements : int
        How many statements of up to three facts were looked at.
    fitting : tuple of str
        Those that are true of the cases with a yes and of no other.
    calibration : tuple of Bin
        Of the template's forecasts.
    """

    question: Question
    cases: tuple[str, ...]
    answers: tuple[bool, ...]
    forecasters: tuple[Forecaster, ...]
    rate: tuple[float, float]
    order: tuple[float, float] | None
    statements: int
    fitting: tuple[str, ...]
    calibration: tuple[Bin, ...]

    @property
    def yes(self) -> int:
        """How many cases were answered with yes."""
        return sum(self.answers)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        return {
            "question": self.question.id,
            "asks": self.question.asks,
            "cases": [*self.cases],
            "answers": [*self.answers],
            "forecasters": [each.to_dict() for each in self.forecasters],
            "rate": [round(bound, DIGITS) for bound in self.rate],
            "order": None if self.order is None else dict(zip(("share", "by_luck"), self.order, strict=True)),
            "statements": self.statements,
            "fitting": [*self.fitting],
            "calibration": [each.to_dict() for each in self.calibration],
        }


def scored(family: Family, question: Question, cases: list[Case], chances: list[float], seed: int) -> Scored:
    """Return how well a question was forecast in the cases that have an answer, at least one.

    Parameters
    ----------
    family : Family
        The family.
    question : Question
        One of its questions.
    cases : list of Case
        The cases that have an answer to it.
    chances : list of float
        What the template gives to a yes in each of them.
    seed : int
        Of the bootstrap.
    """
    answers = np.array([dict(case.answers)[question.id] for case in cases])
    said = np.array(chances)
    own = _forecaster(TEMPLATE, "this template", said, answers)
    rivals = (_forecaster(*each, answers, said, seed) for each in _rivals(family, question.id, cases, answers))
    known = [fact for fact in family.facts if fact.after != question.id]
    statements, fits = fitting(known, cases, answers)
    return Scored(
        question=question,
        cases=tuple(case.id for case in cases),
        answers=tuple(map(bool, answers)),
        forecasters=(own, *rivals),
        rate=exact_interval(int(answers.sum()), len(answers)),
        order=order(said, answers),
        statements=statements,
        fitting=fits,
        calibration=calibration(said, answers),
    )


def _rivals(family: Family, question: str, cases: list[Case], answers: Bools) -> Iterator[tuple[Kind, str, Floats]]:
    yield "base rate", SEEN, in_sample(answers)
    yield "base rate", OTHERS, from_others(answers)
    yield "base rate", LAPLACE, learnt(np.zeros(len(answers)), answers)
    for rule in (rule for rule in family.rules if rule.question == question):
        says = as_it_stands(rule, cases)
        yield "rule", rule.id, says
        if len({*says.tolist()}) > 1:  # else it is the base rate
            yield "rule, learnt", rule.id, learnt(says, answers)


def _forecaster(
    kind: Kind, name: str, chances: Floats, answers: Bools, template: Floats | None = None, seed: int = 1
) -> Forecaster:
    squares = brier(chances, answers)
    said = chances > 0.5
    return Forecaster(
        kind,
        name,
        tuple(chances.tolist()),
        float(squares.mean()),
        float(logarithmic(chances, answers).mean()),
        hits=int((said & answers).sum()),
        false_alarms=int((said & ~answers).sum()),
        misses=int((~said & answers).sum()),
        quiet=int((~said & ~answers).sum()),
        behind=None if template is None else paired(brier(template, answers), squares, seed=seed),
    )
