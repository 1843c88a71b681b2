"""The report as text: what it says, that it says it the same each time, and that names never become markup."""

from __future__ import annotations

import os
import random
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from as_conflict import graph_conflict, option_conflict
from cached_answers import findings_of
from command_line import called
from countermove import Conflict, DecisionMaker, Option, Preferences, Statement, cases, errors
from countermove.report.pages import Findings, findings, html, markdown
from countermove.report.pages.overview import answer
from random_conflicts import draw_graph_model, draw_option_form

VOID = {"meta", "br", "input"}


class Balanced(HTMLParser):
    """Complains of tags that do not match, and keeps the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002  (the parser passes it)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.fixture
def elmira() -> Findings:
    return findings_of("elmira")


@pytest.mark.thorough
@pytest.mark.parametrize("name", cases.names())
def test_every_case_has_a_report(name: str) -> None:
    found = findings_of(name)
    page, text = html(found), markdown(found)
    Balanced(page)
    assert (page, text) == (html(found), markdown(found))
    ids = {*re.findall(r' id="(state-[0-9]+)"', page)}
    assert ids
    assert {*re.findall(r'href="#(state-[0-9]+)"', page)} <= ids  # no link leads nowhere
    assert 'class="lead"' in page
    tables = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    for table in tables:
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}) == 1, table
    assert MarkdownIt("commonmark").enable("table").render(text).count("<table>") == len(tables)


@pytest.mark.parametrize("name", ["elmira", pytest.param("canal", marks=pytest.mark.thorough)])
def test_page_and_markdown_have_the_same_sections(name: str) -> None:
    page, text = html(found := findings_of(name)), markdown(found)
    sections = re.findall(r'<section id="(\w+)" .*\n<h2 .*?>(.*)</h2>', page)
    assert [title for id_, title in sections if id_ != "graph"] == re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert [id_ for id_, _ in sections] == re.findall(r'<li><a href="#(\w+)">', page)


@pytest.mark.thorough
def test_fronts_stand_side_by_side_with_what_crosses_between_them() -> None:
    page, text = html(found := findings_of("canal")), markdown(found)
    for said in ("A canal, the northern front", "compares them in the order of north then south", "Jointly only"):
        assert said in page
        assert said in text
    assert "it is worth it for what it gains in north" in page
    assert 'id="fronts"' not in html(findings_of("canal-north"))


@pytest.mark.thorough
@settings(deadline=None, max_examples=80)
@given(st.integers(0, 10_000), st.booleans())
def test_every_conflict_has_a_report(seed: int, graph: bool) -> None:
    rng = random.Random(seed)
    conflict = graph_conflict(draw_graph_model(rng)) if graph else option_conflict(draw_option_form(rng))
    first = conflict.states[0]
    quo = (first.name,) if conflict.graph else first.on
    found = findings(conflict.with_(status_quo=quo) if rng.random() < 0.7 else conflict)
    Balanced(html(found))
    assert markdown(found).startswith("# ")
    assert 1 <= len(answer(found)) <= 2


def test_what_holds_in_two_sentences(elmira: Findings) -> None:
    assert answer(elmira) == (
        "Of 9 states, 3 hold by sequential stability, all of them even if nobody feared what the others would do "
        "next (Nash).",
        "No variation changes where it most likely ends.",
    )


def test_where_nothing_settles_that_is_said() -> None:
    wants = (
        Preferences(statements=((Statement(holds="x iff y"),),)),
        Preferences(statements=((Statement(holds="x xor y"),),)),
    )
    dms = tuple(
        DecisionMaker(id=name, options=(Option(id=option),), preferences=want)
        for name, option, want in zip("ab", "xy", wants, strict=True)
    )
    found = findings(Conflict(title="Pennies", decision_makers=dms, status_quo=()), "nash")
    assert "It most likely never settles." in html(found)
    assert answer(found)[0] == "Of 4 states none holds by Nash stability; 4 hold by another concept."


def test_without_a_status_quo_nothing_is_said_of_ends() -> None:
    found = findings_of("prisoners-dilemma")
    assert found.evolution is None
    assert "How it gets there" not in html(found)
    assert "There is no judgement" in html(found)
    assert "has no status quo, so nothing can be said of what will happen" in html(found)


def test_names_never_become_markup() -> None:
    nasty = "<img src=x onerror=alert(1)>&\"'|*_`"
    option = Option(id="go", name=nasty)
    wants = Preferences(statements=((Statement(holds="go", because=nasty),),))
    dm = DecisionMaker(id="a", name=nasty, options=(option,), preferences=wants)
    found = findings(Conflict(title=nasty, about=nasty, decision_makers=(dm,), status_quo=(), notes=(nasty,)))
    page = html(found)
    assert "<img" not in page
    assert nasty in " ".join(Balanced(page).text)
    assert "<img" not in MarkdownIt("commonmark").enable("table").render(markdown(found))


def test_a_variation_in_the_report_is_the_variation() -> None:
    kazakhstan = cases.load("kazakhstan-2022")
    found = findings(kazakhstan, variation="no-kompromat")
    assert "the leak out of reach" in found.conflict.title
    assert found.variations == ()


@pytest.mark.thorough
def test_variations_are_compared_by_what_is_on() -> None:
    found = findings(cases.load("kazakhstan-2022"), variation="none")
    rows = {row.variation.id: row for row in found.variations}
    [decimal] = rows["spared-anyway"].likeliest_end()
    on = {name for bit, name in enumerate(found.conflict.options) if decimal >> bit & 1}
    assert on == {"appeal", "oust", "thank", "accept", "csto", "press"}


# -- the command ----------------------------------------------------------------------------------


def run(*arguments: str, code: int = 0) -> str:
    result = called("report", *arguments)
    assert result.exit_code == code, result.output
    return result.stderr if code else result.stdout


def test_the_format_goes_by_the_name(tmp_path: Path) -> None:
    page, text = tmp_path / "r.html", tmp_path / "r.md"
    assert run("chicken", "-o", str(page)) == f"wrote {page}\nNext: countermove assumptions chicken\n"
    run("chicken", "-o", str(text))
    assert page.read_text(encoding="utf-8") == run("chicken")
    assert text.read_text(encoding="utf-8") == run("chicken", "--format", "md")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["r.html", "r.md"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chicken", "-o", "report.txt"], "the name has to end in .html, .htm, .md, .markdown"),
        (["chicken", "-o", "report.html", "--format", "md"], "the name says html, --format md"),
        (["chicken", "--format", "pdf"], "'pdf' is none of html, md"),
        (["chicken", "-o", "no-such-folder/report.html"], "there is no folder 'no-such-folder'"),
        (["chicken", "--concept", "sim"], "there is no evolution under 'sim'"),
        (["chicken", "--concept", "nsh"], "did you mean 'nash'"),
        (["chikken"], "did you mean 'chicken'"),
        (["elmira", "--variation", "x"], "has no variation 'x'"),
    ],
)
def test_a_wrong_call_is_refused_and_nothing_is_written(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said in run(*arguments, code=2)
    assert [*tmp_path.iterdir()] == []


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    page, link = tmp_path / "page.html", tmp_path / "link.html"
    page.write_text("old", encoding="utf-8")
    link.symlink_to(page)
    assert run("chicken", "-o", str(link), "--force")
    assert link.is_symlink()
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["link.html", "page.html"]


def test_a_folder_that_cannot_be_written_to_is_refused_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may write everywhere, so that a closed folder alone would prove nothing."""
    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setattr("countermove.report.pages.answers", lambda *_, **__: pytest.fail("work was done"))
    assert "page.html: this folder cannot be written to" in run("chicken", "-o", str(tmp_path / "page.html"), code=2)


def test_no_number_is_parted_from_its_percent_sign(elmira: Findings) -> None:
    assert "100\N{NO-BREAK SPACE}%" in html(elmira)
    assert not re.search(r"\d %", html(elmira))


def test_an_unknown_concept_is_refused_though_nothing_moves() -> None:
    with pytest.raises(errors.UnknownName):
        findings(cases.load("prisoners-dilemma"), "nsh")
