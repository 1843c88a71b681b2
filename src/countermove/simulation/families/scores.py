"""How the template and its rivals score on one question of a family.

What a template is compared with: base rates, and rules of thumb as they stand and as learnt from other cases.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from countermove.simulation.families.limits import exact_interval, fitting, order
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


def scored(family: Family, question: Question, cases: list[Case], chances: list[float], seed: int) -> FamilyScores:
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
    said = np.round(chances, DIGITS)  # so that what is equal but for the last bit ties
    own = _forecaster(TEMPLATE, "this template", said, answers)
    rivals = (_forecaster(*each, answers) for each in _rivals(family, question.id, cases, answers))
    known = [fact for fact in family.facts if fact.after != question.id]
    statements, fits = fitting(known, cases, answers)
    return FamilyScores(
        question=question,
        cases=tuple(case.id for case in cases),
        answers=tuple(map(bool, answers)),
        forecasters=(own, *(_compared(each, own, answers, seed) for each in rivals)),
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
    """Return a rival with how far the template is ahead of it."""
    ours, theirs = (brier(each.chances, answers) for each in (template, rival))
    return replace(rival, behind=paired(ours, theirs, seed=seed))


def in_sample(answers: Bools) -> Floats:
    """Return the share of yes among all cases, for each: it has seen the answer that it forecasts.

    Examples
    --------
    >>> in_sample(np.array([True, False, False, False])).tolist()
    [0.25, 0.25, 0.25, 0.25]
    """
    return np.full(len(answers), answers.mean())


def from_others(answers: Bools) -> Floats:
    """Return for each case the share of yes among the others, one half where there are none.

    Examples
    --------
    >>> from_others(np.array([True, False, True])).tolist()
    [0.5, 1.0, 0.5]
    """
    if len(answers) == 1:
        return np.array([0.5])
    return np.asarray((answers.sum() - answers) / (len(answers) - 1))


def as_it_stands(rule: SimpleRule, cases: list[Case]) -> Floats:
    """Return 1 where a rule says yes, and else 0."""
    return np.array([float(case.satisfies(rule.says)) for case in cases])


def learnt(says: Floats, answers: Bools) -> Floats:
    """Return how often the answer was yes in the other cases in which a rule says the same.

    Laplace's rule of succession: (yes + 1) / (cases + 2), so that nothing is ever certain.

    Parameters
    ----------
    says : ndarray of float64, shape (N,)
        What the rule says of each case; a rule that always says the same is the base rate.
    answers : ndarray of bool, shape (N,)
        How the cases came out.

    Examples
    --------
    >>> learnt(np.zeros(3), np.array([True, False, False])).tolist()
    [0.25, 0.5, 0.5]
    """
    alike = says[:, None] == says[None, :]
    np.fill_diagonal(alike, val=False)
    return np.asarray((alike @ answers.astype(float) + 1) / (alike.sum(axis=1) + 2))
