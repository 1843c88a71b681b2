"""What is uncertain: how a file says so, what is refused, and what a world is in words and as a conflict."""

from __future__ import annotations

from dataclasses import replace

import pytest

from countermove import InvalidConflict, cases
from countermove.io.yaml.reading import read_yaml
from countermove.io.yaml.writing import write_yaml
from countermove.simulation.draws import space
from countermove.simulation.totals import axes
from countermove.simulation.uncertain import uncertainties
from uncertain_conflicts import draw_uncertain, ranked

FILE = """
title: Everything uncertain
status_quo: [b]
decision_makers:
  one:
    options: {a: {confidence: 0.9}, b: Be there}
    preferences:
      - {holds: a, confidence: 0.8}
      - {holds: b, order: uncertain}
      - {holds: c, order: uncertain, confidence: 0.6}
      - [{holds: a or c, confidence: 0.5}, b]
  two:
    options: [c]
    preferences: {weights: {c: 2, a: 1}, confidence: 0.7}
feasible: [{holds: a implies b, confidence: 0.4}, a or not c]
irreversible: {a: on, c: {stays: on, confidence: 0.3}}
variations:
  rival: {weight: 0.25, drop: {one: [a]}, first: {two: [{holds: not b, confidence: 0.2}]}}
  idle: {remove: [a]}
"""


def test_what_is_uncertain_in_a_file() -> None:
    found = uncertainties(read_yaml(FILE, "all.yaml"))
    assert [(thing.kind, thing.name) for thing in found] == [
        ("option", "in reach: one.a"),
        ("statement", "one: a"),
        ("statement", "one: c"),
        ("statement", "one: a or c"),
        ("order", "one: order of a | b | c"),
        ("ranking", "two: weights"),
        ("rule", "rule: a implies b"),
        ("irreversible", "irreversible: two.c"),
    ]
    assert [len(thing.alternatives) for thing in found] == [2, 2, 2, 2, 6, 2, 2, 2]
    assert [thing.alternatives[0].probability for thing in found] == [0.9, 0.8, 0.6, 0.5, 1 / 6, 0.7, 0.4, 0.3]
    assert found[3].path == ("decision_makers", "one", "preferences", 3, 0)


def test_codings_and_their_weights() -> None:
    every = space(read_yaml(FILE, "all.yaml"))
    assert [(each.name, each.probability) for each in every.codings] == [("as it stands", 0.75), ("rival", 0.25)]
    assert every.count == 2**7 * 6 + 2**7 * 2  # the rival has one statement less in its run, and one more elsewhere
    names = [thing.name for thing in every.codings[1].uncertainties]
    assert names[3:5] == ["one: order of b | c", "two: not b"]


def test_variations_alone_take_up_all_the_weight() -> None:
    text = FILE.replace("weight: 0.25", "weight: 0.4").replace("remove: [a]", "remove: [a], weight: 0.6")
    assert [each.name for each in space(read_yaml(text, "all.yaml")).codings] == ["rival", "idle"]


def test_what_a_variation_settles_is_no_longer_uncertain() -> None:
    text = FILE.replace("remove: [a]", "remove: [a], weight: 0.5, irreversible: {c: both}")
    [_, _, idle] = space(read_yaml(text, "all.yaml")).codings
    assert not {"in reach: one.a", "irreversible: two.c"} & {thing.name for thing in idle.uncertainties}


def test_a_world_in_words_and_as_a_conflict() -> None:
    every = space(read_yaml(FILE, "all.yaml"))
    last = [*every.worlds(every.numbered(0, 2**7 * 6))][-1]
    assert last.says() == (
        "in reach: one.a: out of reach",
        "one: a: does not hold",
        "one: c: does not hold",
        "one: a or c: does not hold",
        "one: order of a | b | c: c, then b, then a",
        "two: weights: does not hold",
        "rule: a implies b: does not bind",
        "irreversible: two.c: can be undone",
    )
    world = last.conflict
    assert [rule.holds for rule in world.rules] == ["a or not c", "not one.a"]
    statements = world.decision_makers[0].preferences.statements
    assert [[each.holds for each in level] for level in statements] == [["b"], ["b"]]
    assert world.decision_makers[1].preferences.weights == ()
    assert [option.stays for _, option in world.owned] == ["on", None, None]
    assert uncertainties(world) == ()
    assert last.probability == pytest.approx(0.75 * 0.1 * 0.2 * 0.4 * 0.5 / 6 * 0.3 * 0.6 * 0.7)


def test_a_file_is_written_as_it_was_read() -> None:
    for conflict in (read_yaml(FILE, "all.yaml"), *map(draw_uncertain, range(30)), *map(ranked, range(5))):
        assert read_yaml(write_yaml(conflict), "again.yaml") == conflict


@pytest.mark.parametrize(
    ("old", "new", "line", "complaint"),
    [
        ("a: {confidence: 0.9}", "a: {confidence: 1.9}", 6, "a number up to 1 is expected here, not 1.9"),
        ("confidence: 0.8", "confidence: -0.1", 8, "a number from 0 is expected here, not -0.1"),
        ("confidence: 0.7", "confidence: .nan", 14, "a number"),
        ("confidence: 0.4", "confidence: sure", 15, "a number is expected here, not 'sure'"),
        ("confidence: 0.3", "confidence: 3", 16, "a number up to 1 is expected here, not 3"),
        ("stays: on, confidence", "keeps: on, confidence", 16, "unknown key 'keeps'"),
        ("stays: on", "stays: never", 16, "'on' or 'off' is expected here, not 'never'"),
        ("weight: 0.25", "weight: 2", 18, "a number up to 1 is expected here, not 2"),
        ("remove: [a]", "remove: [a], weight: 0.8", 17, "the weights of the variations add up to 1.05"),
        ("holds: b, order: uncertain", "holds: b, order: random", 9, "'uncertain' is expected here, not 'random'"),
        ("{holds: a, confidence", "{holds: a, order: uncertain, confidence", 8, "there is none before the first"),
        ("[{holds: a or c,", "[{holds: a or c, order: uncertain,", 11, "stands in a list of equal importance"),
    ],
)
def test_what_means_nothing_is_refused(old: str, new: str, line: int, complaint: str) -> None:
    assert old in FILE
    with pytest.raises(InvalidConflict) as fault:
        read_yaml(FILE.replace(old, new), "all.yaml")
    assert complaint in str(fault.value)
    assert {each.place.line for each in fault.value.complaints if each.place} == {line}


def test_too_many_in_any_order_are_refused() -> None:
    rest = "".join(f"      - {{holds: c, order: uncertain, because: number {k}}}\n" for k in range(5))
    with pytest.raises(InvalidConflict, match="8 statements of one in a row may stand in any order; 6 are the most"):
        read_yaml(FILE.replace("      - [{holds", f"{rest}      - [{{holds"), "all.yaml")


def test_the_same_in_python() -> None:
    conflict = draw_uncertain(1)
    dm = conflict.decision_makers[0]
    with pytest.raises(InvalidConflict, match="a confidence of 80; it is a probability"):
        conflict.with_(decision_makers=(replace(dm, options=(replace(dm.options[0], confidence=80.0),)),))
    with pytest.raises(InvalidConflict, match="a confidence of nan"):
        conflict.with_(decision_makers=(replace(dm, preferences=replace(dm.preferences, confidence=float("nan"))),))


def test_rankings_of_states_that_may_not_be_there_are_refused() -> None:
    conflict = ranked(1)
    doubtful = conflict.with_(
        decision_makers=(
            replace(
                conflict.decision_makers[0],
                options=(replace(conflict.decision_makers[0].options[0], confidence=0.5),),
            ),
            conflict.decision_makers[1],
        )
    )
    with pytest.raises(
        InvalidConflict, match=r"dm0 ranks the states, and which states there are depends on a confidence"
    ):
        axes(space(doubtful))


def test_every_packaged_case_has_worlds() -> None:
    for name in cases.names():
        assert len(axes(space(cases.load(name))).keys)
