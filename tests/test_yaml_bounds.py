"""What a conflict file unfolds to is bounded before it is built, and what no program can hold is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import countermove as cm
from countermove.cli.app import app
from countermove.io.yaml import composing
from countermove.io.yaml.composing import compose
from countermove.io.yaml.reading import read_yaml

HEAD = "decision_makers: {a: {options: [x], preferences: [x]}}\n"
NINES = "9" * 400


def complaint(text: str) -> str:
    with pytest.raises(cm.InvalidConflict) as fault:
        read_yaml(text, "t.yaml")
    return str(fault.value)


def test_characters_are_bounded_with_what_aliases_repeat() -> None:
    text = f"title: t\nabout: &a {'x' * 400_000}\n{HEAD}notes: [{', '.join(['*a'] * 20_000)}]\n"
    assert "t.yaml, line 2, column 8: with this text the file unfolds into more than 4,194,304" in complaint(text)


def test_characters_are_bounded_where_the_aliases_are_of_lists() -> None:
    lines = [
        f"a0: &a0 ['{'x' * 20_000}', '{'y' * 20_000}']",
        *(f"a{k}: &a{k} [*a{k - 1}, *a{k - 1}]" for k in range(1, 9)),
    ]
    assert "column 20014: with this text the file unfolds into more than 4,194,304" in complaint("\n".join(lines))


def test_a_few_aliases_are_no_trouble() -> None:
    text = f"title: t\nabout: &a {'x' * 1000}\n{HEAD}notes: [{', '.join(['*a'] * 100)}]\n"
    assert len(read_yaml(text, "t.yaml").notes) == 100


def test_many_values_are_refused_while_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composing, "MAX_NODES", 1000)
    text = "title: t\nsources: {" + ", ".join(f"s{k}: {{}}" for k in range(5000)) + "}\n"
    assert "the file has about 11," in (said := complaint(text))
    assert "would take 1 seconds and more; 1,000 are the most" in said


@pytest.mark.thorough
def test_fifty_thousand_decision_makers_are_refused_with_an_estimate() -> None:
    text = "title: t\ndecision_makers:\n" + "".join(f"  d{k}: {{}}\n" for k in range(50_000))
    assert re.search(r"the file has about (99|100|101),\d{3} keys and values", complaint(text))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"title: t\ncountermove: {NINES}\n{HEAD}", "line 2, column 14"),
        (f"title: t\ntempo: {{a: -{NINES}}}\n{HEAD}", "line 2, column 12"),
        (
            f"title: t\ndecision_makers: {{a: {{options: [x], preferences: {{weights: {{x: {NINES}}}}}}}}}\n",
            "column 64",
        ),
        (f"title: t\ndecision_makers: {{a: {{options: [x], preferences: {{ranking: [{NINES}]}}}}}}\n", "column 61"),
        (f"title: t\nstatus_quo: [{NINES}]\n{HEAD}", "line 2, column 14"),
    ],
)
def test_endless_whole_numbers_are_refused_with_their_place(text: str, place: str) -> None:
    assert f"{place}: a whole number of 400 digits, and 300 are the most" in complaint(text)


def test_an_endless_number_in_quotes_is_no_weight() -> None:
    text = f"title: t\ndecision_makers: {{a: {{options: [x], preferences: {{weights: {{x: '{NINES}'}}}}}}}}\n"
    assert "line 2, column 65: a finite number is expected here" in complaint(text)


def test_an_endless_weight_from_python_is_refused() -> None:
    wants = cm.Preferences(weights=(("x", 10**5000),))
    dm = cm.DecisionMaker(id="a", options=(cm.Option(id="x"),), preferences=wants)
    with pytest.raises(cm.InvalidConflict, match="infinite or too large"):
        cm.Conflict(title="t", decision_makers=(dm,))


def test_large_whole_numbers_are_weights() -> None:
    large = "9" * 300
    text = (
        f"title: t\ndecision_makers: {{a: {{options: [x, y], preferences: {{weights: {{x: {large}, y: 0.1}}}}}}}}\n"
    )
    assert read_yaml(text, "t.yaml").ranks.tolist() == [[0, 2, 1, 3]]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('title: "a \\ud83d b"\n', "line 1, column 8"),
        ('title: t\nquestions: {"q\\udc00": {asks: "x?", when: x}}\n', "line 2, column 13"),
        ('title: t\nabout: &a "\\udbff"\nnotes: [*a, *a]\n', "line 2, column 8"),
    ],
)
def test_half_a_letter_is_refused_once_with_its_place(text: str, place: str) -> None:
    said = complaint(text + HEAD)
    assert f"{place}: " in said
    assert said.count("holds half a letter") == 1


def test_two_escaped_halves_are_one_letter() -> None:
    conflict = read_yaml(f'title: "a \\ud83d\\ude00 b"\n{HEAD}', "t.yaml")
    assert conflict.title == "a \U0001f600 b"


@pytest.mark.parametrize("titled", [True, False])
def test_what_could_not_be_read_again_is_not_frozen(titled: bool, tmp_path: Path) -> None:
    dm = cm.DecisionMaker(id="a", options=(cm.Option(id="x", name="" if titled else "\udc00"),))
    asked, title = cm.Question(id="q", asks="x?", when="x"), "a \ud83d b" if titled else "t"
    conflict = cm.Conflict(title=title, decision_makers=(dm,), status_quo=("x",), questions=(asked,))
    case = tmp_path / "case.yaml"
    case.write_text("title: t\n", encoding="utf-8")
    with pytest.raises(cm.InvalidConflict, match="half a letter"):
        cm.freeze(cm.forecast(conflict), case, tmp_path / "case.forecast.json")
    with pytest.raises(cm.InvalidConflict, match="half a letter"):
        cm.write(conflict, tmp_path / "copy.yaml")
    assert [*tmp_path.iterdir()] == [case]


def test_a_forecast_is_not_made_of_half_a_letter(tmp_path: Path) -> None:
    file = tmp_path / "half.yaml"
    text = f'title: "a \\ud83d b"\nstatus_quo: [x]\n{HEAD}questions: {{q: {{asks: "x?", when: x}}}}\n'
    file.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(app, ["freeze", str(file)])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "half.yaml, line 1, column 8: " in result.stderr
    assert [*tmp_path.iterdir()] == [file]


def test_a_text_is_composed_once() -> None:
    text = f"title: once\n{HEAD}"
    assert compose(text, "t.yaml")[0] is compose(text, "t.yaml")[0]
