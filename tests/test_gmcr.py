"""Files of GMCR+: read, written, and refused in words.

Patterns, ranks and moves that are expected of the files in data/gmcr were worked out by hand.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from as_conflict import graph_conflict, option_conflict
from countermove import (
    Conflict,
    DecisionMaker,
    Evidence,
    InvalidConflict,
    Option,
    Preferences,
    Question,
    Rule,
    Source,
    Statement,
    TooLarge,
    Variation,
)
from countermove.io.gmcr import read_gmcr, write_gmcr
from countermove.io.gmcr.normal_form import TooManyTerms, normal_form
from countermove.io.gmcr.reading import option_ids, slug
from countermove.model.language import parse
from countermove.model.moves import arcs
from countermove.model.scope import truth
from long_runs import examples
from random_conflicts import graph_models, option_forms

DATA = Path(__file__).parent / "data" / "gmcr"
TITLE = "left out: the title; on reading, the name of the file takes its place."
GOOD = ("toll-road", "harbour-ranking", "harbour-vector", "nested", "water", "interleaved")


def read(name: str) -> tuple[Conflict, tuple[str, ...]]:
    conflict = read_gmcr((DATA / f"{name}.gmcr").read_text(), f"{name}.gmcr")
    return conflict, conflict.remarks


def complaints(text: str) -> list[str]:
    with pytest.raises(InvalidConflict) as caught:
        read_gmcr(text, "bad.gmcr")
    assert all(each.place and each.place.file == "bad.gmcr" for each in caught.value.complaints)
    return [each.message for each in caught.value.complaints]


def document(**changes: Any) -> dict[str, Any]:
    """Return a file with two options of two decision makers, and changes to it."""
    plain: dict[str, Any] = {
        "options": [{"name": "A"}, {"name": "B"}],
        "decisionMakers": [{"name": "One", "options": [0]}, {"name": "Two", "options": [1]}],
    }
    return plain | changes


# -- reading, against values worked out by hand --------------------------------------------------


def test_directions_conditions_and_ranks() -> None:
    conflict, remarks = read("toll-road")
    assert conflict.title == "toll-road"
    assert conflict.options == ("build_the_road", "protest", "permit")
    assert [option.name for _, option in conflict.owned] == ["Build the road", "Protest", "Permit"]
    assert [option.stays for _, option in conflict.owned] == ["on", None, "off"]
    assert conflict.states.patterns() == ("NNN", "NYN", "NNY", "YNY", "NYY", "YYY")
    assert conflict.ranks.tolist() == [[0, 1, 1, 3, 1, 2], [3, 2, 3, 1, 2, 0], [0] * 6]
    assert [arcs(conflict, dm).tolist() for dm in range(3)] == [
        [[2, 3], [4, 5]],
        [[0, 1], [1, 0], [2, 4], [3, 5], [4, 2], [5, 3]],
        [[2, 0], [4, 1]],
    ]
    assert conflict.status_quo is None
    assert remarks == ()


def test_conditions_become_statements() -> None:
    conflict, _ = read("toll-road")
    company = conflict.decision_makers[0].preferences.statements
    assert [level[0].holds for level in company] == [
        "build_the_road",
        "(permit and not protest) or (protest and not build_the_road)",
    ]
    assert [rule.holds for rule in conflict.rules] == ["not (build_the_road and not permit)"]


@pytest.mark.parametrize("name", ["harbour-ranking", "harbour-vector"])
def test_manual_rankings_under_both_names(name: str) -> None:
    conflict, remarks = read(name)
    assert conflict.options == ("city_full", "half", "line_full")
    assert [option.name for _, option in conflict.owned] == ["Full", "Half", "Full"]
    assert conflict.states.patterns() == ("NNN", "YNN", "NYN", "NNY", "YNY", "NYY")
    assert conflict.decision_makers[0].preferences.ranking == (("5",), ("2",), ("1", "3"), ("6",), ("4",))
    assert conflict.ranks.tolist() == [[2, 3, 2, 0, 4, 1], [0] * 6]
    assert remarks == ("ignored: the preference statements of City, since manual rankings are on.",)


def test_nested_conditions() -> None:
    conflict, _ = read("nested")
    assert conflict.states.patterns() == ("NNN", "YNN", "NYN", "YYN", "YNY", "NYY")
    assert conflict.ranks.tolist() == [[2, 3, 0, 3, 1, 0], [0] * 6]


def test_interleaved_options_keep_the_numbers_of_the_file() -> None:
    conflict, remarks = read("interleaved")
    assert conflict.options == ("offer", "accept", "walk_out", "sue")
    assert [dm.name for dm in conflict.decision_makers] == ["Buyer", "Seller"]
    assert conflict.states.patterns() == ("NNNN", "YNNN", "YYNN", "NNYN", "YNYN", "NNNY", "YNNY")
    assert conflict.ranks.tolist() == [[5, 5, 4, 3, 2, 1, 0], [0, 1, 2, 3, 4, 5, 6]]
    assert arcs(conflict, 0).tolist() == [[0, 5], [1, 2], [1, 6], [2, 1], [2, 6], [5, 0], [6, 1], [6, 2]]
    assert remarks == ()


def test_what_is_read_past_is_remarked_on() -> None:
    conflict, remarks = read("water")
    assert conflict.ranks.tolist() == [[0, 1] * 4, [0] * 8, [1, 0] * 4]
    assert remarks == (
        "ignored, which changes the meaning: coalitions that join several decision makers (coalitions[1]); here each "
        "decides alone.",
        "ignored, which changes the meaning: misperceptions of Upstream; here everybody sees the conflict as it is.",
        "ignored, which changes the meaning: misperceivedRanking of Upstream; here everybody sees the conflict as "
        "it is.",
        "ignored: preferenceRanking of Midstream, since manual rankings are off.",
        "ignored: payoffs of Upstream and Downstream.",
        "ignored: colour of options[0].",
        "ignored: the key theme.",
    )


def test_full_coalitions_that_join_decision_makers_are_remarked_on() -> None:
    full = [{"name": "Both", "options": [0, 1]}, {"name": "Odd", "options": [0, {}, None]}, 3]
    remarks = read_gmcr(json.dumps(document(coalitionsFull=full, coalitions="all")), "a.gmcr").remarks
    assert len(remarks) == 1
    assert "(coalitionsFull[0])" in remarks[0]


def test_a_byte_order_mark_and_nulls_are_nothing() -> None:
    text = json.dumps(document(infeasibles=None, useManualPreferenceRanking=None))
    assert read_gmcr("\ufeff" + text, "").title == "untitled"


def test_long_lists_of_negations_can_be_read() -> None:
    names = [{"name": f"option {k}"} for k in range(8)]
    members = [[[j, "Y" if k >> j & 1 else "N"] for j in range(8)] for k in range(60)]
    wants = [{"compound": True, "members": members}]
    dm = {"name": "One", "options": [*range(8)], "preferences": wants}
    conflict = read_gmcr(json.dumps({"options": names, "decisionMakers": [dm]}), "a.gmcr")
    assert conflict.ranks[0].tolist() == [1] * 60 + [0] * 196


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Legal Challenge", "legal_challenge"),
        ("  --- Änderung № 7! ", "änderung_7"),
        ("Уйти", "уйти"),
        ("", "opt"),
        ("...", "opt"),
        ("2nd front", "opt"),
        ("At", "opt"),
        ("FALſE", "opt"),  # its long s is an s to the language
        (
            "send a force under the treaty, if anybody asks for one",
            "send_a_force_under_the_treaty_if_anybody",
        ),
        ("x" * 99, "x" * 40),
    ],
)
def test_slugs(name: str, expected: str) -> None:
    assert slug(name, "opt") == expected


def test_ids_are_distinct_within_a_decision_maker_and_told_apart_between_two() -> None:
    names = ["Go", "go!", "Go 2", "Stay", "Stay"]
    assert option_ids(names, ["a", "a", "a", "a", "b"]) == ("go", "go_2", "go_2_2", "a_stay", "b_stay")


# -- complaints ----------------------------------------------------------------------------------


def test_every_fault_of_a_shape_is_told_at_its_spot() -> None:
    found = complaints((DATA / "bad-shape.gmcr").read_text())
    assert found == [
        "useManualPreferenceRanking: 'yes' where true or false is expected",
        "options[0].permittedDirection: 'up' is no direction; write 'both', 'fwd' or 'back'",
        "options[1].name: 7 where a text is expected",
        "options[2].name: this key is missing; did you mean 'nam'?",
        "options[3]: 'D' where a mapping is expected",
        "decisionMakers[0].options[1]: option 0 is owned already, at decisionMakers[0].options[0]; "
        "an option has one owner",
        "decisionMakers[0].options[2]: true where a whole number is expected",
        "decisionMakers[0].preferences[0][0][1]: 'y' where 'Y' (taken) or 'N' (not taken) is expected; write 'Y'",
        "decisionMakers[0].preferences[1][0][0]: option index 4, but there are options 0 to 3; indices count from 0",
        "decisionMakers[0].preferences[2]: this condition is empty; take it out, or name options, "
        'as in [[0, "Y"], [1, "N"]]',
        "decisionMakers[0].preferences[3][0]: 1 entry where a pair of option index and letter is expected, "
        'as in [0, "Y"]',
        "decisionMakers[0].preferences[4].members: 1 where a list is expected",
        "decisionMakers[0].preferences[5]: 3 where a list is expected",
        "decisionMakers[1].name: this key is missing; there are: options, preferences",
        "decisionMakers[1].options[0]: option index 7, but there are options 0 to 3; indices count from 0",
        "decisionMakers[1].options[2]: option 0 is owned already, at decisionMakers[0].options[0]; "
        "an option has one owner",
        "decisionMakers[1].preferences: an empty mapping where a list is expected",
        "decisionMakers[2]: null where a mapping is expected",
        "infeasibles[0][0][0]: option index -1, but there are options 0 to 3; indices count from 0",
        "infeasibles[0][1][1]: 'maybe' where 'Y' (taken) or 'N' (not taken) is expected",
        "infeasibles[1].compound: false where true is expected",
        "options[2]: nobody owns this option (''); add 2 to somebody's 'options'",
    ]


def test_rankings_that_repeat_omit_and_overrun() -> None:
    assert complaints((DATA / "bad-ranking.gmcr").read_text()) == [
        "decisionMakers[0].preferenceRanking[1][1]: the ranking of one names state 1 (NN) more than once",
        "decisionMakers[0].preferenceRanking[2]: there is no state number 4; the states are numbered 1 to 3 "
        "(in the ranking of one)",
        "decisionMakers[1].preferenceVector: the ranking of two omits state 1 (NN)",
    ]


def test_faulty_json_has_a_line_and_a_column() -> None:
    with pytest.raises(InvalidConflict) as caught:
        read("bad-syntax")
    (complaint,) = caught.value.complaints
    assert str(complaint).startswith("bad-syntax.gmcr, line 3, column 36: this is not JSON: expecting ',' delim")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the file is empty"),
        (" \n", "the file is empty"),
        ("[]", "an empty list where a mapping with 'options' and 'decisionMakers' is expected"),
        ("true", "true where a mapping"),
        ("[" * 100_000, "more than 40 lists and mappings inside one another"),
        ('{"a":' * 60 + "1" + "}" * 60, "more than 40 lists and mappings inside one another"),
        ('{"options": [], "options": [], "decisionMakers": []}', "the key 'options' stands 2 times"),
    ],
)
def test_texts_that_are_no_conflict(text: str, words: str) -> None:
    assert words in complaints(text)[0]


def test_numbers_that_are_none() -> None:
    found = complaints(
        '{"options": [], "decisionMakers": [{"name": "A", "options": [NaN, 1e999, 9%s]}]}' % ("9" * 5000)
    )
    assert found == [
        f"decisionMakers[0].options[{k}]: {word} cannot stand in a JSON file; write a number of up to 18 digits"
        for k, word in enumerate(["NaN", "the number 1e999", f"the number {'9' * 36}..."])
    ]


def test_half_a_letter() -> None:
    assert complaints(json.dumps(document(options=[{"name": "\ud800"}, {"name": "B"}]))) == [
        r"options[0].name: '\ud800' holds half a letter (a lone surrogate); write the text anew"
    ]


def test_missing_keys_and_no_options() -> None:
    assert complaints('{"decisionMaker": []}') == [
        "options: this key is missing; there are: decisionMaker",
        "decisionMakers: this key is missing; did you mean 'decisionMaker'?",
    ]
    assert complaints('{"options": [], "decisionMakers": [{"name": "A", "options": [0]}]}') == [
        "decisionMakers[0].options[0]: option index 0, but there are no options; indices count from 0"
    ]
    assert complaints('{"options": [], "decisionMakers": []}')[0].startswith("decisionMakers: there is no")


def test_a_flag_without_rankings_and_rankings_of_odd_things() -> None:
    odd = [1, [], [2, [3]], True, 0, 5, 10**17, "1", 1.0]
    dms = [{"name": "One", "options": [0], "preferenceRanking": odd}, {"name": "Two", "options": [1]}]
    at = "decisionMakers[0].preferenceRanking"
    assert complaints(json.dumps(document(decisionMakers=dms, useManualPreferenceVectors=True))) == [
        f"{at}[1]: an empty list in a ranking; take it out, or name the states that tie",
        f"{at}[2][1]: a list where a whole number is expected",
        f"{at}[3]: true where a whole number is expected",
        f"{at}[4]: there is no state number 0: numbers count from 1; 2 options make at most 4",
        f"{at}[5]: there is no state number 5: numbers count from 1; 2 options make at most 4",
        f"{at}[6]: there is no state number {10**17}: numbers count from 1; 2 options make at most 4",
        f"{at}[7]: '1' where a whole number is expected",
        f"{at}[8]: 1.0 where a whole number is expected",
        "decisionMakers[1].preferenceRanking: manual rankings are on, and this decision maker has none; "
        "rank the states, or set useManualPreferenceRanking to false",
    ]


def test_what_the_model_finds_is_told_in_terms_of_the_file() -> None:
    (nothing,) = complaints(json.dumps(document(infeasibles=[[[0, "Y"]], [[0, "N"]]])))
    assert nothing == "infeasibles: no state is feasible: 'not a' and 'a' cannot all be true at once"
    members = [[[0, "N"], [1, "Y" if k % 2 else "N"]] for k in range(1200)]
    long = [{"compound": True, "members": members}]
    dms = [{"name": "One", "options": [0], "preferences": long}, {"name": "Two", "options": [1]}]
    found = complaints(json.dumps(document(decisionMakers=dms, infeasibles=long)))
    assert [each.partition(":")[0] for each in found] == [
        "infeasibles[0]",
        "decisionMakers[0].preferences[0]",
    ]


@pytest.mark.parametrize("count", [25, 3000])
def test_too_many_options(count: int) -> None:
    options = [{"name": f"o{k}"} for k in range(count)]
    text = json.dumps({"options": options, "decisionMakers": [{"name": "A", "options": [*range(count)]}]})
    with pytest.raises(TooLarge, match=f"{count:,} options; 24 are the most"):
        read_gmcr(text, "a.gmcr")


# -- writing -------------------------------------------------------------------------------------


def one(*holds: str | tuple[str, ...], options: str = "abcd", **preferences: Any) -> DecisionMaker:
    """Return a decision maker with options and statements; a tuple is statements of equal importance."""
    levels = [(each,) if isinstance(each, str) else each for each in holds]
    statements = tuple(tuple(Statement(holds=text) for text in level) for level in levels)
    return DecisionMaker(
        id=f"dm_{options}",
        options=tuple(Option(id=each) for each in options),
        preferences=Preferences(statements=statements, **preferences),
    )


def written(conflict: Conflict) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(write_gmcr(conflict)[0])
    return document


def assert_same(conflict: Conflict) -> None:
    """Assert that what is written and read again has the same states, moves and ranks."""
    text, _ = write_gmcr(conflict)
    again = read_gmcr(text, "again.gmcr")
    assert again.states.masks.tolist() == conflict.states.members.tolist()
    assert np.array_equal(again.ranks, conflict.ranks[:, conflict.states.state_of])
    assert again.owners == conflict.owners
    assert [option.stays for _, option in again.owned] == [option.stays for _, option in conflict.owned]
    if not conflict.coalesce and len(conflict.states) <= 64:
        for dm in range(len(conflict.decision_makers)):
            assert np.array_equal(arcs(again, dm), arcs(conflict, dm))
    assert write_gmcr(conflict)[0] == text


def test_statements_are_written_as_conditions() -> None:
    conflict = Conflict(
        title="t",
        decision_makers=(one("a implies b", "not (a or c)", "true", "exactly 1 of (a, b)"),),
        rules=(Rule(holds="at most 1 of (a, b, c)"), Rule(holds="d implies a or b")),
    )
    document = written(conflict)
    assert document["decisionMakers"][0] == {
        "name": "dm_abcd",
        "options": [0, 1, 2, 3],
        "preferences": [
            {"compound": True, "members": [[[0, "N"]], [[1, "Y"]]]},
            [[0, "N"], [2, "N"]],
            {"compound": True, "members": [[[0, "Y"], [1, "N"]], [[0, "N"], [1, "Y"]]]},
        ],
    }
    assert document["infeasibles"] == [
        [[0, "Y"], [1, "Y"]],
        [[0, "Y"], [2, "Y"]],
        [[1, "Y"], [2, "Y"]],
        [[0, "N"], [1, "N"], [3, "Y"]],
    ]
    assert document["useManualPreferenceRanking"] is False
    assert write_gmcr(conflict)[1] == (TITLE,)
    assert_same(conflict)


def test_statements_of_equal_importance_stay_statements() -> None:
    conflict = Conflict(title="t", decision_makers=(one(("a", "b", "not c"), "d"),))
    text, remarks = write_gmcr(conflict)
    assert len(json.loads(text)["decisionMakers"][0]["preferences"]) == 4
    assert remarks == (
        "rewritten: statements of equal importance of dm_abcd as 'all hold', 'all but one hold' and so on.",
        TITLE,
    )
    assert_same(conflict)


def test_what_is_no_condition_becomes_a_ranking_for_everyone() -> None:
    weighty = one(options="ab", weights=(("a", 1.5), ("b", -1)))
    conflict = Conflict(title="t", decision_makers=(weighty, one("c", options="cd")))
    document = written(conflict)
    assert document["useManualPreferenceRanking"] is True
    assert [dm["preferences"] for dm in document["decisionMakers"]] == [[], [[[2, "Y"]]]]
    assert document["decisionMakers"][0]["preferenceRanking"] == [
        [2, 6, 10, 14],
        [4, 8, 12, 16],
        [1, 5, 9, 13],
        [3, 7, 11, 15],
    ]
    assert write_gmcr(conflict)[1] == (
        "rewritten: the preferences of dm_ab as a ranking of all states, since the format has no weights, "
        "no mixture of statements and a ranking, and no statement of more than 64 alternatives.",
        "rewritten: the preferences of dm_cd as a ranking too, since rankings apply to all or to none.",
        TITLE,
    )
    assert_same(conflict)


@pytest.mark.parametrize(("number", "manual"), [(1, False), (3, True), (4, True)])
def test_more_than_64_alternatives_become_a_ranking(number: int, manual: bool) -> None:
    options = "abcdefghij"
    wish = f"at least {number} of ({', '.join(options)})"  # 10, 120 and 210 alternatives
    conflict = Conflict(title="t", decision_makers=(one(wish, options=options),))
    assert written(conflict)["useManualPreferenceRanking"] is manual
    assert_same(conflict)


def test_alternatives_that_would_be_too_long_to_read_become_a_ranking() -> None:
    named = tuple(Option(id=f"o{k}", name=f"{k}".rjust(80, "x")) for k in range(8))
    wish = f"exactly 3 of ({', '.join(each.id for each in named)})"  # 56 alternatives of 8 options each
    wants = Preferences(statements=((Statement(holds=wish),),))
    conflict = Conflict(title="t", decision_makers=(DecisionMaker(id="a", options=named, preferences=wants),))
    assert written(conflict)["useManualPreferenceRanking"] is True
    assert_same(conflict)


def test_rules_that_forbid_much() -> None:
    few = Conflict(
        title="t", decision_makers=(one(options="abcdefgh"),), rules=(Rule(holds=" xor ".join("abcdefgh")),)
    )
    assert len(written(few)["infeasibles"]) == 128
    assert_same(few)
    options = "abcdefghijklm"
    many = Conflict(title="t", decision_makers=(one(options=options),), rules=(Rule(holds=" xor ".join(options)),))
    with pytest.raises(InvalidConflict, match="forbids too much for a"):
        write_gmcr(many)


def test_rankings_of_very_many_states_are_refused() -> None:
    options = "abcdefghijklmnop"
    conflict = Conflict(title="t", decision_makers=(one(options=options, weights=(("a", 1), ("b", 2))),))
    with pytest.raises(TooLarge, match="65,536 state numbers, and 50,000 are the most"):
        write_gmcr(conflict)


def test_files_that_could_not_be_read_again_are_refused() -> None:
    names = tuple(Option(id=f"o{k}", name="x" * 150_000 + str(k)) for k in range(8))
    with pytest.raises(TooLarge, match="bytes in this format, and 1,048,576 are the most"):
        write_gmcr(Conflict(title="t", decision_makers=(DecisionMaker(id="a", options=names),)))


def test_conditions_of_options_and_directions() -> None:
    a = DecisionMaker(id="a", options=(Option(id="go", stays="on"), Option(id="stay", when="a.go or b.go")))
    conflict = Conflict(
        title="t", decision_makers=(a, DecisionMaker(id="b", options=(Option(id="go", stays="off"),)))
    )
    text, remarks = write_gmcr(conflict)
    assert json.loads(text)["infeasibles"] == [[[0, "N"], [1, "Y"], [2, "N"]]]
    assert [each["permittedDirection"] for each in json.loads(text)["options"]] == ["fwd", "both", "back"]
    assert remarks == (
        "rewritten: the conditions of options as infeasible patterns.",
        TITLE,
        "left out: the ids a.go and b.go; on reading, ids are made from names.",
    )
    assert_same(conflict)


def test_what_is_left_out_is_remarked_on() -> None:
    evidence = (Evidence(source="item"),)
    wish = Statement(holds="not go", because="dear", evidence=evidence, confidence=0.0, vital=True)
    dm = DecisionMaker(
        id="ann",
        name="Ann",
        options=(Option(id="go", name="Leave"), Option(id="stay")),
        preferences=Preferences(statements=((wish,),)),
        note="recalled",
    )
    conflict = Conflict(
        title="t",
        about="An example.",
        decision_makers=(dm,),
        status_quo=(),
        coalesce=("go",),
        sources=(Source(id="item"),),
        questions=(Question(id="q", asks="?", when="go"), Question(id="r", asks="?", when="stay")),
        variations=(Variation(id="v", remove=("stay",)),),
        notes=("a", "b"),
    )
    assert write_gmcr(conflict)[1] == (
        "left out, which changes the meaning: the coalescing; there are 4 states in place of 3, and they have other "
        "numbers.",
        "left out, which changes the meaning: the status quo.",
        "left out, which changes the meaning: how sure the analyst is of statements.",
        "left out, which changes the meaning: which statements are vital.",
        TITLE,
        "left out: the text about the conflict.",
        "left out: 1 source.",
        "left out: 2 questions.",
        "left out: 1 variation.",
        "left out: 3 notes.",
        "left out: the reasons ('because').",
        "left out: the evidence.",
        "left out: the id go; on reading, ids are made from names.",
    )
    assert_same(conflict)


@given(graph_models())
@settings(max_examples=10)
def test_graph_form_is_refused(model: Any) -> None:
    with pytest.raises(InvalidConflict, match="file can hold options only") as caught:
        write_gmcr(graph_conflict(model))
    assert len(caught.value.complaints) == 1


@pytest.mark.parametrize("name", GOOD)
def test_files_survive_being_read_and_written(name: str) -> None:
    assert_same(read(name)[0])


# -- laws ----------------------------------------------------------------------------------------

NAMES = "abcde"
STATEMENTS = st.recursive(
    st.sampled_from([*NAMES, "true", "false"]),
    lambda inner: st.one_of(
        inner.map(lambda each: f"not ({each})"),
        st.tuples(inner, st.sampled_from(["and", "or", "xor", "implies", "iff", "if", "unless"]), inner).map(
            lambda each: f"({each[0]}) {each[1]} ({each[2]})"
        ),
        st.tuples(
            st.sampled_from(["at least", "at most", "exactly"]),
            st.integers(0, 4),
            st.lists(inner, min_size=1, max_size=4),
        ).map(lambda each: f"{each[0]} {min(each[1], len(each[2]))} of ({', '.join(each[2])})"),
    ),
    max_leaves=8,
)


@given(STATEMENTS, st.booleans())
def test_a_normal_form_says_what_the_statement_says(text: str, holds: bool) -> None:
    conflict = Conflict(title="t", decision_makers=(one(options=NAMES),))
    masks = np.arange(32, dtype=np.int32)
    terms = normal_form(parse(text), conflict.bits, 64, holds=holds)
    said = [any(mask & on == on and not mask & off for on, off in terms) for mask in range(32)]
    assert said == (truth(conflict, text, masks) == holds).tolist()
    assert not any(a != b and a[0] & b[0] == a[0] and a[1] & b[1] == a[1] for a in terms for b in terms)


@pytest.mark.parametrize(
    "text",
    [
        " xor ".join("ab" * 50),
        " iff ".join("a" * 100),
        " or ".join("ab" * 700),
        f"exactly 50 of ({', '.join(['true'] * 100)})",
        f"exactly 400 of ({', '.join(['a'] * 800)})",
        " and ".join(f"({x} or {y})" for x in "abcdefgh" for y in "ijklmnop"),
        "not " * 98 + "a",
    ],
)
def test_normal_forms_of_long_statements_take_no_time(text: str) -> None:
    bits = {letter: k for k, letter in enumerate("abcdefghijklmnop")}
    try:
        assert len(normal_form(parse(text), bits, 64)) <= 64
    except TooManyTerms:
        assert "of" in text or "or" in text


def wishes() -> st.SearchStrategy[Preferences]:
    """Draw statements, some of equal importance, and weights."""
    level = st.lists(STATEMENTS.map(lambda each: Statement(holds=each)), min_size=1, max_size=3).map(tuple)
    unweighed: st.SearchStrategy[dict[str, float]] = st.just({})
    return st.builds(
        lambda levels, weighed: Preferences(statements=tuple(levels), weights=tuple(weighed.items())),
        st.lists(level, max_size=4),
        unweighed | st.dictionaries(STATEMENTS, st.integers(-3, 3).map(float), max_size=3),
    )


def worded_option(name: str) -> st.SearchStrategy[Option]:
    """Draw an option's name, which may be unfit or another's, its direction and its condition."""
    return st.builds(
        Option,
        id=st.just(name),
        name=st.sampled_from(["", f"Do {name}", "2"]),
        when=st.sampled_from(["", "", "a", "not b"]) if name in "cde" else st.just(""),
        stays=st.sampled_from([None, None, "on", "off"]),
    )


@st.composite
def worded_conflicts(draw: st.DrawFn) -> Conflict:
    """Draw a conflict in words, with the options' owners in any order."""
    owners = [draw(st.integers(0, 2)) for _ in NAMES]
    options = [draw(worded_option(name)) for name in NAMES]
    dms = tuple(
        DecisionMaker(
            id=f"dm{i}",
            name=draw(st.sampled_from(["", "Same", "Not"])),
            options=tuple(option for option, owner in zip(options, owners, strict=True) if owner == i),
            preferences=draw(wishes()),
        )
        for i in range(3)
    )
    order = tuple(f"dm{owner}.{name}" for owner, name in zip(owners, NAMES, strict=True))
    rules = tuple(Rule(holds=each) for each in draw(st.lists(STATEMENTS, max_size=2)))
    try:
        return Conflict(title="t", decision_makers=dms, rules=rules, option_order=order)
    except InvalidConflict:
        assume(False)
        raise


@pytest.mark.thorough
@given(worded_conflicts())
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None)
def test_worded_conflicts_survive(conflict: Conflict) -> None:
    assert_same(conflict)


@pytest.mark.thorough
@given(option_forms(max_options=5))
@settings(deadline=None)
def test_ranked_conflicts_survive(form: Any) -> None:
    conflict = option_conflict(form)
    assert_same(conflict)
    again = read_gmcr(write_gmcr(conflict)[0], "again.gmcr")
    assert again.states.patterns() == conflict.states.patterns()
    assert again.remarks == ()


# -- whatever is thrown in -----------------------------------------------------------------------

WORDS = {"options", "decisionMakers", "infeasibles", "name", "preferences", "preferenceRanking", "members"}
OTHERS = {
    "compound",
    "permittedDirection",
    "useManualPreferenceRanking",
    "coalitions",
    "coalitionsFull",
    "payoffs",
}
KEYS = st.sampled_from(sorted(WORDS | OTHERS))
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 9),
    st.integers(),
    st.floats(),
    st.sampled_from(["Y", "N", "both", "fwd", "back", "not", "\ud800", "\x00"]),
    st.text(max_size=5),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS | st.text(max_size=3), inner, max_size=4),
    max_leaves=20,
)


def read_or_refuse(text: str) -> None:
    try:
        conflict = read_gmcr(text, "fuzz.gmcr")
    except (InvalidConflict, TooLarge) as fault:
        str(fault).encode()
        return
    assert conflict.ranks.shape == (len(conflict.decision_makers), len(conflict.states))
    "".join(conflict.remarks).encode()
    assert_same(conflict)


@given(VALUES)
def test_any_json_is_read_or_refused(value: Any) -> None:
    read_or_refuse(json.dumps(value))


@given(st.dictionaries(KEYS, VALUES))
def test_any_mapping_is_read_or_refused(value: Any) -> None:
    read_or_refuse(json.dumps(document() | value))


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    read_or_refuse(text)


def spots(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the paths of everything inside a JSON value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(spot for key, child in inside for spot in spots(child, (*path, key)))]


def mutate(value: Any, path: tuple[Any, ...], new: Any) -> None:
    """Put something else at a path; an ellipsis takes away what is there."""
    for key in path[:-1]:
        value = value[key]
    if new is ...:
        del value[path[-1]]
    else:
        value[path[-1]] = new


@pytest.mark.thorough
@given(st.sampled_from(GOOD), st.data())
@settings(max_examples=examples(300), deadline=None)
def test_mutations_of_good_files_are_read_or_refused(name: str, data: st.DataObject) -> None:
    value = json.loads((DATA / f"{name}.gmcr").read_text())
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from([path for path in spots(value) if path]))
        mutate(value, path, data.draw(VALUES | st.just(...)))
        assume(value)
    read_or_refuse(json.dumps(value))


@given(st.sampled_from(GOOD), st.data())
@settings(max_examples=examples(100))
def test_torn_texts_are_read_or_refused(name: str, data: st.DataObject) -> None:
    text = (DATA / f"{name}.gmcr").read_text()
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 20)))
    read_or_refuse(text[:start] + data.draw(st.text(max_size=3)) + text[end:])
