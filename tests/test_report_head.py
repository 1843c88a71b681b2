"""The head of a page tells what the terminal tells: signs, ends that nothing reaches, and models that say nothing."""

from __future__ import annotations

import pytest

import countermove as cm
from cached_answers import findings_of
from countermove.io.yaml.reading import read_yaml
from countermove.report.brief.lines import brief_lines
from countermove.report.notebook import html as view
from countermove.report.pages import Findings, brief_html, findings, html, markdown
from countermove.report.pages.judgement import Head, head
from countermove.report.pages.turns import EffectRow, telling

FROZEN = """
title: Strike
status_quo: []
sources: {paper: {title: The paper}}
decision_makers:
  union:
    options: {strike: Strike}
    preferences: [{holds: raise, evidence: [paper]}, {holds: not strike, evidence: [paper]}]
  firm:
    options: {raise: Raise}
    preferences: [{holds: not strike, evidence: [paper]}, {holds: not raise, evidence: [paper]}]
questions:
  r: {asks: Will there be a strike?, when: strike, closes: 2030-01-01}
"""
DOUBTED = FROZEN.replace("holds: raise,", "holds: raise, confidence: 0.6,")
EVERY = ["elmira", pytest.param("kazakhstan-2022", marks=pytest.mark.thorough)]


def head_of(found: Findings) -> Head:
    made = head(found)
    assert made is not None
    return made


@pytest.mark.parametrize("name", EVERY)
def test_the_first_signs_are_in_the_judgement_on_every_page(name: str) -> None:
    found = findings_of(name)
    assert found.judged is not None
    made = head_of(found)
    assert made.signs
    assert len(made.signs) + made.more_signs == len(found.judged.signs)
    for row, each in zip(made.signs, found.judged.signs, strict=False):
        assert row.letter == found.judged.letter(each.end)
    for page in (html(found), brief_html(found), markdown(found)):
        assert "First signs to watch for" in page
    assert "First signs:" in view(found.judged)


@pytest.mark.thorough
def test_signs_that_the_first_screen_has_no_room_for_are_further_down() -> None:
    found = findings_of("kazakhstan-2022")
    assert head_of(found).more_signs
    assert "All first signs" in html(found)


def test_what_came_about_has_its_row_and_letter_though_nothing_reaches_it() -> None:
    made = head_of(findings_of("elmira"))
    last = made.ends[-1]
    assert (last.letter, last.name, last.mark, last.number) == ("C", "Settlement", "came about", "none")
    assert [row.letter for row in made.turns] == ["C"]
    assert made.shared == "In A and B: Draw out the appeal."


def test_what_was_published_is_compared_on_the_page() -> None:
    made = head_of(findings_of("elmira"))
    assert made.published.startswith("As published by nash, gmr, smr and seq")
    assert made.published in " ".join(brief_lines(cm.brief(cm.cases.load("elmira")), "elmira"))


@pytest.mark.parametrize("text", [FROZEN, DOUBTED], ids=["deduced", "doubted"])
def test_a_model_that_says_nothing_gives_no_chance_on_a_page(text: str) -> None:
    found = findings(read_yaml(text, "strike"))
    made, page = head_of(found), markdown(found)
    assert not made.ends
    assert not made.others
    assert [row.number for row in made.questions] == ["no answer"]
    assert made.freeing[0] == "If union wanted “Strike” instead: then union would move"
    assert "| no answer |" in page
    assert "What would free it" in page
    assert "By each reading" not in page
    assert found.judged is not None
    assert "no answer" in view(found.judged)
    assert "What would free it" in view(found.judged)


@pytest.mark.thorough
def test_an_end_by_a_tie_is_marked_as_one_on_the_page() -> None:
    marks = {row.letter: row.mark for row in head_of(findings_of("kazakhstan-2022")).ends}
    assert marks["D"] == "a tie, no motive"


def test_effects_below_their_error_are_counted() -> None:
    rows = [EffectRow("", "", "", "", "", "", so, not_) for so, not_ in (("48 %", "47 %"), ("<1 %", "3 %"))]
    assert telling(tuple(rows)) == (rows[1],)


@pytest.mark.thorough
def test_a_conflict_in_a_notebook_stands_where_its_graph_starts() -> None:
    shown = view(cm.cases.load("kazakhstan-2022"))
    assert "(as it stood on 7 January 2022)" in shown
    assert "It stands at state 424" in shown
    assert "state 254" not in shown


def test_each_thing_of_a_list_in_markdown_stands_on_its_own_line() -> None:
    text = markdown(findings(cm.cases.load("kazakhstan-2022")))
    listed = text.partition("What could turn it")[2].partition("Seen otherwise")[0].splitlines()
    assert [line[:3] for line in listed if " %, " in line] == ["- C", "- B", "- B"]
