"""How the template and its rivals did on one question of a family: what `scoring` finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from countermove.simulation.scores.summary import finite

if TYPE_CHECKING:
    from countermove.model.provenance import Question
    from countermove.simulation.scores.bootstrap import Paired
    from countermove.simulation.scores.calibration import Bin

Kind = Literal["template", "base rate", "rule", "rule, learnt"]
TEMPLATE: Kind = "template"
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
