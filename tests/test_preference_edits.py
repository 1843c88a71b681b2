"""Edits of what decision makers want in the text of a conflict file: the smallest ones, checked by reading again."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from countermove import Conflict, InvalidConflict, cases
from countermove.io.yaml.preference_edits import MARK, Ranked, with_ranking
from countermove.io.yaml.reading import read_yaml
from countermove.io.yaml.spans import Spans
from countermove.io.yaml.statement_order import with_order
from countermove.io.yaml.tree import parse_yaml
from long_runs import few_at_once


def reader(file: Path) -> Callable[[str], Conflict]:
    return lambda text: read_yaml(text, str(file), file.parent)


def plain(text: str) -> Conflict:
    return read_yaml(text, "t.yaml")


def ranking(conflict: Conflict, order: list[int]) -> list[list[str]]:
    names = [each.pattern or conflict.states.names[each.number - 1][0] for each in conflict.states]
    return [[names[k] for k in order[:2]], *([names[k]] for k in order[2:])]


SMALL = [name for name in cases.names() if cases.load(name).joint is None and len(cases.load(name).states) < 100]


@pytest.mark.parametrize("name", SMALL)
def test_a_ranking_replaces_what_was_wanted_and_nothing_else(name: str) -> None:
    file = cases.file(name)
    text = file.read_bytes().decode()
    conflict = reader(file)(text)
    for dm in conflict.decision_makers:
        order = random.Random(name).sample(range(len(conflict.states)), len(conflict.states))
        levels = ranking(conflict, order)
        changed = with_ranking(text, str(file), dm.id, Ranked(levels, "asked: today", ["one", "two"]), reader(file))
        found = reader(file)(changed)
        assert found.ranks[found.position(dm.id)].argmax() in order[:2]
        spans = Spans(text, parse_yaml(text, name))
        start, end = spans.entry(("decision_makers", dm.id, "preferences"))
        assert changed.startswith(text[:start])
        assert changed.endswith(text[text.index("\n", end) :])
        assert all(each in changed for each in spans.comments(0, len(text)))
        again = with_ranking(changed, str(file), dm.id, Ranked(levels, "asked: today", ["one", "two"]), reader(file))
        assert again == changed


HEAD = "title: t\n# keep\n"
LAYOUTS = {
    "statements": "decision_makers:\n  a:\n    options: [go]\n    preferences:\n      - a.go  # why\n"
    "      # that\n      - b.go\n    note: x # y\n  b: {options: [go]}\n",
    "text": "decision_makers:\n  a:\n    options: [go]\n    preferences: [a.go]\n  b: {options: [go]}\n",
    "beside": "decision_makers:\n  a:\n    ranking: [NN, [YN, NY], YY]  # so\n    options: [go]\n"
    "  b: {options: [go]}\n",
    "weights beside": "decision_makers:\n  a:\n    options: [go]\n    weights: {a.go: 2}\n    note: n\n    ranking:\n"
    "      - NN\n      - YN\n      - [NY, YY]\n  b: {options: [go]}\n",
    "none": "decision_makers:\n  a:\n    options: [go]  # the only one\n\n  # b comes next\n  b: {options: [go]}\n",
    "none, last": "decision_makers:\n  b: {options: [go]}\n  a:\n    options: [go]",
    "empty": "decision_makers:\n  b: {options: [go]}\n  a:\n    options: [go]\n    preferences:\nstatus_quo: []\n",
    "flow": "decision_makers:\n  a: {options: [go], preferences: [a.go, b.go], note: n}\n  b: {options: [go]}\n",
    "flow, none": "decision_makers:\n  a: {options: [go]}\n  b: {options: [go]}\n",
    "flow, beside": "decision_makers:\n  a: {weights: {a.go: 1}, options: [go], ranking: [NN, YN, NY, YY]}\n"
    "  b: {options: [go]}\n",
    "flow all": "decision_makers: {a: {options: [go],\n    preferences: [a.go]}, b: {options: [go]}}\n",
}


@pytest.mark.parametrize("style", ["\n", "\r\n", "\ufeff"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_of_a_file_is_edited_in_place(layout: str, style: str) -> None:
    text = HEAD + LAYOUTS[layout]
    text = style + text if style == "\ufeff" else text.replace("\n", style)
    ranked = Ranked([["YN"], ["NN", "YY"], ["NY"]], "asked", ["Anna, 2026-11-27: YN over NN"])
    changed = with_ranking(text, "t.yaml", "a", ranked, plain)
    found = plain(changed)
    order = ["YN", "NN", "NY", "YY"] if found.options == ("a.go", "b.go") else ["NY", "NN", "YN", "YY"]
    ranks = found.ranks[found.position("a")]
    by_pattern = dict(zip(found.states.patterns(), ranks.tolist(), strict=True))
    assert by_pattern == {"YN": 2, "NN": 1, "YY": 1, "NY": 0}, order
    assert found.decision_makers[found.position("a")].preferences.because == "asked"
    assert changed.count(MARK) == 1
    assert (changed.count("\r\n") == changed.count("\n")) is (style == "\r\n")
    assert changed.startswith("\ufeff") is (style == "\ufeff")
    assert all(
        each in changed for each in ("# keep", *(("# why", "# that", "# y") if layout == "statements" else ()))
    )
    assert with_ranking(changed, "t.yaml", "a", ranked, plain) == changed


def test_what_cannot_be_changed_alone_is_refused() -> None:
    text = HEAD + "decision_makers:\n  a: {options: [go], preferences: &w [a.go]}\n"
    text += "  b: {options: [go], preferences: *w}\n"
    with pytest.raises(InvalidConflict):
        with_ranking(text, "t.yaml", "b", Ranked([["YN", "NN"], ["NY", "YY"]], "x"), plain)


def test_a_ranking_that_a_table_goes_before_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ranks.csv").write_text("state,a\ncalm,2\nwar,1\n")
    text = "title: t\nstates: [calm, war]\nrankings: ranks.csv\ndecision_makers:\n  a: {moves: {calm: war}}\n"
    file = tmp_path / "t.yaml"
    assert reader(file)(text).ranks[0].tolist() == [1, 0]
    with pytest.raises(InvalidConflict):
        with_ranking(text, str(file), "a", Ranked([["war"], ["calm"]], "x"), reader(file))


ORDERED = """\
title: t
decision_makers:
  a:
    options: [go, stay, sing]
    preferences:
      # of all this
      - go  # first
      # about staying
      - holds: stay
        because: >-
          it is
          warm
      - [sing, {holds: not go, because: no}]
      - - not stay
        - holds: not sing
          because: x
    note: end
"""


def statements(conflict: Conflict) -> list[list[str]]:
    return [[each.holds for each in level] for level in conflict.decision_makers[0].preferences.statements]


@pytest.mark.parametrize("under", [False, True])
@pytest.mark.parametrize("seed", few_at_once(range(30)))
def test_statements_move_with_their_comments_and_reasons(seed: int, under: bool) -> None:
    text = ORDERED
    if under:
        text = text.replace("    preferences:\n", "    preferences:\n      because: w\n      statements:\n")
        text = text.replace("      - - not", "      - - not")
    chance = random.Random(seed)
    places = [(0, 0), (1, 0), (2, 0), (2, 1), (3, 0), (3, 1)]
    chance.shuffle(places)
    order: list[list[tuple[int, int]]] = [[]]
    for each in places:
        order[-1].append(each)
        if chance.random() < 0.6:
            order.append([])
    order = [level for level in order if level]
    before, changed = plain(text), with_order(text, "t.yaml", "a", order, comments=["Anna said so"], read=plain)
    after, old = plain(changed), before.decision_makers[0].preferences.statements
    assert [{*level} for level in statements(after)] == [{old[i][k].holds for i, k in level} for level in order]
    every = {each for level in old for each in level}
    assert {each for level in after.decision_makers[0].preferences.statements for each in level} == every
    assert all(each in changed for each in ("# of all this\n", "# first", "# about staying\n"))
    assert (
        with_order(
            changed,
            "t.yaml",
            "a",
            [[(k, j) for j in range(len(each))] for k, each in enumerate(order)],
            comments=["Anna said so"],
            read=plain,
        )
        == changed
    )


def test_statements_in_brackets_are_ordered_there() -> None:
    text = (
        'title: t\ndecision_makers: {a: {options: [go, stay], preferences: [go, "stay, go", [go or stay, not go]]}}\n'
    )
    text = text.replace('"stay, go"', '"at most one of (go, stay)"')
    changed = with_order(text, "t.yaml", "a", [[(2, 1)], [(1, 0)], [(0, 0), (2, 0)]], comments=[], read=plain)
    assert statements(plain(changed)) == [["not go"], ["at most one of (go, stay)"], ["go", "go or stay"]]
