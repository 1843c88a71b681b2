"""The least edits by definition: every set of edits is written out and solved, and the minimal ones are kept."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Literal

import countermove as cm
from countermove import Conflict, DecisionMaker, InvalidConflict, Option, Preferences, Rule, Statement
from countermove.analysis.evolution.evolve import settle
from countermove.model.concepts import CONCEPTS

Made = tuple[object, ...]
"""How a conflict is written: the wants of each decision maker, the options, the rules and the status quo."""


@dataclass(frozen=True)
class Edit:
    """One edit: what it touches, what becomes of it, and what it costs."""

    slot: tuple[object, ...]
    to: object
    cost: float

    def within(self, other: Edit) -> bool:
        """Whether it is a part of another edit."""
        if self.slot != other.slot:
            return False
        if self.slot[0] == "move":
            mine, theirs = int(str(self.to)), int(str(other.to))
            return mine * theirs > 0 and abs(mine) <= abs(theirs)
        return self.slot[0] in {"add", "agree"} or self.to == other.to


Edits = tuple[Edit, ...]

WAYS: dict[object, Literal["on", "off"] | None] = {"on": "on", "off": "off", None: None}


def draw(seed: int) -> Conflict:
    """Draw a small conflict: statements, some doubtful, some on one level, rules, irreversible options, weights."""
    rng = random.Random(f"edits {seed}")
    while True:
        try:
            made = _drawn(rng)
            if len(made.states) > 1:
                return made
        except InvalidConflict:
            continue


def _drawn(rng: random.Random) -> Conflict:
    names = [f"o{i}_{k}" for i in range(rng.choice((1, 2, 2, 2, 3))) for k in range(rng.choice((1, 1, 2)))]
    dms = tuple(_dm(rng, who, names) for who in dict.fromkeys(name.split("_")[0][1:] for name in names))
    rules = tuple(Rule(holds=_text(rng, names)) for _ in range(rng.choice((0, 0, 0, 1))))
    start = tuple(name for name in names if rng.random() < 0.4)
    return Conflict(title="drawn", decision_makers=dms, rules=rules, status_quo=start)


def _dm(rng: random.Random, who: str, names: list[str]) -> DecisionMaker:
    options = tuple(
        Option(
            id=name,
            stays=rng.choice((None, None, None, "on", "off")),
            when=_text(rng, [each for each in names if each < name])
            if rng.random() < 0.1 and name > names[0]
            else "",
        )
        for name in names
        if name.startswith(f"o{who}_")
    )
    doubts = rng.random() < 0.5
    levels = tuple(
        tuple(_statement(rng, names, doubts=doubts) for _ in range(rng.choice((1, 1, 1, 2))))
        for _ in range(rng.randint(0, 3))
    )
    weights = ((_text(rng, names), 2), (_text(rng, names) + " and true", 1)) if rng.random() < 0.15 else ()
    return DecisionMaker(id=f"d{who}", options=options, preferences=Preferences(levels, weights=weights))


def _statement(rng: random.Random, names: list[str], *, doubts: bool) -> Statement:
    return Statement(_text(rng, names), confidence=rng.choice((None, 0.5, 0.8, 1.0)) if doubts else None)


def _text(rng: random.Random, names: list[str]) -> str:
    a, b = rng.choice(names), rng.choice(names)
    return rng.choice((a, f"not {a}", f"{a} and {b}", f"{a} implies {b}", f"{a} xor {b}", f"not {a} or {b}"))


def _sure(confidence: float | None) -> float:
    return 1.0 if confidence is None else max(confidence, 0.1)


def edits_of_wants(conflict: Conflict, candidates: Sequence[str], *, every: bool) -> Iterator[Edit]:
    """Yield every edit of wants: of what is doubtful, or of all where nothing is."""
    stated = [each for dm in conflict.decision_makers for level in dm.preferences.statements for each in level]
    every = every or not any(map(_doubtful, stated))
    for i, dm in enumerate(conflict.decision_makers):
        levels = dm.preferences.statements
        for k, level in enumerate(levels):
            for j, each in enumerate(level):
                if every or _doubtful(each):
                    wider, sure = len(level) > 1, _sure(each.confidence)
                    for n in [*range(-k - wider, 0), *range(1, len(levels) - k + wider)]:
                        yield Edit(("move", i, k, j), n, abs(n) * sure)
                    yield from _without(("sense", i, k, j), sure)
        for k in range(len(dm.preferences.weights) if every else 0):
            yield from _without(("weight", i, k), 1.0)
        for text in candidates:
            yield from (Edit(("add", i, text), place, 3.0) for place in range(len(levels), -1, -1))


def _doubtful(each: Statement) -> bool:
    return each.confidence is not None and each.confidence < 1


def _without(slot: tuple[object, ...], sure: float) -> Iterator[Edit]:
    yield Edit(slot, "drop", 2 * sure)
    yield Edit(slot, "negate", 3 * sure)


def edits_of_field(conflict: Conflict, candidates: Sequence[str]) -> Iterator[Edit]:
    """Yield every edit of the field of play."""
    for i, dm in enumerate(conflict.decision_makers):
        for k, option in enumerate(dm.options):
            yield Edit(("option", i, k), "out", 3.0)
            if option.when:
                yield Edit(("when", i, k), "", 2.0)
            for way in (None,) if option.stays else ("on", "off"):
                yield Edit(("stays", i, k), way, 2.0)
    for k in range(len(conflict.rules)):
        yield Edit(("rule", k), "gone", 2.0)
    for text in candidates:
        if not (text.startswith("not ") and text[4:] in conflict.bits):
            yield Edit(("ruled", text), "rule", 3.0)
    yield from _agreements(conflict)


def _agreements(conflict: Conflict) -> Iterator[Edit]:
    names, owners = conflict.options, conflict.owners
    start = {*(conflict.status_quo or ())}
    ways = [
        {name for name, on in zip(names, letters, strict=True) if on}
        for letters in product((0, 1), repeat=len(names))
    ]
    for size in (2, 3):
        for members in combinations(sorted({*owners}), size):
            for there in sorted(ways, key=lambda each: (len(each ^ start), sum(1 << names.index(n) for n in each))):
                if {owners[names.index(name)] for name in there ^ start} == {*members}:
                    yield Edit(("agree", *members), tuple(name for name in names if name in there), 3.0)


def written(conflict: Conflict, edits: Edits) -> Conflict:
    """Write the conflict anew with some edits."""
    to = {each.slot: each.to for each in edits}
    dms = []
    for i, dm in enumerate(conflict.decision_makers):
        options = tuple(
            replace(
                option,
                when="" if ("when", i, k) in to else option.when,
                stays=WAYS[to.get(("stays", i, k), option.stays)],
            )
            for k, option in enumerate(dm.options)
        )
        dms.append(DecisionMaker(id=dm.id, options=options, preferences=_wants(i, dm.preferences, to)))
    rules = [rule for k, rule in enumerate(conflict.rules) if ("rule", k) not in to]
    rules += [
        Rule(holds=f"not {dm.full(option)}")
        for i, dm in enumerate(conflict.decision_makers)
        for k, option in enumerate(dm.options)
        if ("option", i, k) in to
    ]
    rules += [Rule(holds=str(slot[1])) for slot in to if slot[0] == "ruled"]
    agreed = [each.to for each in edits if each.slot[0] == "agree"]
    start = agreed[0] if agreed else conflict.status_quo
    made = Conflict(title="made", decision_makers=tuple(dms), rules=tuple(rules))
    try:
        return made.with_(status_quo=start)
    except InvalidConflict:
        return made


def _wants(i: int, wants: Preferences, to: dict[tuple[object, ...], object]) -> Preferences:
    """Write a list of statements anew: a moved one stands between the levels of old, behind as many as it passes."""
    levels: dict[tuple[float, int], list[Statement]] = {}
    for k, level in enumerate(wants.statements):
        for j, each in enumerate(level):
            sense, n = to.get(("sense", i, k, j)), int(str(to.get(("move", i, k, j), 0)))
            if sense == "drop":
                continue
            text = f"not ({each.holds})" if sense == "negate" else each.holds
            beyond = 0.0 if not n else abs(n) + (0.5 if len(level) == 1 else -0.5)
            levels.setdefault((k + (beyond if n > 0 else -beyond), k), []).append(Statement(text))
    for m, (slot, place) in enumerate(to.items()):
        if slot[:2] == ("add", i):
            levels[int(str(place)) - 0.5, 1000 + m] = [Statement(str(slot[2]))]
    weights = []
    for k, (text, weight) in enumerate(wants.weights):
        became = to.get(("weight", i, k))
        if became != "drop":
            weights.append((f"not ({text})" if became == "negate" else text, weight))
    return Preferences([levels[place] for place in sorted(levels)], weights=weights)


def form_of(conflict: Conflict) -> Made:
    """Return how a conflict is written."""
    wants = tuple(
        (tuple(tuple(each.holds for each in level) for level in dm.preferences.statements), dm.preferences.weights)
        for dm in conflict.decision_makers
    )
    options = tuple((option.when, option.stays) for _, option in conflict.owned)
    start = None if conflict.status_quo is None else frozenset(conflict.bits[name] for name in conflict.status_quo)
    return wants, options, frozenset(rule.holds for rule in conflict.rules), start


def minimal(
    conflict: Conflict, edits: Sequence[Edit], most: float, meets: Callable[[Conflict], bool]
) -> dict[Made, float]:
    """Return the minimal sets that meet a goal, as conflicts, each with its least cost."""
    serving: list[tuple[float, Edits, Made]] = []
    known: dict[object, bool] = {}
    for cost, some in sorted(_sets(tuple(edits), most), key=lambda each: each[0]):
        try:
            made = written(conflict, some)
            model = _model(made)
        except InvalidConflict:
            continue
        form = form_of(made)
        if model not in known:
            known[model] = meets(made)
        if known[model] and _agree(conflict, made, some):
            serving.append((cost, some, form))
    found: dict[Made, float] = {}
    for n, (cost, some, form) in enumerate(serving):
        smaller = (other for m, (_, other, _) in enumerate(serving) if m != n and _part(other, some))
        equal = (
            other for m, (_, other, _) in enumerate(serving) if m < n and _part(other, some) and _part(some, other)
        )
        if not any(not _part(some, other) for other in smaller) and not any(equal):
            found.setdefault(form, cost)
    return found


def _model(made: Conflict) -> object:
    """Return what all answers follow from; conflicts that are equal in it are solved once."""
    stays = tuple(option.stays for _, option in made.owned)
    return made.ranks.tobytes(), made.states.members.tobytes(), stays, made.status_quo_number


def _agree(conflict: Conflict, made: Conflict, some: Edits) -> bool:
    """Whether the members of an agreement can move there jointly, and all prefer it."""
    agreed = [each for each in some if each.slot[0] == "agree"]
    if not agreed:
        return True
    if made.status_quo is None or conflict.status_quo is None:
        return False
    before = sum(1 << made.bits[name] for name in conflict.status_quo)
    masks = made.states.masks.tolist()
    if before not in masks or made.status_quo_number is None:
        return False
    after = made.states.masks.tolist()[made.status_quo_number - 1]
    for bit, (_, option) in enumerate(made.owned):
        on, then = before >> bit & 1, after >> bit & 1
        if on != then and option.stays == ("on" if on else "off"):
            return False
    ranks = made.ranks[:, [masks.index(before), masks.index(after)]]
    return all(ranks[int(str(i)), 1] > ranks[int(str(i)), 0] for i in agreed[0].slot[1:])


def _part(some: Edits, more: Edits) -> bool:
    return all(any(each.within(other) for other in more) for each in some)


def _sets(edits: Edits, most: float) -> Iterator[tuple[float, Edits]]:
    """Yield all sets of edits up to a cost, without two of one slot and without moving what is dropped."""

    def larger(first: int, cost: float, some: Edits) -> Iterator[tuple[float, Edits]]:
        yield cost, some
        for k in range(first, len(edits)):
            each = edits[k]
            if cost + each.cost <= most + 1e-9 and not any(_against(each, other) for other in some):
                yield from larger(k + 1, cost + each.cost, (*some, each))

    yield from larger(0, 0.0, ())


def _against(one: Edit, two: Edit) -> bool:
    if one.slot == two.slot or (one.slot[0] == two.slot[0] == "agree"):
        return True
    return (
        one.slot[1:] == two.slot[1:]
        and {one.slot[0], two.slot[0]} == {"move", "sense"}
        and "drop" in {one.to, two.to}
    )


def holds(state: str, concept: str) -> Callable[[Conflict], bool]:
    """Return whether some state that satisfies a condition is an equilibrium."""
    return lambda made: any(
        _true(made, state, each.decimal) for each in cm.solve(made, [concept]).equilibria(concept)
    )


def always(condition: str, concept: str) -> Callable[[Conflict], bool]:
    """Return whether every end from the status quo satisfies a condition, and there is one."""

    def met(made: Conflict) -> bool:
        if made.status_quo is None:
            return False
        ends = [end for end in settle(made, CONCEPTS[concept])[0] if end.settles and end.probability > 1e-9]
        return bool(ends) and all(_true(made, condition, int(made.states.masks[end.states[0] - 1])) for end in ends)

    return met


def _true(made: Conflict, condition: str, mask: int) -> bool:
    from countermove.model.scope import holds as true_in

    return true_in(made, condition, mask)
