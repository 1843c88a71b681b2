"""Questions about statements: verdicts against all orders written out, and sessions with scripted respondents."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise, permutations, product
from typing import Literal

import pytest

import countermove as cm
from countermove.analysis.elicitation.orders import Wishes, orders
from countermove.analysis.elicitation.question import PairQuestion, Reply
from countermove.analysis.elicitation.wishes import WishInquiry
from countermove.model.incomplete import IncompleteRanking
from long_runs import in_two

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq", "sim")
WORDS = ("a.x", "not a.x", "b.y", "not b.y", "a.w", "a.x and b.y", "a.x or b.y", "b.y if a.w", "a.x xor b.y")


def draw_conflict(rng: random.Random) -> cm.Conflict:
    """Draw a conflict of two decision makers with two to four statements each."""
    wants = {dm: rng.sample(WORDS, rng.randint(2, 4)) for dm in "ab"}
    stays: Literal["on"] | None = rng.choice((None, None, "on"))
    a = cm.DecisionMaker("a", options=[cm.Option("x", stays=stays), cm.Option("w")], preferences=wants["a"])
    b = cm.DecisionMaker("b", options=["y"], preferences=wants["b"])
    return cm.Conflict("drawn", [a, b], rules=rng.choice(((), ["a.x or b.y"], ["not (a.w and b.y)"])))


def texts_of(conflict: cm.Conflict, dm: int) -> list[str]:
    return [each.holds for level in conflict.decision_makers[dm].preferences.statements for each in level]


def completed(conflict: cm.Conflict, known: dict[int, IncompleteRanking]) -> Iterator[cm.Conflict]:
    """Yield the conflict with every combination of orders; statements known to be the same stand on one level."""
    for lines in product(*(lines_of(texts_of(conflict, dm), ranking) for dm, ranking in known.items())):
        dms = [*conflict.decision_makers]
        for dm, line in zip(known, lines, strict=True):
            dms[dm] = replace(dms[dm], preferences=cm.Preferences(line))
        yield conflict.with_(decision_makers=tuple(dms))


def lines_of(texts: list[str], known: IncompleteRanking) -> list[list[list[str]]]:
    """Return the lines of levels that agree with what is known."""
    heads = [k for k in range(len(texts)) if not any(known.relation(j, k) == "same" for j in range(k))]
    levels = {k: [k, *(j for j in range(k + 1, len(texts)) if known.relation(k, j) == "same")] for k in heads}
    return [
        [[texts[j] for j in levels[k]] for k in line]
        for line in permutations(heads)
        if all(known.relation(b, a) != "above" for k, a in enumerate(line) for b in line[k + 1 :])
    ]


def draw_known(rng: random.Random, size: int) -> IncompleteRanking:
    known = IncompleteRanking(size)
    for _ in range(rng.randint(0, size)):
        a, b = rng.sample(range(size), 2)
        if known.is_open(a, b):
            known = known.with_answer(a, b, rng.choice(("above", "above", "same")))
    return known


@pytest.mark.parametrize("seeds", in_two(range(40), 4))
def test_verdicts_are_those_of_all_orders(seeds: Iterable[int]) -> None:
    for seed in seeds:
        rng = random.Random(f"wishes {seed}")
        conflict = draw_conflict(rng)
        who = rng.choice(((0,), (1,), (0, 1)))
        known = {dm: draw_known(rng, len(texts_of(conflict, dm))) for dm in who}
        solved = [cm.solve(each, CONCEPTS).stable for each in completed(conflict, known)]
        goals = tuple(range(len(conflict.states)))
        for concept in CONCEPTS:
            found = WishInquiry(conflict, goals, (concept,) * 2, who).verdicts(known)
            for goal, dm in product(goals, range(2)):
                held = {bool(where[dm, goal]) for each in solved if (where := each[concept]) is not None}
                wanted = "possibly" if len(held) == 2 else "surely" if True in held else "no"
                assert found[goal][dm] == wanted, (seed, concept, goal, dm)


@pytest.mark.parametrize("seeds", in_two(range(60), 8))
def test_a_session_ends_with_the_verdicts_of_the_whole_order(seeds: Iterable[int]) -> None:
    for seed in seeds:
        rng = random.Random(f"wishes {seed}")
        conflict, concept = draw_conflict(rng), rng.choice(CONCEPTS)
        lines = [rng.sample(texts, len(texts)) for texts in (texts_of(conflict, 0), texts_of(conflict, 1))]
        goals = [1 + k for k in range(min(3, len(conflict.states)))]
        asked = cm.elicitation(conflict, about="wishes", goal=goals, concept=concept)
        met = set()
        while (question := asked.question) is not None:
            assert question.pair not in met
            met.add(question.pair)
            line = lines["ab".index(question.dm)]
            asked = asked.answered(
                "first" if line.index(str(question.first)) < line.index(str(question.second)) else "second"
            )
        [whole] = completed(conflict, {dm: in_line(texts_of(conflict, dm), line) for dm, line in enumerate(lines)})
        for told in (whole, asked.conflict()):
            held = cm.solve(told, [concept]).where(concept)
            assert [asked.holds(goal) == "surely" for goal in goals] == [held[goal - 1] for goal in goals]


def swapped(line: list[list[str]], first: str, second: str) -> list[list[str]] | None:
    """Return a line in which two statements have changed places; None unless they are neighbours on levels alone."""
    if [first] not in line or [second] not in line or abs(line.index([first]) - line.index([second])) > 1:
        return None
    other = {first: [second], second: [first]}
    return [other.get(level[0], level) for level in line]


@pytest.mark.parametrize("seeds", in_two(range(30), 4))
def test_every_question_can_tip_a_verdict(seeds: Iterable[int]) -> None:
    """In some order two statements are neighbours, and a verdict differs if they change places."""
    for seed in seeds:
        rng = random.Random(f"tips {seed}")
        conflict, concept = draw_conflict(rng), rng.choice(CONCEPTS)
        goals = [1 + k for k in range(min(3, len(conflict.states)))]
        asked = cm.elicitation(conflict, about="wishes", goal=goals, concept=concept)
        while (question := asked.question) is not None:
            assert tips(asked, question, concept), (seed, question)
            asked = asked.answered(rng.choice(("first", "second")))


def tips(asked: cm.Elicitation, question: PairQuestion, concept: str) -> bool:
    known = {asked.view.position(dm): ranking for dm, ranking in asked.incomplete.items()}
    who = asked.view.position(question.dm)
    for told in completed(asked.view, known):
        line = [[each.holds for each in level] for level in told.decision_makers[who].preferences.statements]
        if other := swapped(line, str(question.first), str(question.second)):
            dms = [*told.decision_makers]
            dms[who] = replace(dms[who], preferences=cm.Preferences(other))
            both = (cm.solve(each, [concept]).stable[concept] for each in (told, told.with_(decision_makers=dms)))
            one, two = (where for where in both if where is not None)
            if (one != two)[:, [goal - 1 for goal in asked.goals]].any():
                return True
    return False


def in_line(texts: list[str], line: list[str]) -> IncompleteRanking:
    known = IncompleteRanking(len(texts))
    for first, second in pairwise(line):
        known = known.with_answer(texts.index(first), texts.index(second), "above")
    return known


@pytest.mark.parametrize("seeds", in_two(range(60), 10))
def test_what_is_surely_preferred_is_so_in_all_orders(seeds: Iterable[int]) -> None:
    for seed in seeds:
        rng = random.Random(f"surely {seed}")
        wishes = Wishes(draw_conflict(rng), rng.randrange(2))
        known = draw_known(rng, len(wishes.texts))
        score = wishes.scores(orders(known)[0])
        above, at_least = wishes.relations(known)
        assert (above == (score[:, :, None] > score[:, None, :]).all(axis=0)).all()
        assert (at_least <= (score[:, :, None] >= score[:, None, :]).all(axis=0)).all()


def test_the_order_of_the_file_has_the_ranks_of_the_file() -> None:
    conflict = cm.cases.load("elmira")
    for dm in range(3):
        wishes = Wishes(conflict, dm)
        if wishes.texts:
            levels = orders(IncompleteRanking(len(wishes.texts)))[0][:1]
            score = wishes.scores(levels)[0][wishes.kinds[0]]
            ranks = conflict.ranks[dm]
            assert ((score[:, None] > score) == (ranks[:, None] > ranks)).all()


def test_more_statements_than_can_be_listed_are_sampled_and_only_what_is_sure_is_concluded() -> None:
    options = [f"o{k}" for k in range(10)]
    many = cm.Conflict("Many", [cm.DecisionMaker("a", options=options, preferences=options)])
    levels, complete = orders(IncompleteRanking(10))
    assert not complete
    assert len({*map(tuple, levels.tolist())}) == len(levels)
    on = "Y" * 10
    asked = cm.elicitation(many, about="wishes", goal=[on], concept="nash")
    assert asked.question is None
    assert [asked.holds(goal) for goal in asked.goals] == ["surely"]


def test_kazakhstan_takes_few_questions_about_wishes() -> None:
    goals = [311, 312, 349, 351, 423]

    def in_the_order_of_the_file(question: PairQuestion) -> Reply:
        wants = next(dm for dm in asked.view.decision_makers if dm.id == question.dm).preferences.statements
        texts = [each.holds for level in wants for each in level]
        return "first" if texts.index(str(question.first)) < texts.index(str(question.second)) else "second"

    asked = cm.elicitation(cm.cases.load("kazakhstan-2022"), about="wishes", goal=goals)
    while (question := asked.question) is not None:
        asked = asked.answered(in_the_order_of_the_file(question))
    assert [goal for goal in goals if asked.holds(goal) == "surely"] == [311, 351]
    assert asked.progress.pairs == 54
    assert asked.progress.asked < 10
