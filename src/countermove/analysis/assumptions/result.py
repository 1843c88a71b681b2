"""The result of a key assumptions check."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from countermove.analysis.assumptions.headline import StateHeadline
from countermove.model.plotted import Plotted

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from countermove.analysis.assumptions.assumption import Assumption
    from countermove.analysis.assumptions.headline import Baseline, Standing
    from countermove.analysis.assumptions.pairs import Pairs
    from countermove.analysis.assumptions.singles import ChangeEffect, Checked
    from countermove.analysis.assumptions.sources import Answers, BySource, Without
    from countermove.model.conflict import Conflict

DIGITS = 12
"""Decimal places of probabilities in JSON."""


@dataclass(frozen=True, eq=False)
class Assumptions(Plotted):
    """The result of a key assumptions check.

    Attributes
    ----------
    conflict : Conflict
        The conflict as it stands.
    asked : Baseline
        The headline: ``asked.base`` is its standing, ``asked.measure`` the measure of its falls.
    checked : tuple of Checked
        The assumptions with the effects of their changes, those that matter most first.
    sources : tuple of BySource
        The effects of leaving out each cited source, those that matter most first.
    questions : tuple of (id, probability)
        The probability of a yes to each question as the conflict stands.
    pairs : Pairs or None
        The effects of two changes at a time; None if they were not tried.
    notes : tuple of str
        What was left out, and the reason.
    """

    conflict: Conflict
    asked: Baseline
    checked: tuple[Checked, ...] = field(repr=False)
    sources: tuple[BySource, ...] = field(repr=False)
    questions: Answers
    pairs: Pairs | None = field(repr=False)
    notes: tuple[str, ...] = ()

    @property
    def headline(self) -> str:
        """The headline in the conflict's words: the state, or the text of the question."""
        if isinstance(self.asked.headline, StateHeadline):
            return str(self.conflict.states[self.asked.headline.position])
        return self.asked.headline.question.asks

    @property
    def linchpins(self) -> tuple[Assumption, ...]:
        """The assumptions with a change that breaks the headline, those that matter most first."""
        return tuple(each.assumption for each in self.checked if any(one.survives is False for one in each.findings))

    def __str__(self) -> str:
        return f"{self.headline}: {len(self.linchpins)} of {len(self.checked)} assumptions are linchpins"

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the conflict lacks of its file, what may change its meaning, and what was not tried."""
        return (*self.conflict.remarks, *self.notes)

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain values, for JSON."""
        return {
            "conflict": self.conflict.title,
            "variation": self.conflict.variation or None,
            "remarks": [*self.remarks],
            "concept": self.asked.concept,
            "headline": self._headline(),
            "assumptions": [_checked(each) for each in self.checked],
            "sources": [_source(each) for each in self.sources],
            "questions": _questions(self.questions),
            "pairs": None if self.pairs is None else _pairs(self.pairs),
        }

    def _headline(self) -> dict[str, Any]:
        asked = self.asked
        what: dict[str, Any] = {"kind": asked.kind, "measure": asked.measure}
        if isinstance(asked.headline, StateHeadline):
            state = self.conflict.states[asked.headline.position]
            what |= {"state": state.number, "decimal": state.decimal, "on": [*state.on], "name": state.name}
        else:
            what |= {"question": asked.headline.question.id, "asks": self.headline, "answer": asked.answer}
        return what | _outcome(asked.base)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a change: assumption, change, status, standing, loss and sources."""
        import pandas as pd

        return pd.DataFrame([*self._rows()])

    def _rows(self) -> Iterator[dict[str, Any]]:
        for each in self.checked:
            for one in each.findings:
                yield {
                    "assumption": each.assumption.name,
                    "change": one.changes[0].how,
                    "status": one.status,
                    "survives": one.survives,
                    "probability": None if one.standing is None else one.standing.probability,
                    "holds": None if one.standing is None else ", ".join(one.standing.holds),
                    "lost": one.lost[0],
                    "sources": ", ".join(each.assumption.sources),
                }


def _outcome(standing: Standing | None) -> dict[str, Any]:
    if standing is None:
        return {"probability": None, "holds": None, "feasible": None, "never_settles": None}
    known = standing.probability
    return {
        "probability": None if known is None else round(known, DIGITS),
        "holds": [*standing.holds],
        "feasible": standing.feasible,
        "never_settles": round(standing.unsettled, DIGITS),
    }


def _finding(one: ChangeEffect) -> dict[str, Any]:
    said = {"status": one.status, "survives": one.survives, "lost": round(one.lost[0], DIGITS)}
    return said | _outcome(one.standing) | {"reason": one.reason}


def _checked(each: Checked) -> dict[str, Any]:
    rests = each.assumption
    evidence = [
        {"source": one.source, "paragraph": one.paragraph, "says": one.says, "disputed": one.disputed}
        for one in rests.evidence
    ]
    what = {"assumption": rests.name, "kind": rests.kind, "path": [*rests.path], "because": rests.because}
    changes = [{"change": one.changes[0].how, **_finding(one)} for one in each.findings]
    return what | {"evidence": evidence, "changes": changes}


def _source(each: BySource) -> dict[str, Any]:
    what = {"source": each.source.id, "title": each.source.title}
    return what | {"alone": _without(each.alone), "citing": _without(each.citing)}


def _without(left: Without) -> dict[str, Any]:
    gone = [each.assumption.name for each in left.finding.changes]
    idle = {"idle": [*left.idle]}
    return {"left_out": gone, **_finding(left.finding), **idle, "questions": _questions(left.questions)}


def _questions(answers: Answers) -> dict[str, float | None]:
    return {id_: None if yes is None else round(yes, DIGITS) for id_, yes in answers}


def _pairs(pairs: Pairs) -> dict[str, Any]:
    found = [
        {"changes": [{"assumption": a.assumption.name, "change": a.how} for a in one.changes], **_finding(one)}
        for one in pairs.found
    ]
    return {"looked_at": pairs.looked_at, "total": pairs.total, "void": pairs.void, "found": found}
