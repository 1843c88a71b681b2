"""Forecasts: small conflicts solved by hand, a slow twin that goes world by world, and what is refused."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
import pytest

from countermove import Conflict, InvalidConflict, Question, UnknownName, cases, evolve, forecast, worlds
from countermove.io.yaml.reading import read_yaml
from countermove.io.yaml.writing import write_yaml
from countermove.model.evaluation import evaluate
from countermove.model.language import parse
from countermove.model.variation import vary
from countermove.report.notebook import html
from countermove.simulation.draws import space
from countermove.simulation.forecasts.forecast import hindsight
from uncertain_conflicts import draw_uncertain

RACE = """
title: A race
status_quo: []
decision_makers:
  a: {options: [first], preferences: [first and not second]}
  b: {options: [second], preferences: [{holds: second and not first, confidence: 0.6}]}
questions:
  won: {asks: Will a be first?, when: first}
"""
"""Where b wants it too, either moves first; where b does not, a does."""

ROUND = """
title: Round and round
status_quo: []
decision_makers:
  a: {options: [x], preferences: [x iff y]}
  b: {options: [y], preferences: [{holds: y iff not x, confidence: 0.25}]}
questions:
  q: {asks: Will x hold?, when: x}
  r: {asks: Will neither hold?, when: not x and not y}
"""
"""Where b wants to differ nobody ever rests; where b does not mind, it rests at the start."""


def conflict(text: str) -> Conflict:
    return read_yaml(text, "f.yaml")


# -- solved by hand ------------------------------------------------------------------------------


def test_two_worlds_solved_by_hand() -> None:
    """60 %: each as likely to move first; 40 %: a for certain."""
    found = forecast(conflict(RACE), "nash")["won"]
    assert found.probability == pytest.approx(0.6 * 0.5 + 0.4)
    assert found.chance.error == found.chance.unsettled == found.chance.excluded == 0
    assert found.chance.decided == pytest.approx((0.6 * 0.5**2 + 0.4 - 0.7**2) / (0.7 * 0.3))
    by_way = {each.alternative: each.share.value for each in found.given}
    assert by_way == pytest.approx({"holds": 0.5, "does not hold": 1.0})


def test_who_is_quicker_is_more_often_first() -> None:
    found = forecast(conflict(RACE + "tempo: {a: 3}\n"), "nash")["won"]
    assert found.probability == pytest.approx(0.6 * 0.75 + 0.4)


def test_rival_codings_contribute_by_their_weights() -> None:
    found = forecast(conflict(RACE + "variations: {alone: {remove: [second], weight: 0.25}}\n"), "nash")["won"]
    assert found.probability == pytest.approx(0.75 * 0.7 + 0.25 * 1)
    assert found.contributions == pytest.approx({"as it stands": 0.525, "alone": 0.25})
    by_nash = {each.coding: each.chance.probability for each in found.readings if each.concept == "nash"}
    assert by_nash == pytest.approx({"as it stands": 0.7, "alone": 1.0})
    chances = [each.chance.probability for each in found.readings if each.chance.probability is not None]
    assert (found.low, found.high) == (min(chances), max(chances))
    assert {(each.concept, each.coding) for each in found.readings} == {
        (concept, coding) for concept in ("nash", "gmr", "smr", "seq", "sseq") for coding in ("as it stands", "alone")
    }


def test_what_never_settles_is_left_out_and_told() -> None:
    found = forecast(conflict(ROUND), "nash", over=())
    assert found["q"].probability == 0
    assert found["r"].probability == 1
    for id_, bounds in (("q", (0.0, 0.25)), ("r", (0.75, 1.0))):
        chance = found[id_].chance
        assert (chance.settled, chance.unsettled) == pytest.approx((0.75, 0.25))
        assert (chance.least, chance.most) == pytest.approx(bounds)


def test_where_nothing_settles_there_is_no_forecast() -> None:
    found = forecast(conflict(ROUND.replace("confidence: 0.25", "confidence: 1")), "nash", over=())["q"]
    assert (found.probability, found.low, found.high, found.scored) == (None, None, None, None)
    assert found.chance.unsettled == 1
    assert found.contributions == {}


def test_worlds_that_answer_nothing_are_left_out_and_told() -> None:
    """Where b cannot be second, the status quo is none; elsewhere a goes first with 40 %."""
    text = RACE.replace("status_quo: []", "status_quo: [second]").replace("[second],", "{second: {confidence: 0.7}},")
    text = text.replace("[first and not second]", "[{holds: first, confidence: 0.4}]")
    found = forecast(conflict(text), "nash", over=())["won"]
    assert (found.chance.settled, found.chance.excluded) == pytest.approx((0.7, 0.3))
    assert found.probability == pytest.approx(0.4)


def test_a_question_may_be_asked_of_a_variation() -> None:
    text = RACE.replace("when: first}", "when: first, variation: late}\n  now: {asks: Will b?, when: second}")
    found = forecast(conflict(text + "variations: {late: {status_quo: [second]}}\n"), "nash", over=())
    assert found["now"].probability == pytest.approx(0.3)
    assert found["won"].probability == forecast(
        conflict(RACE.replace("status_quo: []", "status_quo: [second]")), "nash", over=()
    )["won"].probability  # fmt: skip


def test_rival_codings_stay_beside_a_view() -> None:
    text = RACE.replace("when: first}", "when: first, variation: late}")
    text += "variations: {late: {status_quo: []}, alone: {remove: [second], weight: 0.25}}\n"
    assert forecast(conflict(text), "nash", over=())["won"].probability == pytest.approx(0.775)
    view = vary(conflict(text), "late")
    assert [each.id for each in view.variations] == ["alone"]
    assert [each.variation for each in view.questions] == [""]


def test_drawn_worlds_come_near_and_know_how_near() -> None:
    found = forecast(conflict(RACE), "nash", over=(), count=4_000, seed=3)["won"]
    assert found.chance.error == pytest.approx(math.sqrt(0.06 / 4_000), rel=0.05)
    assert abs((found.probability or 0) - 0.7) < 4 * found.chance.error
    again = forecast(conflict(RACE), "nash", over=(), count=4_000, seed=3)
    assert again["won"].probability == found.probability


def test_scores_beside_the_forecast() -> None:
    text = RACE.replace(
        "when: first}", "when: first, answer: {value: false}, reference_class: {name: races, rate: 0.2}}"
    )
    marks = forecast(conflict(text), "nash", over=())["won"].scored
    assert marks is not None
    assert (marks.brier, marks.logarithmic) == pytest.approx((0.49, -math.log(0.3)))
    assert marks.even == pytest.approx((0.25, math.log(2)))
    assert marks.reference == pytest.approx((0.04, -math.log(0.8)))


def test_certain_and_wrong_is_said_to_be_infinite() -> None:
    text = RACE.replace(", confidence: 0.6", ", confidence: 0").replace(
        "when: first}", "when: first, answer: {value: no}}"
    )
    found = forecast(conflict(text), "nash", over=())
    assert found["won"].probability == 1
    assert found.to_dict()["questions"][0]["scores"]["logarithmic"] == "infinite"


# -- the slow twin -------------------------------------------------------------------------------


def slowly(found: Conflict, when: str, concept: str) -> tuple[float, float, float]:
    """Return yes, settled and started, world by world, from `evolve` and the truth of a statement in a state."""
    yes = settled = started = 0.0
    every = space(found)
    for world in every.worlds(every.numbered(0, every.count)):
        try:
            one = world.conflict
        except InvalidConflict:
            continue
        if one.status_quo is None:
            continue
        started += world.probability
        for end in evolve(one, concept).ends:
            if end.settles:
                on = {*one.states[end.states[0] - 1].on}
                settled += world.probability * end.probability
                if evaluate(parse(when), {name: np.array([name in on]) for name in one.options}.__getitem__)[0]:
                    yes += world.probability * end.probability
    return yes, settled, started


def in_few_worlds(seed: int) -> bool:
    drawn = draw_uncertain(seed)
    return drawn.graph is None and drawn.status_quo is not None and space(drawn).count <= 600


@pytest.mark.thorough
@pytest.mark.parametrize("seed", [*filter(in_few_worlds, range(40))])
def test_equals_the_worlds_one_by_one(seed: int) -> None:
    drawn = draw_uncertain(seed)
    when = f"{drawn.options[0]} xor {drawn.options[-1]}" if len(drawn.options) > 1 else drawn.options[0]
    asked = drawn.with_(questions=(Question(id="q", asks="?", when=when),))
    concept = ("nash", "seq", "smr", "gmr", "sseq")[seed % 5]
    found = forecast(asked, concept, over=(), count="all", workers=1)["q"].chance
    yes, settled, started = slowly(drawn, when, concept)
    assert found.settled == pytest.approx(settled, abs=1e-9)
    assert found.excluded == pytest.approx(1 - started, abs=1e-9)
    assert found.probability == (pytest.approx(yes / settled, abs=1e-9) if settled > 1e-9 else None)


# -- hindsight -----------------------------------------------------------------------------------


def test_hindsight_names_what_rests_on_later_sources_alone() -> None:
    text = """
title: t
sources: {early: {date: 2022-01-06}, month: {date: 2022-01}, late: {date: 2022-01-08}, undated: {}}
decision_makers:
  a:
    options: {x: {evidence: [late]}, y: {evidence: [month]}}
    preferences:
      - {holds: x, evidence: [late, early]}
      - {holds: y, evidence: [late]}
      - {holds: x and y, evidence: [late, undated]}
      - x or y
"""
    assert hindsight(conflict(text), dt.date(2022, 1, 7)) == ("a.x", "a: y")
    assert hindsight(conflict(text), None) == ()
    assert hindsight(conflict(text), dt.date(2022, 1, 8)) == ()


# -- what is refused -----------------------------------------------------------------------------

ASKED = """
title: t
status_quo: []
sources: {s: {title: s}}
decision_makers: {a: {options: [go]}, b: {options: [halt]}}
variations: {view: {status_quo: [go]}, rival: {remove: [halt], weight: 0.5}}
questions:
  q:
    asks: Will it?
    when: go
    asked: 2022-01-07
    closes: 2022-01-31
    resolves: in words
    variation: view
    reference_class: {name: the like, rate: 0.4, source: s}
    answer: {value: true, on: 2022-01-19}
"""


def test_a_whole_question_is_read_and_written() -> None:
    whole = conflict(ASKED)
    [question] = whole.questions
    assert (question.asked, question.resolves, question.variation) == (dt.date(2022, 1, 7), "in words", "view")
    assert question.reference_class is not None
    assert question.reference_class.rate == 0.4
    assert conflict(write_yaml(whole)) == whole


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("when: go", "when: goo"), "line 10, column 11: unknown option 'goo'; did you mean 'go'?"),
        (("on: 2022-01-19", "on: 2022-01-06"), "line 16, column 31: 'q' was answered on 2022-01-06, before the day"),
        (
            ("closes: 2022-01-31", "closes: 2022-01-06"),
            "line 12, column 13: the question 'q' closes on 2022-01-06, before",
        ),
        (("variation: view", "variation: veiw"), "unknown variation 'veiw' (in a question); did you mean 'view'?"),
        (("variation: view", "variation: rival"), "'rival' is a rival coding: it has a weight"),
        (("rate: 0.4", "rate: 40"), "a number up to 1 is expected here, not 40"),
        (("source: s}", "source: t}"), "unknown source 't'"),
        (("name: the like, ", ""), "the key 'name' is missing"),
        (("asked: 2022-01-07", "asked: 7 January"), "a date is written as 2022-01-31"),
        (("{remove: [halt], w", "{drop: {a: [go]}, w"), "a holds no statement 'go'"),
    ],
)
def test_what_is_wrong_with_a_question_is_said_where_it_is(change: tuple[str, str], words: str) -> None:
    assert change[0] in ASKED
    with pytest.raises(InvalidConflict) as fault:
        conflict(ASKED.replace(*change))
    assert words in str(fault.value)


def test_all_that_is_wrong_comes_at_once() -> None:
    broken = ASKED.replace("when: go", "when: goo").replace("on: 2022-01-19", "on: 2021-01-19")
    broken = broken.replace("source: s}", "source: t}")
    with pytest.raises(InvalidConflict) as fault:
        conflict(broken)
    assert len(fault.value.complaints) == 3


def test_a_rival_coding_that_a_view_rules_out_is_a_complaint() -> None:
    text = RACE.replace("when: first}", "when: first, variation: view}")
    drop = "drop: {a: [first and not second]}"
    text += f"variations: {{view: {{{drop}}}, rival: {{weight: 0.5, {drop}}}}}\n"
    with pytest.raises(InvalidConflict, match="as of 'view': a holds no statement"):
        conflict(text)


def test_without_questions_or_a_status_quo_there_is_nothing_to_forecast() -> None:
    with pytest.raises(InvalidConflict, match="asks no questions"):
        forecast(cases.load("chicken"))
    with pytest.raises(InvalidConflict, match="no status quo"):
        forecast(conflict(RACE.replace("status_quo: []\n", "")))
    with pytest.raises(UnknownName, match="there is no evolution under 'sim'"):
        forecast(conflict(RACE), over=["sim"])
    with pytest.raises(UnknownName, match="did you mean 'won'"):
        forecast(conflict(RACE), over=())["wonn"]


# -- questions elsewhere -------------------------------------------------------------------------


def test_variations_keep_the_questions_that_are_asked_of_them() -> None:
    whole = conflict(ASKED)
    assert [each.id for each in vary(whole, "view").questions] == ["q"]
    assert vary(whole, "none+rival").questions == ()
    assert [each.id for each in vary(whole, "rival").questions] == ["q"]
    assert worlds(whole, variation="none", workers=1).questions == {}
    assert [*worlds(whole, workers=1).questions] == ["q"]
    assert [*worlds(vary(whole, "view"), workers=1).questions] == ["q"]


def test_the_answer_can_be_shown_everywhere() -> None:
    found = forecast(conflict(RACE), "nash", over=())
    assert "70.0%  Will a be first?" in str(found)
    assert "<table" in html(found)
    assert found.to_frame().loc["won", "probability"] == 0.7
    assert found.to_dict()["questions"][0]["decided_between_worlds"] == pytest.approx(2 / 7)


# -- the first conflict --------------------------------------------------------------------------


def test_the_seeds_forecasts_are_dated_decided_and_answered() -> None:
    case = cases.load("kazakhstan-2022")
    day = dt.date(2022, 1, 7)
    for each in case.questions:
        assert each.asked == day
        assert each.closes
        assert each.answer
        assert each.answer.on
        assert each.resolves
        assert each.evidence[0].source == "item"
        assert each.answer.evidence or each.answer.note
    assert {each.id: each.answer.value for each in case.questions if each.answer} == {
        "withdrawn": True, "title": False, "spared": True, "no_leak": True,
    }  # fmt: skip


def test_the_seeds_forecasts_use_no_statement_that_only_later_words_support() -> None:
    case = cases.load("kazakhstan-2022")
    day = dt.date(2022, 1, 7)
    late = {*hindsight(case, day)} - {*hindsight(vary(case, "as-of-7-january"), day)}
    assert late == {
        "president: thank if (csto and not revolt and not rally)",
        "president: not (stay or alone)",
    }


def test_the_seeds_forecasts_are_between_the_extremes() -> None:
    found = forecast(cases.load("kazakhstan-2022"), over=(), count=64)
    assert all(0.5 < (each.probability or 0) < 1 for each in found.questions)
    assert found["title"].probability == found["spared"].probability
