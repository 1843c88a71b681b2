"""`countermove elicit` through the command line: dialogues by standard input, kept, resumed, written, taken back."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import countermove as cm
from command_line import refused, run, written
from countermove.analysis.elicitation.question import Reply
from countermove.cli.app import app
from long_runs import few_at_once

TYPED = {"first": "1", "second": "2", "same": "s", "unknown": "d"}

GOALS = [str(number) for number in range(1, 10)]
UNIROYAL = ("--dm", "uniroyal", *(word for goal in GOALS for word in ("--goal", goal)))
ELMIRA = (*UNIROYAL, "--as", "Anna")


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = Path("mine.yaml")
    shutil.copy(cm.cases.file("elmira"), file)
    return file


def elicited(*arguments: object, replies: str = "") -> Result:
    """Call `elicit` with replies on standard input, one a line."""
    words = ["elicit", *map(str, arguments)]
    return CliRunner().invoke(app, words, input=replies, env={"COLUMNS": "80"}, prog_name="countermove")


def done(*arguments: object, replies: str = "") -> str:
    result = elicited(*arguments, replies=replies)
    assert result.exit_code == 0, result.output
    return result.stdout


def not_done(*arguments: object, replies: str = "") -> str:
    result = elicited(*arguments, replies=replies)
    assert (result.exit_code, result.stdout) == (2, ""), result.output
    assert "Traceback" not in result.stderr
    return result.stderr


def by_ranks(conflict: cm.Conflict, dm: str) -> Callable[..., Reply]:
    """Return a respondent who answers as a decision maker is ranked in a conflict."""
    rank = conflict.ranks[conflict.position(dm)]

    def ask(question: object) -> Reply:
        first, second = (int(rank[getattr(question, name) - 1]) for name in ("first", "second"))
        return "first" if first > second else "second" if first < second else "same"

    return ask


def script(conflict: cm.Conflict, dm: str, goal: object) -> list[str]:
    """Return what that respondent types."""
    found = cm.elicit(conflict, by_ranks(conflict, dm), dms=[dm], goal=goal)
    return [TYPED[each.reply] for each in found.answers]


def lines(replies: list[str]) -> str:
    return "".join(f"{each}\n" for each in replies)


def answers_in(journal: Path, name: str = "Anna") -> list[dict[str, str]]:
    return list(json.loads(journal.read_text())["respondents"].get(name, []))


REPLIES = script(cm.cases.load("elmira"), "uniroyal", GOALS)


def test_a_dialogue_ends_where_nothing_is_open_and_says_what_holds(mine: Path) -> None:
    said = done(mine, *ELMIRA, replies=lines(REPLIES))
    assert f"It took {len(REPLIES)} questions of 36 pairs." in " ".join(said.split())
    assert "Which would Uniroyal rather see?" in said
    assert max(len(line) for line in said.splitlines() if not line.startswith("Next: ")) <= 80
    assert len(answers_in(mine.with_name("mine.answers.json"))) == len(REPLIES)
    again = done(mine, *ELMIRA)
    assert "Which would" not in again
    assert again.strip() == said[said.index("Nothing is open") :].strip()


def test_each_reply_has_its_key(mine: Path) -> None:
    said = done(mine, *ELMIRA, replies="u\nw\n2\nu\nd\n\nS\nq\n1\n")
    assert "nothing to undo" in said
    assert "1 decides: " in said or "1 alone decides nothing yet." in said
    assert "After 2 questions" in said
    assert [each["reply"] for each in answers_in(mine.with_name("mine.answers.json"))] == ["unknown", "same"]


def test_a_line_that_is_no_reply_stops_and_what_was_answered_before_is_kept(mine: Path) -> None:
    result = elicited(mine, *ELMIRA, replies="1\nfirst\n")
    assert result.exit_code == 2
    assert "standard input, line 2: 'first' is no reply; there are: 1 or 2" in result.stderr
    assert len(answers_in(mine.with_name("mine.answers.json"))) == 1


@pytest.mark.parametrize("stop", [*range(len(REPLIES) + 1)])
def test_the_next_call_goes_on_where_it_stopped(mine: Path, stop: int) -> None:
    done(mine, *ELMIRA, replies=lines(REPLIES[:stop]))
    found = json.loads(done(mine, *ELMIRA, "--json", replies=lines(REPLIES[stop:])))
    whole = mine.with_name("whole.answers.json")
    expected = json.loads(done(mine, *ELMIRA, "--json", "--answers", whole, replies=lines(REPLIES)))
    assert {**found, "journal": ""} == {**expected, "journal": ""}


def test_answers_for_one_goal_serve_for_another_and_for_others_who_are_asked_about(mine: Path) -> None:
    conflict = cm.read(mine)
    replies = script(conflict, "uniroyal", 8)
    uniroyal = ("--dm", "uniroyal", "--as", "Anna")
    done(mine, *uniroyal, "--goal", "8", replies=lines(replies))
    done(mine, "--dm", "ministry", "--as", "Anna", replies="1\n")
    found = json.loads(done(mine, *uniroyal, "--goal", "4", "--json"))
    assert len(found["answers"]) == len(replies)
    assert {each["dm"] for each in answers_in(mine.with_name("mine.answers.json"))} == {"uniroyal", "ministry"}


def test_to_begin_again_puts_the_answers_aside(mine: Path) -> None:
    journal = mine.with_name("mine.answers.json")
    done(mine, *ELMIRA, replies="1\n1\n")
    done(mine, *UNIROYAL, "--as", "Bert", replies="2\n")
    done(mine, *ELMIRA, "--anew", replies="2\n")
    assert [each["reply"] for each in answers_in(journal)] == ["second"]
    assert len(answers_in(journal, "Bert")) == 1
    assert len(answers_in(mine.with_name("mine.answers.json.old"))) == 2


@pytest.mark.thorough
@pytest.mark.parametrize("seed", few_at_once(range(6)))
def test_an_answer_that_was_read_survives_a_kill(mine: Path, seed: int) -> None:
    chance = random.Random(seed)
    number = chance.randrange(1, len(REPLIES))
    call = [sys.executable, "-m", "countermove", "elicit", str(mine), *ELMIRA]
    with subprocess.Popen(
        call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | {"COLUMNS": "80"}
    ) as talk:
        assert talk.stdin is not None
        assert talk.stdout is not None
        talk.stdin.write(lines(REPLIES[:number]))
        talk.stdin.flush()
        while f"Question {number + 1} " not in (line := talk.stdout.readline()):
            assert line, "it ended"
        time.sleep(chance.random() / 50)
        talk.send_signal(signal.SIGKILL)
    assert len(answers_in(mine.with_name("mine.answers.json"))) == number
    found = json.loads(done(mine, *ELMIRA, "--json", replies=lines(REPLIES[number:])))
    assert [TYPED[each["reply"]] for each in found["answers"]] == REPLIES


@pytest.mark.thorough
def test_ctrl_c_leaves_one_clean_line(mine: Path) -> None:
    call = [sys.executable, "-m", "countermove", "elicit", str(mine), *ELMIRA]
    with subprocess.Popen(
        call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as talk:
        assert talk.stdin is not None
        assert talk.stdout is not None
        assert talk.stderr is not None
        talk.stdin.write("1\n")
        talk.stdin.flush()
        while "Question 2 " not in (line := talk.stdout.readline()):
            assert line, "it ended"
        time.sleep(0.2)
        talk.send_signal(signal.SIGINT)
        said = talk.stderr.read()
        assert talk.wait() == 130
    journal = mine.with_name("mine.answers.json")
    assert said == f"interrupted: 1 answer is kept in {journal}; the same call goes on\n"


def test_two_at_a_time_are_refused(mine: Path) -> None:
    from countermove.simulation.answers.book import AnswerBook

    journal = mine.with_name("mine.answers.json")
    book = AnswerBook.opened(mine, cm.read(mine), journal)
    try:
        said = not_done(mine, *ELMIRA)
    finally:
        book.close()
    assert f"{journal} is in use by process {os.getpid()}" in said
    assert "--answers" in said


STYLES = {
    "as it is": lambda text: text,
    "windows": lambda text: text.replace("\n", "\r\n"),
    "mark": lambda text: "\ufeff" + text,
    "no last line end": lambda text: text.rstrip("\n"),
}


@pytest.mark.parametrize("style", STYLES)
def test_what_was_learnt_goes_into_the_file_and_comes_out_again(mine: Path, style: str) -> None:
    before = STYLES[style](mine.read_text()).encode()
    mine.write_bytes(before)
    truth = cm.read(mine)
    done(mine, *ELMIRA, "--write", replies=lines(REPLIES))
    after, found = mine.read_bytes(), cm.read(mine)
    start = before.index(b"    preferences: {ranking: [1, 4, 8")
    assert after.startswith(before[:start])
    assert after.endswith(before[before.index(b"\n", start) :])
    assert b"# elicit: Anna was asked about one pair at a time on " in after
    wants = found.decision_makers[1].preferences
    assert "Anna" in wants.because
    assert _equilibria(found) == _equilibria(truth)
    rank = found.ranks[1]
    for each in answers_in(mine.with_name("mine.answers.json")):
        first, second = (int(rank[found.states.find(each[name])[0]]) for name in ("first", "second"))
        assert {"first": first > second, "second": first < second, "same": first == second}[each["reply"]]
    done(mine, "--undo")
    assert mine.read_bytes() == before
    assert "knows of nothing" in not_done(mine, "--undo")


def _equilibria(conflict: cm.Conflict) -> list[int]:
    return [each.number for each in cm.solve(conflict, ["seq"]).equilibria("seq")]


def test_nothing_is_written_unless_it_is_asked_for(mine: Path) -> None:
    before = mine.read_bytes()
    done(mine, *ELMIRA, replies=lines(REPLIES) + "y\n")
    assert mine.read_bytes() == before
    assert "no answer says anything yet" in not_done(mine, "--dm", "ministry", "--as", "Bo", "--write", "--json")
    assert mine.read_bytes() == before


def test_pairs_that_no_answer_is_about_stand_as_before(mine: Path) -> None:
    before = cm.read(mine).ranks[1]
    done(mine, *ELMIRA, "--write", replies=REPLIES[0])
    assert (cm.read(mine).ranks[1] == before).all()  # the answer agrees with what was there
    assert "still open" in " ".join(mine.read_text().replace("# elicit:", "").split())


def test_undo_is_refused_where_the_file_has_changed_and_shows_how(mine: Path) -> None:
    done(mine, *ELMIRA, "--write", replies=lines(REPLIES))
    changed = mine.read_text().replace("Draw out the appeal", "Stall")
    mine.write_text(changed)
    said = not_done(mine, "--undo")
    assert f"{mine} has changed since" in said
    assert "+      delay: Stall" in said
    assert mine.read_text() == changed


def test_a_file_that_says_something_else_is_refused_with_the_difference(mine: Path) -> None:
    done(mine, *ELMIRA, replies="1\n")
    text = mine.read_text()
    mine.write_text(
        text.replace("title: Elmira", "title: The aquifer of Elmira").replace("# 9 abandon", "# 9: abandon")
    )
    done(mine, *ELMIRA)
    mine.write_text(text.replace("irreversible:\n  modify: on", "irreversible:\n  modify: off"))
    said = not_done(mine, *ELMIRA)
    assert "irreversible.modify: was on, is off" in said
    assert "--still" in said
    assert "--anew" in said
    assert "After 1 question " in done(mine, *ELMIRA, "--still")
    mine.write_text(text)
    done(mine, *ELMIRA, "--anew")
    assert answers_in(mine.with_name("mine.answers.json")) == []


@pytest.mark.parametrize("seed", few_at_once(range(16)))
def test_a_damaged_journal_is_named_and_not_believed(mine: Path, seed: int) -> None:
    journal, chance = mine.with_name("mine.answers.json"), random.Random(seed)
    done(mine, *ELMIRA, replies="1\n2\n")
    raw = bytearray(journal.read_bytes())
    at = chance.randrange(len(raw) - 1)
    if seed % 2:
        del raw[at:]
    else:
        raw[at] ^= 1 << chance.randrange(8)
    if json.loads(journal.read_text()) == _loaded(bytes(raw)):
        return  # a blank more or less says nothing else
    journal.write_bytes(raw)
    said = not_done(mine, *ELMIRA)
    assert str(journal) in said
    assert "--anew" in said


def _loaded(raw: bytes) -> object:
    try:
        return json.loads(raw)
    except ValueError:
        return None


WAGES = """\
title: Wages
status_quo: [strike]
decision_makers:
  union:
    options: [strike]
    preferences:
      - raise  # the main thing
      # it costs
      - not strike
      - strike if not raise
  company:
    options: [raise]
    preferences: [not strike, not raise]
"""


def test_wishes_are_ordered_in_the_file_with_their_comments(tmp_path: Path) -> None:
    file = tmp_path / "wages.yaml"
    written(file, WAGES)
    goals = [word for number in range(1, 5) for word in ("--goal", str(number))]
    said = done(file, "--about", "wishes", "--dm", "union", *goals, "--as", "Anna", "--write", replies="2\n" * 5)
    assert "Which matters more to union?" in said
    text = file.read_text()
    assert text.count("# elicit:") > 1
    assert {*WAGES.splitlines()} <= {*text.splitlines()}
    assert text.index("      # it costs\n      - not strike\n") > 0
    done(file, "--undo")
    assert file.read_text() == WAGES


def test_a_ranking_that_does_not_fit_the_variations_becomes_one(tmp_path: Path) -> None:
    file = tmp_path / "wages.yaml"
    text = WAGES + "variations:\n  calm: {remove: [raise]}\n"
    written(file, text)
    result = elicited(file, "--dm", "union", "--goal", "raise", "--as", "Anna", "--write", replies="2\n" * 9)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[-1].endswith("--variation said-by-anna")
    assert "so it is written as a variation of its own, said-by-anna" in result.stderr
    found = cm.read(file)
    assert [each.id for each in found.variations] == ["calm", "said-by-anna"]
    assert found.variations[1].weight is None
    assert cm.solve(found, variation="said-by-anna").conflict.ranks[0].max() > 0
    assert file.read_text().startswith(text)
    done(file, "--undo")
    assert file.read_text() == text


def test_respondents_stay_apart_and_their_differences_become_worlds(mine: Path) -> None:
    before = mine.read_bytes()
    done(mine, *ELMIRA, replies=lines(REPLIES))
    other = ["2" if each == "1" else "1" for each in REPLIES[:2]]
    done(mine, *UNIROYAL, "--as", "Bert", replies=lines(other))
    said = done(mine, *UNIROYAL, "--disagreements")
    assert "They differ on" in said
    assert "Anna: 1; Bert: 2" in said or "Anna: 2; Bert: 1" in said
    found = json.loads(done(mine, *UNIROYAL, "--disagreements", "--json"))
    assert found["respondents"] == {"Anna": len(REPLIES), "Bert": 2}
    assert all({*each["said"].values()} >= {"first", "second"} for each in found["disputed"])
    done(mine, *UNIROYAL, "--disagreements", "--write")
    coded = cm.read(mine)
    assert [(each.id, each.weight) for each in coded.variations[-2:]] == [
        ("said-by-anna", 0.5),
        ("said-by-bert", 0.5),
    ]
    assert "Method: all 2 worlds." in run("worlds", str(mine)).stdout
    assert "already" in not_done(mine, *UNIROYAL, "--disagreements", "--write", "--json")
    done(mine, "--undo")
    assert mine.read_bytes() == before


def test_one_respondent_disagrees_with_nobody(mine: Path) -> None:
    done(mine, *ELMIRA, replies="1\n")
    said = not_done(mine, *UNIROYAL, "--disagreements")
    assert "has answers of Anna; two are needed" in said


def test_json_is_all_that_goes_to_standard_output(mine: Path) -> None:
    result = elicited(mine, *ELMIRA, "--json", replies=lines(REPLIES))
    document = json.loads(result.stdout)
    assert "Which would Uniroyal rather see?" in result.stderr
    assert len(document["answers"]) == len(REPLIES)
    assert document["by"] == "Anna"


def test_answers_that_go_round_in_a_circle_are_shown_and_one_is_asked_again(mine: Path) -> None:
    journal = mine.with_name("mine.answers.json")
    said = done(mine, *ELMIRA, replies="1 > 5\n5 > 8\n8>1\n1\n2\nq\n")
    assert "These answers do not go together:" in said
    assert "Settlement (8)\n    over Nobody moves (1)" in "\n".join(line.rstrip() for line in said.splitlines())
    assert said.count("One of them is asked again.") == 2
    kept = [(each["first"], each["second"], each["reply"]) for each in answers_in(journal)]
    one, five, eight = (cm.read(mine).states.pattern(number - 1) for number in (1, 5, 8))
    assert kept == [(one, five, "first"), (five, eight, "second"), (eight, one, "first")]
    said = done(mine, *ELMIRA, replies="5 > 1\n1\nq\n")
    assert said.count("One of them is asked again.") == 1
    assert len(answers_in(journal)) == 3
    done(mine, *ELMIRA, replies="8 > 5\n5 > 8\n1\nq\n")
    assert answers_in(journal)[-1]["reply"] == "first"
    said = done(mine, *ELMIRA, "--anew", replies="1 > 5\n5 > 8\n8>1\n1\n1\nq\n")
    assert "The last answer is left out" in said
    assert len(answers_in(journal)) == 2


def test_controls_are_asked_once_nothing_is_open(mine: Path) -> None:
    done(mine, *ELMIRA, replies=lines(REPLIES))
    said = done(mine, *ELMIRA, "--controls", "1", replies="w\n1\n")
    assert "this question checks the answers" in said
    assert "It follows from the answers so far" in said
    assert "Nothing is open." in said


def test_numbers_that_are_no_states_are_refused(mine: Path) -> None:
    result = elicited(mine, *ELMIRA, replies="3 > 3\n")
    assert result.exit_code == 2
    assert "cannot be compared with itself" in result.stderr
    assert "there is no state 77" in elicited(mine, *ELMIRA, replies="77 > 3\n").stderr


GRAPH = """\
title: Step by step
states: {calm: Calm, threat: A threat, clash: A clash, war: War}
decision_makers:
  north:
    moves: {calm: threat, threat: clash}
  south:
    moves: [[threat, calm], [clash, war]]
    ranking: [calm, threat, war, clash]
status_quo: calm
"""


def test_a_file_in_graph_form_without_preferences_is_asked_about_and_written(tmp_path: Path) -> None:
    file = tmp_path / "steps.yaml"
    written(file, GRAPH)
    said = done(file, "--as", "Anna", "--goal", "threat", "--write", replies="1\n2\n2\n")
    assert "Which would north rather see?" in said
    found = cm.read(file)
    ranks = dict(zip(["calm", "threat", "clash", "war"], found.ranks[0].tolist(), strict=True))
    assert ranks["threat"] > max(ranks["calm"], ranks["clash"])
    done(file, "--undo")
    assert file.read_text() == GRAPH
    assert "nothing had to be asked" in not_done(file, "--as", "Bert", "--goal", "calm", "--write", "--json")


def test_bad_calls_are_refused_with_a_cure(mine: Path, tmp_path: Path) -> None:
    assert "there are: ministry, uniroyal, local_government" in not_done(mine, "--dm", "nobody")
    assert "as in --dm ministry (or uniroyal, local_government)" in not_done(mine)
    assert "letters that can be printed" in not_done(mine, "--dm", "uniroyal", "--as", "a" * 61)
    assert "letters that can be printed" in not_done(mine, "--dm", "uniroyal", "--as", "a\x1bb")
    assert "family" in not_done("csto-appeals", "--dm", "x")
    assert "unknown concept 'best'; there are" in not_done(mine, "--dm", "uniroyal", "--concept", "best")
    assert "'glory'" in not_done(mine, "--dm", "uniroyal", "--goal", "glory")
    assert "'situations' or 'wishes'" in not_done(mine, "--dm", "uniroyal", "--about", "hopes")
    assert "cases copy elmira" in not_done("elmira", "--dm", "uniroyal", "--write")
    assert "leave out --undo" in not_done(mine, "--undo", "--write")
    assert "no such file" in not_done(tmp_path / "none.yaml", "--dm", "a")
    gmcr = tmp_path / "mine.gmcr"
    run("convert", str(mine), str(gmcr))
    assert "YAML" in not_done(gmcr, "--dm", "uniroyal", "--write")
    frozen = tmp_path / "k.forecast.json"
    frozen.write_text("{}")
    assert "ends in .yaml" in not_done(frozen, "--dm", "a")
    assert "ends in .json" in not_done(mine, *ELMIRA, "--answers", mine, "--anew")
    folder = tmp_path / "folder.json"
    folder.mkdir()
    assert "directory" in not_done(mine, *ELMIRA, "--answers", folder)
    assert "no such file" in not_done(mine, *ELMIRA, "--answers", tmp_path / "none" / "a.json").lower()
    assert refused("elicit", str(mine), "--dm", "nobody")
