"""Random conflicts in which much is uncertain: every kind of thing, rival codings, ties, worlds without any state."""

from __future__ import annotations

import random
from dataclasses import replace

from as_conflict import pattern
from countermove import Conflict, DecisionMaker, InvalidConflict, Option, Preferences, Rule, Statement, Variation

CONFIDENCES = (0.0, 0.1, 0.25, 0.5, 0.7, 0.9, 1.0)


def draw_uncertain(seed: int) -> Conflict:
    """Draw a conflict in option form whose statements, rules, options and directions may be uncertain."""
    rng = random.Random(f"uncertain {seed}")
    while True:
        try:
            return _drawn(rng)
        except InvalidConflict:
            continue


def _drawn(rng: random.Random) -> Conflict:
    shares = [rng.randint(0, 2) for _ in range(rng.randint(1, 3))]
    names = [f"o{i}_{k}" for i, many in enumerate(shares) for k in range(many)]
    if not names:
        return _drawn(rng)
    dms = tuple(_dm(rng, i, many, names) for i, many in enumerate(shares))
    rules = tuple(
        Rule(holds=_statement(rng, names), confidence=_sure(rng, 0.7)) for _ in range(rng.choice((0, 0, 1, 2)))
    )
    conflict = Conflict(
        title=f"drawn {len(names)}",
        decision_makers=dms,
        rules=rules,
        status_quo=tuple(name for name in names if rng.random() < 0.4),
    )
    return conflict.with_(variations=_variations(rng, names)) if rng.random() < 0.3 else conflict


def _sure(rng: random.Random, often: float) -> float | None:
    return rng.choice(CONFIDENCES) if rng.random() < often else None


def _dm(rng: random.Random, i: int, many: int, names: list[str]) -> DecisionMaker:
    options = tuple(
        Option(
            id=f"o{i}_{k}",
            stays=(stays := rng.choice((None, None, "on", "off"))),
            confidence=_sure(rng, 0.2),
            stays_confidence=_sure(rng, 0.5) if stays else None,
        )
        for k in range(many)
    )
    return DecisionMaker(id=f"dm{i}", options=options, preferences=_wants(rng, names), tempo=rng.choice((1, 1, 2.5)))


def _wants(rng: random.Random, names: list[str]) -> Preferences:
    levels = tuple(
        tuple(
            Statement(holds=_statement(rng, names), confidence=_sure(rng, 0.4))
            for _ in range(rng.choice((1, 1, 1, 2)))
        )
        for _ in range(rng.randint(0, 4))
    )
    levels = tuple(
        (replace(level[0], order="uncertain"),) if k and len(level) == 1 and rng.random() < 0.25 else level
        for k, level in enumerate(levels)
    )
    if rng.random() < 0.8:
        return Preferences(statements=levels)
    weights = tuple((name, float(rng.randint(-2, 2))) for name in names)
    return Preferences(statements=levels, weights=weights, confidence=_sure(rng, 0.6))


def _statement(rng: random.Random, names: list[str]) -> str:
    one, other = rng.choice(names), rng.choice(names)
    forms = ("{0}", "not {0}", "{0} and {1}", "{0} iff {1}", "{0} xor {1}", "{0} xor {1}", "not {0} if {1}")
    return rng.choice(forms).format(one, other)


def _variations(rng: random.Random, names: list[str]) -> tuple[Variation, ...]:
    last = ((f"dm{0}", ((Statement(holds=_statement(rng, names), confidence=0.5),),)),)
    return (
        Variation(id="fewer", remove=(rng.choice(names),), weight=0.25)
        if rng.random() < 0.5
        else Variation(id="idle"),
        Variation(id="more", last=last, weight=rng.choice((0.5, 0.75))),
    )


def ranked(seed: int) -> Conflict:
    """Draw a conflict with rankings, which may not hold, and statements before them."""
    rng = random.Random(f"ranked {seed}")
    names = ["o0_0", "o1_0", "o1_1"]
    patterns = [pattern(mask, 3) for mask in range(8)]
    dms = []
    for i, own in enumerate((names[:1], names[1:])):
        order = rng.sample(patterns, 8)
        levels = tuple((Statement(holds=_statement(rng, names), confidence=_sure(rng, 0.6)),) for _ in range(2))
        cut = rng.randint(1, 7)
        ranking = (*((each,) for each in order[:cut]), tuple(order[cut:]))
        wants = Preferences(
            statements=levels if rng.random() < 0.6 else (), ranking=ranking, confidence=_sure(rng, 0.7)
        )
        dms.append(DecisionMaker(id=f"dm{i}", options=tuple(Option(id=each) for each in own), preferences=wants))
    return Conflict(title="ranked", decision_makers=tuple(dms), status_quo=())
