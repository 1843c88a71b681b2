"""Joining of fronts: states, moves and ranks of the product equal those of the definition.

The definition is that of the hierarchical graph model (He, Kilgour, Hipel, Bashar 2013): states are tuples of states,
a decision maker moves on any set of its fronts at once, and compares by the order of fronts or by weighted ranks.
"""

from __future__ import annotations

import random
from itertools import product

import pytest

import countermove as cm
from countermove import Conflict, DecisionMaker, InvalidConflict, Option, Preferences, Rule, Statement, cases
from countermove.model.conflict import Front, Joint
from countermove.model.joining import join
from countermove.model.moves import arcs
from countermove.model.records import Capacity, Shared
from countermove.model.variation import vary
from long_runs import few_at_once
from random_joint import drawn_joint

SEEDS = range(150)


def local_states(joint: Joint, masks: tuple[int, ...]) -> int:
    """Return the mask of the whole: the first front's options lowest."""
    whole, low = 0, 0
    for front, mask in zip(joint.fronts, masks, strict=True):
        whole |= mask << low
        low += len(front.conflict.options)
    return whole


def there(joint: Joint, dm: str) -> dict[str, int]:
    """Return the position that a decision maker of the whole has on each of its fronts."""
    shared = {each.id: dict(each.there) for each in joint.shared}
    named = shared.get(dm) or dict([dm.split(".", 1)])
    return {front.id: front.conflict.position(named[front.id]) for front in joint.fronts if front.id in named}


def local_moves(front: Front, dm: int | None) -> dict[int, set[int]]:
    """Return where each local mask may go by a decision maker, itself included."""
    masks = front.conflict.states.masks.tolist()
    ends = {mask: {mask} for mask in masks}
    for start, end in [] if dm is None else arcs(front.conflict, dm).tolist():
        ends[masks[start]].add(masks[end])
    return ends


@pytest.mark.parametrize("seed", few_at_once(SEEDS, 15))
def test_moves_and_ranks_are_those_of_the_product(seed: int) -> None:
    joint = drawn_joint(random.Random(seed))
    whole = join(joint, title="whole")
    local = [front.conflict.states.masks.tolist() for front in joint.fronts]
    tuples = {local_states(joint, masks): masks for masks in product(*local)}
    assert whole.states.masks.tolist() == sorted(tuples)
    for i, dm in enumerate(whole.decision_makers):
        at = there(joint, dm.id)
        moves = [local_moves(front, at.get(front.id)) for front in joint.fronts]
        expected = {
            (start, local_states(joint, end))
            for start, masks in tuples.items()
            for end in product(*(ways[mask] for ways, mask in zip(moves, masks, strict=True)))
        }
        decimals = whole.states.masks
        found = {(int(decimals[s]), int(decimals[t])) for s, t in arcs(whole, i)}
        assert found == {(s, t) for s, t in expected if s != t}
        keys = {mask: key(joint, dm.id, at, masks) for mask, masks in tuples.items()}
        order = {each: k for k, each in enumerate(sorted({*keys.values()}))}
        assert whole.ranks[i].tolist() == [order[keys[int(mask)]] for mask in decimals]


def key(joint: Joint, dm: str, at: dict[str, int], masks: tuple[int, ...]) -> tuple[float, ...]:
    """Return what overall states are compared by: local ranks in the order of fronts, or their weighted sum."""
    local = {}
    for front, mask in zip(joint.fronts, masks, strict=True):
        if front.id in at:
            state = front.conflict.states.masks.tolist().index(mask)
            local[front.id] = int(front.conflict.ranks[at[front.id], state])
    shared = {each.id: each for each in joint.shared}.get(dm)
    if shared and shared.weights:
        return (sum(weight * local[front] for front, weight in shared.weights),)
    return tuple(local[front] for front in (shared.order if shared else at))


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        (
            {"order": ("pd", "ch")},
            {
                "nash": {("NN", "YN"), ("NN", "NY")},
                "gmr": {*product(("NN", "YY"), ("YN", "NY", "YY"))},
                "smr": {*product(("NN", "YY"), ("YN", "NY", "YY"))},
                "seq": {*product(("NN", "YY"), ("YN", "NY")), ("YY", "YY")},
                "sseq": {*product(("NN", "YY"), ("YN", "NY")), ("YY", "YY")},
            },
        ),
        (
            {"weights": (("pd", 1.0), ("ch", 1.0))},
            {
                "nash": {("NN", "YN"), ("NN", "NY")},
                "gmr": {*product(("NN", "YY"), ("YN", "NY", "YY")), ("YN", "NY"), ("YN", "YY")},
                "smr": {*product(("NN", "YY"), ("YN", "NY", "YY")), ("YN", "NY"), ("YN", "YY")},
                "seq": {*product(("NN", "YY"), ("YN", "NY"))},
            },
        ),
    ],
)
def test_dilemma_and_chicken_with_one_player_in_common(
    how: dict[str, object], expected: dict[str, set[object]]
) -> None:
    """By hand; the linkage equilibria are those that are not products of local ones."""
    fronts = (
        Front(id="pd", conflict=cases.load("prisoners-dilemma")),
        Front(id="ch", conflict=cases.load("chicken")),
    )
    both = Shared(id="one", there=(("pd", "a"), ("ch", "a")), **how)  # type: ignore[arg-type]
    solution = cm.solve(join(Joint(fronts=fronts, shared=(both,)), title="Two games"))
    for concept, states in expected.items():
        assert {(each.pattern[:2], each.pattern[2:]) for each in solution.equilibria(concept)} == states


def front(id_: str, *, rules: tuple[Rule, ...] = (), option: str = "go") -> Front:
    wants = Preferences(statements=((Statement(holds=option),),))
    dms = (
        DecisionMaker(id="both", options=(Option(id=option), Option(id="wait")), preferences=wants),
        DecisionMaker(id="other", options=(Option(id="come"),)),
    )
    return Front(
        id=id_, conflict=Conflict(title=id_, decision_makers=dms, rules=rules, status_quo=("go",) if rules else ())
    )


BOTH = Shared(id="both", there=(("east", "both"), ("west", "both")), order=("east", "west"))


@pytest.mark.parametrize("seed", few_at_once(range(60), 10))
def test_a_capacity_allows_what_its_sum_allows(seed: int) -> None:
    rng = random.Random(seed)
    options = [f"{at}.{option}" for at in ("east", "west") for option in ("go", "wait")]
    draws = tuple((option, rng.choice([0, 0.5, 1, 2, 2.5, 400])) for option in options)
    amount = rng.choice([0, 0.5, 1, 2.5, 3, 400, 1000])
    capacity = Capacity(dm="both", resource="men", amount=amount, draws=draws)
    whole = join(Joint(fronts=(front("east"), front("west")), shared=(BOTH,), capacities=(capacity,)), title="t")
    taken = dict(draws)
    sums = {state.decimal: sum(taken.get(option, 0) for option in state.on) for state in whole.states}
    assert max(sums.values()) <= amount
    assert len(whole.states) == sum(
        sum(each for (_, each), on in zip(draws, bits, strict=True) if on) <= amount
        for bits in product((0, 1), repeat=4)
        for _ in range(4)  # the two other options are free
    )


def test_variations_of_a_front_are_variations_of_the_whole() -> None:
    kazakhstan = cases.load("kazakhstan-2022")
    east = front("east")
    shared = Shared(id="moscow", there=(("kz", "russia"), ("east", "both")), order=("kz", "east"))
    whole = join(Joint(fronts=(Front(id="kz", conflict=kazakhstan), east), shared=(shared,)), title="t")
    for variation in kazakhstan.variations:
        local = vary(kazakhstan, f"none+{variation.id}")
        again = join(Joint(fronts=(Front(id="kz", conflict=local), east), shared=(shared,)), title="t")
        varied = vary(whole, f"none+kz.{variation.id}")
        assert varied.states.masks.tolist() == again.states.masks.tolist()
        assert varied.ranks.tolist() == again.ranks.tolist()
        assert varied.status_quo_number == again.status_quo_number


def test_what_a_conflict_on_two_fronts_is_called() -> None:
    whole = join(Joint(fronts=(front("east"), front("west")), shared=(BOTH,)), title="t")
    assert [dm.id for dm in whole.decision_makers] == ["both", "east.other", "west.other"]
    assert whole.options == ("east.go", "east.wait", "east.come", "west.go", "west.wait", "west.come")
    assert whole.status_quo == ()


def complaints(joint: Joint) -> str:
    with pytest.raises(InvalidConflict) as caught:
        join(joint, title="t")
    return "\n".join(map(str, caught.value.complaints))


EAST, WEST = front("east"), front("west")
MUST = (Rule(holds="go"),)


@pytest.mark.parametrize(
    ("joint", "says"),
    [
        (Joint(fronts=()), "there is no front"),
        (Joint(fronts=(EAST, EAST)), "2 times the front 'east'"),
        (
            Joint(fronts=(EAST, WEST), shared=(Shared(id="both", there=(("east", "both"),), order=("east",)),)),
            "two fronts",
        ),
        (
            Joint(
                fronts=(EAST, WEST),
                shared=(Shared(id="b", there=(("eat", "both"), ("west", "both")), order=("west",)),),
            ),
            "unknown front 'eat'; did you mean 'east'?",
        ),
        (
            Joint(
                fronts=(EAST, WEST),
                shared=(Shared(id="b", there=(("east", "bth"), ("west", "both")), order=("west",)),),
            ),
            "east, which has no decision maker 'bth'; did you mean 'both'?",
        ),
        (
            Joint(fronts=(EAST, WEST), shared=(Shared(id="both", there=BOTH.there, order=("east",)),)),
            "west is left out",
        ),
        (
            Joint(fronts=(EAST, WEST), shared=(Shared(id="both", there=BOTH.there),)),
            "how does both compare its fronts?",
        ),
        (
            Joint(
                fronts=(EAST, WEST), shared=(Shared(id="both", there=BOTH.there, weights=(("east", 0), ("west", 1))),)
            ),
            "it has to be a positive number",
        ),
        (
            Joint(
                fronts=(EAST, WEST),
                shared=(BOTH,),
                capacities=(Capacity(dm="both", resource="men", amount=1, draws=(("east.come", 1),)),),
            ),
            "'east.come' is no option of both, but of east.other",
        ),
        (
            Joint(
                fronts=(front("east", rules=MUST), front("west", rules=MUST)),
                shared=(BOTH,),
                capacities=(Capacity(dm="both", resource="men", amount=3, draws=(("east.go", 2), ("west.go", 2))),),
            ),
            "no state meets the capacity: both has 3 of men, and every feasible state draws 4 at least",
        ),
        (
            Joint(fronts=(EAST, WEST), shared=(BOTH,), wants=(("both", Preferences()),)),
            "no decision maker of one front",
        ),
        (Joint(fronts=(EAST, WEST), shared=(BOTH,), rules=(Rule(holds="east.go implies west.gone"),)), "'west.gone'"),
        (Joint(fronts=(Front(id="el", conflict=cases.load("elmira")), EAST)), "it coalesces states"),
        (Joint(fronts=(Front(id="and", conflict=EAST.conflict), WEST)), "'and' is a word of the statement language"),
    ],
)
def test_complaints(joint: Joint, says: str) -> None:
    assert says in complaints(joint)
