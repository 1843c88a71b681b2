"""The judgement on a page: one set of numbers, from one start, in names, and said where there is none."""

from __future__ import annotations

import re
from functools import cache

import pytest

import countermove as cm
from cached_answers import findings_of
from countermove.report.figures.gauges import effect_bar, range_bar, share_bar
from countermove.report.figures.map import state_map
from countermove.report.likelihood import BANDS
from countermove.report.pages import Findings, brief_html, brief_markdown, findings, html, markdown
from countermove.report.pages.fold import fits
from countermove.report.pages.judgement import Head, head
from countermove.report.pages.readings import reading_panels
from countermove.report.pages.turns import effect_groups

KAZAKHSTAN = "kazakhstan-2022"


def head_of(found: Findings) -> Head:
    made = head(found)
    assert made is not None
    return made


@cache
def text_of(name: str) -> str:
    """Return the report of a packaged case as Markdown, without escapes."""
    return markdown(findings_of(name)).replace("\\", "")


@pytest.mark.parametrize("name", ["elmira", pytest.param(KAZAKHSTAN, marks=pytest.mark.thorough)])
def test_the_judgement_is_that_of_brief(name: str) -> None:
    judged, made = cm.brief(cm.cases.load(name)), head_of(findings_of(name))
    reached = made.ends[: len(made.ends) - len(judged.unreached)]
    assert [row.letter for row in reached] == [each.letter for each in judged.ends]
    if not judged.deduction:
        for row, each in zip(made.ends, judged.ends, strict=True):
            assert abs(int(row.number.split()[0]) - 100 * each.chance.share.value) < 1
        assert sum(int(row.number.split()[0]) for row in made.ends) == 100


@pytest.mark.parametrize("name", ["elmira", pytest.param(KAZAKHSTAN, marks=pytest.mark.thorough)])
def test_likelihood_and_confidence_are_never_in_one_sentence(name: str) -> None:
    words = [word for _, _, word in BANDS]
    for sentence in re.split(r"(?<=[.!?])\s", text_of(name)):
        said = sentence.lower()
        assert not ("confidence" in said and any(re.search(rf"\b{word}\b", said) for word in words)), sentence


@pytest.mark.thorough
def test_no_number_on_the_page_contradicts_another() -> None:
    """The chance of an end is the same at the head, by its own reading, and at the assumptions."""
    found = findings_of(KAZAKHSTAN)
    ends = {row.letter: row.number for row in head_of(found).ends}
    for panel in reading_panels(found.judged):
        assert [bar.number for bar in panel.bars if bar.default] == [ends[panel.letter]]
    assert found.judged is not None
    groups, _ = effect_groups(found.judged)
    first = found.judged.ends[0].chance.share.value
    for row in (row for group in groups for row in group.rows):
        so, not_ = (float(each.rstrip(" %")) for each in (row.if_so, row.if_not))
        assert min(so, not_) - 1 <= 100 * first <= max(so, not_) + 1
    asked = [f"{row.number}" for row in head_of(found).questions]
    table = re.findall(r"\(closes .*?\| (\d+ %) \|", text_of(KAZAKHSTAN))
    assert table == asked


@pytest.mark.thorough
def test_ids_and_bare_numbers_of_states_never_reach_a_reader() -> None:
    said = text_of(KAZAKHSTAN).split("### The account")[0]
    assert "old_guard" not in said
    assert not re.search(r"\b(leak iff purge|accept if oust|csto or alone)\b", said)
    told = [line for line in said.splitlines() if not line.startswith(">")]
    for line in told:
        outside = re.sub(r"\([^()]*\)", "", line)
        assert not re.search(r"\b[Ss]tates? \d", outside), line


@pytest.mark.thorough
def test_the_report_is_made_from_the_standpoint() -> None:
    found = findings_of(KAZAKHSTAN)
    assert found.start == "as it stood on 7 January 2022"
    assert "as it stood on 7 January 2022" in html(found).split("</header>")[0]
    assert found.judged is not None
    assert found.conflict.status_quo == found.judged.conflict.status_quo


@pytest.mark.thorough
def test_the_file_as_it_stands_is_asked_for_by_name() -> None:
    found = findings(cm.cases.load(KAZAKHSTAN), variation="none")
    assert found.start == "as the file stands"
    made = head_of(found)
    assert made.lead.startswith("Likely (59 %")
    assert not made.questions
    assert "What tells the ends apart, if every assumption is certain" in html(found)


def test_where_there_is_no_judgement_that_is_said_in_its_place() -> None:
    page = html(findings_of("prisoners-dilemma"))
    assert '<p class="lead">There is no judgement: ' in page
    assert "has no status quo" in page.split("<nav")[0]


def test_a_judgement_that_would_take_too_long_is_said_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("countermove.report.pages.answers.LONGEST", 0.0)
    found = findings(cm.cases.load("chicken").with_(status_quo=()))
    assert head(found) is None
    assert "would take about" in brief_markdown(found)


@pytest.mark.parametrize("concept", ["sseq", "gmr"])
def test_every_reading_gives_a_report(concept: str) -> None:
    """Coalitions are not defined by every concept; the judgement has to do without them then."""
    assert 'class="lead"' in html(findings(cm.cases.load("elmira"), concept))


def test_what_came_about_and_is_not_where_it_ends_is_explained() -> None:
    made = head_of(findings_of("elmira"))
    assert made.why_not.startswith("Nobody gets there by moving alone. The Ministry of the Environment and Uniroyal")
    assert [row.clause for row in made.turns] == ["if the Ministry of the Environment and Uniroyal act together"]


def test_what_does_not_fit_is_counted() -> None:
    dms = tuple(
        cm.DecisionMaker(
            id=f"d{k}",
            options=(cm.Option(id=f"o{k}", name=f"A course of action with a rather long name that is number {k}"),),
            preferences=cm.Preferences(statements=((cm.Statement(holds=f"o{k}", confidence=0.5 + k / 100),),)),
        )
        for k in range(4)
    )
    questions = tuple(
        cm.Question(
            id=f"q{k}", asks=f"Will the course of action number {k} have been taken by the end?", when=f"o{k}"
        )
        for k in range(4)
    )
    conflict = cm.Conflict(title="Long names", decision_makers=dms, status_quo=(), questions=questions)
    made = head_of(findings(conflict))
    assert fits(made)
    assert made.more_ends


@pytest.mark.thorough
def test_bars_differ_by_effect_and_doubt() -> None:
    groups, folded = effect_groups(findings_of(KAZAKHSTAN).judged)
    rows = [row for group in groups for row in group.rows]
    assert 0 < len(rows) <= 12
    assert folded
    sizes = {re.search(r'class="band".*?width="([\d.]+)%" height="([\d.]+)"', row.plot).groups() for row in rows}  # type: ignore[union-attr]
    assert len(sizes) > 6
    assert len({group.of for group in groups}) == len(groups)


def test_bars_and_maps_are_as_long_as_what_they_show() -> None:
    assert 'x="36.0%" y="5" width="16.0%"' in range_bar(0.36, 0.48, 0.52, "A", "48 %")
    assert 'width="50.0%"' in share_bar(0.3, 0.6, "A", "")
    assert 'aria-hidden="true"' in share_bar(0.3, 0.6, "A", "")
    thin, thick = (
        re.search(r'height="([\d.]+)"/><circle', effect_bar(0.2, 0.6, 0.4, doubt, "x")) for doubt in (0, 1)
    )
    assert float(thin.group(1)) < float(thick.group(1))  # type: ignore[union-attr]
    assert state_map([["start"], ["holds"] * 30], "31 states").count("<circle") == 31


def test_the_brief_has_no_more_than_the_judgement_and_its_ground() -> None:
    page = brief_html(findings_of("elmira"))
    assert "How good the ground is" in page
    assert "What would change it" not in page
    assert brief_markdown(findings_of("elmira")).startswith("# Elmira")
