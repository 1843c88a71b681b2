"""A symmetric game: options of several decision makers with one id and one name, named as `dm.option` everywhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import countermove as cm
from countermove import Conflict, InvalidConflict, UnknownName
from countermove.analysis.review import review
from countermove.cli.app import app
from countermove.io.gmcr.reading import read_gmcr
from countermove.io.gmcr.writing import write_gmcr
from countermove.io.yaml.reading import read_yaml
from countermove.io.yaml.writing import write_yaml
from countermove.model.naming import position_of
from countermove.report.figures.boxes import clauses

PRICES = """
title: Prices
status_quo: [a.cut]
decision_makers:
  a:
    name: Firm A
    options: {cut: Cut the price}
    preferences: {ranking: [a.cut, nothing, "a.cut, b.cut", b.cut]}
  b:
    name: Firm B
    options: {cut: Cut the price}
    preferences: {ranking: [b.cut, "", "b.cut, a.cut", a.cut]}
sources: {book: {title: A book}}
published: [{source: book, equilibria: {nash: ["a.cut, b.cut"]}}]
"""

PATTERNS = (
    PRICES.replace("a.cut, nothing", "YN, NN")
    .replace('"a.cut, b.cut", b.cut]}', "YY, NY]}")
    .replace("[a.cut]", "[YN]")
)


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def prices() -> Conflict:
    return read_yaml(PRICES, "prices.yaml")


def test_one_id_and_one_name_are_two_options() -> None:
    conflict = prices()
    assert conflict.options == ("a.cut", "b.cut")
    assert conflict.ranks.tolist() == [[2, 3, 0, 1], [2, 0, 3, 1]]
    assert [*cm.solve(conflict).equilibria("nash")] == [conflict.states[3]]
    assert cm.solve(conflict).holds("b.cut, a.cut")[:2] == ("nash", "gmr")


def test_it_means_what_patterns_mean() -> None:
    by_patterns = read_yaml(PATTERNS, "patterns.yaml")
    assert by_patterns.ranks.tolist() == prices().ranks.tolist()
    assert by_patterns.status_quo_number == prices().status_quo_number == 2


def test_it_is_a_warning_since_it_may_be_one_option_that_was_listed_twice() -> None:
    [said] = [each for each in review(prices()) if "both have an option" in each.message]
    assert said.message.startswith("a and b both have an option 'cut' with the name 'Cut the price'")
    assert said.path == ("decision_makers", "b", "options", "cut")
    other = read_yaml(PRICES.replace("{cut: Cut the price}", "{cut: Lower it}", 1), "prices.yaml")
    assert not any("both have" in each.message for each in review(other))


def test_it_survives_files() -> None:
    assert read_yaml(write_yaml(prices()), "again.yaml") == prices()
    text, _ = write_gmcr(prices())
    again = read_gmcr(text, "prices.gmcr")
    assert again.ranks.tolist() == prices().ranks.tolist()


def test_figures_say_whose_option_it_is() -> None:
    conflict = prices()
    shown = cm.solve(conflict).excerpt()
    said = {each.number: [clause.words for clause in clauses(shown, each)] for each in shown.states}
    assert said[4] == ["Cut the price (Firm B)"]


@pytest.mark.parametrize("text", ["cut", "Cut the price"])
def test_what_may_be_either_is_refused_with_both(text: str) -> None:
    with pytest.raises(UnknownName, match=r"write a\.cut or b\.cut"):
        position_of(prices(), text)
    broken = PRICES.replace("[a.cut, nothing", f"[{text}, nothing")
    with pytest.raises(InvalidConflict, match=r"line 8, column 29: .*names no state") as fault:
        read_yaml(broken, "prices.yaml")
    assert text != "cut" or "there are several options 'cut'; write a.cut or b.cut" in str(fault.value)


QUALIFIED = """
title: Qualified
decision_makers:
  a: {options: [go], preferences: {ranking: [a.go, "a.go, b.wait", nothing, b.wait]}}
  b: {options: [wait], preferences: {ranking: ["go, b.wait", "a.go", "wait", nothing is on]}}
sources: {book: {title: A book}}
published: [{source: book, equilibria: {nash: ["a.go, b.wait"]}}]
"""


def test_the_full_name_is_allowed_where_the_id_is_unique() -> None:
    conflict = read_yaml(QUALIFIED, "qualified.yaml")
    assert conflict.ranks.tolist() == [[1, 3, 0, 2], [0, 2, 1, 3]]
    with pytest.raises(InvalidConflict, match=r"unknown option 'a\.goo'; did you mean 'a\.go'\?"):
        read_yaml(QUALIFIED.replace("[a.go,", "[a.goo,"), "qualified.yaml")


def test_an_option_may_be_called_nothing() -> None:
    text = "title: t\ndecision_makers: {a: {options: [nothing], preferences: {ranking: [nothing, '']}}}"
    assert read_yaml(text, "t.yaml").ranks.tolist() == [[0, 1]]


def test_commands_answer(tmp_path: Path) -> None:
    file = tmp_path / "prices.yaml"
    file.write_text(PRICES, encoding="utf-8")
    plain = json.loads(run("solve", str(file), "--json"))
    assert plain["options"] == ["a.cut", "b.cut"]
    assert plain["equilibria"]["nash"] == [4]
    assert "“Cut the price” of Firm B" in " ".join(run("explain", str(file), "--state", "a.cut").split())
