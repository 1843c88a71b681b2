"""Random conflicts on two or three fronts, small enough for the oracle."""

from __future__ import annotations

import random
from dataclasses import replace

from countermove import Conflict, DecisionMaker, Option, Preferences, Rule, Statement
from countermove.model.conflict import Front, Joint
from countermove.model.records import Shared, Stays

WAYS: tuple[Stays | None, ...] = (None, None, None, "on", "off")


def drawn_joint(rng: random.Random, *, most: int = 8) -> Joint:
    """Draw fronts with one or two decision makers in common; up to about `most` options in all."""
    names = ["east", "west", "south"][: rng.choice([2, 2, 2, 3])]
    common = ["c", "d"][: rng.choice([1, 1, 1, 2])]
    room = max(1, most // len(names))
    fronts = tuple(Front(id=name, conflict=drawn_front(rng, name, common, room)) for name in names)
    shared = tuple(drawn_shared(rng, id_, names) for id_ in common)
    return Joint(fronts=fronts, shared=shared)


def drawn_shared(rng: random.Random, id_: str, names: list[str]) -> Shared:
    """Draw a decision maker of all fronts, which compares them by an order or by weights."""
    there = tuple((name, id_) for name in names)
    if rng.random() < 0.5:
        return Shared(id=id_, there=there, order=tuple(rng.sample(names, len(names))))
    return Shared(id=id_, there=there, weights=tuple((name, rng.choice([0.5, 1, 1, 2, 3])) for name in names))


def drawn_front(rng: random.Random, name: str, common: list[str], room: int) -> Conflict:
    """Draw a local conflict with ties, infeasible states and irreversible options."""
    while True:
        dms = [*common, *(f"l{k}" for k in range(rng.choice([1, 1, 2])))]
        owners = [rng.choice(dms) for _ in range(rng.randint(1, room))]
        options = [f"o{k}" for k in range(len(owners))]
        rules = tuple(Rule(holds=drawn_clause(rng, options)) for _ in range(rng.choice([0, 0, 1, 2])))
        made = tuple(drawn_dm(rng, dm, options, owners) for dm in dms)
        if feasible := drawn_if_feasible(name, made, rules):
            return ranked(rng, feasible)


def drawn_if_feasible(name: str, dms: tuple[DecisionMaker, ...], rules: tuple[Rule, ...]) -> Conflict | None:
    """Return a conflict, or None if its rules leave no state."""
    free = Conflict(title=name, decision_makers=dms)
    held = [all(holds(free, rule.holds, mask) for rule in rules) for mask in range(1 << len(free.options))]
    return free.with_(rules=rules) if any(held) else None


def holds(conflict: Conflict, text: str, mask: int) -> bool:
    from countermove.model import scope

    return scope.holds(conflict, text, mask)


def drawn_dm(rng: random.Random, id_: str, options: list[str], owners: list[str]) -> DecisionMaker:
    """Draw a decision maker with statements, or with weights."""
    own = tuple(
        Option(id=option, stays=rng.choice(WAYS))
        for option, owner in zip(options, owners, strict=True)
        if owner == id_
    )
    levels = tuple((Statement(holds=drawn_clause(rng, options)),) for _ in range(rng.randint(0, 3)))
    weights = tuple((option, rng.choice([-1.0, 0.5, 2.0])) for option in options if rng.random() < 0.3)
    wants = Preferences(statements=levels, weights=weights if rng.random() < 0.4 else ())
    return DecisionMaker(id=id_, options=own, preferences=wants)


def ranked(rng: random.Random, conflict: Conflict) -> Conflict:
    """Return the conflict with one decision maker's statements replaced by a ranking with ties, now and then."""
    if rng.random() < 0.6:
        return conflict
    levels: dict[int, list[str]] = {}
    for pattern in conflict.states.patterns():
        levels.setdefault(rng.randrange(4), []).append(pattern)
    ranking = tuple(tuple(levels[k]) for k in sorted(levels))
    at = rng.randrange(len(conflict.decision_makers))
    dms = list(conflict.decision_makers)
    dms[at] = DecisionMaker(id=dms[at].id, options=dms[at].options, preferences=Preferences(ranking=ranking))
    return conflict.with_(decision_makers=tuple(dms))


def drawn_clause(rng: random.Random, options: list[str]) -> str:
    """Draw a statement of up to three options."""
    named = rng.sample(options, min(len(options), rng.randint(1, 3)))
    signed = [each if rng.random() < 0.5 else f"not {each}" for each in named]
    return rng.choice([" or ", " or ", " and ", " iff "]).join(signed)


def mixed(rng: random.Random, joint: Joint) -> Joint:
    """Return the same with shared decision makers whose wishes, each of one front, are in any order."""
    shared = tuple(replace(each, order=(), weights=(), preferences=_wishes(rng, joint)) for each in joint.shared)
    return replace(joint, shared=shared)


def _wishes(rng: random.Random, joint: Joint) -> Preferences:
    def clause() -> str:
        front = rng.choice(joint.fronts)
        return drawn_clause(rng, [f"{front.id}.{name}" for name in front.conflict.options])

    levels = tuple(tuple(Statement(holds=clause()) for _ in range(rng.choice([1, 1, 2]))) for _ in range(5))
    weights = tuple((text, rng.choice([-1.0, 0.5, 2.0])) for text in {clause() for _ in range(3)})
    return Preferences(statements=levels[: rng.randint(0, 5)], weights=weights if rng.random() < 0.5 else ())
