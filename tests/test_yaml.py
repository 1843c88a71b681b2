"""Conflict files in YAML: complaints with their places, all at once, and nothing that falls over."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from countermove import CountermoveError, InvalidConflict, read, solve
from countermove.io.yaml.reading import read_yaml
from countermove.io.yaml.writing import write_yaml
from long_runs import examples

GOOD = """\
countermove: 1
title: A strike
status_quo: [strike]
sources:
  paper: {title: The paper, date: 2023-05, reliability: B, credibility: 2}
decision_makers:
  union:
    name: The union
    options: {strike: Go on strike, settle: {name: Sign, when: offer}}
    preferences:
      - holds: settle
        because: members need the money
        evidence: [{source: paper, paragraph: 2}]
        confidence: 0.9
      - [not strike, offer]
  firm:
    options:
      offer: Make an offer
    preferences: [not strike, not offer]
feasible:
  - not (settle and strike)
irreversible: {settle: on}
questions:
  signed: {asks: Will they sign?, when: settle, closes: 2023-12-31}
variations:
  no-money: {remove: [offer]}
"""


def complaints(text: str) -> list[str]:
    with pytest.raises(InvalidConflict) as fault:
        read_yaml(text, "f.yaml")
    return [str(each) for each in fault.value.complaints]


def test_the_good_one_is_read() -> None:
    conflict = read_yaml(GOOD, "f.yaml")
    assert conflict.options == ("strike", "settle", "offer")
    assert conflict.states.patterns() == ("NNN", "YNN", "NNY", "YNY", "NYY")
    assert conflict.status_quo_number == 2
    assert read_yaml(write_yaml(conflict), "again.yaml") == conflict


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            ("[strike]", "[strik]"),
            "line 3, column 14: unknown option 'strik'; did you mean 'strike'? (in the status quo)",
        ),
        (
            ("when: offer}", "when: offr}"),
            "line 9, column 64: unknown option 'offr'; did you mean 'offer'? (in the condition of settle)",
        ),
        (("source: paper, p", "source: papr, p"), "line 13, column 29: unknown source 'papr'; did you mean 'paper'?"),
        (
            ("confidence: 0.9", "confidence: 90"),
            "line 14, column 21: a number up to 1 is expected here, not 90",
        ),
        (
            ("[not strike, offer]", "[not strike, ofer]"),
            "line 15, column 22: unknown option 'ofer'; did you mean 'offer'? (in a preference of union)",
        ),
        (("[not strike, not offer]", "[not strike, not (offer]"), None),
        (("not (settle and strike)", "settle and and strike"), "line 21, column 16: 'and' is not expected here"),
        (
            ("    name: The union", "    nmae: The union"),
            "line 8, column 5: unknown key 'nmae'; did you mean 'name'?",
        ),
        (
            ("{settle: on}", "{setle: on}"),
            "line 22, column 16: unknown option 'setle' (among the irreversible); did you mean 'settle'?",
        ),
        (
            ("{settle: on}", "{settle: sideways}"),
            "line 22, column 24: 'on' or 'off' is expected here, not 'sideways'",
        ),
        (
            ("when: settle,", "when: setle,"),
            "line 24, column 41: unknown option 'setle'; did you mean 'settle'? (in the question 'signed')",
        ),
        (
            ("remove: [offer]", "remove: [ofer]"),
            "line 26, column 23: unknown option 'ofer'; did you mean 'offer'? (in the variation 'no-money')",
        ),
        (
            ("date: 2023-05", "date: 1684000000"),
            "line 5, column 35: a date is written as 2022-01-31, 2022-01 or 2022, not 1684000000",
        ),
        (
            ("title: A strike", "title: A strike\ntitle: Another"),
            "line 3, column 1: duplicate key 'title'; it stands on line 2 already",
        ),
        (("countermove: 1", "countermove: 2"), "line 1, column 14: 1 is expected here, not 2"),
        (
            ("variations:", "published: [{source: us, equilibria: {nahs: [YNN]}}]\nvariations:"),
            "line 25, column 39: unknown stability concept 'nahs'; did you mean 'nash'?",
        ),
        (
            ("variations:", "published: [{source: us, variation: no-mony, equilibria: {nash: [YNN]}}]\nvariations:"),
            "line 25, column 37: there is no variation 'no-mony'; did you mean 'no-money'?",
        ),
    ],
)
def test_complaints_name_line_column_words_and_remedy(change: tuple[str, str], expected: str | None) -> None:
    assert change[0] in GOOD
    (found,) = complaints(GOOD.replace(*change))
    assert found.startswith(f"f.yaml, {expected or 'line 19'}")


def test_all_complaints_come_at_once() -> None:
    text = GOOD.replace("[strike]", "[strik]").replace("confidence: 0.9", "confidence: 90")
    text = text.replace("    name: The", "    nmae: The").replace("remove: [offer]", "remove: [ofer]")
    lines = [re.search(r"line (\d+)", each) for each in complaints(text)]
    assert [int(each[1]) for each in lines if each] == [3, 8, 14]
    assert len(complaints(GOOD.replace("status_quo", "status_qou").replace("confidence: 0.9", "confidence: 90"))) == 2
    text = GOOD.replace("[strike]", "[strik]").replace("not (settle and strike)", "x").replace("settle, c", "y, c")
    assert len(complaints(text)) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("# nothing\n", "is empty"),
        ("- a\n- b\n", "is a mapping"),
        ("just words", "is a mapping"),
        ("a: [1, 2", "not YAML"),
        ("a: b: c", "in quotes"),
        ("title: t", "'decision_makers' is missing"),
        ("title: t\ndecision_makers: {}", "no decision maker"),
        ("title: t\ndecision_makers: [a]", "a mapping is expected here, not a list"),
        ("? [a, b]\n: c\ntitle: t", "plain text"),
        ("a: &a [*a]", "contains itself"),
        ("title: [a]\ndecision_makers: {a: }", "text is expected here, not a list"),
        ("[" * 5000, "nested"),
        ("title: t\0", "not YAML"),
        ("title: t\n--- \ntitle: u", "not YAML"),
        ("title: t\ndecision_makers: {a b: {}}", "as in 'a_b'"),
        ("title: t\ndecision_makers: {not: {}}", "statement language"),
        ("title: t\ndecision_makers: {a: {options: {x: }}, b: {options: {x: }, preferences: [x]}}", "write a.x"),
        (
            "title: t\ndecision_makers: {a: {options: {x: X}}, b: {options: {x: X}}}\nfeasible: [x]",
            "write a.x or b.x",
        ),
        ("title: t\ndecision_makers: {a: {options: {x: {when: y}, y: {when: z}, z: {when: x}}}}", "in a circle"),
        ("title: t\ndecision_makers: {a: {options: [x]}}\nfeasible: [x, not x]", "'x' and 'not x' cannot all"),
        ("title: t\nstatus_quo: []\ndecision_makers: {a: {options: [x]}}\nfeasible: [x]", "is infeasible"),
        ("title: t\ndecision_makers: {a: {moves: {x: [y]}}}", "need 'states'"),
        ("title: t\nstates: [x, y]\ndecision_makers: {a: {moves: {x: [z, x]}}}", "unknown state 'z'"),
        ("title: t\ndecision_makers: {a: {options: [x]}}\ncoalesce: [X]", "unknown option 'X'"),
        ("title: t\ndecision_makers: {a: {options: [x, y], preferences: [y]}}\ncoalesce: [x]", "not indifferent"),
        ("title: t\ndecision_makers: {a: {options: [x]}}\nfeasible: [at most one of (x, x)]", "quote a statement"),
    ],
)
def test_bad_files(text: str, said: str) -> None:
    assert said in "\n".join(complaints(text))


def test_a_bomb_of_aliases_is_refused_in_no_time() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{k}: &a{k} [*a{k - 1}, *a{k - 1}]" for k in range(1, 40)]
    start = time.perf_counter()
    assert "unfolds into more than" in complaints("\n".join(lines))[0]
    assert time.perf_counter() - start < 30


@settings(max_examples=examples(400), deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_a_conflict_or_refused(text: str) -> None:
    try:
        read_yaml(text, "f.yaml")
    except CountermoveError as fault:
        assert str(fault)


lines = GOOD.splitlines()


@pytest.mark.thorough
@settings(max_examples=examples(400), deadline=None)
@given(st.data())
def test_any_damage_to_a_good_file_is_told(data: st.DataObject) -> None:
    """Cut, double, swap or replace pieces of a good file: it is read or refused, and never falls over."""
    damaged = [*lines]
    for _ in range(data.draw(st.integers(1, 3))):
        k = data.draw(st.integers(0, len(damaged) - 1))
        piece = data.draw(
            st.sampled_from(["", "  ", "- ", "[", "{", "x", ": ", "1", "null", "*a", "é", '"', damaged[k]])
        )
        at = data.draw(st.integers(0, len(damaged[k])))
        damaged[k] = damaged[k][:at] + piece + damaged[k][at + data.draw(st.integers(0, 5)) :]
    try:
        solve(read_yaml("\n".join(damaged), "f.yaml"))
    except CountermoveError as fault:
        assert str(fault)


GRAPH = """\
title: Escalation
states: states.csv
moves: moves.csv
rankings: rankings.csv
status_quo: calm
decision_makers: {a: {}, b: {}}
"""


def test_a_graph_from_tables(tmp_path: Path) -> None:
    write_tables(tmp_path)
    conflict = read(tmp_path / "graph.yaml")
    assert [str(state) for state in conflict.states] == ["calm", "Threats", "war"]
    assert conflict.ranks.tolist() == [[1, 2, 0], [1, 0, 1]]
    assert [state.number for state in solve(conflict).equilibria("nash")] == [2, 3]
    assert read_yaml(write_yaml(conflict), "again.yaml").ranks.tolist() == conflict.ranks.tolist()


def write_tables(folder: Path, **changed: str) -> None:
    tables = {
        "states": "state,name\ncalm,\nthreats,Threats\nwar,\n",
        "moves": "dm,from,to\na,calm,threats\na,threats,war\nb,calm,threats\n",
        "rankings": "state,a,b\ncalm,2,0.50\nthreats,3,0.1\nwar,-1,0.5\n",
    }
    for name, text in (tables | changed).items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    (folder / "graph.yaml").write_text(GRAPH, encoding="utf-8")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"moves": "dm,from\na,calm\n"}, "moves.csv, line 1: the column 'to' is missing"),
        ({"moves": "dm,from,to\na,calm\n"}, "moves.csv, line 2: a row of 2 values under 3 columns"),
        ({"moves": "dm,from,to\n\nc,calm,war\n"}, "moves.csv, line 3: unknown decision maker 'c'"),
        ({"moves": "dm,from,to\na,calm,wra\n"}, "unknown state 'wra' in a move of a; did you mean 'war'?"),
        ({"rankings": "state,a,b\ncalm,2,high\nthreats,3,1\nwar,1,1\n"}, "the rank 'high' of 'calm' for b"),
        ({"rankings": "state,a,b\ncalm,2,1\nthreats,3,1\n"}, "omits state 3 (war)"),
        ({"states": "state\n"}, "there is no state"),
        ({"states": "\0"}, "states.csv"),
    ],
)
def test_tables_that_are_refused(tmp_path: Path, changed: dict[str, str], said: str) -> None:
    write_tables(tmp_path, **changed)
    with pytest.raises(InvalidConflict) as fault:
        read(tmp_path / "graph.yaml")
    assert said in str(fault.value)


def test_tables_lie_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "graph.yaml").write_text(GRAPH.replace("moves.csv", "../moves.csv"), encoding="utf-8")
    with pytest.raises(InvalidConflict, match=r"beside graph\.yaml"):
        read(tmp_path / "graph.yaml")


def test_numbers_stay_as_they_are_written() -> None:
    text = "title: 1.10\nstates: [01, 02]\nnotes: [007]\n"
    text += "decision_makers: {a: {moves: {01: 02}, preferences: {ranking: [02, 01]}}}\n"
    conflict = read_yaml(text, "f.yaml")
    assert (conflict.title, conflict.notes) == ("1.10", ("007",))
    assert conflict.graph is not None
    assert conflict.graph.moves == (("a", "01", "02"),)
    heavy = "title: t\ndecision_makers: {a: {options: [x, y], weights: {x: 9007199254740993, y: 9007199254740992}}}\n"
    assert read_yaml(heavy, "f.yaml").ranks.tolist() == [[0, 2, 1, 3]]


def test_long_weights_survive_being_written() -> None:
    long = " or ".join(["x and not y"] * 12)
    conflict = read_yaml(
        f"title: t\ndecision_makers: {{a: {{options: [x, y], weights: {{'{long}': 2}}}}}}\n", "f.yaml"
    )
    assert read_yaml(write_yaml(conflict), "again.yaml") == conflict


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "title: t\ndecision_makers: {a: {options: [x], preferences: {weights: {x: 1}, evidence: [no]}}}",
            "unknown source 'no'",
        ),
        ("title: t\ndecision_makers: {a: {options: [x], preferences: [x, []]}}", "nothing here"),
        ("title: t\ndecision_makers: {a: {options: [x], rankng: [x]}}", "did you mean 'ranking'"),
        ("title: t\ndecision_makers: {a: {options: [x], preferences: [x -> x]}}", "write 'implies'"),
        ("title: t\ndecision_makers: {a: {options: [x], preferences: ['x and\n    x & x']}}", "'&'"),
        ("title: t\nstates: [s, ' ']\ndecision_makers: {a: }", "no name"),
    ],
)
def test_more_bad_files(text: str, said: str) -> None:
    assert said in "\n".join(complaints(text))


def test_a_smallest_set_of_contradicting_rules_is_named() -> None:
    options = ", ".join(f"a{k}" for k in range(9))
    chain = "".join(f"  - a{k} implies a{k + 1}\n" for k in range(8))
    text = f"title: t\ndecision_makers: {{a: {{options: [{options}]}}}}\nfeasible:\n  - a0\n{chain}  - not a4\n"
    assert complaints(text)[0].endswith(
        "no state is feasible: 'a0' and 'a0 implies a1' and 'a1 implies a2' and 'a2 implies a3' and 'a3 implies a4' "
        "and 'not a4' cannot all be true at once"
    )


def test_options_that_exclude_each_other_go_in_no_circle() -> None:
    text = "title: t\ndecision_makers: {a: {options: {x: {when: not y}, y: {when: not x}}}}\n"
    assert read_yaml(text, "f.yaml").states.patterns() == ("NN", "YN", "NY")


def test_many_faults_take_no_time() -> None:
    start = time.perf_counter()
    assert len(complaints("title: t\ndecision_makers: {a: }\n" + "".join(f"k{k}: 1\n" for k in range(300)))) == 300
    assert time.perf_counter() - start < 20


def test_a_conflict_without_options_has_one_state() -> None:
    conflict = read_yaml("title: t\nstatus_quo: []\ndecision_makers: {a: }\n", "f.yaml")
    assert conflict.status_quo_number == 1
    assert [state.number for state in solve(conflict).equilibria("nash")] == [1]
