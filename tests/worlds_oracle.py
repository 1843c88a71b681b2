"""All worlds of a conflict from the definition alone: every combination is written out as a conflict and solved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import permutations, product
from typing import Any

from countermove import Conflict, DecisionMaker, InvalidConflict, Preferences, Rule, evolve, solve
from countermove.model.variation import vary

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
Chances = list[tuple[Any, float]]


def chance(confidence: float | None) -> Chances:
    """Return whether something holds, with probabilities; not what has none, which would make most worlds."""
    sure = 1.0 if confidence is None else confidence
    return [(holds, p) for holds, p in ((True, sure), (False, 1 - sure)) if p]


def runs(wants: Preferences) -> list[list[int]]:
    """Return the positions of statements that may stand in any order among themselves, one run after the other."""
    found: list[list[int]] = []
    for k, level in enumerate(wants.statements):
        if k and any(each.order for each in level):
            found[-1].append(k)
        else:
            found.append([k])
    return found


def preferences(wants: Preferences) -> Iterator[tuple[Preferences, float]]:
    """Yield what a decision maker may want, with probabilities."""
    orders = [[*permutations(run)] for run in runs(wants)]
    holding = [chance(each.confidence) for level in wants.statements for each in level]
    ranked = chance(wants.confidence) if wants.weights or wants.ranking else [(True, 1.0)]
    for order in product(*orders):
        for held in product(*holding):
            for kept, sure in ranked:
                flags = iter(held)
                levels = [[(each, next(flags)[0]) for each in level] for level in wants.statements]
                placed = [levels[k] for run in order for k in run]
                left = [tuple(replace(each, order=None) for each, is_held in level if is_held) for level in placed]
                p = sure
                for each in orders:
                    p /= len(each)
                for _, likely in held:
                    p *= likely
                found = Preferences(statements=tuple(level for level in left if level))
                if kept:
                    found = replace(found, weights=wants.weights, ranking=wants.ranking)
                yield found, p


def decision_makers(dm: DecisionMaker) -> Iterator[tuple[DecisionMaker, list[str], float]]:
    """Yield what a decision maker may be, with the options that are out of reach."""
    reach = product(*(chance(option.confidence) for option in dm.options))
    stays = [*product(*(chance(option.stays_confidence if option.stays else None) for option in dm.options))]
    for in_reach, lasting in product(reach, stays):
        p = 1.0
        for _, likely in (*in_reach, *lasting):
            p *= likely
        if p:
            flags = zip(dm.options, lasting, strict=True)
            options = tuple(option if lasts else replace(option, stays=None) for option, (lasts, _) in flags)
            away = [f"{dm.id}.{o.id}" for o, (there, _) in zip(dm.options, in_reach, strict=True) if not there]
            for wants, likely in preferences(dm.preferences):
                yield replace(dm, options=options, preferences=wants), away, p * likely


def worlds(conflict: Conflict) -> Iterator[tuple[Conflict | None, float]]:
    """Yield every world as a conflict; None where no state is feasible."""
    rivals = [(vary(conflict, each.id), each.weight) for each in conflict.variations if each.weight]
    left = 1 - sum(weight for _, weight in rivals)
    for coding, weight in [(conflict, left), *rivals]:
        binding = product(*(chance(rule.confidence) for rule in coding.rules))
        for dms, bound in product(product(*map(decision_makers, coding.decision_makers)), [*binding]):
            p = weight
            for likely in (*(each[2] for each in dms), *(each[1] for each in bound)):
                p *= likely
            if p > 0:
                rules = [rule for rule, (binds, _) in zip(coding.rules, bound, strict=True) if binds]
                rules += [Rule(holds=f"not {name}") for _, away, _ in dms for name in away]
                yield written(coding, tuple(each[0] for each in dms), tuple(rules)), p


def written(coding: Conflict, dms: tuple[DecisionMaker, ...], rules: tuple[Rule, ...]) -> Conflict | None:
    parts = {"decision_makers": dms, "rules": rules, "variations": (), "published": ()}
    try:
        bare = coding.with_(**parts, status_quo=None, coalesce=())
    except InvalidConflict:
        return None
    with suppress(InvalidConflict):  # unless there is nothing left to coalesce
        bare = bare.with_(coalesce=coding.coalesce)
    try:
        return bare.with_(status_quo=coding.status_quo)
    except InvalidConflict:
        return bare


def shares(conflict: Conflict, concept: str) -> dict[tuple[str, int] | str, float]:
    """Return the share of the worlds in which each state holds, or is settled in, and in which nothing settles."""
    found: dict[tuple[str, int] | str, float] = defaultdict(float)
    for world, p in worlds(conflict):
        found["worlds"] += p
        if world is None:
            found["nothing feasible"] += p
            continue
        solution = solve(world, CONCEPTS)
        for id_ in CONCEPTS:
            for state in solution.equilibria(id_):
                found[id_, one_and_the_same(conflict, state.decimal)] += p
        if world.status_quo is None:
            found["status quo infeasible"] += p
            continue
        for end in evolve(world, concept).ends:
            if end.settles:
                decimal = world.states[end.states[0] - 1].decimal
                found["settles", one_and_the_same(conflict, decimal)] += p * end.probability
            else:
                found["never settles"] += p * end.probability
    return found


def one_and_the_same(conflict: Conflict, decimal: int) -> int:
    """Return the largest decimal of what is coalesced with a state, were there only the certain rules."""
    if not conflict.coalesce:
        return decimal
    wide = conflict.with_(rules=tuple(rule for rule in conflict.rules if rule.confidence is None), variations=())
    return next(state.decimal for state in wide.states if wide.states.find(state.pattern)[0] == place(wide, decimal))


def place(conflict: Conflict, decimal: int) -> int:
    states = conflict.states
    return int(states.state_of[states.members.tolist().index(decimal)])
