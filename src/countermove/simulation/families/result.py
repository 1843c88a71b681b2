"""The result of `family`: forecasts of each case, and scores of each question."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from countermove.errors import UnknownName, did_you_mean
from countermove.simulation.result import Share
from countermove.simulation.scores.summary import json_number

if TYPE_CHECKING:
    import pandas as pd

    from countermove.model.family import Case, Family
    from countermove.model.provenance import Question
    from countermove.simulation.families.terms import Terms
    from countermove.simulation.scores.calibration import Bin
    from countermove.simulation.scores.rules import Paired


Kind = Literal["template", "base rate", "rule", "rule, learnt"]

TEMPLATE: Kind = "template"

DIGITS = 12


@dataclass(frozen=True, slots=True)
class CaseForecast:
    """The template's forecasts of one case.

    Attributes
    ----------
    case : Case
        The case.
    shares : tuple of (question, Share)
        The probability of a yes, by question id.
    worlds : int
        The number of solved worlds.
    """

    case: Case
    shares: tuple[tuple[str, Share], ...]
    worlds: int

    def of(self, question: str) -> Share:
        """Return the probability of a yes to one question.

        Raises
        ------
        UnknownName
            If the question is not asked of this case.
        """
        shares = dict(self.shares)
        if question not in shares:
            raise UnknownName(f"{question!r} is not asked of {self.case.name!r}{did_you_mean(question, shares)}")
        return shares[question]

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        answers = dict(self.case.answers)
        asked = {id_: share.to_dict() | {"answer": answers.get(id_)} for id_, share in self.shares}
        return {
            "id": self.case.id,
            "name": self.case.name,
            "date": self.case.date,
            "facts": dict(self.case.facts),
            "disputed": [*self.case.disputed],
            "worlds": self.worlds,
            "questions": asked,
        }


@dataclass(frozen=True)
class FamilyForecasts:
    """The forecasts of one template for all cases of a family, and their scores.

    Attributes
    ----------
    family : Family
        The family.
    terms : Terms
        The concept, the variation, the number of draws and the seed.
    forecasts : tuple of CaseForecast
        In the order of the cases.
    scores : tuple of FamilyScores
        One for each question with an answered case.
    """

    family: Family = field(repr=False)
    terms: Terms
    forecasts: tuple[CaseForecast, ...]
    scores: tuple[FamilyScores, ...]

    def forecast(self, case: str) -> CaseForecast:
        """Return the forecasts of one case, by its id.

        Raises
        ------
        UnknownName
            If there is no such case.
        """
        id_ = self.family.case(case).id
        return next(each for each in self.forecasts if each.case.id == id_)

    def score(self, question: str) -> FamilyScores:
        """Return the scores of one question.

        Raises
        ------
        UnknownName
            If no case has an answer to such a question.
        """
        named = {each.question.id: each for each in self.scores}
        if question not in named:
            raise UnknownName(f"no case answers a question {question!r}{did_you_mean(question, named)}")
        return named[question]

    @property
    def remarks(self) -> tuple[str, ...]:
        """The questions without scores, since no case answers them."""
        scored = {each.question.id for each in self.scores}
        silent = [each.id for each in self.family.questions if each.id not in scored]
        return tuple(f"left out: scores of {id_}, which no case answers" for id_ in silent)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        return {
            "family": self.family.title,
            "remarks": [*self.remarks],
            "concept": self.terms.concept,
            "variation": self.terms.variation,
            "seed": self.terms.seed,
            "cases": [each.to_dict() for each in self.forecasts],
            "scores": [each.to_dict() for each in self.scores],
        }

    def to_frame(self) -> pd.DataFrame:
        """Return one row a case: name, date, and for each question the probability of a yes and the answer."""
        import pandas as pd

        rows = []
        for each in self.forecasts:
            row: dict[str, Any] = {"case": each.case.name, "date": each.case.date}
            for id_, share in each.shares:
                row |= {id_: share.value, f"{id_}: answer": dict(each.case.answers).get(id_)}
            rows.append(row)
        return pd.DataFrame(rows, index=pd.Index([each.case.id for each in self.forecasts], name="id"))

    def __str__(self) -> str:
        lines = [f"{self.family.title}: {len(self.forecasts)} cases ({self.terms.concept})"]
        for each in self.forecasts:
            said = ", ".join(f"{id_} {share}" for id_, share in each.shares)
            lines.append(f"  {each.case.id}: {said}")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Forecaster:
    """The forecasts of all cases by one method, and their scores.

    Attributes
    ----------
    kind, name : str
        The kind and the name of the method: the template, a base rate, a rule, or a rule with learnt frequencies.
    chances : tuple of float
        The probability of a yes in each case.
    brier, logarithmic : float
        The mean scores; smaller is better. The logarithmic score is infinite if a certain forecast was wrong.
    hits, false_alarms, misses, quiet : int
        Numbers of cases: yes forecast and right, yes and wrong, no and wrong, no and right. Yes means above 0.5.
    behind : Paired or None
        The template's Brier score minus this one; negative if the template is better. None for the template.
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
        """The number of cases in which the likelier answer was right."""
        return self.hits + self.quiet

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        plain: dict[str, Any] = {"kind": self.kind, "name": self.name}
        plain |= {"chances": [round(each, DIGITS) for each in self.chances]}
        plain |= {"brier": round(self.brier, DIGITS), "logarithmic": json_number(self.logarithmic)}
        plain |= {key: getattr(self, key) for key in ("hits", "false_alarms", "misses", "quiet")}
        return plain | ({"template_less_this": self.behind.to_dict()} if self.behind else {})


@dataclass(frozen=True, slots=True)
class FamilyScores:
    """The scores of the template and its rivals on one question, with their statistical limits.

    Attributes
    ----------
    question : Question
        The question.
    cases, answers : tuple of str, tuple of bool
        The ids of the answered cases, and their answers.
    forecasters : tuple of Forecaster
        The template first.
    rate : tuple of float
        The exact 95 % confidence interval of the rate of yes.
    order : tuple of float or None
        The concordance of the template and its p-value; see `countermove.simulation.families.limits.concordance`.
    statements : int
        The number of statements of up to three facts.
    fitting : tuple of str
        The statements that are true of exactly the cases with a yes.
    calibration : tuple of Bin
        The calibration table of the template.
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
        """The number of cases with the answer yes."""
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
