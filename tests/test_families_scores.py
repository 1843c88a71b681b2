"""Families: the forecasts, and their scores by hand and by brute force."""

from __future__ import annotations

from itertools import combinations
from math import inf, log
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from countermove import InvalidConflict, UnknownName, family, read_family
from countermove.model.family import Fact
from countermove.report.notebook import html
from countermove.simulation.families.forecast import changed_fact_forecasts
from countermove.simulation.families.limits import concordance, exact_interval, fitting_statements
from countermove.simulation.families.result import Forecaster
from countermove.simulation.families.scores import learnt_frequencies, leave_one_out_rates
from tiny_family import PLAIN, plain

CLOSE: Any = pytest.approx


def by_name(forecasters: tuple[Forecaster, ...]) -> dict[tuple[str, str], Forecaster]:
    return {(each.kind, each.name): each for each in forecasters}


def test_scores_by_hand(tmp_path: Path) -> None:
    """Chances 0.9, 0.6, 0.2, 0.2 of a yes, which came in the first and the last; the fifth case is open."""
    found = family(read_family(plain(tmp_path)))
    assert [each.of("goes").value for each in found.forecasts] == CLOSE([0.9, 0.6, 0.2, 0.2, 0.5])
    score = found.score("goes")
    assert (score.cases, score.answers, score.yes) == (("a", "b", "c", "d"), (True, False, False, True), 2)
    names = by_name(score.forecasters)
    assert [*names] == [
        ("template", "this template"),
        ("base rate", "all cases"),
        ("base rate", "the others"),
        ("base rate", "the others, Laplace"),
        ("rule", "cold"),
        ("rule, learnt", "cold"),
        ("rule", "never"),
    ]
    own = names["template", "this template"]
    assert own.brier == CLOSE((0.1**2 + 0.6**2 + 0.2**2 + 0.8**2) / 4)
    assert own.logarithmic == CLOSE(-(log(0.9) + log(0.4) + log(0.8) + log(0.2)) / 4)
    assert (own.hits, own.false_alarms, own.misses, own.quiet, own.right) == (1, 1, 1, 1, 2)
    assert own.behind is None
    seen = names["base rate", "all cases"]
    assert (seen.brier, seen.logarithmic) == (CLOSE(0.25), CLOSE(log(2)))
    others = names["base rate", "the others"]
    assert others.chances == CLOSE((1 / 3, 2 / 3, 2 / 3, 1 / 3))
    assert names["base rate", "the others, Laplace"].chances == CLOSE((2 / 5, 3 / 5, 3 / 5, 2 / 5))
    rule = names["rule", "cold"]
    assert (rule.chances, rule.brier, rule.logarithmic) == ((1, 1, 0, 0), CLOSE(0.5), inf)
    assert names["rule, learnt", "cold"].chances == CLOSE((1 / 3, 2 / 3, 2 / 3, 1 / 3))
    never = names["rule", "never"]
    assert (never.hits, never.false_alarms, never.misses, never.quiet) == (0, 0, 2, 2)
    assert never.behind is not None
    assert never.behind.difference == CLOSE(own.brier - 0.5)


def test_what_the_cases_can_show_by_hand(tmp_path: Path) -> None:
    score = family(read_family(plain(tmp_path))).score("goes")
    # pairs: a over b, a over c, d ties with c, d under b: 2.5 of 4. Of the six ways to hand the numbers out:
    # {.9,.6} 4, {.9,.2} 2.5 twice, {.6,.2} 1.5 twice, {.2,.2} 0.5: three reach 2.5
    assert score.order == (CLOSE(2.5 / 4), CLOSE(3 / 6))
    assert score.fitting == ()
    # cold, not cold, wet, not wet, and two by two of different facts
    assert score.statements == 8
    assert [(each.count, each.came) for each in score.calibration] == [(2, 0.5), (1, 0.0), (1, 1.0)]


def test_a_statement_that_fits_is_found_and_the_shorter_one_kept(tmp_path: Path) -> None:
    file = plain(tmp_path)
    table = tmp_path / "plain.csv"
    table.write_text("id,chance,cold,wet,goes\na,0.9,yes,no,yes\nb,0.6,yes,yes,no\nc,0.2,no,no,no\n")
    assert family(read_family(file)).score("goes").fitting == ("cold and not wet",)
    table.write_text("id,chance,cold,wet,goes\na,0.9,yes,no,yes\nb,0.6,no,yes,no\nc,0.2,no,no,no\n")
    assert family(read_family(file)).score("goes").fitting == ("cold",)


def test_a_fact_known_only_after_a_question_does_not_fit_it(tmp_path: Path) -> None:
    file = plain(tmp_path)
    text = PLAIN.replace("cold: Whether it is cold", "cold: {after: goes}").replace("  cold: cold\n", "")
    file.write_text(text)
    (tmp_path / "plain.csv").write_text("id,chance,cold,wet,goes\na,0.9,yes,no,yes\nb,0.6,no,no,no\n")
    assert family(read_family(file)).score("goes").fitting == ()


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), min_size=1, max_size=9))
def test_the_order_is_that_of_all_ways_to_hand_the_numbers_out(cases: list[tuple[int, bool]]) -> None:
    chances, answers = np.array([k / 4 for k, _ in cases]), np.array([yes for _, yes in cases])
    found = concordance(chances, answers)
    if answers.all() or not answers.any():
        assert found is None
        return
    assert found is not None

    def share(yes: tuple[int, ...]) -> float:
        pairs = [(chances[i], chances[j]) for i in yes for j in range(len(cases)) if j not in yes]
        return sum(1.0 if a > b else 0.5 if a == b else 0.0 for a, b in pairs) / len(pairs)

    own = share(tuple(np.flatnonzero(answers).tolist()))
    every = [share(yes) for yes in combinations(range(len(cases)), int(answers.sum()))]
    assert found == (CLOSE(own), CLOSE(sum(each >= own - 1e-9 for each in every) / len(every)))


@given(st.integers(0, 30), st.integers(1, 30))
def test_the_interval_is_the_exact_one(yes: int, count: int) -> None:
    if yes > count:
        return
    exact = binomtest(yes, count).proportion_ci(method="exact")
    assert exact_interval(yes, count) == (CLOSE(exact.low, abs=1e-9), CLOSE(exact.high, abs=1e-9))


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=12))
def test_what_is_learnt_leaves_the_case_itself_out(cases: list[tuple[bool, bool]]) -> None:
    says, answers = (np.array(each) for each in zip(*cases, strict=True))
    for k in range(len(cases)):
        rest = [answers[j] for j in range(len(cases)) if j != k and says[j] == says[k]]
        assert learnt_frequencies(says.astype(float), answers)[k] == CLOSE((sum(rest) + 1) / (len(rest) + 2))
        if len(cases) > 1:
            others = [answers[j] for j in range(len(cases)) if j != k]
            assert leave_one_out_rates(answers)[k] == CLOSE(sum(others) / len(others))


def test_numbers_make_no_statements() -> None:
    facts = [Fact(id="a"), Fact(id="b", values=("x", "y", "z")), Fact(id="c", values=())]
    assert fitting_statements(facts, [], np.array([], np.bool_))[0] == 2 + 6 + 2 * 6


def test_a_variation_that_takes_a_question_as_answered_is_not_scored_on_it(tmp_path: Path) -> None:
    file = plain(tmp_path)
    text = PLAIN.replace("cold: Whether it is cold", "cold: {after: goes}").replace("  cold: cold\n", "")
    file.write_text(
        text.replace(
            "cases: plain.csv",
            "  variations: {known: {status_quo: {by: cold, yes: [go], no: []}}}\n\ncases: plain.csv",
        )
    )
    asked = read_family(file)
    assert [score.question.id for score in family(asked).scores] == ["goes"]
    assert family(asked, variation="known").scores == ()


def test_changed_fact_forecasts(tmp_path: Path) -> None:
    text = PLAIN.replace("{by: chance}", "{by: cold, yes: 0.7, no: 0.1}")
    file = plain(tmp_path)
    file.write_text(text)
    found = changed_fact_forecasts(read_family(file), "a")
    assert [(each.fact, each.was, each.value) for each in found] == [("cold", "yes", "no"), ("wet", "no", "yes")]
    assert [share.value for each in found for _, share in each.shares] == CLOSE([0.1, 0.7])


def test_what_cannot_be_forecast_is_refused(tmp_path: Path) -> None:
    file = plain(tmp_path)
    file.write_text(PLAIN.replace("  status_quo: []\n", ""))
    with pytest.raises(InvalidConflict, match="no status quo: there is no forecast"):
        family(read_family(file))
    asked = read_family(plain(tmp_path))
    with pytest.raises(UnknownName, match="no variation 'x'"):
        family(asked, variation="x")
    with pytest.raises(UnknownName):
        family(asked, "sim")
    with pytest.raises(UnknownName, match="no case 'z'"):
        asked.case("z")


def test_an_answer_shows_itself(tmp_path: Path) -> None:
    found = family(read_family(plain(tmp_path)))
    frame = found.to_frame()
    assert [*frame.loc["b"]] == ["Case B", "", CLOSE(0.6), False]
    assert "Case B" in html(found)
    assert "b: goes 60.0 %" in str(found)
    assert found.to_dict()["scores"][0]["forecasters"][0]["brier"] == CLOSE(0.2625)
