"""Conflicts too large to be listed whose answers follow from small ones: copies of it, side by side.

The large conflict has the options of all copies, and so its states are all combinations of theirs. Somebody who is
in one copy only, and whose copy no rule ties to another, is stable in a combination exactly when it is in its copy:
whatever is done elsewhere changes nothing for it, nor for those it meets.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from countermove import Conflict, DecisionMaker, Option, Preferences, Rule, Statement


def copies(small: Conflict, count: int) -> Conflict:
    """Return so many copies of a conflict as one; `x` of copy k is called `x_k`. Wants are statements only."""
    dms = tuple(_copy(small, dm, k) for k in range(count) for dm in small.decision_makers)
    rules = tuple(Rule(holds=_renamed(small, rule.holds, k)) for k in range(count) for rule in small.rules)
    return Conflict(title=f"{count} copies", decision_makers=dms, rules=rules)


def _copy(small: Conflict, dm: DecisionMaker, k: int) -> DecisionMaker:
    options = tuple(replace(option, id=f"{option.id}_{k}") for option in dm.options)
    levels = tuple(
        tuple(Statement(holds=_renamed(small, each.holds, k)) for each in level)
        for level in dm.preferences.statements
    )
    return DecisionMaker(id=f"{dm.id}_{k}", options=options, preferences=Preferences(statements=levels))


def _renamed(small: Conflict, text: str, k: int) -> str:
    return " ".join(
        f"{word}_{k}" if word in small.bits else word for word in text.replace("(", "( ").replace(")", " )").split()
    )


def combination(masks: Sequence[int], options: int) -> int:
    """Return the state in which each copy is in one of its own."""
    return sum(mask << k * options for k, mask in enumerate(masks))


def small_conflict(rng: random.Random, options: int) -> Conflict:
    """Draw a small conflict of two or three decision makers, maybe with a rule and an irreversible option."""
    names = [f"o{bit}" for bit in range(options)]
    cuts = sorted(rng.sample(range(1, options), rng.choice((1, 2))))
    parts = [names[a:b] for a, b in zip([0, *cuts], [*cuts, options], strict=True)]
    dms = tuple(
        DecisionMaker(
            id=f"dm{i}",
            options=tuple(Option(id=name, stays=rng.choice((None, None, None, "on"))) for name in part),
            preferences=Preferences(statements=tuple((Statement(holds=_wanted(rng, names)),) for _ in range(4))),
        )
        for i, part in enumerate(parts)
    )
    rules = (Rule(holds=f"not ( {names[0]} and {names[-1]} )"),) if rng.random() < 0.5 else ()
    return Conflict(title="small", decision_makers=dms, rules=rules)


def _wanted(rng: random.Random, names: Sequence[str]) -> str:
    first, second = (f"{rng.choice(('', 'not '))}{name}" for name in rng.sample(names, 2))
    return f"{first} {rng.choice(('or', 'and', 'iff'))} {second}"
