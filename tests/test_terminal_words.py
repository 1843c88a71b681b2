"""What the terminal tells of a number: of which start and which doubts it is; and names in the place of ids."""

from __future__ import annotations

from pathlib import Path

import pytest

import countermove as cm
from command_line import refused, run, written
from countermove.model.citations import claims
from countermove.report.claims import claim_in_words
from test_standstill import STRIKE

DOUBTED = """
title: A walk
status_quo: [rain]
decision_makers:
  walker: {options: {go: Go}, preferences: [{holds: go, confidence: 0.8}]}
  sky: {name: The sky, options: {rain: Rain}, preferences: [rain]}
questions:
  gone: {asks: Will the walker go?, when: go, variation: dry}
variations:
  dry: {name: without rain, status_quo: []}
"""


def words(*call: str) -> str:
    return " ".join(run(*call).stdout.split())


@pytest.fixture
def doubted(tmp_path: Path) -> str:
    return str(written(tmp_path / "walk.yaml", DOUBTED))


def test_evolve_says_that_its_probabilities_leave_the_doubts_aside(doubted: str) -> None:
    said = words("evolve", doubted)
    assert "the probabilities if every assumption of the file is certain. The file doubts 1 assumption;" in said
    assert "every assumption of the file is certain" not in words("evolve", "elmira")


def test_assumptions_names_the_end_and_says_the_same(doubted: str) -> None:
    said = words("assumptions", doubted)
    assert "with probability 100 % (seq, if every assumption of the file is certain)." in said
    said = words("assumptions", "elmira", "--no-pairs")
    assert "The headline: Deadlock (state 5) holds by" in said
    assert "is certain" not in said


def test_who_never_moves_takes_no_moves_on_average(tmp_path: Path) -> None:
    said = words("evolve", written(tmp_path / "strike.yaml", STRIKE))
    assert "Nobody makes such a move: it stays at the status quo." in said
    assert "0.00 moves" not in said


def test_a_sentence_begins_with_a_capital_letter_and_an_article_within_it_is_small(tmp_path: Path) -> None:
    nameless = STRIKE.replace("    name: The union\n", "").replace("    name: The firm\n", "")
    assert "Union and firm decide." in words("evolve", written(tmp_path / "strike.yaml", nameless))
    elmira = cm.cases.load("elmira")
    said = [claim_in_words(elmira, each) for each in claims(elmira)]
    assert any(each.startswith("wanted by the Ministry") for each in said)
    assert not any("of The " in each or "by The " in each for each in said)


def test_a_question_without_an_answer_says_so_in_worlds_and_is_named_in_score(tmp_path: Path) -> None:
    file = written(tmp_path / "strike.yaml", STRIKE)
    assert "no answer Will there be a strike?" in words("worlds", file)
    assert "no forecast can be scored (Will there be a strike?: no answer yet)" in refused("score", file)
    assert "withdrawn" not in words("score", "kazakhstan-2022")


def test_the_pointer_of_a_heading_asks_for_what_the_heading_says(doubted: str) -> None:
    bare = f"All of it: countermove brief {doubted}"
    assert f"{bare} --variation none" in words("evolve", doubted, "--variation", "none")
    assert f"{bare} --concept nash" in words("evolve", doubted, "--concept", "nash")
    assert f"{bare} What is" in words("evolve", doubted)


def test_check_and_forecast_name_the_start(doubted: str) -> None:
    said = run("check", doubted).stdout
    assert "Every command starts from its standpoint: A walk (without rain): " in said
    assert "status quo 3" in said
    assert "standpoint" not in run("check", "elmira").stdout
    assert words("forecast", doubted).startswith("A walk (without rain) Method")


@pytest.mark.parametrize("command", ["check", "show"])
def test_the_next_command_has_an_answer(command: str) -> None:
    assert "Next: countermove solve garrison" in run(command, "garrison").stdout
    assert "Next: countermove brief elmira" in run(command, "elmira").stdout


def test_ends_of_ukraine_have_names_that_stand_whole() -> None:
    said = run("brief", "ukraine-2022").stdout
    assert "..." not in said
    assert "Attack on Ukraine" in said
    assert "came about" in said


def test_one_forecast_is_too_few(tmp_path: Path) -> None:
    answered = DOUBTED.replace("variation: dry}", "variation: dry, answer: {value: true}}")
    assert "1 forecast from 1 case is too few" in words("score", str(written(tmp_path / "walk.yaml", answered)))


def test_two_counts_of_linchpins_say_why_they_differ() -> None:
    said = "with nothing doubted; what turns the likeliest end over all worlds: countermove brief"
    assert said in run("assumptions", "kazakhstan-2022", "--no-pairs").stdout
    assert said not in run("assumptions", "elmira", "--no-pairs").stdout
