"""Statements that are large: their unfolded size is bounded as a whole, and they are evaluated block by block."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path
from random import Random

import numpy as np
import pytest
from typer.testing import CliRunner

from countermove.analysis.local.statements import BoundedStatement
from countermove.cli.app import app
from countermove.errors import StatementError
from countermove.model.definitions import unfolded
from countermove.model.language import MAX_SIZE, Node, parse
from countermove.model.scope import truth_in

OPTIONS = {name: bit for bit, name in enumerate("abcdefgh")}


def holds(node: Node, mask: int) -> bool:
    """Return whether a statement holds in one state, from the meaning of each word."""
    if node.kind == "name":
        return bool(mask >> OPTIONS[node.text] & 1)
    parts = [holds(part, mask) for part, times in node.counted() for _ in range(times)]
    meaning: dict[str, Callable[[], bool]] = {
        "true": lambda: True,
        "false": lambda: False,
        "not": lambda: not parts[0],
        "and": lambda: all(parts),
        "or": lambda: any(parts),
        "xor": lambda: parts[0] != parts[1],
        "implies": lambda: not parts[0] or parts[1],
        "iff": lambda: parts[0] == parts[1],
        "at least": lambda: sum(parts) >= node.number,
        "at most": lambda: sum(parts) <= node.number,
        "exactly": lambda: sum(parts) == node.number,
    }
    return bool(meaning[node.kind]())


def random_statement(rng: Random, depth: int) -> str:
    if depth == 0 or rng.random() < 0.1:
        return rng.choice([*OPTIONS, *OPTIONS, "true", "false"])
    inside = [random_statement(rng, depth - 1) for _ in range(rng.randint(2, 5))]
    if rng.random() < 0.4:
        times = [rng.choice([0, 1, 1, 1, 2, 3, 7]) for _ in inside]
        counted = ", ".join(f"{many} ({part})" for many, part in zip(times, inside, strict=True))
        kind = rng.choice(["at least", "at most", "exactly"])
        return f"{kind} {rng.randint(0, sum(times))} of ({counted})"
    connective = rng.choice(["and", "or", "xor", "implies", "iff", "if", "unless", "not"])
    if connective in {"and", "or"}:
        return f" {connective} ".join(f"({part})" for part in inside)
    return f"not ({inside[0]})" if connective == "not" else f"({inside[0]}) {connective} ({inside[1]})"


def agreed(rng: Random, block: int) -> None:
    tree = parse(random_statement(rng, 3))
    masks = np.array([rng.randrange(256) for _ in range(rng.choice([0, 1, 7, 8, 9, 40]))], np.int32)
    expected = [holds(tree, mask) for mask in masks.tolist()]
    assert truth_in(masks, tree, OPTIONS, block).tolist() == expected


def test_packed_blocks_agree_with_the_meaning_of_words() -> None:
    rng = Random(1)
    for _ in range(60):
        agreed(rng, rng.choice([8, 16, 1 << 18]))


@pytest.mark.thorough
def test_packed_blocks_agree_with_the_meaning_of_words_on_many_statements() -> None:
    rng = Random(2)
    for _ in range(3000):
        agreed(rng, rng.choice([8, 16, 1 << 18]))


def test_bounds_of_counts_with_unknown_options_are_right() -> None:
    rng, masks = Random(3), np.arange(256, dtype=np.int64)
    for _ in range(60):
        text = f"at least {rng.randint(0, 4)} of ({rng.randint(2, 4)} (a and b), 2 c, {rng.randint(0, 3)} (a or d))"
        tree, unknown = parse(text), rng.randrange(16)
        must, may = BoundedStatement(parse(text), OPTIONS).bounds(masks, unknown)
        for mask in range(16):
            settings = {holds(tree, mask & ~unknown | other & unknown) for other in range(16)}
            assert must[mask] <= all(settings)
            assert may[mask] >= any(settings)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("at least 1 of (9999 (at least 1 of (9999 x)))", "unfolds into 99,990,000 parts"),
        ("at most 3 of (9999 (exactly 1 of (9999 (at least 1 of (9999 x)))))", "unfolds into 99,990,000 parts"),
        (" and ".join(["at least 1 of (9999 x)"] * 4), "unfolds into 40,001 parts"),
        ("at least 1 of (5000 (a and (b or (c and d))))", "unfolds into 35,000 parts"),
        (f"at least 1 of ({', '.join(['9999 x'] * 900)})", "8,999,100, and 10,000 are the most"),
        ("at least 00000000010 of (x, y)", "only 2"),
        ("at least 1 of (99999999999999999999999999 x)", "10,000 are the most"),
    ],
)
def test_the_unfolded_size_is_bounded_as_a_whole(text: str, said: str) -> None:
    with pytest.raises(StatementError, match=said):
        parse(text)


def test_statements_up_to_the_bound_are_parsed() -> None:
    assert parse("at least 5 of (5000 (a and (b or c)))").size == 25_001 <= MAX_SIZE
    assert parse("at least 3000 of (9999 x)").size == 10_000


def test_nested_multiplicities_are_refused_with_their_place(tmp_path: Path) -> None:
    file = tmp_path / "nested.yaml"
    wants = "at least 1 of (9999 (at least 1 of (9999 x)))"
    file.write_text(
        f"title: t\ndecision_makers:\n  a: {{options: [x], preferences: ['{wants}']}}\n", encoding="utf-8"
    )
    result = CliRunner().invoke(app, ["check", str(file)])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "nested.yaml, line 3, column 45: the statement unfolds into" in result.stderr


def test_an_unknown_name_with_a_multiplicity_is_one_complaint(tmp_path: Path) -> None:
    file = tmp_path / "typo.yaml"
    text = "title: t\ndecision_makers:\n  a: {options: [x], preferences: [at least 1 of (9999 z)]}\n"
    file.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(app, ["check", str(file)])
    assert result.exit_code == 2
    assert result.stderr.count("unknown option 'z'") == 1


def test_long_statements_take_little_memory() -> None:
    masks = np.arange(1 << 20, dtype=np.int32)
    rng, names = Random(4), [*OPTIONS]
    text = " or ".join(f"({rng.choice(names)} and not {rng.choice(names)} and false)" for _ in range(300))
    tree = parse(text)
    tracemalloc.start()
    assert not truth_in(masks, tree, OPTIONS).any()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 40 << 20  # all parts of all states, a byte each, are 300 MiB and more


def conflict_file(tmp_path: Path, wants: list[str], define: dict[str, str] | None = None) -> Path:
    """Write a conflict of one decision maker, each definition and each statement on a line of its own."""
    file = tmp_path / "many.yaml"
    conditions = "".join(f"  {id_}: {when}\n" for id_, when in (define or {}).items())
    head = f"title: t\n{'define:' if define else ''}\n{conditions}decision_makers:\n  a:\n    options: [x, y]\n"
    file.write_text(f"{head}    preferences:\n" + "".join(f"    - {each}\n" for each in wants), encoding="utf-8")
    return file


def said_of(file: Path) -> str:
    result = CliRunner().invoke(app, ["check", str(file)])
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr


def test_a_count_keeps_its_multiplicities_as_numbers() -> None:
    """Repeated parts were repeated in memory: 15,000 counts of 9,998 parts took more than a minute."""
    tree = parse("at least 3 of (4999 x, 4999 y, 0 z)")
    assert [(part.text, times) for part, times in tree.counted()] == [("x", 4999), ("y", 4999), ("z", 0)]
    assert [each.text for each in tree.names()] == ["x", "y", "z"]


@pytest.mark.thorough
def test_many_counts_are_answered(tmp_path: Path) -> None:
    file = conflict_file(tmp_path, [f"at least {k} of (4999 x, 4999 y)" for k in range(1, 7500)])
    result = CliRunner().invoke(app, ["check", str(file)])
    assert result.exit_code == 0


@pytest.mark.thorough
def test_fifteen_thousand_counts_are_refused_before_they_are_parsed(tmp_path: Path) -> None:
    said = said_of(conflict_file(tmp_path, [f"at least {k % 9998 + 1} of (4999 x, 4999 y)" for k in range(15_000)]))
    assert "statements of 328,827 characters in all" in said
    assert "262,144 characters are the most; what would help: leave out statements that decide nothing" in said


@pytest.mark.thorough
def test_very_many_statements_are_refused_even_if_they_are_equal(tmp_path: Path) -> None:
    said = said_of(conflict_file(tmp_path, ["x or y", "not x"] * 10_001))
    assert "'t' has 20,002 statements; 20,000 are the most; what would help: leave out statements that repeat" in said


def test_the_sum_of_all_statements_is_bounded_with_their_conditions_written_out(tmp_path: Path) -> None:
    long = " or ".join(["x"] * 900)
    said = said_of(conflict_file(tmp_path, [f"d or at least {k} of ({k} y)" for k in range(1, 200)], {"d": long}))
    assert said.startswith(f"{tmp_path / 'many.yaml'}: 't' has 200 statements of 904,755 characters")
    assert "262,144 characters are the most" in said
    assert "write shorter conditions under 'define' (the longest is 'd'), or name them less" in said


def test_the_sum_of_plain_statements_is_bounded_too(tmp_path: Path) -> None:
    said = said_of(conflict_file(tmp_path, [" or ".join([f"x and y_{k}"] * 600) for k in range(80)]))
    assert "what would help: leave out statements that decide nothing" in said


def test_a_statement_that_is_too_long_when_written_out_is_placed_at_the_condition(tmp_path: Path) -> None:
    """It was placed at a column beyond the end of its line; and each later definition was complained of again."""
    define = {"a1": "x"} | {f"a{k}": f"(a{k - 1}) and (a{k - 1}) and (a{k - 1})" for k in range(2, 20)}
    said = said_of(conflict_file(tmp_path, ["a19"], define))
    assert said.count("\n") == 1
    assert "many.yaml, line 10, column 8: with the conditions that it names written out: a statement of " in said
    assert "10,000 is the most; shorten 'a7', or name it less (in the definition of 'a8'" in said


def test_the_longest_condition_of_a_statement_is_named(tmp_path: Path) -> None:
    define = {"short": "x or y", "long": " or ".join(["x"] * 1500)}
    said = said_of(conflict_file(tmp_path, ["short or long and long"], define))
    assert "many.yaml, line 9, column 16: with the conditions that it names written out: a statement of 15," in said


def test_the_condition_of_an_option_is_placed_where_it_stands(tmp_path: Path) -> None:
    when = " or ".join(["y"] * 2000)
    file = tmp_path / "when.yaml"
    file.write_text(
        f"title: t\ndecision_makers:\n  a:\n    options:\n      x: {{when: {when}}}\n      y: Y\n", encoding="utf-8"
    )
    assert "when.yaml, line 5, column 17: a statement of 10,0" in said_of(file)


def test_many_names_of_a_long_condition_are_counted_before_they_are_written_out() -> None:
    """Each name was replaced in a text that grew with it: the work grew with the square of what is written out."""
    with pytest.raises(StatementError, match="a statement of 20,"):
        unfolded(" or ".join(["d"] * 2000), {"d": "x or " * 1999 + "x"})
