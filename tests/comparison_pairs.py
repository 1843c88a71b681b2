"""Random pairs of conflicts: the second is the first with some edits, each of which touches another part."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import countermove as cm

Edit = Callable[[cm.Conflict], cm.Conflict]
Verdict = tuple[str, tuple[str, ...]]

NAMES = ("p", "q", "r", "s")
OWNERS = ("a", "a", "b", "b")
CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq", "sim")


@dataclass(frozen=True)
class PairOfConflicts:
    """A conflict and edits; what the edits make of it together, or some of them, is made by the edits alone."""

    before: cm.Conflict
    edits: tuple[Edit, ...]

    def edited(self, chosen: Collection[int]) -> cm.Conflict | None:
        """Return the first conflict with some edits; None if that is none."""
        made = self.before
        try:
            for k in sorted(chosen):
                made = self.edits[k](made)
        except cm.InvalidConflict:
            return None
        return made

    @property
    def after(self) -> cm.Conflict | None:
        return self.edited(range(len(self.edits)))


def condition(rng: random.Random) -> str:
    """Draw a statement of one or two options."""
    one, other = rng.sample(NAMES, 2)
    forms = ("{0}", "not {0}", "{0} and {1}", "{0} or not {1}", "{0} implies {1}", "{0} iff {1}", "{0} xor {1}")
    return rng.choice(forms).format(one, other)


def draw_conflict(rng: random.Random) -> cm.Conflict:
    """Draw two decision makers with two options each, who want some of several things."""
    dms = []
    for id_ in ("a", "b"):
        own = [name for name, owner in zip(NAMES, OWNERS, strict=True) if owner == id_]
        wants = [*dict.fromkeys(condition(rng) for _ in range(rng.randint(2, 4)))]
        options = [cm.Option(name, stays="on" if rng.random() < 0.15 else None) for name in own]
        dms.append(cm.DecisionMaker(id_, options=options, preferences=wants))
    rules = ["p or q or r or s"] if rng.random() < 0.3 else []
    return cm.Conflict("drawn", dms, rules=rules, status_quo=["p"], questions=[cm.Question("ended", "Ended?", "r")])


def draw_pair(rng: random.Random, most: int = 4) -> PairOfConflicts:
    """Draw a conflict with up to `most` edits of different parts, whose result is a conflict."""
    while True:
        before = draw_conflict(rng)
        kinds = rng.sample([*EDITS], rng.randint(1, most))
        found = PairOfConflicts(before, tuple(EDITS[kind](rng, before) for kind in kinds))
        if found.after is not None:
            return found


def _wants(rng: random.Random, conflict: cm.Conflict, who: int) -> Edit:
    """Draw one edit of what one decision maker wants."""
    levels = [*conflict.decision_makers[who].preferences.statements]
    at, kind = rng.randrange(len(levels)), rng.choice(("drop", "negate", "add", "move"))
    if kind == "drop":
        levels.pop(at)
    elif kind == "negate":
        levels[at] = (replace(levels[at][0], holds=f"not ({levels[at][0].holds})"),)
    elif kind == "add":
        levels.insert(at, (cm.Statement("exactly two of (p, q, r, s)"),))
    else:
        levels.insert(rng.randrange(len(levels)), levels.pop(at))
    return lambda given: _with_dm(given, who, preferences=cm.Preferences(levels))


def _with_dm(conflict: cm.Conflict, who: int, **changes: Any) -> cm.Conflict:
    dms = [*conflict.decision_makers]
    dms[who] = replace(dms[who], **changes)
    return conflict.with_(decision_makers=dms)


def _option(rng: random.Random, who: int, **changes: Any) -> Edit:
    at = rng.randrange(2)

    def edit(given: cm.Conflict) -> cm.Conflict:
        options = [*given.decision_makers[who].options]
        options[at] = replace(options[at], **changes)
        return _with_dm(given, who, options=options)

    return edit


def _rule(rng: random.Random, confidence: float | None = None) -> Edit:
    thing = "q" if confidence else "s"
    rule = cm.Rule(f"not ({condition(rng)} and {thing})", confidence=confidence)
    return lambda given: given.with_(rules=[*given.rules, rule])


EDITS: dict[str, Callable[[random.Random, cm.Conflict], Edit]] = {
    "wants of a": lambda rng, conflict: _wants(rng, conflict, 0),
    "wants of b": lambda rng, conflict: _wants(rng, conflict, 1),
    "irreversible": lambda rng, conflict: _option(rng, 0, stays=rng.choice(("on", "off"))),
    "condition": lambda rng, conflict: _option(rng, 1, when=rng.choice(("p", "not q"))),
    "rule": lambda rng, conflict: _rule(rng),
    "doubtful rule": lambda rng, conflict: _rule(rng, confidence=0.6),
    "start": lambda rng, conflict: lambda given: given.with_(status_quo=["p", "r"]),
    "tempo": lambda rng, conflict: lambda given: _with_dm(given, 1, tempo=3.0),
}


def held(conflict: cm.Conflict) -> frozenset[Verdict]:
    """Return what holds by each concept, by the options that are on."""
    found = cm.solve(conflict, CONCEPTS)
    return frozenset((id_, tuple(state.on)) for id_ in CONCEPTS for state in found.equilibria(id_))


def minimal_sets(count: int, back: Callable[[frozenset[int]], bool]) -> list[tuple[int, ...]]:
    """Return all sets that bring an answer back and hold no smaller one that does, by trying every set."""
    every = [frozenset(each) for size in range(count + 1) for each in combinations(range(count), size)]
    good = [each for each in every if back(each)]
    return sorted(tuple(sorted(each)) for each in good if not any(other < each for other in good))
