"""Conflicts of very many parts are answered, or refused with an estimate, before anything is gone through."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import countermove as cm
from countermove.analysis.evolution import chain
from countermove.cli.app import app
from countermove.errors import MANY, did_you_mean
from countermove.io.yaml.reading import read_yaml
from countermove.kernels.jit import PLAIN_STATES, engine_for

CROWD = "title: crowd\nstatus_quo: [x, y]\ndecision_makers:\n  a: {options: [x], preferences: [x]}\n"


def crowd(count: int) -> str:
    """Return a file of so many decision makers, two of whom have an option."""
    return f"{CROWD}  b: {{options: [y], preferences: [y]}}\n" + "".join(
        f"  d{k}: {{preferences: [x]}}\n" for k in range(count - 2)
    )


def run(text: str, tmp_path: Path, *arguments: str) -> tuple[int, str, str]:
    file = tmp_path / "many.yaml"
    file.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(app, [arguments[0], str(file), *arguments[1:]])
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("more", [(), ("--up-to", "2"), ("--of", "a,b")])
def test_the_number_of_coalitions_is_estimated_before_they_are_listed(more: tuple[str, ...], tmp_path: Path) -> None:
    code, out, said = run(crowd(100), tmp_path, "coalitions", *more)
    assert (code, out) == (2, "")
    assert "4 states and 100 decision makers would take about 2^" in said


def test_a_hundred_decision_makers_are_solved() -> None:
    found = cm.solve(read_yaml(crowd(100), "crowd.yaml"))
    assert [str(state) for state in found.equilibria("seq")] == ["x, y"]


def searched_for(conflict: cm.Conflict, monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """Return the decision makers whose improvements an evolution of a conflict searches for."""
    seen: set[int] = set()
    search = chain._BestImprovements.leaving

    def leaving(self: Any, layer: Any, dm: int) -> Any:
        seen.add(dm)
        return search(self, layer, dm)

    monkeypatch.setattr(chain._BestImprovements, "leaving", leaving)
    cm.evolve(conflict)
    return seen


def test_decision_makers_without_a_move_cost_an_evolution_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each state asked each of 900 decision makers for its improvements, and `report` took more than a minute."""
    whole, few = (read_yaml(crowd(count), "crowd.yaml") for count in (40, 2))
    assert cm.evolve(whole).ends == cm.evolve(few).ends
    assert cm.brief(whole).signs == cm.brief(few).signs
    assert searched_for(whole, monkeypatch) == {0, 1}


@pytest.mark.thorough
def test_a_hundred_decision_makers_are_reported(tmp_path: Path) -> None:
    code, out, _ = run(crowd(100), tmp_path, "report", "--format", "md")
    assert code == 0
    assert "100 decision makers would take about 2^" in out


def test_a_thousand_decision_makers_are_the_most(tmp_path: Path) -> None:
    code, out, said = run(crowd(1001), tmp_path, "check")
    assert (code, out) == (2, "")
    assert "'crowd' has 1,001 decision makers, and 1,000 are the most" in said


@pytest.mark.parametrize(("key", "each"), [("sources", "{title: A}"), ("questions", "{asks: A, when: x}")])
def test_two_thousand_sources_or_questions_are_the_most(key: str, each: str, tmp_path: Path) -> None:
    code, out, said = run(
        f"{crowd(3)}{key}:\n" + "".join(f"  k{k}: {each}\n" for k in range(2001)), tmp_path, "check"
    )
    assert (code, out) == (2, "")
    assert f"'crowd' has 2,001 {key}, and 2,000 are the most" in said


def test_the_engine_is_chosen_by_states_and_pairs_of_decision_makers() -> None:
    assert engine_for(PLAIN_STATES, 30) == "plain"
    assert engine_for(PLAIN_STATES, 100) == "compiled"
    with pytest.raises(cm.TooLarge, match="would take about 10,738 seconds, and 600 are the most"):
        engine_for(1 << 20, 1012)


def wants(count: int) -> str:
    listed = "".join(f"      - {{holds: {'xy'[k % 2]}, confidence: 0.5}}\n" for k in range(count))
    return f"title: t\nstatus_quo: []\ndecision_makers:\n  a:\n    options: [x, y]\n    preferences:\n{listed}"


def test_uncertain_statements_beyond_a_thousand_are_refused_with_an_estimate(tmp_path: Path) -> None:
    code, out, said = run(wants(1100), tmp_path, "worlds")
    assert (code, out) == (2, "")
    assert (
        "1,100 parts of 't' are uncertain, and 1,000 are the most: that is a number of worlds with 331 digits" in said
    )


def test_uncertain_rules_beyond_a_thousand_are_refused_likewise(tmp_path: Path) -> None:
    rules = "".join(f"  - {{holds: x or y or not x, confidence: 0.{k % 9 + 1}}}\n" for k in range(1001))
    code, out, said = run(f"{wants(1)}feasible:\n{rules}", tmp_path, "worlds")
    assert (code, out) == (2, "")
    assert "1,002 parts of 't' are uncertain" in said


def test_a_check_of_thousands_of_statements_is_refused_with_an_estimate(tmp_path: Path) -> None:
    code, out, said = run(wants(2500), tmp_path, "assumptions")
    assert (code, out) == (2, "")
    assert "'t' has 2,500 statements and there are " in said
    assert "minutes" in said


def test_of_many_names_one_that_differs_in_a_letter_is_suggested() -> None:
    known = [f"source{k}" for k in range(30_000)]
    expected = {"source9x": "source9", "sorce17": "source17", "suorce5": "source5", "SOURCE123": "source123"}
    assert {word: did_you_mean(word, known) for word in expected} == {
        word: f"; did you mean {near!r}?" for word, near in expected.items()
    }
    assert did_you_mean("nothing_like_it", known).startswith("; there are: source0, source1, ")


def test_thousands_of_unknown_words_are_answered_with_one_search_each() -> None:
    known = {f"s{k}": k for k in range(30_000)}
    hints = [did_you_mean(f"zz{k}", known) for k in range(500)]
    assert {*hints} == {did_you_mean("zz", known)}


def test_few_names_are_compared_whole() -> None:
    assert did_you_mean("kazakstan_22", [*map(str, range(MANY - 1)), "kazakhstan_2022"]) == (
        "; did you mean 'kazakhstan_2022'?"
    )


@pytest.mark.thorough
def test_three_thousand_unknown_states_are_all_named(tmp_path: Path) -> None:
    states, unknown = (
        ", ".join(f"{letter}{k}" for k in range(many)) for letter, many in (("s", 30_000), ("zz", 3000))
    )
    text = f"title: t\nstates: [{states}]\ndecision_makers: {{a: {{preferences: {{ranking: [[{unknown}]]}}}}}}\n"
    code, out, said = run(text, tmp_path, "check", "--all")
    assert (code, out) == (2, "")
    assert said.count("unknown state 'zz") == 3000
