"""Conflicts built in code, in every form of the conflict file; what fits no form is refused with an example."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

import countermove as cm
from countermove.errors import InvalidRequest
from countermove.io.yaml.writing import write_yaml
from countermove.report.statements import worded

CONSTRUCTORS: dict[str, Any] = {
    name: getattr(cm, name)
    for name in ("Conflict", "DecisionMaker", "Evidence", "Graph", "Option", "Preferences", "Question", "Rule")
} | {"Source": cm.Source, "Statement": cm.Statement, "Variation": cm.Variation}

untyped: Any = cm
"""The front door, for calls that no type checker would let through."""

WRONG: tuple[Any, ...] = (
    None, 5, True, 2.5, float("nan"), "x", "", b"x", [], [None], [[1]], ["a", {}], {}, {"a": 1}, {3: 4}, {1, 2},
    object(),
    {"id": "x", "wants": 1}, np.arange(3), np.array(1), np.array(["a"]), cm.Statement, cm.Option("x"), lambda: 1,
)  # fmt: skip

NEEDED: dict[str, dict[str, Any]] = {
    "Conflict": {"decision_makers": ["a"]},
    "Question": {"asks": "?", "when": "true"},
}
"""What a constructor needs beside its first argument."""

LINN = """
title: The river Linn
decision_makers:
  highfield: {options: {draw: Draw more, build: Build}, preferences: [not sue, [draw, build]]}
  lowbridge:
    name: Lowbridge
    options: [sue]
    preferences: [not draw, {holds: sue unless not draw, evidence: [paper]}]
    weights: {draw: -1}
feasible: at most one of (draw, build)
status_quo: YNN
sources: {paper: {title: The paper}}
define: {peace: not sue}
questions: {settled: {asks: Will it end?, when: peace, closes: 2024-12-31}}
variations: {calm: {remove: [sue], feasible: draw}}
"""


def in_code() -> cm.Conflict:
    """Return the same conflict, built in code."""
    return cm.Conflict(
        "The river Linn",
        {
            "highfield": {
                "options": {"draw": "Draw more", "build": "Build"},
                "preferences": ["not sue", ["draw", "build"]],
            },
            "lowbridge": cm.DecisionMaker(
                "lowbridge",
                "Lowbridge",
                options=["sue"],
                preferences=cm.Preferences(
                    ["not draw", {"holds": "sue unless not draw", "evidence": "paper"}], weights={"draw": -1}
                ),
            ),
        },
        rules="at most one of (draw, build)",
        status_quo="YNN",
        sources={"paper": "The paper"},
        definitions={"peace": "not sue"},
        questions=[cm.Question("settled", "Will it end?", "peace", closes=dt.date(2024, 12, 31))],
        variations={"calm": {"remove": "sue", "feasible": "draw"}},
    )


def test_code_is_as_easy_as_yaml() -> None:
    assert in_code() == cm.loads(LINN)
    assert in_code().status_quo == ("highfield.draw",)
    assert [str(each) for each in cm.solve(in_code(), ["nash"]).equilibria("nash")][-1:] == ["build, sue"]


def test_what_was_built_is_written_as_it_was() -> None:
    written = write_yaml(in_code())
    assert "holds: sue unless not draw" in written
    assert cm.loads(written) == in_code()
    assert worded(in_code(), "sue unless draw or build") == "“sue” unless “Draw more” or “Build”"


def test_lists_are_as_good_as_tuples_and_text_as_records() -> None:
    long = cm.Preferences(statements=((cm.Statement(holds="not leak"),), (cm.Statement(holds="oust"),)))
    assert cm.Preferences(["not leak", "oust"]) == long
    union = cm.DecisionMaker("union", options=["strike"], preferences=["strike"])
    assert union == cm.DecisionMaker(
        id="union",
        options=(cm.Option(id="strike"),),
        preferences=cm.Preferences(statements=((cm.Statement(holds="strike"),),)),
    )
    assert cm.Preferences(ranking=[1, [2, 3]]).ranking == (("1",), ("2", "3"))
    assert cm.Graph({"calm": "Calm", "war": None}).states == (("calm", "Calm"), ("war", ""))
    assert cm.Evidence("paper", paragraph=2).place == "paragraph 2"


def test_a_mapping_of_a_file_is_read_as_its_text_is() -> None:
    found = cm.loads(
        {"title": "On", "decision_makers": {"on": {"options": ("strike",)}}, "irreversible": {"strike": True}}
    )
    assert found == cm.loads("title: 'On'\ndecision_makers: {on: {options: [strike]}}\nirreversible: {strike: on}\n")


@pytest.mark.parametrize("name", CONSTRUCTORS)
@pytest.mark.parametrize("wrong", WRONG, ids=lambda each: type(each).__name__)
def test_wrong_kinds_are_refused_by_name_and_never_fail_inside(name: str, wrong: Any) -> None:
    made = CONSTRUCTORS[name]
    others = NEEDED.get(name, {})
    _refused_or_made(lambda: made(wrong, **others))
    for field in made.__dataclass_fields__:
        ids = {"Statement": "holds", "Rule": "holds", "Conflict": "title", "Evidence": "source", "Graph": "states"}
        first = {} if name == "Preferences" else {ids.get(name, "id"): "x"}
        given = {**first, **others, field: wrong}
        _refused_or_made(lambda: made(**given))  # noqa: B023  (called at once)


def _refused_or_made(make: Any) -> None:
    try:
        make()
    except cm.InvalidConflict as fault:
        assert all(each.message for each in fault.complaints)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (
            lambda: untyped.Statement({}),
            r"holds: text is expected here, not a mapping; write a statement such as 'not strike'",
        ),
        (
            lambda: untyped.DecisionMaker("a", options={"b": {"nam": "B"}}),
            r"options.b.nam: unknown key 'nam'; did you mean 'name'",
        ),
        (
            lambda: untyped.DecisionMaker("a", preferences=[None]),
            r"preferences.statements.0.0: a statement such as 'not strike' is",
        ),
        (
            lambda: untyped.DecisionMaker("a", tempo="fast"),
            r"tempo: a number is expected here, not 'fast'; write a decision maker",
        ),
        (lambda: untyped.Option("a", stays="up"), r"stays: 'on' or 'off' is expected here, not 'up'"),
        (
            lambda: untyped.Question("q", "?", "x", closes="soon"),
            r"closes: a day such as '2022-01-31' is expected here, not 'soon'",
        ),
        (lambda: untyped.Graph(["a"], [("x", "a")]), r"moves.0: a tuple of 3 is expected here, not a tuple"),
        (lambda: untyped.loads("dispute.yaml"), "looks like the name of a file, which cm.read reads"),
        (
            lambda: untyped.loads({"title": object()}),
            "mappings, lists, texts and numbers are expected, as in a conflict file",
        ),
        (
            lambda: untyped.loads("title: t\ndecision_makers: {a: {options: [x], preferences: [y]}}"),
            "text, line 2, column 51: ",
        ),
        (
            lambda: untyped.loads({"title": "t", "decision_makers": {"a": {"likes": "x"}}}),
            "decision_makers.a.likes: unknown key",
        ),
        (lambda: untyped.loads(None), "the text of a conflict file, or a mapping, is expected here, not nothing"),
    ],
)
def test_complaints_say_where_what_and_how(make: Any, said: str) -> None:
    with pytest.raises(cm.InvalidConflict, match=said):
        make()


def test_all_complaints_come_at_once() -> None:
    with pytest.raises(cm.InvalidConflict) as fault:
        untyped.DecisionMaker("a", options=[{}, "x", 5.5, None], note={}, tempo="fast")
    assert [each.path for each in fault.value.complaints] == [("options", 0), ("options", 3), ("note",), ("tempo",)]


class TestStates:
    """What names a state, everywhere."""

    NAMES = (
        5,
        np.int64(5),
        "5",
        "state 5",
        "NYNNY",
        "delay, insist",
        ["delay", "insist"],
        ("insist", "delay"),
        "deadlock",
    )

    @pytest.fixture
    def elmira(self) -> cm.Conflict:
        return cm.cases.load("elmira")

    @pytest.mark.parametrize("name", NAMES, ids=lambda each: type(each).__name__)
    def test_every_form_names_the_same_state(self, elmira: cm.Conflict, name: Any) -> None:
        assert cm.explain(elmira, name, concept="nash").explanations[0].state == 5
        assert cm.solve(elmira, ["nash"]).holds(name) == ("nash",)
        assert [each.start for each in cm.solve(elmira, ["nash"]).leaving(name)] == [5, 5, 5]
        assert cm.worlds(elmira, "nash").share(name, "nash").value == 1

    def test_a_state_names_itself(self, elmira: cm.Conflict) -> None:
        assert cm.explain(elmira, elmira.states[8]).explanations[0].state == 9
        assert cm.assumptions(elmira, ["delay", "insist"], pairs=False).headline == "delay, insist"

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("modify and accept", "holds in 2 states: 4 .*; put commas between the options, as in 'modify, accept'"),
            ("modify or insist", "holds in 7 states: .*; name one, by its number or by all that is on in it"),
            ("modify and not modify", "holds in no state"),
            (["modify", "nope"], "unknown option 'nope'"),
            ("modify and", "names no state"),
        ],
    )
    def test_what_names_none_or_several_is_refused(self, elmira: cm.Conflict, name: Any, said: str) -> None:
        with pytest.raises(cm.UnknownName, match=said):
            cm.explain(elmira, name)

    @pytest.mark.parametrize("name", [True, 2.5, {}, [1, 2], b"5", object()], ids=lambda each: type(each).__name__)
    def test_other_kinds_are_refused(self, elmira: cm.Conflict, name: Any) -> None:
        with pytest.raises(
            InvalidRequest, match=r"names no state; a number, a pattern such as Y-N, a condition, or a list"
        ):
            cm.explain(elmira, name)
