"""Equilibria composed from fronts equal those on the product, in thousands of random conflicts."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from countermove import Conflict, DecisionMaker, Preferences, Rule, Solution, Statement, cases, solve
from countermove.analysis.fronts.compose import Composed, composed
from countermove.analysis.fronts.separation import crossings
from countermove.analysis.fronts.solve import stable_on_product, whole_solution
from countermove.model.concepts import ids_of, named
from countermove.model.conflict import Front, Joint
from countermove.model.fronts import local_masks
from countermove.model.joining import join
from countermove.model.records import Shared
from long_runs import Share, in_two
from oracle import OptionForm, is_stable
from random_joint import drawn_joint, mixed

IN_A_TEST, IN_THE_LONG_RUN, BATCH = 600, 6_000, 100
COMPOSED = ids_of(lambda concept: concept.composes)


def drawn(seed: int) -> Conflict:
    """Draw a conflict of several fronts that nothing crosses, now and then with wishes of all fronts mixed."""
    rng = random.Random(f"composed {seed}")
    joint = drawn_joint(rng, most=rng.choice([4, 5, 6, 7]))
    return join(mixed(rng, joint) if rng.random() < 0.25 else joint, title="drawn")


def parts_of(answer: Composed) -> list[tuple[int, ...]]:
    """Return, for each state of the product, the number of its part on each front."""
    masks = answer.conflict.states.masks
    found = [
        np.searchsorted(each.conflict.states.masks, local_masks(answer.conflict, front, masks)) + 1
        for front, each in answer.alone.items()
    ]
    return [*zip(*(each.tolist() for each in found), strict=True)]


def stable_in(solution: Solution, concept: str) -> NDArray[np.bool_]:
    found = solution.stable[concept]
    assert found is not None
    return found


def check(seed: int) -> None:
    """Compare everything that is composed with what the engine finds on the product."""
    conflict = drawn(seed)
    assert not crossings(conflict)
    answer, whole = composed(conflict, named(None)), solve(conflict, COMPOSED, engine="plain")
    parts, filled = parts_of(answer), whole_solution(conflict, named(COMPOSED))
    assert len(parts) == answer.states == len(conflict.states)
    assert all(np.array_equal(stable_in(filled, id_), stable_in(whole, id_)) for id_ in COMPOSED)
    for concept in COMPOSED:
        check_stable(answer, stable_in(whole, concept), concept, parts, seed)
        check_equilibria(answer, whole.where(concept), concept, parts)


def check_stable(
    answer: Composed, stable: NDArray[np.bool_], concept: str, parts: list[tuple[int, ...]], seed: int
) -> None:
    some = random.Random(seed).sample(range(len(parts)), min(6, len(parts)))
    for dm, each in enumerate(answer.conflict.decision_makers):
        filled = stable_on_product(answer.separate, dm, concept)
        assert filled is None or np.array_equal(filled, stable[dm]), (concept, each.id)
        assert filled is not None or concept in {"smr", "seq", "sseq"}
        for k in some:
            said = answer.holds(each.id, concept, parts[k])
            assert said in {None, bool(stable[dm, k])}, (concept, each.id, k)
            assert said is not None or concept in {"seq", "sseq"}


def check_equilibria(answer: Composed, where: NDArray[np.bool_], concept: str, parts: list[tuple[int, ...]]) -> None:
    local = answer.local(concept)
    made = np.array([all(at[k - 1] for at, k in zip(local, part, strict=True)) for part in parts])
    counted = {"all": answer.count(concept), "linked": answer.linked(concept), "broken": answer.broken(concept)}
    true = {"all": where, "linked": where & ~made, "broken": made & ~where}
    for what, number in counted.items():
        assert number.lowest <= true[what].sum() <= number.highest, (concept, what)
        assert number.exact or concept in {"seq", "sseq"}
    for listed, what in ((answer.equilibria(concept), "all"), (answer.linkage(concept), "linked")):
        found = [*listed]
        assert len(found) == len(set(found)) == counted[what].lowest
        assert {*found} <= {part for part, there in zip(parts, true[what], strict=True) if there}


@pytest.mark.thorough
@pytest.mark.parametrize("batch", range(IN_A_TEST // BATCH))
def test_composed_and_product_agree(batch: int) -> None:
    for seed in range(batch * BATCH, (batch + 1) * BATCH):
        check(seed)


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(IN_A_TEST // BATCH, IN_THE_LONG_RUN // BATCH))
def test_composed_and_product_agree_at_length(batch: int, share: Share) -> None:
    for seed in share.of(range(batch * BATCH, (batch + 1) * BATCH)):
        check(seed)


def as_form(conflict: Conflict) -> OptionForm:
    masks = conflict.states.masks.tolist()
    return OptionForm(
        conflict.owners,
        tuple(option.stays or "both" for _, option in conflict.owned),
        frozenset(masks),
        tuple(dict(zip(masks, rank.tolist(), strict=True)) for rank in conflict.ranks),
        len(conflict.decision_makers),
    )


@pytest.mark.parametrize("seeds", in_two(range(80), 15))
def test_composed_and_oracle_agree(seeds: range) -> None:
    decided = open_ = 0
    for seed in seeds:
        conflict = drawn(seed)
        answer, model = composed(conflict, named(None)), as_form(conflict).graph()
        parts = parts_of(answer)
        rng = random.Random(seed)
        for k in rng.sample(range(len(parts)), min(10, len(parts))):
            dm, concept = rng.randrange(len(conflict.decision_makers)), rng.choice(COMPOSED)
            said = answer.holds(conflict.decision_makers[dm].id, concept, parts[k])
            if said is not None:
                assert said == is_stable(model, concept, dm, int(conflict.states.masks[k])), (seed, dm, concept, k)
            decided, open_ = decided + (said is not None), open_ + (said is None)
    assert decided > 4 * len(seeds) > open_ * 10


def worths(conflict: Conflict) -> Iterator[tuple[int, list[int]]]:
    """Yield each decision maker with the sums of what its fronts are worth, by state of the product."""
    answer = composed(conflict, named(["nash"]))
    parts = parts_of(answer)
    for dm in range(len(conflict.decision_makers)):
        utilities = answer.separate.whole.utilities[dm].values()
        yield (
            dm,
            [sum(each.values[each.rank[k - 1]] for each, k in zip(utilities, part, strict=True)) for part in parts],
        )


@pytest.mark.thorough
def test_worths_add_up_to_the_ranks() -> None:
    for seed in range(300):
        conflict = drawn(seed)
        for dm, sums in worths(conflict):
            ordered = sorted(zip(sums, conflict.ranks[dm].tolist(), strict=True))
            for (a, rank_a), (b, rank_b) in pairwise(ordered):
                assert (a == b) == (rank_a == rank_b), (seed, dm)
                assert rank_a <= rank_b


# -- the worked example of theory: the prisoner's dilemma and Chicken, in each of which A is the same ------------


def dilemma_and_chicken(**compared: object) -> Conflict:
    fronts = tuple(
        Front(id=id_, conflict=cases.load(name)) for id_, name in (("pd", "prisoners-dilemma"), ("ch", "chicken"))
    )
    shared = Shared(id="c", there=(("pd", "a"), ("ch", "a")), **compared)  # type: ignore[arg-type]
    return join(Joint(fronts=fronts, shared=(shared,)), title="Two games")


def patterns(answer: Composed, states: list[tuple[int, ...]]) -> set[tuple[str, ...]]:
    local = [each.conflict.states.patterns() for each in answer.alone.values()]
    return {tuple(names[k - 1] for names, k in zip(local, state, strict=True)) for state in states}


ANYTHING_BUT_A_CRASH = {(a, b) for a in ("NN", "YY") for b in ("YN", "NY", "YY")}
IN_ORDER = {
    "nash": {("NN", "YN"), ("NN", "NY")},
    "gmr": ANYTHING_BUT_A_CRASH,
    "smr": ANYTHING_BUT_A_CRASH,
    "seq": {(a, b) for a in ("NN", "YY") for b in ("YN", "NY")} | {("YY", "YY")},
    "sseq": {(a, b) for a in ("NN", "YY") for b in ("YN", "NY")} | {("YY", "YY")},
}


@pytest.mark.parametrize("concept", COMPOSED)
def test_the_worked_example_in_order(concept: str) -> None:
    conflict = dilemma_and_chicken(order=("pd", "ch"))
    answer, whole = composed(conflict, named(None)), solve(conflict, [concept])
    held = [part for part, holds in zip(parts_of(answer), whole.where(concept), strict=True) if holds]
    assert patterns(answer, held) == IN_ORDER[concept]
    certain = patterns(answer, [*answer.equilibria(concept)])
    assert certain == IN_ORDER[concept] - ({("YY", "YY")} if concept in {"seq", "sseq"} else set())


@pytest.mark.parametrize("concept", COMPOSED)
def test_the_worked_example_with_equal_weights(concept: str) -> None:
    conflict = dilemma_and_chicken(weights=(("pd", 1.0), ("ch", 1.0)))
    answer, whole = composed(conflict, named(None)), solve(conflict, [concept])
    more = {("YN", "NY"), ("YN", "YY")} if concept in {"gmr", "smr"} else set()
    held = [part for part, holds in zip(parts_of(answer), whole.where(concept), strict=True) if holds]
    made = patterns(
        answer,
        [state for state in held if all(at[k - 1] for at, k in zip(answer.local(concept), state, strict=True))],
    )
    assert patterns(answer, held) - made == more
    assert patterns(answer, [*answer.linkage(concept)]) == more


def test_what_crosses_is_named() -> None:
    conflict = dilemma_and_chicken(order=("pd", "ch"))
    joint = conflict.joint
    assert joint is not None
    wish = Preferences(statements=((Statement(holds="pd.a.cooperate and ch.a.swerve", because="both at once"),),))
    crossed = conflict.with_(
        rules=(Rule(holds="not (pd.a.cooperate and ch.b.swerve)", because="there is one key"),),
        decision_makers=(
            conflict.decision_makers[0],
            DecisionMaker(id="pd.b", options=conflict.decision_makers[1].options, preferences=wish),
            conflict.decision_makers[2],
        ),
    )
    assert [(each.kind, each.fronts, each.dm, each.because) for each in crossings(crossed)] == [
        ("rule", ("pd", "ch"), "", "there is one key"),
        ("statement", ("pd", "ch"), "pd.b", "both at once"),
    ]


# -- beyond what can be listed -----------------------------------------------------------------------------------


def game(id_: str, *, of: str) -> Front:
    return Front(id=id_, conflict=cases.load(of))


@pytest.mark.thorough
def test_a_hundred_fronts() -> None:
    """Nash equilibria multiply. C can secure rank 1 on every front, and B leaves only where it cooperates alone.

    So the states that hold by GMR are the words of 100 letters 0, 1 and 2 that do not come before 11...1.
    """
    ids = [f"f{k}" for k in range(100)]
    fronts = tuple(game(id_, of="prisoners-dilemma") for id_ in ids)
    shared = Shared(id="c", there=tuple((id_, "a") for id_ in ids), order=tuple(ids))
    answer = composed(join(Joint(fronts=fronts, shared=(shared,)), title="Many"), named(["nash", "gmr"]))
    assert answer.states == 4**100
    assert answer.count("nash").exact
    assert answer.count("nash").lowest == 1
    assert [*answer.equilibria("nash")] == [(1,) * 100]
    assert answer.count("gmr").lowest == (3**100 + 1) // 2


def test_two_prisoners_dilemmas_by_hand() -> None:
    """Each front is as in theory 6.3: v = 1 everywhere (defect, then punished), p is 3, 2, 1, 0.

    By weights 1 and 1 a state is stable for C exactly when the sum of its ranks is 2 or more; B asks for 1 on its
    own front, which it misses only where it cooperates alone.
    """
    fronts = (game("one", of="prisoners-dilemma"), game("two", of="prisoners-dilemma"))
    there = (("one", "a"), ("two", "a"))
    shared = Shared(id="c", there=there, weights=(("one", 1.0), ("two", 1.0)))
    answer = composed(join(Joint(fronts=fronts, shared=(shared,)), title="Two"), named(["gmr"]))
    rank_c, rank_b = {"NY": 3, "YY": 2, "NN": 1, "YN": 0}, {"YN": 3, "YY": 2, "NN": 1, "NY": 0}
    held = {(a, b) for a in rank_c for b in rank_c if rank_c[a] + rank_c[b] >= 2 and min(rank_b[a], rank_b[b]) >= 1}
    assert patterns(answer, [*answer.equilibria("gmr")]) == held
    assert answer.count("gmr").lowest == len(held)
