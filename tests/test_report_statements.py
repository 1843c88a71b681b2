"""Statements in words: natural for usual statements, and different if their meaning differs."""

from __future__ import annotations

import random

import numpy as np
import pytest

from countermove import Conflict, DecisionMaker, Option
from countermove.model.scope import truth
from countermove.report.statements import worded

NAMES = {"a": "Ask", "b": "Beg", "c": "Come and see", "d": "Dig"}
OPTIONS = tuple(Option(id=id_, name=name) for id_, name in NAMES.items())
CONFLICT = Conflict(title="t", decision_makers=(DecisionMaker(id="x", options=OPTIONS),))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a", "“Ask”"),
        ("not a", "no “Ask”"),
        ("not not a", "“Ask”"),
        ("a and b", "“Ask” and “Beg”"),
        ("a and b and c", "“Ask”, “Beg” and “Come and see”"),
        ("not a and b", "“Beg” but no “Ask”"),
        ("not a and not b", "neither “Ask” nor “Beg”"),
        ("not (a or b or d)", "none of “Ask”, “Beg” and “Dig”"),
        ("d and not (a or b)", "“Dig” but neither “Ask” nor “Beg”"),
        ("not a or b", "“Beg” or no “Ask”"),
        ("not (a and b)", "not both “Ask” and “Beg”"),
        ("not (a and b and d)", "not all of “Ask”, “Beg” and “Dig”"),
        ("not (a and not (b or d))", "no “Ask” without “Beg” or “Dig”"),
        ("not (not b and a)", "no “Ask” without “Beg”"),
        ("a if b", "“Ask” if “Beg”"),
        ("b implies not a", "no “Ask” if “Beg”"),
        ("a if not b", "“Ask” unless “Beg”"),
        ("a if not (b or d)", "“Ask” unless “Beg” or “Dig”"),
        ("not (a or b) if not d", "neither “Ask” nor “Beg”, unless “Dig”"),
        ("a if (b and not d)", "“Ask” if “Beg” but no “Dig”"),
        ("(a and b) if d", "“Ask” and “Beg”, if “Dig”"),
        ("a iff not b", "“Ask” exactly when no “Beg”"),
        ("a iff (b iff d)", "“Ask” exactly when (“Beg” exactly when “Dig”)"),
        ("a xor b", "either “Ask” or “Beg” but not both"),
        ("a and (b or d)", "“Ask” and (“Beg” or “Dig”)"),
        ("at most one of (a, b)", "at most one of “Ask” and “Beg”"),
        ("exactly 2 of (not a, b, d)", "exactly two of “Beg”, “Dig” and no “Ask”"),
        ("not (a if b)", "not (“Ask” if “Beg”)"),
        ("a if true", "“Ask” if what is always true"),
    ],
)
def test_statements_in_words(text: str, words: str) -> None:
    assert worded(CONFLICT, text) == words


@pytest.mark.thorough
def test_what_is_worded_alike_means_the_same() -> None:
    rng, meant = random.Random("worded"), dict[str, tuple[bool, ...]]()
    masks = np.arange(16, dtype=np.int32)
    for _ in range(4_000):
        text = drawn(rng, rng.randint(1, 4))
        means = tuple(truth(CONFLICT, text, masks).tolist())
        assert meant.setdefault(worded(CONFLICT, text), means) == means, text
    assert len(meant) > 1_000


def drawn(rng: random.Random, depth: int) -> str:
    """Draw a statement about the four options."""
    if depth == 0 or rng.random() < 0.15:
        return rng.choice([*NAMES])
    kind = rng.choice(["not", "not", "and", "or", "if", "unless", "implies", "iff", "xor", "count"])
    parts = [drawn(rng, depth - 1) for _ in range(rng.choice((2, 2, 3)))]
    if kind == "not":
        return f"not ({parts[0]})"
    if kind == "count":
        return f"{rng.choice(('at least', 'at most', 'exactly'))} {rng.randint(1, 2)} of ({', '.join(parts)})"
    return f" {kind} ".join(f"({part})" for part in (parts if kind in {"and", "or"} else parts[:2]))


def test_options_of_the_same_name_are_told_apart() -> None:
    dms = tuple(DecisionMaker(id=id_, name=f"The {id_}", options=(Option(id="go"),)) for id_ in ("cat", "dog"))
    assert worded(Conflict(title="t", decision_makers=dms), "cat.go iff dog.go") == (
        "“go” of the cat exactly when “go” of the dog"
    )
