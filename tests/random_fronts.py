"""Random conflicts of several fronts: local and common decision makers, and rules across fronts."""

from __future__ import annotations

import random

from countermove import Conflict, DecisionMaker, InvalidConflict, Option, Preferences, Rule, Statement

STAYS = (None, None, None, None, "on", "off")


def draw_fronts(rng: random.Random, *, most_options: int = 9) -> Conflict:
    """Draw a feasible conflict of one to four fronts, local decision makers in each, and one in most of them."""
    while True:
        try:
            return _draw(rng, most_options)
        except InvalidConflict:
            continue  # its rules contradict each other


def _draw(rng: random.Random, most_options: int) -> Conflict:
    fronts = _sizes(rng, most_options)
    names = [[f"f{k}o{j}" for j in range(size)] for k, size in enumerate(fronts)]
    owners = {name: _owner(rng, k, j) for k, front in enumerate(names) for j, name in enumerate(front)}
    ids = sorted({*owners.values(), "shared"})
    dms = tuple(
        DecisionMaker(
            id=dm,
            options=tuple(Option(id=name, stays=rng.choice(STAYS)) for name, who in owners.items() if who == dm),  # type: ignore[arg-type]
            preferences=_wants(rng, names, dm),
        )
        for dm in ids
    )
    rules = tuple(Rule(holds=_statement(rng, front)) for front in names if rng.random() < 0.35)
    if rng.random() < 0.3:
        rules += (Rule(holds=_statement(rng, [name for front in names for name in front])),)
    return Conflict(title="fronts", decision_makers=dms, rules=rules)


def _sizes(rng: random.Random, most: int) -> list[int]:
    sizes = [rng.randint(1, 4) for _ in range(rng.randint(1, 4))]
    while sum(sizes) > most:
        sizes.pop()
    return sizes


def _owner(rng: random.Random, front: int, option: int) -> str:
    return "shared" if option == 0 and rng.random() < 0.8 else f"local{front}{rng.choice('ab')}"


def _wants(rng: random.Random, names: list[list[str]], dm: str) -> Preferences:
    """Draw what somebody wants: the shared one in all fronts, the local ones mostly in their own."""
    mine = [*names] if dm == "shared" else [names[int(dm[5])]]
    if rng.random() < 0.1:
        mine = [[name for front in names for name in front]]
    levels = []
    for _ in range(rng.randint(0, 5)):
        front = rng.choice(mine)
        count = rng.choice((1, 1, 1, 2))
        levels.append(
            tuple(Statement(holds=_statement(rng, rng.choice((front, rng.choice(mine))))) for _ in range(count))
        )
    texts = {_statement(rng, rng.choice(mine)) for _ in range(rng.choice((0, 0, 0, 3)))}
    weights = tuple((text, rng.choice((1, -2, 0.1, 0.2, 0.3, 3, 1e25))) for text in sorted(texts))
    return Preferences(statements=tuple(levels), weights=weights)


def _statement(rng: random.Random, names: list[str]) -> str:
    def literal() -> str:
        return f"{rng.choice(('', 'not '))}{rng.choice(names)}"

    kind = rng.choice(("{}", "{}", "{} or {}", "{} and {}", "{} implies {}", "{} iff {}", "{} xor {}", "{} if {}"))
    if rng.random() < 0.1:
        kind = f"{rng.choice(('at least', 'at most', 'exactly'))} {rng.randint(0, 3)} of ({{}}, {{}}, {{}})"
    return kind.format(*(literal() for _ in range(3)))
