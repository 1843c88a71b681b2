"""What `countermove elicit` says at its end: what is kept, what is written, and what comes next."""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import countermove as cm
from countermove.analysis.elicitation.question import PairAnswer, PairQuestion
from countermove.cli.app import app

UNIROYAL = ("--dm", "uniroyal", "--as", "Anna")
THREE_GOALS = ("--goal", "1", "--goal", "8", "--goal", "9")
THREE = """\
title: The school roof
status_quo: []
decision_makers:
  town:
    options: {pay: Pay for the roof}
  parents:
    options: {strike: Keep the children at home}
"""


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = Path("mine.yaml")
    shutil.copy(cm.cases.file("elmira"), file)
    return file


def elicited(*arguments: object, replies: str = "") -> Result:
    words = ["elicit", *map(str, arguments)]
    return CliRunner().invoke(app, words, input=replies, env={"COLUMNS": "80"}, prog_name="countermove")


def done(*arguments: object, replies: str = "") -> str:
    result = elicited(*arguments, replies=replies)
    assert result.exit_code == 0, result.output
    return result.stdout


def next_words(said: str) -> list[str]:
    """Return the words of the call that is offered last, without the name of the command."""
    last = said.splitlines()[-1]
    assert last.startswith("Next: countermove ")
    return last.split()[2:]


def test_the_next_call_after_the_last_question_writes_what_was_learnt(mine: Path) -> None:
    said = done(mine, *UNIROYAL, replies="2\n2\n")
    assert next_words(said) == ["elicit", "mine.yaml", *UNIROYAL, "--write"]
    assert "wrote mine.yaml" in done(*next_words(said)[1:])


def test_of_a_packaged_case_the_next_calls_copy_it_and_write_the_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = done("elmira", *UNIROYAL, replies="2\n2\n")
    assert "Not written: a packaged case is not changed" in said
    assert next_words(said) == ["cases", "copy", "elmira"]
    assert CliRunner().invoke(app, next_words(said)).exit_code == 0
    assert "wrote elmira.yaml" in done("elmira.yaml", *UNIROYAL, "--write")
    done("elmira", "--dm", "uniroyal", "--as", "Bert", "--answers", "both.json", replies="1\n")
    done("elmira", *UNIROYAL, "--answers", "both.json", replies="2\n2\n")
    said = done("elmira", "--dm", "uniroyal", "--answers", "both.json", "--disagreements")
    assert next_words(said) == ["cases", "copy", "elmira"]


def test_the_next_call_after_undo_is_not_refused(mine: Path) -> None:
    done(mine, *UNIROYAL, "--write", replies="2\n2\n")
    command, *words = next_words(done(mine, "--undo"))
    assert command == "brief"
    assert CliRunner().invoke(app, [command, *words]).exit_code == 0


def test_what_is_written_twice_is_taken_back_to_what_was_there_first(mine: Path) -> None:
    before = mine.read_bytes()
    done(mine, *UNIROYAL, "--write", replies="2\n2\n")
    assert "this stands already in mine.yaml" in done(mine, *UNIROYAL, "--write")
    done(mine, "--undo")
    assert mine.read_bytes() == before


def test_views_that_are_written_twice_are_taken_back_too(mine: Path) -> None:
    before = mine.read_bytes()
    done(mine, *UNIROYAL, replies="2\n2\n")
    done(mine, "--dm", "uniroyal", "--as", "Bert", replies="1\n")
    views = (mine, "--dm", "uniroyal", "--disagreements", "--write")
    assert "wrote mine.yaml" in done(*views)
    assert "take back what was written with --undo" in elicited(*views).stderr
    done(mine, "--undo")
    assert mine.read_bytes() == before


def test_that_other_ends_may_matter_after_writing_is_said_where_no_goal_was_named(mine: Path) -> None:
    assert "the judgement may have other ends" in done(mine, *UNIROYAL, "--write", replies="2\n2\n")
    done(mine, "--undo")
    assert "other ends" not in done(mine, *UNIROYAL, "--goal", "5", "--write")


def test_pairs_that_nobody_knows_are_not_counted_as_questions_to_come(mine: Path) -> None:
    said = done(mine, "--dm", "uniroyal", "--as", "Bert", *THREE_GOALS, replies="d\nd\nd\nq\n")
    assert [int(each) for each in re.findall(r"Question \d+ of at most (\d+)", said)] == [36, 36, 36, 36]
    conflict = cm.read(mine)
    asked = cm.elicitation(conflict, dms=["uniroyal"], goal=[1, 8, 9]).answered("unknown")
    assert (asked.progress.asked, asked.progress.follows, asked.progress.unknown) == (1, 0, 1)
    dm, first, second = (
        asked.answers[0].question.dm,
        asked.answers[0].question.first,
        asked.answers[0].question.second,
    )
    known = asked.with_answer(PairAnswer(PairQuestion(dm, "situations", first, second), "first"))
    assert (known.progress.follows, known.progress.unknown) == (1, 0)


def test_a_comparison_from_a_file_is_refused_with_its_line(mine: Path) -> None:
    assert "standard input, line 2: 3 cannot be" in elicited(mine, *UNIROYAL, replies="w\n3 > 3\n").stderr
    assert "standard input, line 1: there is no state 77" in elicited(mine, *UNIROYAL, replies="77 > 3\n").stderr


def test_several_who_are_asked_about_prefer_each_for_itself(tmp_path: Path) -> None:
    file = tmp_path / "roof.yaml"
    file.write_text(THREE)
    said = " ".join(done(file).split())
    assert "Which of two situations would town and parents each prefer?" in said


def test_a_contradiction_keeps_each_thing_whole_at_80_columns(mine: Path) -> None:
    said = done(mine, *UNIROYAL, replies="1 > 6\n6 > 8\n8 > 1\nq\nq\n")
    shown = said[said.index("These answers do not go together:") : said.index("One of them is asked again.")]
    assert [line for line in shown.splitlines() if line.startswith("    over ")][-1].startswith(
        "    over Nobody moves (1)"
    )
    assert all(line.startswith("  ") for line in shown.splitlines()[1:])


def test_fronts_are_refused_with_the_fronts_whose_files_may_be_asked(mine: Path) -> None:
    result = elicited(*_canal(mine.parent), "--write")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "call elicit on the file of north or south" in " ".join(result.stderr.split())
    said = done(*_canal(mine.parent), "--dm", "centre", "--goal", "1", replies="1\n" * 40)
    assert "Not written: answers about several fronts" in said


def _canal(folder: Path) -> tuple[Path]:
    file = folder / "canal.yaml"
    shutil.copy(cm.cases.file("canal"), file)
    return (file,)


def at_a_terminal(replies: Sequence[bytes], *arguments: object) -> tuple[str, int]:
    """Call `elicit` at a terminal, a reply wherever something is asked; return what it said, and its code."""
    ours, theirs = os.openpty()
    call = [sys.executable, "-m", "countermove", "elicit", *map(str, arguments)]
    said, left = b"", [*replies]
    with subprocess.Popen(call, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True) as talk:
        os.close(theirs)
        while select.select([ours], [], [], 60)[0]:
            try:
                said += os.read(ours, 4096)
            except OSError:  # it has ended
                break
            if said.endswith(b"> ") and left:
                reply = left.pop(0)
                if reply == b"\x03":
                    talk.send_signal(2)
                else:
                    os.write(ours, reply + b"\n")
                said += b"\n"
        code = talk.wait(60)
    os.close(ours)
    return said.decode().replace("\r", ""), code


def test_whether_to_write_is_asked_until_it_is_said(mine: Path) -> None:
    before = mine.read_bytes()
    said, code = at_a_terminal([b"2", b"2", b"2", b"maybe", b"no"], mine, *UNIROYAL)
    assert said.count("y, n or u > ") == 2, said
    assert (code, mine.read_bytes()) == (0, before)
    said, code = at_a_terminal([b"u", b"1", b"yes"], mine, *UNIROYAL)
    assert "wrote mine.yaml" in said
    assert code == 0


def test_ctrl_c_at_the_first_question_leaves_one_line_and_no_journal(mine: Path) -> None:
    said, code = at_a_terminal([b"\x03"], mine, *UNIROYAL)
    assert " ".join(said.split()).endswith("> interrupted: nothing was answered yet, so nothing is kept")
    assert "Traceback" not in said
    assert (code, mine.with_name("mine.answers.json").exists()) == (130, False)
