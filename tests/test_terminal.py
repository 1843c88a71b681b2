"""What every command has in common on the terminal: where it ends, what it cuts, and how `solve` fits on a screen."""

from __future__ import annotations

import re

import pytest

from cached_answers import printed, solution_of
from command_line import refused, run
from countermove import cases, forecast
from countermove.analysis.assumptions.assumption import assumptions_of
from countermove.analysis.stable_situations import Way, stable_situations
from countermove.cli.errors import wrapped
from countermove.cli.progress import Work
from countermove.report.likelihood import whole_range
from countermove.report.part_names import PartNames
from countermove.report.words import fixed, percent_range
from countermove.simulation.uncertain import uncertainties

AS_OF = ("kazakhstan-2022", "--variation", "as-of-7-january")


# -- solve -----------------------------------------------------------------------------------------


def test_solve_shows_eight_situations_those_that_improvements_lead_to_first() -> None:
    said = printed("solve", *AS_OF, columns=80)
    rows = re.findall(r"^(.{5}).* +(\d+)$", said.partition("passes")[2].partition("came about")[0], re.MULTILINE)
    assert len(rows) == 8
    assert {int(number) for mark, number in rows if "●" in mark} == {311, 321, 59, 69}
    assert "8 of 129 (of 504) that pass a test: weak evidence each" in said
    assert re.search(
        r"^ +<1 % +26 % +23 % +10 % +6 % +<1 %$",
        said.replace("to pass is weak evidence where many do", " "),
        re.MULTILINE,
    )
    assert "... and 121 more situations: --all shows them." in said


def test_the_order_is_by_the_way_then_by_the_test() -> None:
    solution = solution_of("kazakhstan-2022")
    found, number = stable_situations(solution, 1000)
    assert len(found) == number == len(solution.holding())
    ways = [[*Way].index(each.way) for each in found]
    assert ways == sorted(ways)
    for way in Way:
        sizes = [len(each.concepts) for each in found if each.way is way]
        assert sizes == sorted(sizes, reverse=True)
    assert {each.position for each in found if each.way is Way.IMPROVEMENTS} == {
        k for k in solution.holding() if solution.near_status_quo[k]
    }


def test_what_all_share_is_said_once() -> None:
    said = " ".join(printed("solve", *AS_OF, columns=80).split())
    assert "On in all eight: appeal to the CSTO, Tokayev chairs the Security Council, CSTO force sent." in said
    assert said.count("Tokayev chairs the Security Council") == 1


def test_who_would_leave_and_why_they_do_not() -> None:
    said = " ".join(printed("solve", "elmira").split())
    assert "Who would leave Deadlock (state 5): Nobody gains by a move of its own." in said
    assert (
        "Who would leave the start (state 1): The local government, by choosing “Insist on the original order”."
        in said
    )
    assert "Nobody else. Held back by what the others could do next (smr)." in said


def test_all_shows_every_situation_with_every_test() -> None:
    said = printed("solve", "kazakhstan-2022", "--all")
    assert len(re.findall(r"^ +\d+  ", said, re.MULTILINE)) == 129
    assert "--all" not in said


# -- every command ---------------------------------------------------------------------------------

CALLS = (
    "solve elmira",
    "solve elmira --all",
    "explain elmira",
    "evolve elmira",
    "coalitions elmira",
    "worlds elmira",
    "assumptions elmira --no-pairs",
    "sources elmira",
    "show elmira",
    "check elmira",
    "cases",
    "cases show elmira",
    "fronts canal",
    "forecast kazakhstan-2022 --count 20 --over nash",
    "score kazakhstan-2022 --count 20",
)


@pytest.mark.parametrize("call", CALLS)
def test_every_command_ends_with_the_next_useful_one(call: str) -> None:
    last = printed(*call.split()).splitlines()[-1]
    assert re.fullmatch(r"Next: countermove \w.*", last)


def test_the_next_command_is_on_the_same_variation_and_is_not_broken() -> None:
    last = run("solve", *AS_OF, columns=60).stdout.splitlines()[-1]
    assert last == "Next: countermove explain kazakhstan-2022 --state 311 --variation as-of-7-january"


@pytest.mark.parametrize("command", ["solve", "evolve", "coalitions", "worlds", "sources"])
def test_all_means_that_nothing_is_cut(command: str) -> None:
    said = printed(command, "kazakhstan-2022", "--all", *(["--count", "20"] if command == "worlds" else []))
    assert "--all" not in said
    assert "... and" not in said


def test_a_command_by_its_old_name_is_answered_with_the_new_one() -> None:
    said = refused("source", "add", "a b.txt", "--to", "mine.yaml")
    assert said == "the command 'source' is called 'sources' now: countermove sources add 'a b.txt' --to mine.yaml\n"


def test_sources_without_a_command_shows() -> None:
    assert run("sources", "elmira").stdout.startswith("Elmira groundwater contamination, 1989-91\n")
    assert run("sources", "--json", "elmira").stdout == run("sources", "show", "elmira", "--json").stdout


def test_a_case_that_there_is_not() -> None:
    assert "elmra" in refused("cases", "show", "elmra")
    assert re.search(r"^Uniroyal \(UR\) +Draw out the appeal;", printed("cases", "show", "elmira"), re.MULTILINE)


# -- names and numbers -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "call",
    [
        "worlds kazakhstan-2022 --count 40",
        "forecast kazakhstan-2022 --count 40 --over nash",
        "sources kazakhstan-2022",
        "assumptions kazakhstan-2022 --no-pairs",
        "evolve kazakhstan-2022",
        "coalitions kazakhstan-2022",
        "solve kazakhstan-2022",
    ],
)
def test_no_statement_in_ids_reaches_a_reader(call: str) -> None:
    said = printed(*call.split()).partition("\nNext:")[0]
    assert not re.search(r"old_guard|\b(csto or alone|leak iff purge|accept if oust|not purge)\b", said)
    assert "Nazarbayev and his circle" in said


def test_parts_by_the_names_of_others() -> None:
    names = PartNames(cases.load("kazakhstan-2022"))
    assert names["president: thank if (csto and not revolt and not rally) (2)"].startswith(
        "President Tokayev wants “Ask"
    )
    assert names["rule: csto implies appeal"] == "the rule: “Ask the CSTO for troops” if “Send a CSTO force”"
    assert names["irreversible: old_guard.leak"] == "“Leak on the president” cannot be undone"
    assert names["president: order of oust | purge"] == (
        "what President Tokayev puts first: “Take over the Security Council” or “Turn on Nazarbayev himself”"
    )
    assert names.alternative("president: order of oust | purge", "purge, then oust").endswith("Security Council”")


def test_every_name_of_an_assumption_and_an_uncertainty_is_put_in_words() -> None:
    for case in ("kazakhstan-2022", "kazakhstan-2022-mixture", "canal", "elmira", "ukraine-2022"):
        conflict = cases.load(case)
        names = PartNames(conflict)
        given = [*(each.name for each in assumptions_of(conflict)), *(each.name for each in uncertainties(conflict))]
        assert [name for name in given if names[name] == name] == [], case


def test_what_rounds_to_zero_has_no_sign() -> None:
    assert [fixed(-0.0004), fixed(-0.0004, signed=True), fixed(0.0, signed=True)] == ["0.000"] * 3
    assert percent_range(0.0, 0.0) == whole_range(0.0, 0.001) == "0 %"
    assert "-0.000" not in run("score", "kazakhstan-2022", "--count", "40").stdout


# -- progress --------------------------------------------------------------------------------------


def test_a_forecast_is_one_work() -> None:
    seen: list[tuple[int, int]] = []
    forecast(cases.load("kazakhstan-2022"), count=20, workers=1, progress=lambda *each: seen.append(each))
    assert {total for _, total in seen} == {100}
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1] == (100, 100)


def test_a_bar_appears_late_and_goes() -> None:
    work = Work("worlds")
    work.step(1, 4)
    work.end()
    work._show()
    assert work.bar is None


def test_complaints_are_broken_between_words_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    line = "strike.yaml, line 9: " + "unknown option " * 10
    assert wrapped(line) == line
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    lines = wrapped(line).splitlines()
    assert len(lines) > 1
    assert max(map(len, lines)) <= 80
    assert " ".join(wrapped(line).split()) == line.strip()
