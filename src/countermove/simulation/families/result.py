"""The answer of `family`: how likely a yes is in each case, and how well that was forecast.

How the template and its rivals did on one question of a family: what `scoring` finds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from countermove.errors import UnknownName, did_you_mean
from countermove.simulation.result import Share
from countermove.simulation.scores.summary import finite

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
    """What the template gives to a yes in one case.

    Attributes
    ----------
    case : Case
        The case.
    shares : tuple of (question, Share)
        By the ids of questions.
    worlds : int
        How many worlds were solved.
    """

    case: Case
    shares: tuple[tuple[str, Share], ...]
    worlds: int

    def of(self, question: str) -> Share:
        """Return how likely a yes to one question is.

        Raises
        ------
        UnknownName
            If it is not asked of this case.
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
    """What one template says of many cases, and how that compares; it remembers how it was found.

    Attributes
    ----------
    family : Family
        The family.
    terms : Terms
        The concept, the variation, the number of draws and the seed.
    forecasts : tuple of CaseForecast
        In the order of the cases.
    scores : tuple of FamilyScores
        One for each question that any case answers.
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
        wanted = self.family.case(case).id
        return next(each for each in self.forecasts if each.case.id == wanted)

    def score(self, question: str) -> FamilyScores:
        """Return how well one question was forecast.

        Raises
        ------
        UnknownName
            If no case answers such a question.
        """
        named = {each.question.id: each for each in self.scores}
        if question not in named:
            raise UnknownName(f"no case answers a question {question!r}{did_you_mean(question, named)}")
        return named[question]

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        return {
            "family": self.family.title,
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
class FamilyScores:
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
