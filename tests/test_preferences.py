"""Ranks from statements, weights and rankings, against what each means and not what the code does."""

from __future__ import annotations

import random
from itertools import groupby
from typing import Any

import numpy as np
import pytest

from countermove import Conflict, DecisionMaker, InvalidConflict, Option, Preferences, Rule, Statement
from published.statements import PREFERENCES


def one(options: str, *, rules: tuple[str, ...] = (), **wants: Any) -> Conflict:
    """Return a conflict of one decision maker with one-letter options."""
    preferences = Preferences(**wants)
    dm = DecisionMaker(id="dm", options=tuple(Option(id=name) for name in options), preferences=preferences)
    return Conflict(title="t", decision_makers=(dm,), rules=tuple(Rule(holds=each) for each in rules))


def levels(*texts: str | tuple[str, ...]) -> tuple[tuple[Statement, ...], ...]:
    return tuple(tuple(Statement(holds=each) for each in ([t] if isinstance(t, str) else t)) for t in texts)


def ranking(conflict: Conflict) -> list[set[str]]:
    """Return the patterns, most preferred level first."""
    pairs = sorted(zip(conflict.ranks[0].tolist(), conflict.states.patterns(), strict=True), reverse=True)
    return [{pattern for _, pattern in level} for _, level in groupby(pairs, key=lambda pair: pair[0])]


@pytest.mark.parametrize("published", PREFERENCES, ids=lambda each: each.id)
def test_published_rankings_by_statements(published) -> None:  # type: ignore[no-untyped-def]
    rules = tuple(f"not ({_literals(pattern)})" for pattern in published.infeasible.split())
    statements = levels(*(each.ours for each in published.statements))
    conflict = one("abcd"[: published.options], rules=rules, statements=statements)
    expected = [set(level.strip().split("~")) for level in published.ranking.split(">")]
    assert ranking(conflict) == expected


def _literals(pattern: str) -> str:
    named = zip("abcd", pattern, strict=False)
    return " and ".join(f"{'not ' * (letter == 'N')}{name}" for name, letter in named if letter != "-")


@pytest.mark.parametrize("count", [63, 64, 100, 200])
def test_more_statements_than_bits_in_a_word_rank_exactly(count: int) -> None:
    """The first and the last statement must both count, which a sum of powers of two in 64 bits loses."""
    fillers = ["b or not b"] * (count - 2)
    conflict = one("ab", statements=levels("a", *fillers, "b"))
    assert ranking(conflict) == [{"YY"}, {"YN"}, {"NY"}, {"NN"}]


@pytest.mark.parametrize("seed", range(40))
def test_statements_are_lexicographic_and_equal_ones_are_counted(seed: int) -> None:
    rng = random.Random(seed)
    literals = [f"{sign}{name}" for name in "abcde" for sign in ("", "not ")]
    groups = [tuple(rng.sample(literals, rng.randint(1, 4))) for _ in range(rng.randint(1, 90))]
    conflict = one("abcde", statements=levels(*groups))
    keys = [
        tuple(sum(_holds(text, pattern) for text in group) for group in groups)
        for pattern in conflict.states.patterns()
    ]
    order = {key: k for k, key in enumerate(sorted(set(keys)))}
    assert conflict.ranks[0].tolist() == [order[key] for key in keys]


def _holds(text: str, pattern: str) -> bool:
    return (pattern["abcde".index(text[-1])] == "Y") != text.startswith("not")


def test_weights_are_exact() -> None:
    conflict = one("abc", weights=(("a", 0.1), ("b", 0.2), ("c", 0.3)))
    ranks = dict(zip(conflict.states.patterns(), conflict.ranks[0].tolist(), strict=True))
    assert ranks["YYN"] == ranks["NNY"]
    assert ranks["YYN"] > ranks["NYN"] > ranks["YNN"] > ranks["NNN"] == 0


def test_weights_of_statements_and_negative_ones() -> None:
    assert ranking(one("ab", weights=(("a and b", -3), ("a", 1), ("b", 1e12)))) == [{"NY"}, {"YY"}, {"YN"}, {"NN"}]


def test_a_ranking_breaks_the_ties_of_statements() -> None:
    conflict = one("ab", statements=levels("a"), ranking=(("YY",), ("YN",)))
    assert ranking(conflict) == [{"YY"}, {"YN"}, {"NN", "NY"}]


def test_a_ranking_by_patterns_numbers_and_options() -> None:
    conflict = one("ab", ranking=(("a, b",), ("-N",), ("3",)))
    assert ranking(conflict) == [{"YY"}, {"NN", "YN"}, {"NY"}]


@pytest.mark.parametrize(
    ("wants", "said"),
    [
        ({"ranking": (("YY",), ("YN",), ("NY",))}, r"omits state 1 \(NN\)"),
        ({"ranking": (("Y-",), ("YN",), ("N-",))}, r"names state 2 \(YN\) more than once"),
        ({"ranking": (("YY",), ("yn",), ("N-",))}, "in capitals, YN"),
        ({"ranking": (("YYY",), ("--",))}, "each of the 2 options, and this one has 3"),
        ({"ranking": (("9",), ("--",))}, "numbered 1 to 4"),
        ({"ranking": (("a, c",), ("--",))}, "unknown option 'c'"),
        ({"statements": levels("a"), "ranking": (("YY",),)}, r"omits state 2 \(YN\)"),
    ],
)
def test_rankings_that_are_refused(wants: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidConflict, match=said):
        one("ab", **wants)


def test_without_preferences_everything_is_equal() -> None:
    assert not np.any(one("abc").ranks)


def test_weights_too_large_for_a_machine_word_are_exact() -> None:
    powers = tuple((" and ".join(["b"] * (k + 1)), 2.0**k) for k in range(58))
    assert ranking(one("ab", weights=(("a", 2.0**58), *powers))) == [{"YY"}, {"YN"}, {"NY"}, {"NN"}]
    assert ranking(one("ab", weights=(("a", 2**80 + 1), ("b", 2**80)))) == [{"YY"}, {"YN"}, {"NY"}, {"NN"}]
    assert ranking(one("ab", weights=(("a", 1e-20), ("b", 1)))) == [{"YY"}, {"NY"}, {"YN"}, {"NN"}]
