"""The conflict with changed rankings, written by patterns, and what its change brings about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.assumptions.trial import OrdinaryTrial
from countermove.analysis.certificate import checked
from countermove.analysis.change.rankings.sentences import RankingSentences
from countermove.analysis.change.result import LeastChange
from countermove.analysis.explain import explain
from countermove.model.concepts import CONCEPTS, DEFAULT_CONCEPT
from countermove.model.reading import concept_in
from countermove.model.records import Preferences

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from numpy.typing import NDArray

    from countermove.analysis.change.goal import Stands
    from countermove.analysis.change.rankings.search import RankingChange
    from countermove.model.conflict import Conflict

    Ranks = NDArray[np.int32]


def with_rankings(conflict: Conflict, ranks: Ranks) -> Conflict:
    """Return the conflict in which those whose ranking differs have it state by state, instead of their statements.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    ranks : ndarray of int32, shape (n, S)
        The rankings of all decision makers.

    Examples
    --------
    >>> from countermove import cases
    >>> chicken = cases.load("chicken")
    >>> with_rankings(chicken, chicken.ranks[::-1]).decision_makers[0].preferences.ranking[0]
    ('YN',)
    """
    dms = tuple(
        dm if np.array_equal(old, new) else replace(dm, preferences=_ranking(conflict, new))
        for dm, old, new in zip(conflict.decision_makers, conflict.ranks, ranks, strict=True)
    )
    questions = tuple(each for each in conflict.questions if not each.variation)
    plain = {"variations": (), "standpoint": "none", "published": ()}
    return conflict.with_(decision_makers=dms, questions=questions, **plain)


def _ranking(conflict: Conflict, rank: NDArray[np.int32]) -> Preferences:
    levels: list[list[str]] = [[] for _ in range(int(rank.max()) + 1)]
    if conflict.graph is not None:
        for k, (id_, _) in enumerate(conflict.graph.states):
            levels[int(rank[k])].append(id_)
    else:
        states, count = conflict.states, len(conflict.options)
        for member, k in zip(states.members.tolist(), states.state_of.tolist(), strict=True):
            levels[int(rank[k])].append("".join("Y" if member >> bit & 1 else "N" for bit in range(count)))
    return Preferences(ranking=tuple(tuple(level) for level in reversed(levels)))


def least_changes(
    conflict: Conflict, goal: Stands, where: list[int], changes: list[RankingChange]
) -> tuple[LeastChange, ...]:
    """Return changes with their sentences, the changed conflicts, their ends, and checked certificates.

    Raises
    ------
    InvalidCertificate
        If the independent checker does not confirm a verdict.
    """
    say, before = RankingSentences(conflict), _ends(conflict, goal)
    return tuple(_least_change(say, goal, where, each, before) for each in changes)


def _least_change(
    say: RankingSentences, goal: Stands, where: list[int], change: RankingChange, before: Mapping[int, float]
) -> LeastChange:
    made = with_rankings(say.conflict, change.ranks)
    moved = sorted({who for who, _, _ in change.pairs})
    edits = tuple(each for who in moved for each in say.edits(who, change.ranks[who]))
    after = _ends(made, goal)
    came, went = (tuple(map(say.called, sorted(one))) for one in ({*after} - {*before}, {*before} - {*after}))
    reached = None if made.status_quo is None else _reached(after, where, goal)
    return LeastChange(edits, change.halves / 2, made, reached, came, went, certificates(made, goal, where))


def unchanged(conflict: Conflict, goal: Stands, where: list[int]) -> LeastChange:
    """Return the change of cost 0 for a goal that is met already."""
    reached = None if conflict.status_quo is None else _reached(_ends(conflict, goal), where, goal)
    return LeastChange((), 0.0, conflict, reached, certificates=certificates(conflict, goal, where))


def certificates(conflict: Conflict, goal: Stands, where: list[int]) -> tuple[Mapping[str, Any], ...]:
    """Return certificates of the verdict: for everybody that the state holds, or for one of each that it does not.

    Raises
    ------
    InvalidCertificate
        If the independent checker does not confirm one.
    """
    found: list[Mapping[str, Any]] = []
    for k in where:
        verdicts = explain(conflict, k + 1, concept=goal.concept)
        broken = [each for each in verdicts if not each.stable]
        if goal.falls:
            found.append(broken[0].certificate())
        elif not broken:
            found = [each.certificate() for each in verdicts]
            break
    return checked(conflict, found)


def _ends(conflict: Conflict, goal: Stands) -> Mapping[int, float]:
    """Return the positions where a conflict settles, with probabilities; empty without a status quo."""
    return dict(OrdinaryTrial(conflict, _evolves_by(conflict, goal.concept)).settles or ())


def _evolves_by(conflict: Conflict, concept: str) -> str:
    """Return the concept that drives the evolution: the one that is asked by, if it drives any."""
    by = concept_in(conflict, concept)
    return concept if by.evolves and (by.each or by.id in CONCEPTS) else DEFAULT_CONCEPT


def _reached(ends: Mapping[int, float], where: list[int], goal: Stands) -> float:
    there = sum(ends.get(k, 0.0) for k in where)
    return 1.0 - there if goal.falls else there
