"""True and false are no numbers in a conflict file; numbers without end are refused with their words and a cure."""

from __future__ import annotations

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from countermove import InvalidConflict, read
from countermove.cli.app import app
from countermove.io.yaml.reading import read_yaml
from countermove.io.yaml.schema import schema
from countermove.io.yaml.tree import parse_yaml

CONFLICT = """
countermove: 1
title: t
decision_makers:
  a: {options: {x: {confidence: 0.5}}, preferences: {statements: [{holds: x, confidence: 0.25}], weights: {x: 2}}}
  b: {options: [y], preferences: [y]}
tempo: {a: 3}
feasible: [{holds: x or y, confidence: 0.75}]
irreversible: {y: {stays: on, confidence: 0.9}}
variations: {v: {weight: 0.1, remove: [y]}}
questions: {q: {asks: x, when: x, reference_class: {name: c, rate: 0.2}}}
"""

NUMBERS = [": 1\n", "0.5", "0.25", "{x: 2}", "{a: 3}", "0.75", "0.9", "0.1", "0.2}"]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("word", ["true", "false"])
def test_no_truth_counts_as_a_number(number: str, word: str) -> None:
    digits = number.strip("{xa: }\n")
    text = CONFLICT.replace(number, number.replace(digits, word), 1)
    line = text[: text.index(word)].count("\n") + 1
    with pytest.raises(InvalidConflict) as fault:
        read_yaml(text, "t.yaml")
    [said] = map(str, fault.value.complaints)
    assert said.startswith(f"t.yaml, line {line}, column ")
    assert said.endswith(f": a number is expected here, not {word}")


def test_the_published_schema_says_the_same() -> None:
    validator = Draft202012Validator(schema())
    assert [*validator.iter_errors(parse_yaml(CONFLICT, "t.yaml").value)] == []
    assert [*validator.iter_errors(parse_yaml(CONFLICT.replace("0.25", "true"), "t.yaml").value)] != []
    read_yaml(CONFLICT, "t.yaml")


GRAPH = """
title: t
states: states.csv
moves: moves.csv
rankings: ranks.csv
decision_makers: {a: {name: A}, b: {name: B}}
"""


def ranked(folder: Path, *ranks: str) -> Path:
    """Write a conflict in graph form with the ranks of `a` in a table, and return its file."""
    (folder / "states.csv").write_text("state\n" + "".join(f"s{k}\n" for k in range(len(ranks))), encoding="utf-8")
    (folder / "moves.csv").write_text("dm,from,to\na,s0,s1\n", encoding="utf-8")
    rows = "".join(f"s{k},{rank},{k}\n" for k, rank in enumerate(ranks))
    (folder / "ranks.csv").write_text(f"state,a,b\n{rows}", encoding="utf-8")
    (folder / "graph.yaml").write_text(GRAPH, encoding="utf-8")
    return folder / "graph.yaml"


@pytest.mark.parametrize("rank", ["9" * 400, "-" + "9" * 400, "1e400", "1e999999999", "1e-400", "0." + "1" * 400])
def test_a_rank_in_a_table_has_an_end(rank: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidConflict) as fault:
        read(ranked(tmp_path, "1", rank))
    shown = rank if len(rank) <= 40 else f"{rank[:40]}..."
    what = f"ranks.csv, line 3: the rank {shown!r} of 's1' for a has more than 300 digits"
    assert str(fault.value) == f"{what}; write a shorter one, as only the order of ranks counts"


def test_all_ranks_that_are_none_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(InvalidConflict) as fault:
        read(ranked(tmp_path, "high", "nan", "2", "-inf", ""))
    assert [str(each).partition(" for a")[0] for each in fault.value.complaints] == [
        "ranks.csv, line 2: the rank 'high' of 's0'",
        "ranks.csv, line 3: the rank 'nan' of 's1'",
        "ranks.csv, line 5: the rank '-inf' of 's3'",
        "ranks.csv, line 6: the rank '' of 's4'",
    ]


@pytest.mark.parametrize("ranks", [("1e40", "1.00000000000000000001e40"), ("9" * 300, "9" * 299 + "8", "0.5")])
def test_almost_equal_ranks_of_any_size_are_checked(ranks: tuple[str, ...], tmp_path: Path) -> None:
    """Whether a rank is whole was asked by a remainder, which a decimal of thirty digits has none of."""
    result = CliRunner().invoke(app, ["check", str(ranked(tmp_path, *ranks))])
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("digits", ["9" * 400, "-" + "9" * 400, "1e400", "9" * 400 + ".5"])
@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_in_a_file_has_an_end(number: str, digits: str) -> None:
    text = CONFLICT.replace(number, number.replace(number.strip("{xa: }\n"), digits), 1)
    with pytest.raises(InvalidConflict) as fault:
        read_yaml(text, "t.yaml")
    [said] = map(str, fault.value.complaints)
    assert said.startswith("t.yaml, line ")
    assert digits[:30] in said or said.endswith(
        "a whole number of 400 digits, and 300 are the most; write a smaller number"
    )
