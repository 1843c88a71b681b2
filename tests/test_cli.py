"""The commands: what they print, where, and with which exit code."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
import typer

from command_line import called, process, run, written
from countermove import cases, read, solve
from countermove.analysis.certificate import check
from countermove.analysis.explanation.result import Explanation
from countermove.cli.app import app

STRIKE = """
title: Strike
status_quo: [strike]
sources: {paper: {title: The paper, reliability: B, credibility: 2}}
decision_makers:
  union:
    name: The union
    options: {strike: Go on strike}
    preferences: [raise, not strike]
  company:
    name: The company
    options: {raise: Raise wages, fire: Fire everybody}
    preferences: [not strike, not raise]
feasible: ["at most one of (raise, fire)"]
questions: {paid: {asks: Are wages raised?, when: raise}}
variations: {no-fire: {name: Nobody is fired, remove: [fire]}}
"""

GRAPH = """
title: Round
status_quo: [a]
states: {a: Alpha, b: Beta, c: null}
decision_makers:
  x: {moves: {a: [b], b: [c]}, preferences: {ranking: [c, b, a]}}
  y: {name: Why, moves: {c: [a]}, preferences: {ranking: [a, [b, c]]}}
"""

COALESCED = """
title: Leaving
status_quo: [stay]
decision_makers:
  a: {options: [stay, pay], preferences: [stay, pay if stay]}
  b: {options: [ask], preferences: [stay, not ask if stay]}
coalesce: [not stay]
"""


@pytest.fixture
def strike(tmp_path: Path) -> str:
    return written(tmp_path / "strike.yaml", STRIKE)


# -- help ------------------------------------------------------------------------------------------


def commands(group: object = None, path: Sequence[str] = ()) -> list[tuple[str, ...]]:
    group = typer.main.get_command(app) if group is None else group
    found = [tuple(path)]
    for name, command in getattr(group, "commands", {}).items():
        found += commands(command, (*path, name))
    return found


@pytest.mark.parametrize("path", commands())
def test_every_help_has_an_example(path: tuple[str, ...]) -> None:
    said = run(*path, "--help").stdout
    examples = [line for line in said.partition("Examples:")[2].splitlines() if line.strip()]
    assert examples
    assert all(line.startswith("    countermove") for line in examples)
    assert any(line.split()[1 : 1 + len(path)] == [*path] for line in examples)


def test_commands_are_summed_up_in_full() -> None:
    assert "..." not in run("--help").stdout.partition("Look:")[2]


def test_the_help_is_in_sections() -> None:
    said = run("--help").stdout
    assert re.findall(r"^(\w+):$", said, re.MULTILINE)[1:] == ["Look", "Ask", "Doubt", "Forecast", "Files"]


def test_version() -> None:
    assert re.fullmatch(r"countermove \d+\.\d+\.\d+\n", run("--version").stdout)


# -- solve -----------------------------------------------------------------------------------------


def test_json_is_the_answer_and_nothing_else(strike: str) -> None:
    result = run("solve", strike, "--json")
    assert json.loads(result.stdout) == solve(read(strike)).to_dict()
    assert result.stderr == ""
    assert run("solve", "--json", strike).stdout == result.stdout


def test_json_of_some_concepts_and_a_variation(strike: str) -> None:
    document = json.loads(run("solve", strike, "--json", "--concepts", "SEQ, nash", "--variation", "no-fire").stdout)
    assert document["conflict"] == "Strike (Nobody is fired)"
    assert [*document["equilibria"]] == ["nash", "seq"]


def test_counts(strike: str) -> None:
    numbers = solve(read(strike)).counts()
    assert json.loads(run("solve", strike, "--json", "--counts").stdout) == numbers
    row = next(line for line in run("solve", strike, "--counts").stdout.splitlines() if line.startswith("everybody"))
    assert [int(each) for each in row.split()[2:]] == [*numbers["equilibria"].values()]


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_solve_in_words(strike: str, columns: int) -> None:
    said = run("solve", strike, "--all", columns=columns).stdout
    assert max(map(len, said.splitlines()[:-1])) <= columns
    assert said.startswith("Strike\n6 states. The union and the company decide.\n")
    words = " ".join(said.split())
    assert "The company: Raise wages" in words
    assert "The status quo is state 2 (The union: Go on strike)" in words
    assert "nobody can do better by a move of its own" in words
    assert "Who would leave, and where to State 2, the status quo" in words
    assert "The union stops: Go on strike; this leads to state 1" in words


def test_prisoners_dilemma_in_words() -> None:
    said = run("solve", "prisoners-dilemma", "--all").stdout
    rows = {line.split()[0]: line.split()[-6:] for line in said.splitlines() if re.match(r" +\d", line)}
    assert rows["1"] == ["●", "○", "○", "○", "○", "○"]
    assert "State 4, which holds only because of what the others could do next" in said
    assert re.search(r"A +stops: Cooperate with B; this leads to state 3", said)


def test_marks_without_the_letters_for_them() -> None:
    result = process("solve", "prisoners-dilemma", "--all", PYTHONIOENCODING="ascii")
    assert result.returncode == 0
    assert result.stdout.isascii()
    assert " # " in result.stdout
    assert "?" not in result.stdout


def test_a_graph(tmp_path: Path) -> None:
    file = written(tmp_path / "graph.yaml", GRAPH)
    result = run("solve", file)
    assert "left out: simultaneous stability" in result.stdout
    assert re.search(r"x +moves to state 2 \(Beta\)", run("solve", file, "--all").stdout)
    assert json.loads(run("solve", file, "--json").stdout)["equilibria"]["sim"] is None
    assert run("solve", file, "--concepts", "sim").stdout.startswith("Round\n3 states")
    assert "Alpha" in run("show", file).stdout


def test_coalesced_states(tmp_path: Path) -> None:
    file = written(tmp_path / "leaving.yaml", COALESCED)
    assert "some of them several situations taken as one" in run("solve", file).stdout
    shown = run("show", file).stdout
    assert re.search(r"N-- +no stay, whatever else is on", shown)


def test_many_equilibria_are_not_all_shown(tmp_path: Path) -> None:
    file = written(tmp_path / "many.yaml", "title: Many\ndecision_makers: {a: {options: [a, b, c, d, e, f, g]}}\n")
    said = run("solve", file).stdout
    assert "8 of 128 (of 128) that pass a test: weak evidence each" in said
    assert "... and 120 more situations: --all shows them." in said
    assert len(re.findall(r"\(nash\) +\d+$", said, re.MULTILINE)) == 8
    assert len(re.findall(r"^ +\d+ ", run("solve", file, "--all").stdout, re.MULTILINE)) == 128


def test_status_quo_is_optional(tmp_path: Path) -> None:
    file = written(tmp_path / "strike.yaml", STRIKE.replace("status_quo: [strike]\n", ""))
    said = run("solve", file).stdout
    assert "No judgement: there is no start" in said
    assert "the start" not in said
    assert "status quo" not in run("solve", file, "--all").stdout


def test_control_characters_are_not_printed(tmp_path: Path) -> None:
    file = written(tmp_path / "strike.yaml", STRIKE.replace("title: Strike", 'title: "Str\\e[31mike\\n\\a"'))
    for command in ("solve", "show", "check"):
        assert "\x1b" not in run(command, file).output
        assert "\x07" not in run(command, file).output


def test_markup_in_names_is_text(tmp_path: Path) -> None:
    file = written(tmp_path / "strike.yaml", STRIKE.replace("Raise wages", '"[red]Raise[/] :smile: wages"'))
    assert "[red]Raise[/] :smile: wages" in run("solve", file).stdout


# -- the other commands ----------------------------------------------------------------------------


def test_check(strike: str) -> None:
    result = run("check", strike)
    assert result.stdout == (
        "OK: Strike: 2 decision makers, 3 options, 6 states, status quo 2, 1 variation, 1 source, 1 question\n"
        f"Next: countermove brief {strike}\n"
    )
    assert f"{strike}, line 9, column 5: 2 of 2 statements of union name no evidence" in result.stderr


def test_show(strike: str) -> None:
    said = run("show", strike).stdout
    rule = "at most one of “Raise wages” and “Fire everybody”"
    for words in ("The union (union)", rule, "1. “Raise wages”", "(raise)", "YNN", "(status quo) 2"):
        assert words in said
    for words in ("Are wages raised?", "Nobody is fired", "The paper (B2)"):
        assert words in said
    assert re.search(r"The company +\[1, 5\], 3, \[2, 6\], 4", said)


RESTS_ON = """
title: Rests
citation: A book (1999)
notes: [Short., LONG]
sources: {paper: {title: The paper}}
decision_makers:
  a:
    note: Seldom seen.
    options: {go: {name: Go, evidence: [{source: paper, paragraph: 3, says: it went, disputed: true}]}}
    preferences:
      - {holds: a.go, because: it is time, confidence: 0.8, evidence: [{source: paper, says: they said so}]}
      - [{holds: not a.go, confidence: 0.5}, a.go or b.go]
  b: {options: [go], preferences: {ranking: [YY, YN, NY, NN], because: we asked, confidence: 0.3}}
feasible: [{holds: a.go or not a.go, evidence: [{source: paper, says: a law of logic}]}]
questions: {when: {asks: When?, when: a.go, evidence: [{source: paper}]}}
variations: {other: {status_quo: [b.go], evidence: [{source: paper, says: perhaps}]}}
""".replace("LONG", "word " * 60 + "end.")


def test_show_what_an_account_rests_on(tmp_path: Path) -> None:
    file = written(tmp_path / "rests.yaml", RESTS_ON)
    short, full = run("show", file).stdout, run("show", file, "--all").stdout
    for said in (short, full):
        assert "1. “Go”  (confidence 0.8)" in said
        assert "2. no “Go” / “Go” or “go”  (confidence 0.5 / ?)" in said
        assert "a ranking of the states  (confidence 0.3)" in said
        assert "Citation\n\nA book (1999)\n" in said
        assert "a: Seldom seen." in said
        assert "Short." in said
    assert "5 pieces of evidence, 1 of them disputed: --all lists them." in short
    assert "because" not in short
    assert re.search(r"word \.\.\.\n\n.*\n\n--all prints the notes in full\.", short)
    for line in (
        r"option of .* +The paper, paragraph 3 +it went; disputed\n",
        r"wanted by a: “Go” +The paper +they said so\n",
        r"always so: “Go” or no “Go” +The paper +a law of logic\n",
        r"question: When\? +The paper\n",
        r"variation: other +The paper +perhaps\n",
        r"because it is time\n",
        r"because we asked\n",
        r"word end\.\n",
    ):
        assert re.search(line, full), line
    assert "--all" not in full


def test_show_a_variation(strike: str) -> None:
    assert run("show", strike, "--variation", "no-fire").stdout.startswith("Strike (Nobody is fired)\n4 states")


def test_show_is_cut_and_can_be_had_in_full(tmp_path: Path) -> None:
    text = "title: Many\ndecision_makers: {a: {options: [a, b, c, d, e, f, g], preferences: [a, b]}}\n"
    file = written(tmp_path / "many.yaml", text)
    short, full = run("show", file).stdout, run("show", file, "--all").stdout
    assert "... and 64 more: --all shows every state." in short
    assert "YYYYYYY" not in short
    assert "YYYYYYY" in full
    assert "more: --all" not in full


def test_new_writes_what_passes(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    run("new", str(file))
    checked = run("check", str(file))
    assert checked.stdout.startswith("OK: ")
    assert checked.stderr == ""
    assert any(solve(read(file)).where("nash"))
    for variation in read(file).variations:
        run("solve", str(file), "--variation", variation.id)
    file.write_text("mine", encoding="utf-8")
    run("new", str(file), "--force")
    assert read(file).title


def test_cases_are_listed_and_copied(tmp_path: Path) -> None:
    listed = run("cases").stdout
    for name in cases.names():
        assert re.search(rf"^{name} ", listed, re.MULTILINE)
    assert "Uniroyal (UR)" in run("cases", "show", "elmira").stdout
    run("cases", "copy", "prisoners-dilemma", str(tmp_path))
    copied = tmp_path / "prisoners-dilemma.yaml"
    assert copied.read_bytes() == cases.file("prisoners-dilemma").read_bytes()


def test_a_file_comes_before_a_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "prisoners-dilemma").mkdir()
    assert run("solve", "prisoners-dilemma").stdout.startswith("Prisoner's dilemma")
    written(tmp_path / "elmira.yaml", STRIKE)
    assert run("solve", "elmira.yaml").stdout.startswith("Strike")


def test_convert(strike: str, tmp_path: Path) -> None:
    target = tmp_path / "there.yml"
    run("convert", strike, str(target))
    assert read(target) == read(strike)
    back = tmp_path / "there.gmcr"
    run("convert", "prisoners-dilemma", str(back))
    assert json.loads(run("solve", str(back), "--json").stdout)["equilibria"]["nash"] == [1]


def test_schema() -> None:
    documents = json.loads(run("schema").stdout)["$defs"]
    assert documents["ConflictDocument"]["required"] == ["title", "decision_makers"]
    assert documents["JointDocument"]["required"] == ["title", "fronts"]


# -- as a process ----------------------------------------------------------------------------------


def test_piped_output_is_plain_and_wide() -> None:
    result = process("solve", "prisoners-dilemma")
    assert result.returncode == 0
    assert "\x1b" not in result.stdout
    assert not re.search(r" $", result.stdout, re.MULTILINE)
    assert max(map(len, result.stdout.splitlines())) > 80


def test_a_wrong_call_as_a_process() -> None:
    result = process("solve", "no-such-case")
    assert (result.returncode, result.stdout) == (2, "")
    assert "no-such-case: there is no such file" in result.stderr


def test_a_reader_that_has_enough(tmp_path: Path) -> None:
    options = ", ".join(f"o{k}" for k in range(11))
    file = written(tmp_path / "long.yaml", f"title: Long\ndecision_makers: {{a: {{options: [{options}]}}}}\n")
    call = f"{sys.executable} -m countermove solve {file} --concepts nash --json | head -n 1"
    result = subprocess.run(call, shell=True, capture_output=True, text=True, check=False)  # noqa: S602
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr == ""


def test_no_room_left() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    call = [sys.executable, "-m", "countermove", "solve", "prisoners-dilemma"]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        result = subprocess.run(call, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert result.returncode == 2
    assert result.stderr == "no space left on device\n"


@pytest.mark.parametrize("debug", ["0", "1"])
def test_our_own_fault(debug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("countermove.cli.show.read_from", fail)
    result = called("show", "prisoners-dilemma", COUNTERMOVE_DEBUG=debug)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "its own fault, not yours: KeyError: 'x'" in result.stderr
    assert "please report it" in result.stderr
    assert ("Traceback" in result.stderr) == (debug == "1")


INTERRUPTED_AT = """
import sys
module, sys.argv = sys.argv[1], ["countermove", "cases"]

class Interrupting:
    def find_spec(self, name, *_):
        if name == module:
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupting())
from countermove.cli import main
main()
"""


@pytest.mark.parametrize(
    "module", ["countermove.cli.errors", "countermove.cli.app", "pydantic", "countermove.report"]
)
def test_interrupted_while_it_starts(module: str) -> None:
    result = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_AT, module], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stdout, result.stderr) == (130, "", "interrupted\n")


def test_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("countermove.cli.show.read_from", interrupt)
    result = called("show", "prisoners-dilemma")
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "interrupted\n")


def test_the_way_to_an_answer_imports_nothing_heavy() -> None:
    code = (
        "import sys\nsys.argv = ['countermove', 'solve', 'prisoners-dilemma', '--json']\n"
        "from countermove.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "sys.stderr.write(' '.join({'numba', 'ortools', 'pandas', 'scipy'} & sys.modules.keys()))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stderr == ""


# -- completion ------------------------------------------------------------------------------------


def completed(line: str) -> list[str]:
    words = line.split(" ")
    env = {"_COUNTERMOVE_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    return called(**env).stdout.split()


def test_completion(strike: str) -> None:
    assert completed("countermove solve prisoners") == ["prisoners-dilemma"]
    assert completed(f"countermove check {strike[:-6]}") == [strike]
    assert completed(f"countermove solve {strike} --variation ") == ["no-fire"]
    assert completed("countermove solve no-such-file --variation ") == []
    assert completed("countermove solve x --concepts nash,ss") == ["nash,sseq"]
    assert completed("countermove cases copy prisoners") == ["prisoners-dilemma"]


def test_completion_script(monkeypatch: pytest.MonkeyPatch) -> None:
    """Under a shell that is known; which one runs the tests is not looked up, since that fails where none does."""
    monkeypatch.setattr("shellingham.detect_shell", lambda *_: ("bash", "/bin/bash"))
    assert "_COUNTERMOVE_COMPLETE" in called("--show-completion", "bash").stdout


# -- explain ---------------------------------------------------------------------------------------


def test_explain_begins_at_the_status_quo(strike: str) -> None:
    said = run("explain", strike).stdout
    assert said.startswith("Strike: state 2, the status quo, by sequential stability\n")
    assert "The company" in said
    assert "The union could gain by dropping “Go on strike” (state 1)" in said


def test_explain_one_decision_maker_and_a_variation(strike: str) -> None:
    said = run("explain", strike, "--state", "raise", "--dm", "The union", "--variation", "no-fire").stdout
    assert "(Nobody is fired): state 3, by" in said
    assert "The company would" not in said


def test_explain_as_json_has_certificates(strike: str) -> None:
    result = run("explain", strike, "--state", "nothing", "--concept", "smr", "--json")
    plain = json.loads(result.stdout)
    assert result.stderr == ""
    assert [*plain] == ["conflict", "variation", "remarks", "concept", "state", "summary", "explanations"]
    for each in plain["explanations"]:
        check(read(strike), each["certificate"])
    assert run("explain", strike, "--state", "nothing", "--concept", "smr", "--json").stdout == result.stdout


def test_explain_has_its_certificates_checked(strike: str) -> None:
    said = run("explain", strike, "--check").stdout
    assert "\nChecked: two certificates were verified from the conflict alone, by the definitions.\n" in said
    assert said.startswith(run("explain", strike).stdout.partition("\nNext:")[0])
    alone = run("explain", strike, "--dm", "union", "--check").stdout
    assert "Checked: one certificate was verified" in alone
    plain = json.loads(run("explain", strike, "--json", "--check").stdout)
    assert plain.pop("checked") == {"certificates": 2, "limit": None}
    assert plain == json.loads(run("explain", strike, "--json").stdout)


def test_explain_says_where_the_checker_does_not_reach(tmp_path: Path) -> None:
    options = ", ".join(f"o{k}" for k in range(25))
    text = f"title: Wide\ndecision_makers:\n  a: {{options: [{options}], preferences: [o1]}}\n"
    asked = ("explain", written(tmp_path / "wide.yaml", text), "--state", "nothing", "--check")
    limit = "the checker goes through all states, and they can be listed only up to 24 options"
    assert f"Not checked: {limit}." in run(*asked).stdout
    assert json.loads(run(*asked, "--json").stdout)["checked"] == {"certificates": 0, "limit": limit}


def test_a_refused_certificate_is_our_own_fault(strike: str, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = Explanation.certificate
    monkeypatch.setattr(Explanation, "certificate", lambda self: honest(self) | {"improvements": []})
    refused = called("explain", strike, "--check")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "that is its own fault, not yours" in refused.stderr
    assert "the checker refuses what is said of union: the improvement" in refused.stderr


MANY = """
title: Many
decision_makers:
  a: {options: [o1, o2, o3], preferences: {statements: [not stop], weights: {o1: 4, o2: 2, o3: 1}}}
  b: {options: [stop], preferences: [stop]}
"""


def test_explain_can_tell_every_improvement(tmp_path: Path) -> None:
    asked = ("explain", written(tmp_path / "many.yaml", MANY), "--state", "nothing", "--dm", "a")
    short, full = run(*asked).stdout, run(*asked, "--all").stdout
    assert "\nNot every improvement is told one by one: --all does so.\n" in short
    assert "one by one" not in full
    assert [len(re.findall(r"by\s+choosing", said)) for said in (short, full)] == [4, 7]
    assert "or in three other ways" in short
    assert len(json.loads(run(*asked, "--json").stdout)["explanations"][0]["answers"]) == 7


def test_explain_in_graph_form_and_where_states_are_coalesced(tmp_path: Path) -> None:
    assert "moving to Beta (state 2)" in run("explain", written(tmp_path / "graph.yaml", GRAPH)).stdout
    assert "would stay" in run("explain", written(tmp_path / "c.yaml", COALESCED), "--state", "stay").stdout


def test_a_state_that_holds_is_told_with_how_many_hold_as_well() -> None:
    said = " ".join(run("explain", "elmira", "--state", "8").stdout.split())
    assert "It holds: nobody would leave it. Of the 9 states, so do 2 others." in said
    held = len(solve(cases.load("elmira")).equilibria("seq"))
    assert held == 3
    assert "Of the" not in run("explain", "elmira", "--state", "2").stdout
    assert "Of the" not in run("explain", "elmira", "--state", "8", "--dm", "uniroyal").stdout
