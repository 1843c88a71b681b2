"""The equilibria of two conflicts, matched by the options that both have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.comparison.answers import answers_with_causes
from countermove.analysis.comparison.texts import full_names
from countermove.analysis.solve import solve
from countermove.errors import CountermoveError
from countermove.model.concepts import CONCEPTS
from countermove.model.reading import reading_of
from countermove.model.states import is_listed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from countermove.analysis.comparison.answers import AnswerKey, ChangedAnswer, Given
    from countermove.analysis.comparison.causes import Tried
    from countermove.analysis.comparison.change import ModelChange
    from countermove.analysis.comparison.model import ModelDifference
    from countermove.analysis.solution import Solution
    from countermove.model.conflict import Conflict

Situation = tuple[str, ...]
"""The common options that are on in a state; behind them, with a question mark, those that are on or off in a state
that others are coalesced with; in graph form the state's id."""

READING = "reading"

MOST_STATES = 1 << 16
"""States at most of a conflict whose verdicts are compared."""

SOLVED_STATES, FEWEST_SETS, MOST_SETS = 100_000, 32, 1_024
"""States that are solved in all to find causes, and the least and the most sets of changes that are undone."""

NO_VERDICT = frozenset({"tempo", "reach", "ranking confidence"})
"""What no verdict depends on: who moves first, and what is doubted."""

Verdicts = dict[str, frozenset[Situation]]
"""By concept, the situations over the common options in which some state holds."""


def verdicts(conflict: Conflict, concepts: Sequence[str], common: Sequence[str]) -> Verdicts:
    """Return the equilibria of a conflict by each concept, over some of its options.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    concepts : sequence of str
        Ids of concepts; ``reading`` for the conflict's own reading.
    common : sequence of str
        Options as ``dm.option``; those that the conflict lacks are off. In graph form they are of no account.

    Examples
    --------
    >>> from countermove import cases
    >>> sorted(verdicts(cases.load("prisoners-dilemma"), ["nash", "smr"], ["a.cooperate"])["smr"])
    [(), ('a.cooperate',)]
    """
    found = solve(conflict, concepts)
    by = {id_: reading_of(conflict).id if id_ == READING else id_ for id_ in concepts}
    return {id_: _situations(found, by[id_], common) for id_ in concepts}


def _situations(found: Solution, concept: str, common: Sequence[str]) -> frozenset[Situation]:
    states, held = found.conflict.states, np.flatnonzero(found.where(concept))
    if found.conflict.graph is not None:
        return frozenset((states.names[k][0],) for k in held.tolist())
    bits = {name: bit for bit, name in enumerate(full_names(found.conflict))}
    kept = [(name, bits[name]) for name in common if name in bits]
    if states.coalesced:
        return frozenset(_coalesced(states[k].pattern, kept) for k in held.tolist())
    masks = np.unique(states.masks[held] & sum(1 << bit for _, bit in kept))
    return frozenset(tuple(name for name, bit in kept if mask >> bit & 1) for mask in masks.tolist())


def _coalesced(pattern: str, kept: Sequence[tuple[str, int]]) -> Situation:
    on = (name for name, bit in kept if pattern[bit] == "Y")
    return (*on, *(f"{name}?" for name, bit in kept if pattern[bit] == "-"))


def compared_concepts(before: Conflict, after: Conflict) -> tuple[str, ...]:
    """Return the ids of the concepts by which both conflicts are solved.

    The reading is one of them, if it is a mixed one or another one in each.
    """
    both = [{*solve(each).concepts} for each in (before, after)]
    shared = [id_ for id_ in CONCEPTS if id_ in both[0] & both[1]]
    readings = [reading_of(each) for each in (before, after)]
    own = readings[0].id != readings[1].id or readings[0].id not in CONCEPTS
    return (*shared, *([READING] if own else []))


@dataclass(frozen=True, eq=False)
class ComparedVerdicts:
    """The verdicts on two conflicts.

    Attributes
    ----------
    concepts : tuple of str
        The ids of the concepts; none where verdicts are not compared.
    holding : tuple of (int, int)
        For each concept the number of situations that hold in the first conflict, and in the second.
    answers : tuple of ChangedAnswer
        The verdicts that changed, with the causes among the changes of the model.
    tried : Tried or None
        How far causes were searched for.
    """

    concepts: tuple[str, ...] = ()
    holding: tuple[tuple[int, int], ...] = ()
    answers: tuple[ChangedAnswer, ...] = ()
    tried: Tried | None = None


def compared_verdicts(
    difference: ModelDifference, common: Sequence[str], progress: Callable[[int, int], None] | None = None
) -> ComparedVerdicts:
    """Return the verdicts that changed between two conflicts, and which changes of the model did it.

    Examples
    --------
    >>> from countermove import DecisionMaker, loads
    >>> was = loads({"title": "t", "decision_makers": {"a": {"options": ["go"], "preferences": ["go"]}}})
    >>> now = was.with_(decision_makers=[DecisionMaker("a", options=["go"], preferences=["not go"])])
    >>> from countermove.analysis.comparison.model import ModelDifference
    >>> both = compared_verdicts(ModelDifference(was, now), ["a.go"])
    >>> both.holding[0], both.answers[1].situation, both.answers[1].causes[0].enough
    ((1, 1), ('a.go',), True)
    """
    views = difference.before, difference.after
    one_form = (views[0].graph is None) == (views[1].graph is None)
    alike = one_form and (views[0].graph is not None or bool(common))
    if not alike or any(not is_listed(each) or len(each.states) > MOST_STATES for each in views):
        return ComparedVerdicts()
    concepts = compared_concepts(*views)
    first, second = (verdicts(each, concepts, common) for each in views)
    changed: dict[AnswerKey, tuple[bool, bool]] = {
        ("verdict", id_, situation): (situation in first[id_], situation in second[id_])
        for id_ in concepts
        for situation in sorted(first[id_] ^ second[id_])
    }

    field = difference.field_of_play

    def answers(undone: Collection[ModelChange]) -> Given | None:
        try:
            found = verdicts(field.undone(undone), concepts, common)
        except CountermoveError:
            return None
        return {key: key[2] in found[key[1]] for key in changed}

    most = max(FEWEST_SETS, min(MOST_SETS, SOLVED_STATES // len(views[1].states)))
    there = {*field.changes}
    among = [k for k, each in enumerate(difference.changes) if each in there and _tells(each)]
    told, tried = answers_with_causes(changed, difference.changes, answers, most, among=among, progress=progress)
    holding = tuple((len(first[id_]), len(second[id_])) for id_ in concepts)
    return ComparedVerdicts(concepts, holding, told, tried)


def _tells(change: ModelChange) -> bool:
    """Whether a verdict may depend on a change; on how sure the analyst is of a statement or a rule none does."""
    doubted = change.how == "changed" and change.before == change.after and bool(change.details)
    only_doubted = doubted and all(name in {"confidence", "order"} for name, *_ in change.details)
    return change.what not in NO_VERDICT and not only_doubted
