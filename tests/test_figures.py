"""The figures: whole, legible and the same every time, whatever the conflict is and whatever names it has."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from itertools import combinations, pairwise, product
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from as_conflict import graph_conflict, option_conflict
from countermove import Conflict, DecisionMaker, Option, Preferences, Statement, cases, evolve, solve
from countermove.analysis.excerpt import excerpt
from countermove.analysis.excerpt.result import Excerpt
from countermove.model.variation import vary
from countermove.report.figures import graph, standalone, style
from countermove.report.figures.arrows import COLOURS, abbreviated
from countermove.report.figures.boxes import PAD, clauses, predecessors
from countermove.report.figures.graph import PER_ROW, WIDEST, GraphLayout, graph_layout
from countermove.report.figures.layout.layered import (
    Piece,
    Rectangle,
    count_crossings,
    minimise_crossings,
    proper_layering,
)
from countermove.report.figures.layout.rows import rows
from countermove.report.figures.text import drawable, width_of, wrapped
from long_runs import examples
from oracle import GraphModel, OptionForm
from random_conflicts import graph_models, option_forms

SVG = "{http://www.w3.org/2000/svg}"
NASTY = (
    '<script>alert("1")</script>',
    "R&D 'x'",
    "]]>",
    "&amp;",
    "إرسال القوات",
    "Прекратить огонь",
    "x" * 80,
    "\x07\ufffe",
)


def cut(conflict: Conflict) -> Excerpt:
    return excerpt(solve(conflict), evolve(conflict) if conflict.status_quo is not None else None)


@st.composite
def excerpts(draw: st.DrawFn) -> Excerpt:
    """Draw an excerpt of a conflict of either form, with or without a status quo."""
    form: OptionForm | GraphModel = draw(option_forms(max_options=4) | graph_models(max_states=9))
    conflict = option_conflict(form) if isinstance(form, OptionForm) else graph_conflict(form)
    start = draw(st.none() | st.integers(0, len(conflict.states) - 1))
    if start is not None:
        quo = (conflict.graph.states[start][0],) if conflict.graph else conflict.states[start].on
        conflict = conflict.with_(status_quo=quo)
    return cut(conflict)


def named(names: tuple[str, ...], seed: int) -> Conflict:
    """Return a conflict of three decision makers and some options with these names."""
    rng = random.Random(seed)
    ids = [f"o{k}" for k in range(len(names))]
    dms = tuple(
        DecisionMaker(
            id=f"d{k}",
            name=names[k],
            options=tuple(Option(id=id_, name=name) for id_, name in zip(ids[k::3], names[k::3], strict=True)),
            preferences=Preferences(statements=tuple((Statement(holds=id_),) for id_ in rng.sample(ids, 3))),
        )
        for k in range(3)
    )
    return Conflict(title=names[0], decision_makers=dms, status_quo=())


# -- the layout ----------------------------------------------------------------------------------


@pytest.mark.thorough
@settings(deadline=None, max_examples=examples(40))
@given(excerpts())
def test_nothing_overlaps_and_no_arrow_runs_through_a_box(found: Excerpt) -> None:
    assert_legible(found, graph_layout(found))


@pytest.mark.thorough
@pytest.mark.parametrize("name", cases.names())
def test_packaged_cases_are_legible_and_fit_on_a_page(name: str) -> None:
    found = cut(cases.load(name))
    figure = graph_layout(found)
    assert_legible(found, figure)
    assert figure.drawing.width <= WIDEST + 0.01


def assert_legible(found: Excerpt, figure: GraphLayout) -> None:
    drawing = figure.drawing
    solid = [*drawing.boxes, *drawing.labels]
    for a, b in combinations(solid, 2):
        assert apart(a, b)
    for each in solid:
        assert each.x >= 0
        assert each.y >= 0
        assert each.x + each.width <= drawing.width + 1e-6
        assert each.y + each.height <= drawing.height + 1e-6
    number = {state.number: k for k, state in enumerate(found.states)}
    for k, (move, pieces) in enumerate(zip(found.moves, drawing.arrows, strict=True)):
        start, end = drawing.boxes[number[move.start]], drawing.boxes[number[move.to]]
        assert touches(start, pieces[0].start)
        assert touches(end, pieces[-1].end)
        assert all(a.end == b.start for a, b in pairwise(pieces))
        points = [point for piece in pieces for point in along(piece)]
        assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in points)
        others = [label for n, label in enumerate(drawing.labels) if n != k]
        for point, place in product(points, [*drawing.boxes, *others]):
            assert not within(place, point)
        assert any(near(drawing.labels[k], point) for point in points)


def apart(a: Rectangle, b: Rectangle) -> bool:
    return a.x + a.width <= b.x or b.x + b.width <= a.x or a.y + a.height <= b.y or b.y + b.height <= a.y


def along(piece: Piece) -> list[tuple[float, float]]:
    """Return points along a piece, the curve being what the SVG draws: vertical at both ends."""
    (a, b), (c, d) = piece.start, piece.end
    if not piece.curved:
        return [(a + (c - a) * t / 10, b + (d - b) * t / 10) for t in range(11)]
    half = (b + d) / 2
    found = []
    for t in (k / 20 for k in range(21)):
        u = 1 - t
        parts = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
        x = sum(p * q for p, q in zip(parts, (a, a, c, c), strict=True))
        found.append((x, sum(p * q for p, q in zip(parts, (b, half, half, d), strict=True))))
    return found


def within(place: Rectangle, point: tuple[float, float]) -> bool:
    slack = 0.01
    across = place.x + slack < point[0] < place.x + place.width - slack
    return across and place.y + slack < point[1] < place.y + place.height - slack


def near(place: Rectangle, point: tuple[float, float]) -> bool:
    across = place.x - 0.01 <= point[0] <= place.x + place.width + 0.01
    return across and place.y - 0.01 <= point[1] <= place.y + place.height + 0.01


def touches(place: Rectangle, point: tuple[float, float]) -> bool:
    level = min(abs(point[1] - place.y), abs(point[1] - place.y - place.height))
    return place.x < point[0] < place.x + place.width and level < 0.01


@settings(deadline=None, max_examples=examples(30))
@given(excerpts())
def test_rows_hold_every_state_once_below_the_status_quo(found: Excerpt) -> None:
    levels = rows(found, PER_ROW)
    assert sorted(number for row in levels for number in row) == [state.number for state in found.states]
    assert all(0 < len(row) <= PER_ROW for row in levels)
    if found.status_quo:
        assert levels[0] == (found.status_quo.number,)


@settings(deadline=None, max_examples=examples(30))
@given(excerpts())
def test_arrows_cross_no_more_often_than_before(found: Excerpt) -> None:
    place = {state.number: k for k, state in enumerate(found.states)}
    row_of = {number: k for k, row in enumerate(rows(found, PER_ROW)) for number in row}
    arrows = [(place[move.start], place[move.to], 20.0) for move in found.moves]
    layering = proper_layering([row_of[number] for number in place], [150.0] * len(place), arrows)
    best = minimise_crossings(layering)
    assert [sorted(row) for row in best] == [sorted(row) for row in layering.rows]
    assert count_crossings(layering, best) <= count_crossings(layering, layering.rows)


def test_what_can_be_drawn_without_crossings_is() -> None:
    """A tree whose leaves are given in the wrong order."""
    tree = proper_layering(
        [0, 1, 1, 2, 2, 2, 2], [80.0] * 7, [(0, 1, 20), (0, 2, 20), *((1 + k % 2, 3 + k, 20) for k in range(4))]
    )
    assert count_crossings(tree, tree.rows) > 0
    assert count_crossings(tree, minimise_crossings(tree)) == 0


# -- the SVG -------------------------------------------------------------------------------------


@pytest.mark.thorough
@settings(deadline=None, max_examples=examples(25))
@given(excerpts())
def test_every_state_and_move_is_drawn_once(found: Excerpt) -> None:
    root = ET.fromstring(graph(found, "g"))
    states = [each for each in root.iter(f"{SVG}g") if "state" in (each.get("class") or "").split()]
    assert [each.get("id") for each in states] == [f"g-state-{state.number}" for state in found.states]
    for element, state in zip(states, found.states, strict=True):
        classes = (element.get("class") or "").split()
        marks = {rect.get("class") for rect in element.iter(f"{SVG}rect")}
        assert ("start" in classes) == state.status_quo
        assert ("inner" in marks) == (found.concept in state.holds)
        assert ("stop" in marks) == state.dead_end
        assert (element.find(f"{SVG}g") is not None) == bool(state.settles or state.never_settles)
    arrows = [each for each in root.iter(f"{SVG}g") if each.get("data-dm")]
    assert [(each.get("data-dm"), int(each.get("data-from", 0)), int(each.get("data-to", 0))) for each in arrows] == [
        (move.dm, move.start, move.to) for move in found.moves
    ]
    for element, move in zip(arrows, found.moves, strict=True):
        kinds = {"taken", "improves", "sanctioned", "other"} & {*(element.get("class") or "").split()}
        assert kinds == {kind_of(move.improves, move.sanctioned, move.probability)}
        bars = [each for each in element.iter(f"{SVG}path") if each.get("class") == "bar"]
        assert len(bars) == move.sanctioned


def kind_of(improves: bool, sanctioned: bool, probability: float) -> str:
    return "other" if not improves else "sanctioned" if sanctioned else "taken" if probability else "improves"


@settings(deadline=None, max_examples=20)
@given(st.lists(st.text(min_size=1) | st.sampled_from(NASTY), min_size=4, max_size=7), st.integers(0, 5))
def test_whatever_the_names_it_is_valid_and_says_nothing_else(names: list[str], seed: int) -> None:
    conflict = named(tuple(name if name.strip() else "x" for name in names), seed)
    text = graph(cut(conflict))
    root = ET.fromstring(text)
    allowed = {"svg", "title", "desc", "g", "rect", "text", "path"}
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= allowed


def test_names_are_written_in_full_somewhere() -> None:
    long = "Send the whole of the expeditionary force across the border before the end of January"
    root = ET.fromstring(graph(cut(named((long, "B & C", "<D>", "e", "f"), 1))))
    titles = " ".join(each.text or "" for each in root.iter(f"{SVG}title"))
    assert long in titles
    assert "B & C" in titles
    assert "<D>" in titles


def test_the_description_tells_the_same() -> None:
    found = cut(cases.load("elmira"))
    root = ET.fromstring(graph(found, "elmira"))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "elmira-title"
    assert root.get("aria-describedby") == "elmira-desc"
    desc = root.find(f"{SVG}desc")
    assert desc is not None
    told = (desc.text or "").split("\n")
    assert told[0] == "9 states and 20 moves."
    assert len(told) == 1 + 9 + 20
    assert (
        "State 5 (Uniroyal (UR): Draw out the appeal; The local government (LG): Insist on the original order). It "
        "holds by nash. The conflict ends here with a probability of 100 %. Nobody can improve from here."
    ) in told
    assert (
        "The local government (LG), from state 1 to state 5: starts: Insist on the original order. An improvement, "
        "taken with a probability of 100 %."
    ) in told


def test_ids_differ_between_figures() -> None:
    found = cut(cases.load("elmira"))
    ids = re.findall(r'\bid="([^"]+)"', graph(found, "one") + graph(found, "two"))
    assert len(ids) == len(set(ids)) == 2 * 11


def test_what_is_left_out_is_said() -> None:
    assert "490 states of 504 not shown" in graph(cut(vary(cases.load("kazakhstan-2022"), "none")))
    assert "not shown" not in graph(cut(cases.load("elmira")))


@pytest.mark.thorough
def test_the_same_in_every_run() -> None:
    code = (
        "from countermove import cases; from countermove import evolve, solve\n"
        "from countermove.analysis.excerpt import excerpt; from countermove.report.figures import graph\n"
        "case = cases.load('cuban-missile-crisis'); found = evolve(case)\n"
        "print(graph(excerpt(solve(case), found)))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
    assert next(iter(runs)).startswith(b"<svg")


def test_a_file_of_its_own_carries_its_style() -> None:
    found = cut(cases.load("chicken"))
    text = standalone(found)
    assert text.startswith("<?xml")
    styles = [each.text for each in ET.fromstring(text.encode()).iter(f"{SVG}style")]
    assert styles == [style()]
    assert "<style" not in graph(found)
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", text)


@pytest.mark.thorough
def test_texts_stay_in_their_boxes() -> None:
    for name in cases.names():
        for box in graph_layout(cut(cases.load(name))).boxes:
            for text in box.texts:
                size = {"number": 13.0, "note": 10.0, "tag": 11.0}.get(text.kind, 11.5)
                assert text.x + width_of(text.text, size) <= box.width - PAD + 0.01
                assert text.y <= box.height - PAD + 0.01


@settings(deadline=None, max_examples=examples(60))
@given(option_forms(max_options=4), st.data())
def test_what_is_said_of_a_state_makes_it_of_the_status_quo(form: OptionForm, data: st.DataObject) -> None:
    conflict = option_conflict(form)
    states = conflict.states
    start = data.draw(st.sampled_from([*states]))
    found = cut(conflict.with_(status_quo=start.on))
    before = predecessors(found)
    for state in found.states:
        here = {*states[state.number - 1].on}
        told = clauses(found, state, before.get(state.number))
        on, off = ({short(each.words) for each in told if each.sign == sign} for sign in "+−")
        if state.status_quo:
            assert {short(each.words) for each in told if each.sign} == here
            continue
        assert (on, off) == (here - {*start.on}, {*start.on} - here)
        last = {*states[before[state.number] - 1].on} if state.number in before else {*start.on}
        assert {short(each.words) for each in told if each.new} == (here ^ last) & (on | off)


def short(name: str) -> str:
    return name.rpartition(".")[2]


def test_a_coalesced_state_does_not_say_that_what_is_off_is_open() -> None:
    found = cut(cases.load("elmira"))
    assert [each.sign + each.words for each in clauses(found, found.states[8])] == [
        "−Draw out the appeal",
        "−Accept the order as it is at the time",
        "+Abandon the plant in Elmira",
        "the rest on or off",
    ]


# -- letters and colours -------------------------------------------------------------------------


@given(st.text(max_size=120), st.floats(30, 300), st.floats(8, 16), st.integers(1, 4))
def test_lines_fit_and_lose_nothing_unsaid(text: str, room: float, size: float, most: int) -> None:
    lines = wrapped(text, room, size, most)
    assert len(lines) <= most
    assert all(width_of(line, size) <= room or len(line) <= 2 for line in lines)
    whole = drawable(text).replace(" ", "")
    said = "".join(lines).replace(" ", "")
    assert said == whole or (said.endswith("…") and whole.startswith(said[:-1]))


@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=14))
def test_short_names_tell_decision_makers_apart(names: list[str]) -> None:
    short = abbreviated(names)
    assert len(short) == len(names)
    assert len(set(short)) == len(names)
    assert all(0 < len(each) <= 5 for each in short)


def colours(dark: bool) -> dict[str, str]:
    found = re.findall(r"\{[^{}]*--cm-paper:[^{}]*\}", style())
    assert len(found) == 2
    return dict(re.findall(r"(--cm-[\w-]+): (#\w{6})", found[dark]))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, as the Web Content Accessibility Guidelines 2.1 define it."""
    lights = []
    for colour in (one, other):
        parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        lights.append(sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True)))
    return (max(lights) + 0.05) / (min(lights) + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_contrast(dark: bool) -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    found = colours(dark)
    assert found.keys() == colours(not dark).keys()
    for paper in (found.pop("--cm-paper"), found.pop("--cm-box")):
        for name, colour in found.items():
            assert contrast(colour, paper) >= (3 if name == "--cm-edge" else 4.5), name


SEEN = {
    "by most": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "without red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "without green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
"""How linear colours are seen by those who lack a kind of cones (Machado, Oliveira and Fernandes 2009)."""


def seen(colour: str, by: str) -> np.ndarray:
    """Return a colour as it is seen, in Oklab (Ottosson 2020), in which distances are about as large as they look."""
    parts = np.array([int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    cones = np.array(
        [
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ]
    )
    lab = np.array(
        [
            [0.2104542553, 0.7936177850, -0.0040720468],
            [1.9779984951, -2.4285922050, 0.4505937099],
            [0.0259040371, 0.7827717662, -0.8086757660],
        ]
    )
    found: np.ndarray = lab @ np.cbrt(cones @ np.clip(np.array(SEEN[by]) @ linear, 0, 1))
    return found


@pytest.mark.parametrize("by", SEEN)
@pytest.mark.parametrize("dark", [False, True])
def test_colours_differ_for_everybody(dark: bool, by: str) -> None:
    """Those of the first four decision makers clearly; all eight enough, beside their letters."""
    assert np.linalg.norm(seen("#ffffff", by) - seen("#000000", by)) == pytest.approx(1, abs=0.01)
    dms = [seen(colour, by) for name, colour in sorted(colours(dark).items()) if name.startswith("--cm-dm-")]
    assert len(dms) == COLOURS
    assert min(np.linalg.norm(a - b) for a, b in combinations(dms[:4], 2)) > 0.1
    assert min(np.linalg.norm(a - b) for a, b in combinations(dms, 2)) > 0.06
