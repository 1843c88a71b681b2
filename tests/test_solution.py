"""How a solution shows itself."""

from __future__ import annotations

from countermove import cases
from countermove.study import solve


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
