"""The answer of `family`: how likely a yes is in each case, and how well that was forecast."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from countermove.errors import UnknownName, did_you_mean
from countermove.simulation.shares import Share

if TYPE_CHECKING:
    import pandas as pd

    from countermove.model.family import Case, Family
    from countermove.simulation.families.score import Scored
    from countermove.simulation.families.terms import Terms


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
    scores : tuple of Scored
        One for each question that any case answers.
    """

    family: Family = field(repr=False)
    terms: Terms
    forecasts: tuple[CaseForecast, ...]
    scores: tuple[Scored, ...]

    def forecast(self, case: str) -> CaseForecast:
        """Return the forecasts of one case, by its id.

        Raises
        ------
        UnknownName
            If there is no such case.
        """
        wanted = self.family.case(case).id
        return next(each for each in self.forecasts if each.case.id == wanted)

    def score(self, question: str) -> Scored:
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
