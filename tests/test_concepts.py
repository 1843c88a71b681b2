"""Concepts that are only registered here: every reader serves them by what their record says, or refuses by name."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.main import get_command
from typer.testing import Result

from command_line import called
from countermove import (
    Conflict,
    DecisionMaker,
    InvalidConflict,
    Option,
    Preferences,
    Question,
    Source,
    Statement,
    UnknownName,
    assumptions,
    cases,
    coalitions,
    evolve,
    explain,
    forecast,
    fronts,
    solve,
    worlds,
)
from countermove.analysis import certificate
from countermove.analysis.coalitions.stability import SANCTIONED
from countermove.analysis.evolution.chain import credible
from countermove.analysis.explanation.verification import verified
from countermove.analysis.fronts.compose import composed
from countermove.analysis.fronts.solve import whole_solution
from countermove.analysis.local import explanation, local_verdict
from countermove.analysis.local.problem import Budget, Problem
from countermove.analysis.stability.definitions import DEFINITIONS, Definition, gmr
from countermove.cli.app import app
from countermove.errors import InvalidCertificate, InvalidRequest
from countermove.model.concepts import CONCEPTS, DEFAULT_CONCEPT, Concept, Sanctions
from countermove.model.joining import join
from countermove.model.provenance import Published
from countermove.report.pages import findings, html
from random_joint import drawn_joint

REGISTERED = tuple(CONCEPTS)
CASES = ("elmira", "chicken", "cuban-missile-crisis")

EARNEST = replace(CONCEPTS["seq"], id="earnest", name="Earnest stability", source="Nobody 2026", by_default=False)
"""As sequential stability; its record and its definition say all that its readers need."""

OBSCURE = Concept("obscure", "Obscure stability", "Nobody 2026", "nobody can tell")
"""Has neither prospects nor sanctions that its record knows."""

FOGGY = Concept("foggy", "Foggy stability", "Nobody 2026", "nobody can tell why", evolves=True)
"""Drives an evolution, by prospects that only its definition knows."""

MADE_UP = {
    EARNEST: DEFINITIONS["seq"],
    OBSCURE: Definition(by_reach=gmr),
    FOGGY: DEFINITIONS["smr"],
}

COMMANDS: dict[str, tuple[str, ...]] = {
    "brief": ("elmira", "--concept"),
    "solve": ("elmira", "--concepts"),
    "explain": ("elmira", "--concept"),
    "evolve": ("elmira", "--concept"),
    "report": ("elmira", "--format", "md", "--concept"),
    "assumptions": ("elmira", "--json", "--concept"),
    "coalitions": ("elmira", "--json", "--concepts"),
    "fronts": ("canal", "--concepts"),
    "worlds": ("elmira", "--concept"),
    "forecast": ("FILE", "--over", "nash", "--concept"),
    "freeze": ("FILE", "--force", "--concept"),
    "score": ("FILE", "--json", "--concept"),
    "family": ("csto-appeals", "--count", "2", "--concept"),
    "change": ("prisoners-dilemma", "--json", "--so-that", "1 falls", "--concept"),
    "compare": ("elmira", "elmira", "--json", "--concept"),
    "elicit": ("elmira", "--dm", "uniroyal", "--json", "--concept"),
}
"""Every command that takes a concept, with what stands before the concept's id."""

OVER = {name: (*COMMANDS[name][:1], *COMMANDS[name][3:-1], "--over") for name in ("forecast", "freeze")}
QUIET = {"freeze", "score"}
"""Commands whose output names no concept."""


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    for concept, definition in MADE_UP.items():
        monkeypatch.setitem(CONCEPTS, concept.id, concept)
        monkeypatch.setitem(DEFINITIONS, concept.id, definition)


@pytest.fixture(params=REGISTERED)
def twins(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[Concept, Concept]:
    """Return a registered concept, and one of another name that is the same in all else."""
    real = CONCEPTS[request.param]
    twin = replace(real, id="twin", by_default=False)
    monkeypatch.setitem(CONCEPTS, twin.id, twin)
    monkeypatch.setitem(DEFINITIONS, twin.id, DEFINITIONS[real.id])
    return real, twin


def renamed(answer: Any, old: str, new: str) -> Any:
    """Return plain data with one concept called by another id."""
    return json.loads(json.dumps(answer).replace(f'"{old}"', f'"{new}"').replace(f"({old})", f"({new})"))


def asked_in_prose() -> Conflict:
    """Return a conflict with a question, and three statements of which nobody is quite sure."""
    sure = (
        Preferences(statements=((Statement(holds=text, confidence=0.7),), (Statement(holds="not (a and b)"),)))
        for text in ("a or b", "b iff a")
    )
    dms = tuple(
        DecisionMaker(id=id_, options=(Option(id=name),), preferences=wants)
        for id_, name, wants in zip(("one", "two"), ("a", "b"), sure, strict=True)
    )
    asked = (Question(id="q", asks="Will a be on?", when="a"),)
    return Conflict(title="asked", decision_makers=dms, status_quo=(), questions=asked)


QUESTION = """
countermove: 1
title: Asked
status_quo: []
decision_makers:
  one: {options: {a: A}, preferences: [{holds: a or b, confidence: 0.7}, not (a and b)]}
  two: {options: {b: B}, preferences: [{holds: b iff a, confidence: 0.6}]}
questions:
  q: {asks: Will a be on, when: a, asked: 2022-01-01, closes: 2022-02-01, answer: {value: true, on: 2022-01-19}}
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "asked.yaml").write_text(QUESTION, encoding="utf-8")
    return "asked.yaml"


# --- the registry


@pytest.mark.parametrize("id_", REGISTERED)
def test_a_record_and_its_definition_agree(id_: str) -> None:
    concept, definition = CONCEPTS[id_], DEFINITIONS[id_]
    assert concept.evolves == (definition.prospects is not None)
    assert concept.needs_options == (definition.by_options is not None) == (definition.by_reach is None)
    assert concept.in_turn or not concept.composes
    assert not concept.coalitional or (concept.sanctions, concept.countermove) in SANCTIONED
    assert {*concept.implies} <= {*REGISTERED}


def test_the_checker_of_certificates_knows_none_that_cannot_be_explained() -> None:
    assert {*certificate.CONCEPTS} <= {id_ for id_ in REGISTERED if CONCEPTS[id_].sanctions is not None}


def test_what_is_registered_is_not_asked_for_before_it_is_named() -> None:
    assert DEFAULT_CONCEPT in REGISTERED
    assert solve(cases.load("chicken")).concepts == tuple(id_ for id_ in REGISTERED if CONCEPTS[id_].by_default)
    assert EARNEST.id not in coalitions(cases.load("chicken")).concepts
    assert EARNEST.id not in fronts(cases.load("canal")).concepts


def test_published_answers_may_be_by_any_registered_concept() -> None:
    answer = Published(source="s", equilibria=(("earnest", ("YN",)),))
    known = replace(asked_in_prose(), sources=(Source(id="s"),), published=(answer,))
    assert known.published == (answer,)
    with pytest.raises(InvalidConflict, match="unknown stability concept 'sombre'"):
        replace(known, published=(replace(answer, equilibria=(("sombre", ("YN",)),)),))


def test_what_is_registered_without_a_definition_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(DEFINITIONS, "earnest")
    with pytest.raises(UnknownName, match="'earnest' is registered, but defined nowhere"):
        solve(cases.load("chicken"), ["earnest"])
    with pytest.raises(UnknownName, match="'earnest' is registered, but defined nowhere"):
        evolve(cases.load("elmira"), "earnest")
    monkeypatch.setitem(DEFINITIONS, "earnest", Definition())
    with pytest.raises(UnknownName, match="'earnest' does not say where a state is stable"):
        solve(cases.load("chicken"), ["earnest"])
    with pytest.raises(UnknownName, match="'earnest': its definition has no prospects"):
        evolve(cases.load("elmira"), "earnest")


@pytest.mark.parametrize("name", ["earnest", "Earnest stability"])
def test_the_check_of_a_concept_that_the_checker_was_not_taught_is_refused_by_name(name: str) -> None:
    asked = ["explain", "elmira", "--concept", name]
    assert called(*asked).exit_code == 0
    refused = called(*asked, "--check")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "has not been taught 'earnest'; it verifies: nash, gmr, smr, seq, sseq, sim." in refused.stderr
    with pytest.raises(InvalidRequest, match="has not been taught 'earnest'"):
        verified(explain(cases.load("elmira"), 1, concept=name).explanations)


# --- a concept that is another one under a new name has its answers


@pytest.mark.parametrize("case", CASES)
def test_twins_hold_alike(twins: tuple[Concept, Concept], case: str) -> None:
    real, twin = twins
    conflict = cases.load(case)
    found = solve(conflict, [real.id, twin.id])
    assert np.array_equal(found.where(real.id), found.where(twin.id))


@pytest.mark.parametrize("case", CASES)
def test_twins_are_explained_alike(twins: tuple[Concept, Concept], case: str) -> None:
    real, twin = twins
    conflict = cases.load(case)
    for state in conflict.states:
        known, found = (explain(conflict, state.number, concept=each.id) for each in (real, twin))
        assert str(found) == str(known)
        assert found.to_dict() == renamed(known.to_dict(), real.id, twin.id)


def test_twins_are_told_apart_by_the_checker_of_certificates(twins: tuple[Concept, Concept]) -> None:
    real, twin = twins
    conflict = cases.load("chicken")
    for known, found in zip(
        explain(conflict, 1, concept=real.id).explanations,
        explain(conflict, 1, concept=twin.id).explanations,
        strict=True,
    ):
        if real.id in certificate.CONCEPTS:
            certificate.check(conflict, known.certificate())
        with pytest.raises(InvalidCertificate, match="there is no concept 'twin'"):
            certificate.check(conflict, found.certificate())


def test_twins_are_searched_for_alike(twins: tuple[Concept, Concept]) -> None:
    real, twin = twins
    conflict = cases.load("cuban-missile-crisis")
    dms = range(len(conflict.decision_makers))
    for mask in conflict.states.masks.tolist():
        by = (dict.fromkeys(dms, each.id) for each in (real, twin))
        known, found = (explanation.local_explanations(conflict, each, mask, 10_000) for each in by)
        assert [each.to_dict() for each in found] == [renamed(each.to_dict(), real.id, twin.id) for each in known]


def test_twins_are_composed_alike(twins: tuple[Concept, Concept]) -> None:
    real, twin = twins
    for seed in range(5) if real.composes else ():
        conflict = join(drawn_joint(random.Random(f"twins {seed}"), most=5), title="drawn")
        found, filled = composed(conflict, twins), whole_solution(conflict, twins)
        assert found.count(twin.id) == found.count(real.id)
        assert np.array_equal(filled.where(twin.id), filled.where(real.id))
        state = (1,) * len(found.alone)
        for dm in conflict.decision_makers:
            assert found.holds(dm.id, twin.id, state) == found.holds(dm.id, real.id, state)


@pytest.mark.parametrize("case", CASES)
def test_twins_evolve_alike_or_not_at_all(twins: tuple[Concept, Concept], case: str) -> None:
    real, twin = twins
    conflict = cases.load(case)
    if not real.evolves:
        with pytest.raises(UnknownName, match="there is no evolution under 'twin'"):
            evolve(conflict, twin.id)
        return
    if conflict.status_quo is None:
        assert np.array_equal(credible(conflict, real).prospects, credible(conflict, twin).prospects)
        return
    assert evolve(conflict, twin.id).to_dict() == renamed(evolve(conflict, real.id).to_dict(), real.id, twin.id)


def test_twins_settle_alike_in_all_worlds(twins: tuple[Concept, Concept]) -> None:
    real, twin = twins
    conflict = asked_in_prose()
    if not real.evolves:
        with pytest.raises(UnknownName, match="there is no evolution under 'twin'"):
            worlds(conflict, twin.id, workers=1)
        return
    known, found = (worlds(conflict, each.id, workers=1) for each in (real, twin))
    for state in conflict.states:
        assert found.share(str(state.number)).value == pytest.approx(known.share(str(state.number)).value)
    with pytest.raises(UnknownName, match="no share of 'twin' is counted"):
        found.share("1", twin.id)
    sure, likely = (forecast(conflict, each.id, over=(), workers=1)["q"].probability for each in (real, twin))
    assert sure == pytest.approx(likely)


def test_twins_hinge_on_the_same(twins: tuple[Concept, Concept]) -> None:
    real, twin = twins
    conflict = cases.load("elmira")
    if not real.evolves:
        with pytest.raises(UnknownName, match="there is no evolution under 'twin'"):
            assumptions(conflict, None, twin.id)
        return
    known, found = (assumptions(conflict, None, each.id, pairs=False) for each in (real, twin))
    assert [*map(_status, found.checked)] == [*map(_status, known.checked)]
    usual = [id_ for id_ in known.asked.base.holds if CONCEPTS[id_].by_default]
    assert found.asked.base.holds == (*usual, twin.id)


def _status(checked: Any) -> list[str]:
    return [each.status for each in checked.findings]


def test_twins_join_alike_or_not_at_all(twins: tuple[Concept, Concept]) -> None:
    real, twin = twins
    conflict = cases.load("elmira")
    if not real.coalitional:
        with pytest.raises(UnknownName, match="for coalitions there is no concept 'twin'"):
            coalitions(conflict, concepts=[twin.id])
        return
    known, found = (coalitions(conflict, concepts=[each.id]).to_dict() for each in (real, twin))
    assert found == renamed(known, real.id, twin.id)


def test_twins_compose_alike_or_not_at_all(twins: tuple[Concept, Concept]) -> None:
    real, twin = twins
    conflict = cases.load("canal")
    if not real.composes:
        with pytest.raises(UnknownName, match="fronts are not compared by 'twin'"):
            fronts(conflict, ["nash", twin.id])
        return
    known, found = (fronts(conflict, [each.id]).to_dict() for each in (real, twin))
    assert found == renamed(known, real.id, twin.id)


# --- what only a definition knows


@pytest.mark.parametrize("id_", ["obscure", "foggy"])
def test_what_has_no_sanctions_of_a_known_kind_is_not_explained(id_: str) -> None:
    conflict = cases.load("chicken")
    assert solve(conflict, [id_]).concepts == (id_,)
    with pytest.raises(InvalidRequest, match=f"by '{id_}' cannot be explained; it can by: nash, "):
        explain(conflict, 1, concept=id_)
    with pytest.raises(InvalidRequest, match=f"by '{id_}' cannot be explained; it can by: nash, "):
        local_verdict(Problem(conflict), 0, 0, id_, Budget(9))


def test_coalitions_answer_only_in_ways_that_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    odd = replace(EARNEST, countermove=True)
    monkeypatch.setitem(CONCEPTS, odd.id, odd)
    with pytest.raises(UnknownName, match="for coalitions there is no concept 'earnest'"):
        coalitions(cases.load("elmira"), concepts=[odd.id])


def test_a_report_says_what_it_cannot_explain() -> None:
    conflict = cases.load("elmira")
    assert "earnest stability" in html(findings(conflict, "earnest"))
    found = findings(conflict, "foggy")
    assert any("by 'foggy' cannot be explained" in note for note in found.left_out)
    assert "foggy stability" in html(found)


# --- the same on the command line


def takers(name: str, *options: str) -> bool:
    command = get_command(app).commands[name]  # type: ignore[attr-defined]  # a group, as it has commands
    return any(spelt in options for each in command.params for spelt in each.opts)


def run(name: str, arguments: tuple[str, ...], id_: str, file: str) -> Result:
    given = [file if each == "FILE" else each for each in arguments]
    return called(name, *given, id_, COLUMNS="200")


def test_every_command_that_takes_a_concept_is_below() -> None:
    commands: Iterator[str] = iter(get_command(app).commands)  # type: ignore[attr-defined]
    assert {name for name in commands if takers(name, "--concept", "--concepts")} == {*COMMANDS}
    assert {name for name in COMMANDS if takers(name, "--over")} == {*OVER}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_takes_a_concept_that_has_all_it_takes(name: str, file: str) -> None:
    result = run(name, COMMANDS[name], "earnest", file)
    assert result.exit_code == 0, result.output
    assert name in QUIET or "earnest" in result.stdout.lower()


@pytest.mark.parametrize("name", OVER)
def test_a_forecast_ranges_over_it(name: str, file: str) -> None:
    result = run(name, OVER[name], "nash,obscure", file)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "'obscure'" in result.stderr
    assert run(name, OVER[name], "nash,earnest", file).exit_code == 0


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "solve"])
def test_every_command_refuses_by_name_what_has_not(name: str, file: str) -> None:
    result = run(name, COMMANDS[name], "obscure", file)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "'obscure'" in result.stderr
    assert "Traceback" not in result.stderr


def test_it_can_be_solved_nevertheless(file: str) -> None:
    result = run("solve", COMMANDS["solve"], "obscure", file)
    assert result.exit_code == 0
    assert "obscure" in result.stdout


def test_no_kind_of_sanctions_is_left_out_here() -> None:
    assert {CONCEPTS[id_].sanctions for id_ in REGISTERED} == {*Sanctions}
