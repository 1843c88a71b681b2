"""The statement language: what it means, where it refuses, and that nothing makes it fall over."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from countermove.errors import StatementError
from countermove.model.evaluation import evaluate
from countermove.model.language import MAX_DEPTH, RESERVED, parse

NAMES = ("a", "b", "c")
TRUTH = {
    name: np.array(column)
    for name, column in zip(NAMES, zip(*product([False, True], repeat=3), strict=True), strict=True)
}


def where(text: str) -> list[bool]:
    held: list[bool] = np.broadcast_to(evaluate(parse(text), TRUTH.__getitem__), 8).tolist()
    return held


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("not a and b", lambda a, b, c: (not a) and b),
        ("a or b and c", lambda a, b, c: a or (b and c)),
        ("a xor b or c", lambda a, b, c: a != (b or c)),
        ("a implies b implies c", lambda a, b, c: (not a) or (not b) or c),
        ("(a implies b) implies c", lambda a, b, c: (a and not b) or c),
        ("a if b", lambda a, b, c: a or not b),
        ("a unless b", lambda a, b, c: a or b),
        ("a unless b or c", lambda a, b, c: a or b or c),
        ("a unless b and c iff c", lambda a, b, c: (a or (b and c)) == c),
        ("(a if b) Unless c", lambda a, b, c: a or (not b) or c),
        ("a iff b or c", lambda a, b, c: a == (b or c)),
        ("a and b iff c", lambda a, b, c: (a and b) == c),
        ("at least 2 of (a, b, c)", lambda a, b, c: a + b + c >= 2),
        ("at most one of (a, b and c)", lambda a, b, c: a + (b and c) <= 1),
        ("Exactly  0 OF (a, b)", lambda a, b, c: a + b == 0),
        ("NOT (a AND b)", lambda a, b, c: not (a and b)),
        ("true and not false and a", lambda a, b, c: a),
    ],
)
def test_meaning(text: str, meaning: object) -> None:
    assert where(text) == [bool(meaning(*row)) for row in product([False, True], repeat=3)]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("", 1, "breaks off"),
        ("a and", 6, "breaks off"),
        ("a b", 3, "connective"),
        ("a & b", 3, "write 'and'"),
        ("a orb", 3, "connective"),
        ("-a", 1, "write 'not'"),
        ("(a", 3, "breaks off"),
        ("a)", 2, "not expected"),
        ("at least 4 of (a, b)", 10, "only 2"),
        ("exactly one (a, b)", 13, "'of'"),
        ("if a then b", 1, "implies"),
        ("a if b implies c", 8, "after 'if' it could be read in two ways; put parentheses"),
        ("a if b if c", 8, "in two ways"),
        ("a unless b if c", 12, r"after 'unless' .* '\(a unless b\) if c'"),
        ("a if b unless c", 8, "in two ways"),
        ("unless a", 1, "missing before it"),
        ("a unless", 9, "breaks off"),
        ("a > b", 3, r"compares nothing.* the most important first: \[a, b\]"),
        ("not a >> b or c", 7, r"the most important first: \[not a, b or c\]"),
        ("a < b", 3, r"the most important first: \[b, a\]"),
        ("a >= b", 3, "the most important first"),
        ("a ≻ b", 3, "the most important first"),
        ("prefer a and b to c", 1, r"the most important first: \[a and b, c\]"),
        ("Prefers a over b", 1, r"'Prefers' .* the most important first: \[a, b\]"),
        ("a iff (x if y) if b if c", 21, "in two ways"),
        ("at least 1 of (d, a if (b) implies c)", 28, "in two ways"),
        ("(a if b), c", 9, "','"),
        ("a if if b", 6, "write 'b if a'"),
        ("at least eleven of (a, b)", 10, "'eleven'"),
        ("not " * 101 + "a", 1, "nested"),
        ("a" * 10_001, 10_000, "10,000"),
    ],
)
def test_refusals_point_at_the_column(text: str, column: int, said: str) -> None:
    with pytest.raises(StatementError, match=said) as fault:
        parse(text)
    assert fault.value.column == column


@pytest.mark.parametrize(
    "text",
    [
        "(a if b) unless c",
        "a unless (b if c)",
        "a implies b unless c",
        "(a if b) if c",
        "a if (b if c)",
        "a if (b implies c)",
        "(a if b) implies c",
        "a implies b if c",
    ],
)
def test_a_chain_is_read_with_parentheses(text: str) -> None:
    assert parse(text).kind == "implies"
    assert parse(f"at least one of ({text}, d if e)").parts[0].kind == "implies"


@pytest.mark.parametrize("number", range(11))
def test_numbers_may_stand_in_words(number: int) -> None:
    word = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")[number]
    among = ", ".join(f"o{k}" for k in range(10))
    in_words, in_digits = parse(f"exactly {word} of ({among})"), parse(f"exactly {number} of ({among})")
    assert (in_words.kind, in_words.number) == (in_digits.kind, in_digits.number) == ("exactly", number)
    assert [node.text for node in parse(f"at most {word.title()} of ({', '.join([word] * 10)})").names()] == [
        word
    ] * 10


@pytest.mark.parametrize(
    "name", ["nothing", "zero", "android", "iffy", "orb", "ofa", "truely", "one", "atmost", "été"]
)
def test_names_may_begin_like_words_of_the_language(name: str) -> None:
    assert [node.text for node in parse(f"not {name} or {name}").names()] == [name, name]


def test_long_flat_statements_are_fine() -> None:
    assert parse(" or ".join(["not a"] * 1000)).depth == 3
    assert parse("(" * 3000 + "a" + ")" * 3000).depth == 1
    assert parse("not " * (MAX_DEPTH - 1) + "a").depth == MAX_DEPTH


words = st.sampled_from([*RESERVED, *NAMES, "(", ")", ",", "2", "x.y", "&", "\n", "é", "-"])


@pytest.mark.thorough
@settings(max_examples=1500, deadline=None)
@given(st.one_of(st.text(max_size=40), st.lists(words, max_size=14).map(" ".join)))
def test_any_text_parses_or_is_refused_with_a_column(text: str) -> None:
    try:
        parse(text)
    except StatementError as fault:
        assert 1 <= fault.column <= len(text) + 1
