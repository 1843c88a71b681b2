"""The packaged cases: each reads cleanly, survives being written, and has the answers that it says it has.

What stands under `published` in a case has to be what `solve` finds. Where a source finds something
else, having read the conflict otherwise, the case's `notes` tell of it.
"""

from __future__ import annotations

from functools import cache

import pytest
from jsonschema import Draft202012Validator

from countermove import Conflict, Solution, cases, solve
from countermove.io import packaged
from countermove.io.yaml.reading import read_yaml
from countermove.io.yaml.schema import schema
from countermove.io.yaml.tree import parse_yaml
from countermove.io.yaml.writing import write_yaml
from countermove.kernels.jit import ENGINES, Engine
from countermove.model.variation import vary
from published.case import Case
from published.cuban import CUBAN_A, CUBAN_B
from published.elmira import ELMIRA, ELMIRA_12, ELMIRA_FILE
from published.euphrates import EUPHRATES
from published.garrison import GARRISON
from published.two_by_two import CHICKEN, PRISONERS_DILEMMA

NAMES = cases.names()

LITERATURE: dict[tuple[str, str | None], Case] = {
    ("prisoners-dilemma", None): PRISONERS_DILEMMA,
    ("chicken", None): CHICKEN,
    ("syria-iraq-1975", None): EUPHRATES,
    ("cuban-missile-crisis", None): CUBAN_A,
    ("cuban-missile-crisis", "irreversible-strike"): CUBAN_B,
    ("elmira", None): ELMIRA,
    ("elmira", "gmcr-plus-ranking"): ELMIRA_FILE,
    ("garrison", None): GARRISON,
}
"""By case and variation, the tables that the case has to agree with; they were typed in independently."""

FEASIBLE = {
    "prisoners-dilemma": 4,
    "chicken": 4,
    "cuban-missile-crisis": 12,
    "elmira": 9,
    "garrison": 23,
    "syria-iraq-1975": 6,
}

ACCEPTANCE_IS_FINAL = {"nash": "5 7 8 9", "seq": "5 7 8 9", "gmr": "1 3 5 7 8 9", "smr": "1 3 5 7 8 9"}
"""Elmira if Uniroyal cannot abandon the plant once it has accepted (computed)."""


@cache
def solved(name: str, variation: str | None, engine: Engine) -> Solution:
    return solve(cases.load(name), variation=variation, engine=engine)


def conflict(name: str, variation: str | None) -> Conflict:
    whole = cases.load(name)
    return vary(whole, variation) if variation else whole


def by_level(rank: dict[int, int]) -> list[set[int]]:
    """Return the states of each level of a ranking, the best first."""
    return [{s for s, r in rank.items() if r == level} for level in sorted({*rank.values()}, reverse=True)]


# -- every case ----------------------------------------------------------------------------------


def test_every_file_is_a_case_under_a_name_of_its_own() -> None:
    assert len(NAMES) + len(cases.families()) == len([*packaged.CASES.rglob("*.yaml")])


@pytest.mark.parametrize("name", NAMES)
def test_a_case_says_what_it_is_and_where_it_is_from(name: str) -> None:
    case = cases.load(name)
    assert case.about
    assert case.citation or case.sources
    assert all(dm.name and all(option.name for option in dm.options) for dm in case.decision_makers)


@pytest.mark.parametrize("name", NAMES)
def test_a_case_meets_the_json_schema(name: str) -> None:
    document = parse_yaml(cases.file(name).read_text("utf-8"), name).value
    assert [error.message for error in Draft202012Validator(schema()).iter_errors(document)] == []


@pytest.mark.thorough
@pytest.mark.parametrize("name", NAMES)
def test_a_case_survives_being_written_and_read(name: str) -> None:
    case = cases.load(name)
    text = write_yaml(case)
    assert read_yaml(text, name) == case
    assert [*Draft202012Validator(schema()).iter_errors(parse_yaml(text, name).value)] == []


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", NAMES)
def test_published_equilibria_are_found(name: str, engine: Engine) -> None:
    case = cases.load(name)
    for entry in case.published:
        found = solved(name, entry.variation or None, engine)
        for concept, states in entry.equilibria:
            named = [found.conflict.states.find(state) for state in states]
            assert [len(positions) for positions in named] == [1] * len(states), (entry.source, concept)
            numbers = {int(positions[0]) + 1 for positions in named}
            assert numbers == {state.number for state in found.equilibria(concept)}, (entry.source, concept)


# -- the cases of the literature -----------------------------------------------------------------

known = pytest.mark.parametrize(("name", "variation"), LITERATURE)


@pytest.mark.parametrize("name", FEASIBLE)
def test_number_of_feasible_states(name: str) -> None:
    assert len(cases.load(name).states) == FEASIBLE[name]


@known
def test_options_belong_and_turn_as_published(name: str, variation: str | None) -> None:
    setting, case = LITERATURE[name, variation].setting, conflict(name, variation)
    ours = [(setting.dms[owner], option.stays or "both") for owner, option in case.owned]
    assert ours == [(option.dm, option.direction) for option in setting.options]


@known
def test_states_are_those_published(name: str, variation: str | None) -> None:
    graph = LITERATURE[name, variation].setting.graph
    assert conflict(name, variation).states.masks.tolist() == sorted(graph.states)


@known
def test_rankings_are_those_published(name: str, variation: str | None) -> None:
    """Also where the case has statements and the literature prints the ranking: Syria and Iraq."""
    graph, case = LITERATURE[name, variation].setting.graph, conflict(name, variation)
    ours = [dict(zip(case.states.masks.tolist(), row, strict=True)) for row in case.ranks.tolist()]
    assert [by_level(rank) for rank in ours] == [by_level(dict(rank)) for rank in graph.rank]


@pytest.mark.parametrize("engine", ENGINES)
@known
def test_stable_states_are_those_published(name: str, variation: str | None, engine: Engine) -> None:
    case, found = LITERATURE[name, variation], solved(name, variation, engine)
    for (concept, dm), states in case.known_stable().items():
        mine = found.conflict.decision_makers[case.setting.dms.index(dm)].id
        assert {state.decimal for state in found.stable_for(concept, mine)} == states, (concept, dm)


@pytest.mark.parametrize("engine", ENGINES)
@known
def test_equilibria_are_those_published(name: str, variation: str | None, engine: Engine) -> None:
    found = solved(name, variation, engine)
    for concept, states in LITERATURE[name, variation].known_equilibria().items():
        assert {state.decimal for state in found.equilibria(concept)} == states, concept


@known
def test_status_quo_is_that_published(name: str, variation: str | None) -> None:
    case, ours = LITERATURE[name, variation], conflict(name, variation)
    number = ours.status_quo_number
    mask = None if number is None else {ours.states[number - 1].decimal}
    assert mask == (None if case.status_quo is None else case.setting.names[case.status_quo])


# -- Elmira --------------------------------------------------------------------------------------


def test_states_of_elmira_have_the_numbers_of_the_literature() -> None:
    states = cases.load("elmira").states
    printed = ["NYNNN", "YYNNN", "NNYNN", "YNYNN", "NYNNY", "YYNNY", "NNYNY", "YNYNY", "---Y-"]
    assert [states.find(pattern).tolist() for pattern in printed] == [[k] for k in range(9)]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("variation", [None, "gmcr-plus-ranking"])
def test_simultaneous_stability_in_elmira_is_that_of_the_twelve_states(variation: str | None, engine: Engine) -> None:
    found = solved("elmira", variation, engine)
    names = ELMIRA_12.setting.names
    for dm, mine in zip(ELMIRA_12.setting.dms, found.conflict.decision_makers, strict=True):
        holding = ELMIRA_12.known_stable()["sim", dm]
        expected = {int(name) for name, members in names.items() if members <= holding}
        assert {state.number for state in found.stable_for("sim", mine.id)} == expected


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("concept", ACCEPTANCE_IS_FINAL)
def test_elmira_has_another_equilibrium_if_acceptance_is_final(concept: str, engine: Engine) -> None:
    found = {state.number for state in solved("elmira", "accept-final", engine).equilibria(concept)}
    assert found == {*map(int, ACCEPTANCE_IS_FINAL[concept].split())}
