"""How a solution shows itself."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from cached_answers import printed, solution_of
from countermove import UnknownName, cases, solve


def test_a_solution_in_a_line() -> None:
    solution = solve(cases.load("chicken"), ["nash", "smr"])
    assert repr(solution) == "<Solution of 'Chicken': 4 states; equilibria: nash 2, smr 3>"


def test_a_solution_as_text_begins_with_what_holds_by_most_concepts() -> None:
    assert str(solve(cases.load("chicken"), ["nash", "smr"])).splitlines() == [
        "Chicken: 4 states; equilibria: nash 2, smr 3",
        "   2  a.swerve  [Nash]",
        "   3  b.swerve  [Nash]",
        "   4  a.swerve, b.swerve  [Symmetric metarationality]",
    ]


def test_of_many_equilibria_the_first_are_printed() -> None:
    lines = str(solve(cases.load("kazakhstan-2022"), ["gmr"])).splitlines()
    assert len(lines) == 22
    assert lines[-1] == "... and 109 more"


def test_notes_are_printed() -> None:
    solution = solve(cases.load("chicken"), ["nash"])
    assert str(type(solution)(solution.conflict, solution.stable, ("left out: sim",))).endswith("\nleft out: sim")


# -- what improvements lead to, and who would leave -------------------------------------------------


def test_which_equilibria_improvements_lead_to() -> None:
    solution = solve(cases.load("elmira"))
    assert (np.flatnonzero(solution.near_status_quo) + 1).tolist() == [1, 5]
    assert solution.to_dict()["attained"] == [1, 5]
    assert solve(cases.load("elmira"), ["nash"]).to_dict()["attained"] == [5]


def test_without_a_status_quo_improvements_lead_nowhere() -> None:
    solution = solve(cases.load("chicken"))
    assert not solution.tells_near
    assert not solution.near_status_quo.any()
    assert solution.to_dict()["attained"] is None
    assert [each["state"] for each in solution.to_dict()["leaving"]] == [4]


def test_who_would_leave_the_status_quo_and_the_foremost_equilibria() -> None:
    solution = solve(cases.load("elmira"))
    leaving = solution.to_dict()["leaving"]
    assert [each["state"] for each in leaving] == [1, 4]
    step = {"to": 8, "starts": ["insist"], "stops": [], "count": 1, "equally_good": 1}
    assert leaving[1]["improvements"] == {"local_government": step}
    assert [each.count for each in solution.leaving(4)] == [0, 0, 1]
    with pytest.raises(UnknownName, match="no state number 10"):
        solution.leaving(10)


def test_a_status_quo_that_nobody_would_leave_says_so() -> None:
    stays = replace(cases.load("elmira"), status_quo=cases.load("elmira").states[4].on)
    assert solve(stays, ["nash"]).to_dict()["leaving"][0] == {"state": 5, "improvements": {}}


def test_where_there_are_many_states_the_document_stays_cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("countermove.analysis.solution.MOST_TO_ATTAIN", 8)
    solution = solve(cases.load("elmira"))
    assert solution.to_dict()["attained"] is None
    assert "near_status_quo" not in vars(solution)


def test_the_foremost_are_those_under_most_concepts_near_ones_first() -> None:
    held, left_out = solve(cases.load("elmira")).foremost()
    assert [k + 1 for k in held] == [5, 1, 8, 9, 4]
    assert left_out == 0
    crisis = solve(cases.load("kazakhstan-2022"))
    held, left_out = crisis.foremost(3)
    assert len(held) == 3
    assert len(held) + left_out == len(crisis.holding())


def test_the_document_says_what_the_page_says() -> None:
    solution = solution_of("kazakhstan-2022-coup")
    said = [each["state"] for each in solution.to_dict()["leaving"]]
    page = printed("solve", "kazakhstan-2022-coup", "--all")
    told = [int(each) for each in re.findall(r"^State (\d+), ", page, re.MULTILINE)]
    assert {*said} <= {*told}
    assert told[0] == said[0]
