"""Ranks and weights that differ by a rounding error of a spreadsheet only are warned of, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

import countermove as cm
from countermove.analysis.review import review
from countermove.io.yaml.near_ties import near_ties
from countermove.io.yaml.reading import read_yaml

GRAPH = """
title: t
status_quo: a
states: [a, b, c, d]
rankings: ranks.csv
decision_makers: {p: {moves: {a: [b]}}, q: {moves: {b: [c]}}}
"""


def warnings_of(folder: Path, *rows: str) -> list[str]:
    file = folder / "t.yaml"
    file.write_text(GRAPH)
    (folder / "ranks.csv").write_text("\n".join(["state,p,q", *rows]))
    cm.read(file)
    return [str(each) for each in near_ties(file)]


def test_almost_equal_ranks_of_a_table_are_warned_of_where_they_stand(tmp_path: Path) -> None:
    found = warnings_of(tmp_path, "a,0.3,1", "b,0.30000000000000004,2", "c,0,1.5", "d,1,3")
    assert found == [
        "ranks.csv, line 2: the ranks 0.3 of 'a' and 0.30000000000000004 of 'b' (line 3) are almost equal: they "
        "count as unequal, so round them if ties are meant (p)"
    ]


def test_what_is_almost_zero_beside_other_ranks_counts_too(tmp_path: Path) -> None:
    [found] = warnings_of(tmp_path, "a,0.3,1", "b,0.30000000000000004,2", "c,0,1.5", "d,5.551115123125783e-17,3")
    assert "are almost equal, as is one other pair: they count as unequal" in found


@pytest.mark.parametrize(
    "rows",
    [
        ("a,0.3,1", "b,0.3,2", "c,0.30,1.5", "d,1,3"),
        ("a,10000000000000001,1", "b,10000000000000002,2", "c,3,1.5", "d,1,3"),
        ("a,0.3,1", "b,0.3000001,2", "c,0,1.5", "d,1,3"),
        ("a,1e-20,1", "b,2e-20,2", "c,3e-20,1.5", "d,4e-20,3"),
    ],
)
def test_ranks_that_are_meant_to_differ_are_not(tmp_path: Path, rows: tuple[str, ...]) -> None:
    assert warnings_of(tmp_path, *rows) == []


ONE = "{title: t, decision_makers: {p: {options: [x, y, z], preferences: {weights: {x: 0.1, y: 0.2, z: THIRD}}}}}"


def said(text: str) -> list[str]:
    return [each.message for each in review(read_yaml(text, "t.yaml"))]


def test_a_weight_that_keeps_sums_from_a_tie_by_a_rounding_error_is_warned_of() -> None:
    assert said(ONE.replace("THIRD", "0.30000000000000004")) == [
        "the weight 0.30000000000000004 of 'z' is almost 0.3, and keeps what would be equal apart: write 0.3 if that "
        "is meant (p)"
    ]


@pytest.mark.parametrize("third", ["0.3", "0.7000000000000001", "10000000000000001", "1.0e-20"])
def test_a_weight_whose_last_digits_decide_nothing_is_not(third: str) -> None:
    assert said(ONE.replace("THIRD", third)) == []


JOINT = """
title: t
fronts:
  a: {title: A, status_quo: [], decision_makers: {p: {options: [x], preferences: [x]}}}
  b: {title: B, status_quo: [], decision_makers: {p: {options: [y], preferences: {weights: {y: 2}}}}}
shared: {p: {weights: {a: FIRST, b: 0.3}}}
"""


def test_weights_of_fronts_are_warned_of_too() -> None:
    [found] = said(JOINT.replace("FIRST", "0.30000000000000004"))
    assert found.startswith("the weight 0.30000000000000004 of a is almost 0.3")


def test_options_that_preferences_on_a_front_mention_matter() -> None:
    """Behind weights of fronts they were said to matter to nobody."""
    assert said(JOINT.replace("FIRST", "0.1")) == []
