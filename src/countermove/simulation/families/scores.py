"""Scores of the template on one question of a family, beside base rates and simple rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from countermove.simulation.families.limits import concordance, exact_interval, fitting_statements
from countermove.simulation.families.result import DIGITS, TEMPLATE, FamilyScores, Forecaster, Kind
from countermove.simulation.scores.calibration import calibration
from countermove.simulation.scores.rules import brier, logarithmic, paired

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.model.family import Case, Family, SimpleRule
    from countermove.model.provenance import Question

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]


SEEN, OTHERS, LAPLACE = "all cases", "the others", "the others, Laplace"


def family_scores(
    family: Family, question: Question, cases: list[Case], chances: list[float], seed: int
) -> FamilyScores:
    """Return the scores of the template and its rivals on one question.

    Parameters
    ----------
    family : Family
        The family.
    question : Question
        One of its questions.
    cases : list of Case
        The answered cases, at least one.
    chances : list of float
        The template's probability of a yes in each of these cases.
    seed : int
        The seed of the bootstrap.
    """
    answers = np.array([dict(case.answers)[question.id] for case in cases])
    said = np.round(chances, DIGITS)  # rounding errors do not break ties
    own = _forecaster(TEMPLATE, "this template", said, answers)
    rivals = (_forecaster(*each, answers) for each in _rivals(family, question.id, cases, answers))
    known = [fact for fact in family.facts if fact.after != question.id]
    statements, fits = fitting_statements(known, cases, answers)
    return FamilyScores(
        question=question,
        cases=tuple(case.id for case in cases),
        answers=tuple(map(bool, answers)),
        forecasters=(own, *(_compared(each, own, answers, seed) for each in rivals)),
        rate=exact_interval(int(answers.sum()), len(answers)),
        order=concordance(said, answers),
        statements=statements,
        fitting=fits,
        calibration=calibration(said, answers),
    )


def _rivals(family: Family, question: str, cases: list[Case], answers: Bools) -> Iterator[tuple[Kind, str, Floats]]:
    yield "base rate", SEEN, in_sample_rates(answers)
    yield "base rate", OTHERS, leave_one_out_rates(answers)
    yield "base rate", LAPLACE, learnt_frequencies(np.zeros(len(answers)), answers)
    for rule in (rule for rule in family.rules if rule.question == question):
        says = rule_forecasts(rule, cases)
        yield "rule", rule.id, says
        if len({*says.tolist()}) > 1:  # a constant rule is the base rate
            yield "rule, learnt", rule.id, learnt_frequencies(says, answers)


def _forecaster(kind: Kind, name: str, chances: Floats, answers: Bools) -> Forecaster:
    said = chances > 0.5
    return Forecaster(
        kind,
        name,
        tuple(chances.tolist()),
        float(brier(chances, answers).mean()),
        float(logarithmic(chances, answers).mean()),
        hits=int((said & answers).sum()),
        false_alarms=int((said & ~answers).sum()),
        misses=int((~said & answers).sum()),
        quiet=int((~said & ~answers).sum()),
    )


def _compared(rival: Forecaster, template: Forecaster, answers: Bools, seed: int) -> Forecaster:
    """Return a rival with the paired difference of the template's Brier score and its own."""
    ours, theirs = (brier(each.chances, answers) for each in (template, rival))
    return replace(rival, behind=paired(ours, theirs, seed=seed))


def in_sample_rates(answers: Bools) -> Floats:
    """Return the share of yes among all cases, for each case, shape (N,).

    This base rate includes the answer that it forecasts.

    Examples
    --------
    >>> in_sample_rates(np.array([True, False, False, False])).tolist()
    [0.25, 0.25, 0.25, 0.25]
    """
    return np.full(len(answers), answers.mean())


def leave_one_out_rates(answers: Bools) -> Floats:
    """Return for each case the share of yes among the others, shape (N,); 0.5 for a single case.

    Examples
    --------
    >>> leave_one_out_rates(np.array([True, False, True])).tolist()
    [0.5, 1.0, 0.5]
    """
    if len(answers) == 1:
        return np.array([0.5])
    return np.asarray((answers.sum() - answers) / (len(answers) - 1))


def rule_forecasts(rule: SimpleRule, cases: list[Case]) -> Floats:
    """Return 1 for each case to which a rule says yes, otherwise 0, shape (N,)."""
    return np.array([float(case.satisfies(rule.says)) for case in cases])


def learnt_frequencies(says: Floats, answers: Bools) -> Floats:
    """Return the share of yes among the other cases to which a rule says the same, shape (N,).

    Laplace's rule of succession, (yes + 1) / (cases + 2), keeps it from 0 and 1.

    Parameters
    ----------
    says : ndarray of float64, shape (N,)
        The rule's forecast of each case. A constant rule gives the base rate.
    answers : ndarray of bool, shape (N,)
        The answers of the cases.

    Examples
    --------
    >>> learnt_frequencies(np.zeros(3), np.array([True, False, False])).tolist()
    [0.25, 0.5, 0.5]
    """
    same = says[:, None] == says[None, :]
    np.fill_diagonal(same, val=False)
    return np.asarray((same @ answers.astype(float) + 1) / (same.sum(axis=1) + 2))
