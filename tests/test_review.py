"""What is allowed and yet rarely meant is pointed out, and nothing else is."""

from __future__ import annotations

import pytest

from countermove.analysis.review import review
from countermove.io.yaml.reading import read_yaml

BASE = """
title: t
decision_makers:
  a: {options: [go, stay], preferences: PREFERENCES}
  b: {options: [ask], preferences: [ask]}
feasible: ["not (go and stay)"]
"""


def said(preferences: str, base: str = BASE) -> list[str]:
    return [each.message for each in review(read_yaml(base.replace("PREFERENCES", preferences), "t.yaml"))]


def test_nothing_to_say() -> None:
    assert said("[go, not stay]") == []
    assert said("{ranking: [YNN, YNY, NYN, NYY, NNN, NNY]}") == []


def test_no_preferences() -> None:
    assert said("[]") == ["a has no preferences: every state is as good as any other to it"]


@pytest.mark.parametrize(
    ("preferences", "message"),
    [
        ("[go, not (go and stay)]", "'not (go and stay)' is always true of a feasible state: it decides nothing (a)"),
        ("[go, go and stay]", "'go and stay' is never true of a feasible state: it decides nothing (a)"),
        ("[go, stay, go]", "'go' repeats what stands above it: it decides nothing (a)"),
        ("[go, stay, not not go]", "'not not go' is settled by 'go' above it: it decides nothing (a)"),
        ("[go, stay, not go]", "'not go' is settled by 'go' above it: it decides nothing (a)"),
        ("[[go, stay, go]]", "'go' repeats among statements of equal importance: it counts twice (a)"),
        (
            "{weights: {go: 1, go or not go: 2}}",
            "'go or not go' is always true of a feasible state: its weight decides",
        ),
    ],
)
def test_idle_statements(preferences: str, message: str) -> None:
    (found,) = said(preferences)
    assert found.startswith(message)


def test_a_statement_after_a_group_that_holds_it_still_decides() -> None:
    assert said("[[go, ask], go]") == []


def test_evidence_is_missed_only_where_there_are_sources() -> None:
    with_sources = f"{BASE}sources: {{paper: {{}}}}\n".replace("[ask]}", "[{holds: ask, evidence: [paper]}]}")
    assert said("[go, {holds: stay, evidence: [paper]}]", with_sources) == [
        "1 of 2 statements of a name no evidence: 'go'"
    ]
    assert said("[go]", with_sources.replace("sources: {paper: {}}", "").replace(", evidence: [paper]", "")) == []


def test_options_that_matter_to_nobody() -> None:
    base = BASE.replace("[ask], preferences: [ask]", "[ask, sing], preferences: [ask]")
    assert said("[go]", base) == ["no statement or rule mentions 'sing': it matters to nobody"]
    assert said("{ranking: [--NN, --YN, --NY, --YY]}", base) == []


def test_options_that_are_settled() -> None:
    base = BASE.replace("feasible: [", "feasible: [not stay, ")
    assert said("[go]", base) == ["'stay' is never on in a feasible state: there is nothing to decide"]


def test_paths_lead_into_the_file() -> None:
    (found,) = review(read_yaml(BASE.replace("PREFERENCES", "[go, go]"), "t.yaml"))
    assert found.path == ("decision_makers", "a", "preferences", 1, "holds")
