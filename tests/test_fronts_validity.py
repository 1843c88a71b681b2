"""Invalid conflict files with fronts: one complaint for each fault, at its place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import countermove as cm
from command_line import refused
from countermove import InvalidConflict
from countermove.analysis.review import review
from countermove.io.yaml.reading import read_yaml
from countermove.model.variation import vary
from countermove.report.console import show
from countermove.report.fronts import crossings, front_parts

if TYPE_CHECKING:
    from countermove import Conflict

TWO = """title: Two
fronts:
  north:
    title: North
    status_quo: []
    decision_makers: {firm: {options: [pay], preferences: [not pay]}, crew: {options: [strike], preferences: [pay]}}
  south:
    title: South
    status_quo: [build]
    decision_makers: {firm: {options: [build], preferences: [build]}, town: {options: [sue], preferences: [not sue]}}
"""
SHARED = "shared: {firm: {order: [north, south]}}\n"


def two(*more: str) -> Conflict:
    return read_yaml("".join((TWO, SHARED, *(f"{line}\n" for line in more))), "two.yaml")


def complaints(*more: str) -> list[str]:
    with pytest.raises(InvalidConflict) as fault:
        two(*more)
    return [str(each) for each in fault.value.complaints]


def test_a_variation_of_ones_own_may_have_a_point_in_its_id_and_is_looked_at_all_the_same() -> None:
    [said] = complaints("variations: {v1.0: {remove: [north.stay]}}")
    assert said.startswith("two.yaml, line 12, column 30: unknown option 'north.stay'")
    alone = "title: t\ndecision_makers: {a: {options: [go]}}\nvariations:\n  v1.0: {remove: [stay]}\n"
    with pytest.raises(InvalidConflict, match=r"line 4, column 19: unknown option 'stay'.*in the variation 'v1\.0'"):
        read_yaml(alone, "alone.yaml")


def test_a_draw_on_what_nobody_has() -> None:
    capacity = "capacity: {firm: {money: 1}}"
    [said] = complaints(capacity, "draws: {north.pay: {money: 1}, south.build: {monye: 1}}")
    assert said == "two.yaml, line 13, column 53: nobody has a capacity of 'monye'; did you mean 'money'?"
    assert len(complaints("draws: {north.pay: {money: 1}}")) == 1


def test_two_who_have_the_same_thing_draw_on_what_is_their_own() -> None:
    draws = "draws: {north.pay: {money: 1}, south.build: {money: 1}, north.strike: {money: 2}}"
    found = two("capacity: {firm: {money: 1}, north.crew: {money: 2}}", draws)
    either = [{*state.on} for state in found.states]
    assert len(either) == 12  # of 16, less those in which the firm both pays and builds
    assert not any({"north.pay", "south.build"} <= on for on in either)
    of_another = complaints("capacity: {firm: {money: 1}}", draws)
    assert "'north.strike' is no option of firm, but of north.crew" in of_another[0]


def test_a_statement_is_complained_of_once_and_where_it_stands() -> None:
    line = "preferences: {south.town: [north.pay, south.biuld], north.crew: [south.sew]}"
    first, second = complaints(line)
    assert first.startswith("two.yaml, line 12, column 39: unknown option 'south.biuld'")
    assert second.startswith("two.yaml, line 12, column 66: unknown option 'south.sew'")
    [unknown] = complaints("preferences: {north.crow: [north.pay]}")
    assert unknown.startswith("two.yaml, line 12, column 15: 'north.crow' is no decision maker of one front")


def test_a_status_quo_that_a_capacity_forbids() -> None:
    [said] = complaints("capacity: {firm: {money: 1}}", "draws: {south.build: {money: 2}}")
    assert said.startswith("two.yaml, line 2, column 1: the status quo (south.build) is infeasible")


def test_a_front_of_which_nothing_is_said() -> None:
    with pytest.raises(InvalidConflict, match="line 11, column 3: nothing is said of west; name its file"):
        read_yaml(f"{TWO}  west:\n{SHARED}", "two.yaml")


def test_a_key_that_goes_with_another_form_of_a_front() -> None:
    with pytest.raises(InvalidConflict, match="the key 'title' does not go with the others here"):
        read_yaml(f"{TWO}  west: {{conflict: chicken, title: West}}\n{SHARED}", "two.yaml")


def test_one_id_on_two_fronts_that_is_not_shared_is_remarked_on(capsys: pytest.CaptureFixture[str]) -> None:
    apart = read_yaml(TWO, "two.yaml")
    [remark] = [each.message for each in review(apart) if "shared" in each.message]
    assert remark.startswith("firm is another decision maker on each of north, south")
    assert not [each for each in review(two()) if "shared" in each.message]
    show(*front_parts(cm.fronts(apart, ["nash"])))
    assert "  Nothing crosses the fronts" in capsys.readouterr().out


def test_a_variation_that_has_less_than_nothing() -> None:
    capacity = ("capacity: {firm: {money: 1}}", "draws: {north.pay: {money: 1}, south.build: {money: 1}}")
    [less] = complaints(*capacity, "variations: {poor: {capacity: {firm: {money: -1}}}}")
    assert less == "two.yaml, line 14, column 46: a capacity of -1; it has to be a number from 0"


def test_what_crosses_is_told_as_the_variation_has_it() -> None:
    found = two(
        "capacity: {firm: {money: 1.5}}",
        "draws: {north.pay: {money: 1}, south.build: {money: 1}}",
        "variations:",
        "  other: {shared: {firm: {order: [south, north]}}}",
        "  poor: {capacity: {firm: {money: 0.5}}, status_quo: []}",
        "  rich: {capacity: {firm: {money: 2}}}",
    )
    other, poor, rich = ([each.text for each in crossings(vary(found, id_))] for id_ in ("other", "poor", "rich"))
    assert "in the order of south then north" in other[0]
    assert poor[1].startswith("Firm has 0.5 of money in all")
    assert len(rich) == 1  # there is enough for everything


def test_above_sixty_options_a_local_question_is_refused(tmp_path: Path) -> None:
    dms = "firm: {{options: [{own}], preferences: [a0]}}, crew: {{options: [{other}], preferences: [b0]}}"
    there = dms.format(own=", ".join(f"a{k}" for k in range(8)), other=", ".join(f"b{k}" for k in range(8)))
    each = "".join(f"  f{k}: {{title: F, status_quo: [], decision_makers: {{{there}}}}}\n" for k in range(4))
    file = tmp_path / "four.yaml"
    file.write_text(f"title: Four\nfronts:\n{each}shared: {{firm: {{order: [f0, f1, f2, f3]}}}}\n")
    said = refused("explain", str(file), "--dm", "firm")
    assert "64 options, and questions about one state go up to 60" in " ".join(said.split())
