"""Whatever is wrong with the call or the file: exit 2, clear words on standard error, nothing on standard output."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from command_line import refused, run

GOOD = """
title: Good
status_quo: [a1]
decision_makers:
  a: {options: [a1, a2], preferences: [a1, not a2]}
  b: {options: [b1], preferences: [b1 if a1]}
feasible: ["at most one of (a1, a2)"]
variations:
  calm: {remove: [b1]}
"""


def changed(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new)


def options(count: int) -> str:
    """Return the good file with so many options."""
    return changed("[a1, a2]", f"[a1, a2, {', '.join(f'o{k}' for k in range(count - 3))}]")


CONTENTS = {
    "unknown option": (changed("[b1 if a1]", "[b1 if a3]"), "unknown option 'a3'"),
    "misspelt decision maker": (changed("{remove: [b1]}", "{last: {bb: [b1]}}"), "unknown decision maker 'bb'"),
    "an id of two owners": (
        changed("[a1, a2]", "{a1: First, a2: Second}").replace("[b1]", "{a1: First, b1: Third}", 1),
        "'a1' is an option of a and of b; write a.a1 or b.a1",
    ),
    "no feasible state": (changed("feasible: [", "feasible: ['false', "), "no state is feasible"),
    "contradictory rules": (
        changed("feasible: [", "feasible: [b1, not b1, "),
        "no state is feasible: 'b1' and 'not b1'",
    ),
    "infeasible status quo": (changed("[a1]\n", "[a1, a2]\n"), "the status quo (a1, a2) is infeasible"),
    "ranking omits": (
        changed("preferences: [a1, not a2]", "preferences: {ranking: [YNN, NYN, NNN, YNY, NYY]}"),
        "the ranking of a omits state",
    ),
    "ranking repeats": (
        changed("preferences: [a1, not a2]", "preferences: {ranking: [YN-, NY-, NN-, YNN]}"),
        "more than once",
    ),
    "circular conditions": (
        changed("[a1, a2]", "{a1: {when: a2}, a2: {when: a1}}"),
        "the conditions go round in a circle",
    ),
    "not a mapping": ("- one\n- two\n", "a conflict file is a mapping"),
    "plain text": ("just words", "a conflict file is a mapping"),
    "not YAML": ("title: [unclosed", "this is not YAML"),
    "duplicate keys": (changed("title: Good", "title: Good\ntitle: Better"), "duplicate key 'title'"),
    "unknown key": (changed("status_quo", "status_qou"), "unknown key 'status_qou'; did you mean 'status_quo'?"),
    "70 options": (options(70), "has 70 options, and 60 are the most"),
    "empty": ("", "the file is empty"),
    "garbage": ("x" * (1 << 20) + "yz", "1,048,578 bytes are too many"),
    "a vague statement": (changed("not a2]", "not not]"), "the statement breaks off"),
}

COMMANDS: dict[str, Callable[[str], list[str]]] = {
    "solve": lambda file: ["solve", file],
    "solve --json": lambda file: ["solve", "--json", file],
    "check": lambda file: ["check", file],
    "show": lambda file: ["show", file],
    "explain": lambda file: ["explain", file],
    "convert": lambda file: ["convert", file, f"{file}.target.yaml"],
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("fault", CONTENTS)
def test_bad_file(fault: str, command: str, tmp_path: Path) -> None:
    text, said = CONTENTS[fault]
    file = tmp_path / "bad.yaml"
    file.write_text(text, encoding="utf-8")
    assert said in refused(*COMMANDS[command](str(file)))
    assert [*tmp_path.iterdir()] == [file]


@pytest.mark.parametrize("command", ["solve", "evolve", "coalitions", "assumptions", "worlds", "report"])
def test_what_needs_the_list_of_states_refuses_forty_options(command: str, tmp_path: Path) -> None:
    file = tmp_path / "large.yaml"
    file.write_text(options(40), encoding="utf-8")
    assert "40 options: 2^40 states to look at" in refused(command, str(file))


@pytest.mark.parametrize("command", ["check", "show", "explain", "sources"])
def test_what_needs_no_list_of_states_takes_forty_options(command: str, tmp_path: Path) -> None:
    file = tmp_path / "large.yaml"
    file.write_text(options(40), encoding="utf-8")
    run(command, str(file))


def test_the_file_they_are_made_from_is_good(tmp_path: Path) -> None:
    file = tmp_path / "good.yaml"
    file.write_text(GOOD, encoding="utf-8")
    run("check", str(file))


def test_every_complaint_has_its_line(tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    text = changed("[b1 if a1]", "[b1 if a3]").replace("at most one of (a1, a2)", "at most one of (a1, a4)")
    file.write_text(text, encoding="utf-8")
    lines = refused("check", str(file)).splitlines()
    assert len(lines) == 2
    assert "line 6, column" in lines[0]
    assert "'a3'" in lines[0]
    assert "line 7, column" in lines[1]
    assert "'a4'" in lines[1]


def test_binary_file(tmp_path: Path) -> None:
    file = tmp_path / "picture.yaml"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    assert "this is a picture; write down what it shows" in refused("solve", str(file))


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text('title: "t\\e[31mred"\ndecision_makers: {"a\\e[2Jb": {}}\n', encoding="utf-8")
    assert "\x1b" not in refused("check", str(file))


def test_other_suffix(tmp_path: Path) -> None:
    file = tmp_path / "conflict.txt"
    file.write_text(GOOD, encoding="utf-8")
    assert "a conflict file ends in .yaml" in refused("solve", str(file))


def test_directory(tmp_path: Path) -> None:
    assert "is a directory" in refused("solve", str(tmp_path))


def test_missing_file(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(GOOD, encoding="utf-8")
    said = refused("solve", str(tmp_path / "mien.yaml"))
    assert "there is no such file" in said
    assert "did you mean 'mine.yaml'?" in said


def test_unknown_case() -> None:
    assert "did you mean 'prisoners-dilemma'?" in refused("solve", "prisoner-dilemma")
    assert "did you mean 'prisoners-dilemma'?" in refused("cases", "copy", "prisoner-dilemma")


def test_unknown_concept() -> None:
    assert "unknown concept 'nsah'; did you mean 'nash'?" in refused(
        "solve", "prisoners-dilemma", "--concepts", "nsah"
    )
    assert "no concept is asked for" in refused("solve", "prisoners-dilemma", "--concepts", "")


def test_unknown_variation(tmp_path: Path) -> None:
    file = tmp_path / "good.yaml"
    file.write_text(GOOD, encoding="utf-8")
    said = refused("solve", str(file), "--variation", "clam")
    assert "has no variation 'clam'; did you mean 'calm'?" in said


@pytest.mark.parametrize(
    "arguments",
    [(), ("sovle",), ("solve",), ("solve", "prisoners-dilemma", "--jsno"), ("solve", "a", "b"), ("cases", "cpoy")],
)
def test_call_that_is_wrong(arguments: tuple[str, ...]) -> None:
    assert refused(*arguments)


def test_too_much_to_write_out(tmp_path: Path) -> None:
    file = tmp_path / "large.yaml"
    options = ", ".join(f"o{k}" for k in range(18))
    file.write_text(f"title: Large\ndecision_makers: {{a: {{options: [{options}]}}}}\n", encoding="utf-8")
    said = refused("solve", str(file), "--json")
    assert "262,144 states" in said
    assert " MB" in said
    assert "--counts" in said
    counted = run("solve", str(file), "--json", "--counts", "--concepts", "nash")
    assert '"states": 262144' in counted.stdout


@pytest.mark.parametrize(
    "arguments", [("new",), ("cases", "copy", "prisoners-dilemma"), ("convert", "prisoners-dilemma")]
)
def test_nothing_is_overwritten(arguments: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("mine", encoding="utf-8")
    assert "there is such a file already; --force overwrites it" in refused(*arguments, str(file))
    assert file.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    "arguments", [("new",), ("cases", "copy", "prisoners-dilemma"), ("convert", "prisoners-dilemma")]
)
def test_nowhere_to_write(arguments: tuple[str, ...], tmp_path: Path) -> None:
    assert "no such file or directory" in refused(*arguments, str(tmp_path / "not-there" / "mine.yaml"))


def test_suffix_that_says_nothing(tmp_path: Path) -> None:
    assert "has to end in" in refused("new", str(tmp_path / "mine.txt"))
    assert "has to end in" in refused("convert", "prisoners-dilemma", str(tmp_path / "mine.txt"))


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    assert "is a directory" in refused("new", str(tmp_path / "folder.yaml"), "--force")
    assert [each.name for each in tmp_path.iterdir()] == ["folder.yaml"]


def test_lines_inside_statements(tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    text = "title: t\ndecision_makers:\n  a:\n    options: [go]\n    preferences:\n      statements:\n        - got\n"
    file.write_text(text, encoding="utf-8")
    assert f"{file}, line 7, column 11: unknown option 'got'" in refused("check", str(file))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--state", "modify"], "'modify' is not feasible ('exactly one of (delay, accept, abandon)' must hold)"),
        (["--state", "Y---Y"], "'Y---Y' means 3 states: 6 (modify, delay, insist); 8 (modify, accept, insist); 9"),
        (["--state", "10"], "there is no state number 10; the states are numbered 1 to 9"),
        (["--state", "delya"], "unknown option 'delya'; did you mean 'delay'?"),
        (["--dm", "minstry"], "no decision maker 'minstry'; did you mean 'ministry'?"),
        (["--concept", "sqe"], "unknown concept 'sqe'; did you mean"),
        (["--concept", "seq,smr"], "unknown concept 'seq,smr'"),
        (["--variation", "acept-final"], "has no variation 'acept-final'; did you mean 'accept-final'?"),
    ],
)
def test_explain_what_is_not_there(arguments: list[str], said: str) -> None:
    assert said in refused("explain", "elmira", *arguments)


def test_explain_complains_of_everything_at_once() -> None:
    said = refused("explain", "elmira", "--state", "10", "--dm", "minstry", "--concept", "sqe").splitlines()
    assert [line.split(";")[0] for line in said] == [
        "unknown concept 'sqe'",
        "there is no state number 10",
        "'Elmira groundwater contamination, 1989-91' has no decision maker 'minstry'",
    ]


@pytest.mark.parametrize("part", ["Nazarbayev", "his circle", "nazarbayev AND his"])
def test_part_of_a_name_is_enough_for_a_suggestion(part: str) -> None:
    assert "did you mean 'old_guard'?" in refused("explain", "kazakhstan-2022", "--dm", part)


@pytest.mark.parametrize("call", [["explain"], ["assumptions"], ["evolve"], ["brief"], ["forecast"]])
def test_a_file_without_a_status_quo_is_named(call: list[str], tmp_path: Path) -> None:
    """Where the start of the conflict is asked for, the complaint names the file and what is missing in it."""
    file = tmp_path / "started.yaml"
    questions = "questions: {q: {asks: x?, when: x}}"
    file.write_text(f"title: t\n{questions}\ndecision_makers: {{a: {{options: [x], preferences: [x]}}}}\n", "utf-8")
    said = refused(*call, str(file))
    assert said.startswith(f"{file}: ")
    assert "has no status quo" in said
    assert "which options are on at the start" in said


def test_explain_without_a_status_quo() -> None:
    assert refused("explain", "chicken").startswith("chicken: 'Chicken' has no status quo; name the state by number")
