"""The words of explanations: option names, each reason once, equal improvements grouped, nothing left out."""

from __future__ import annotations

import re

import numpy as np
import pytest

from countermove import Conflict, DecisionMaker, Option, Preferences, Statement, cases, explain
from countermove.io.yaml.reading import read_yaml
from countermove.model.variation import vary
from countermove.report.explanation import SHOWN, Account, paragraphs
from countermove.report.notebook import html

SMALL = ("prisoners-dilemma", "chicken", "syria-iraq-1975", "cuban-missile-crisis", "elmira", "garrison")
OURS = (
    "kazakhstan-2022",
    "kazakhstan-2022-coup",
    "kazakhstan-2022-mixture",
    "ukraine-2022",
    "canal-north",
    "canal-south",
)
DEAL = "appeal, oust, thank, accept, csto, press"


def one_line(text: str) -> str:
    return " ".join(text.split())


def told(conflict: Conflict, state: str | int, dm: str, concept: str) -> list[str]:
    [explanation] = explain(conflict, state, dm, concept).explanations
    return paragraphs(explanation)


def test_the_deal_holds_by_the_threat_of_the_leak() -> None:
    verdict, point = told(vary(cases.load("kazakhstan-2022"), "none"), DEAL, "president", "sseq")
    assert (
        verdict == "President Tokayev would stay, though tempted by two improvements: the others would punish both."
    )
    assert point == one_line("""
        President Tokayev could gain by choosing “Turn on Nazarbayev himself” (state 327), or by choosing “Turn
        on Nazarbayev himself” and dropping “Ask the force to leave” (state 323), bringing about what is sixth
        in importance: “Turn on Nazarbayev himself”, because only with the old guard out of the way for good is
        power undivided. But either way Nazarbayev and his circle would
        answer with “Leak on the president”, bringing about what is second in importance: “Leak on the
        president” exactly when “Turn on Nazarbayev himself”, because with nothing left to lose the material is
        used, but not before: the last man who leaked was exiled, sentenced in absentia and found dead in
        custody. This would end with “Turn on Nazarbayev himself” and “Leak on the president” on
        (states 355 and 351). For President Tokayev that would be worse than staying, at the cost of what is
        third in importance: no “Leak on the president”, because each knows the other's offshores, and nobody
        wants leaks like those of Aliyev again. Nor would a countermove help: the best would not make up for
        that.
    """)


def test_without_the_leak_the_purge_cannot_be_punished() -> None:
    account = explain(cases.load("kazakhstan-2022"), DEAL, variation="none+no-kompromat")
    assert account.summary() == "It does not hold: President Tokayev would leave it."
    assert "From there none of the others could gain by any move." in str(account)


def test_who_has_nothing_to_gain_is_told_in_one_sentence() -> None:
    crisis = cases.load("kazakhstan-2022")
    said = "The street, Nazarbayev and his circle, and Russia would stay: none of them has anything to gain by moving"
    assert str(explain(crisis, DEAL)).splitlines()[-1] == f"{said} alone."
    assert explain(crisis, DEAL, "street").parts() == [
        ["The street would stay: there is nothing to gain by moving alone."]
    ]


@pytest.mark.thorough
@pytest.mark.parametrize("concept", ["nash", "gmr", "smr", "seq", "sseq", "sim"])
@pytest.mark.parametrize("name", [*SMALL, *OURS])
def test_words_show_names_and_never_a_mask(name: str, concept: str) -> None:
    conflict = cases.load(name)
    for position in np.linspace(0, len(conflict.states) - 1, 12, dtype=int).tolist():
        account = explain(conflict, position + 1, concept=concept)
        said = f"{account} {html(account)}"
        assert not re.search(r"\b[YN-]{3,}\b|0b[01]|\bdecimal\b|\bmask\b|\b(iff|implies|xor)\b", said)
        for _, option in conflict.owned:
            if "_" in option.id:
                assert option.id not in said
        assert not re.search(r"\b(player|actor|strategy|payoff|outcome|scenario)s?\b", said)
        every = [each for part in account.parts() for each in part]
        assert all(each[0].isupper() and each.endswith(".") and "  " not in each for each in every)
        assert_reasons_once(account)


def assert_reasons_once(account: Account) -> None:
    said = str(account)
    for dm in account.conflict.decision_makers:
        for level in dm.preferences.statements:
            for statement in level:
                assert said.count(f"because {' '.join(statement.because.split())}") <= 1 or not statement.because


# -- what is told together -------------------------------------------------------------------------


def test_improvements_that_are_punished_alike_are_told_together() -> None:
    verdict, *points = told(cases.load("cuban-missile-crisis"), 1, "usa", "smr")
    assert verdict.endswith("tempted by three improvements: the Soviet Union could punish all of them.")
    assert points == [
        one_line("""
        The United States could gain by choosing “Blockade Cuba” (state 3), by choosing “Strike the missiles from
        the air” (state 2), or by choosing “Strike the missiles from the air” and “Blockade Cuba” (state 4),
        going up from eighth to fifth, sixth or seventh place in the ranking. But each time the Soviet Union
        could answer with “Escalate”. This would end with “Escalate” on (states 11, 10 and 12). For the United
        States that would be worse than staying, down from eighth to 11th, tenth or ninth place. Nor would a
        countermove help: the best would still be worse than staying, down from eighth to ninth or tenth place.
    """)
    ]


def test_a_longer_sanction_names_each_mover() -> None:
    _, point = told(cases.load("garrison"), 6, "canadian_opposition", "gmr")
    movers = re.findall(r"(?:then|that|Then) (US \w+) could (?:answer|go on)", point)
    assert movers == ["US Support", "US Opposition", "US Support"]
    assert "instead of “Build a project that satisfies the environmentalists”" in point


def tempted(count: int) -> Conflict:
    """Return a conflict in which one decision maker, fearing 'stop', has 2 ** count - 1 improvements."""
    wants = tuple((f"o{k}", float(2**k)) for k in range(count))
    fears = Preferences(statements=((Statement(holds="not stop"),),), weights=wants)
    options = tuple(Option(id=f"o{k}") for k in range(count))
    first = DecisionMaker(id="a", options=options, preferences=fears)
    stops = Preferences(statements=((Statement(holds="stop"),),))
    return Conflict(
        title="Many",
        decision_makers=(first, DecisionMaker(id="b", options=(Option(id="stop"),), preferences=stops)),
    )


def test_of_many_ways_only_some_are_told() -> None:
    [explanation] = explain(tempted(5), "nothing", "a", "seq").explanations
    _, point = paragraphs(explanation)
    assert point.count("by choosing") == 4
    assert "or in 27 other ways, raising the weight of what is wanted from 0 to 1 or more." in point
    assert "This would end with “stop” on (state 64 and 30 others)." in point
    _, every = paragraphs(explanation, None)
    assert every.count("by choosing") == 31
    assert "other ways" not in every


def test_of_many_kinds_only_some_are_told_but_all_can_be() -> None:
    eight = range(8)
    text = f"""
title: Kinds
decision_makers:
  a:
    options: [{", ".join(f"o{k}" for k in eight)}]
    preferences: [{", ".join(f"not s{k}" for k in eight)}, {" or ".join(f"o{k}" for k in eight)}]
  b:
    options: [{", ".join(f"s{k}" for k in eight)}]
    preferences: [{", ".join(f"s{k} iff o{k}" for k in eight)}]
feasible: ["at most one of ({", ".join(f"o{k}" for k in eight)})"]
"""
    account = explain(read_yaml(text, "kinds.yaml"), "nothing", "a", "seq")
    [[_, *points]], [[_, *every]] = account.parts(), account.parts(None)
    assert len(points) == SHOWN + 1
    assert points[-1] == "Two further improvements would be punished as well."
    assert len(every) == 8
    assert len(account.to_dict()["explanations"][0]["answers"]) == 8


EITHER = """
title: Either
decision_makers:
  a: {options: {one: One, two: Two}, preferences: [not hit, two and not one]}
  b: {options: {hit: Hit}, preferences: [hit if two]}
feasible: ["exactly one of (one, two)"]
"""


def test_what_has_to_be_off_because_of_what_is_on_is_not_said() -> None:
    _, point = told(read_yaml(EITHER, "either.yaml"), "one", "a", "seq")
    assert "A could gain by choosing “Two” instead of “One” (state 2), " in point
    assert "This would end with “Two” and “Hit” on (state 4)." in point
    loose = read_yaml(EITHER.replace("exactly", "at least"), "loose.yaml")
    _, point = told(loose, "one", "a", "seq")
    assert "A could gain by choosing “Two” and dropping “One” (state 2), " in point
    assert "This would end with “Two” and “Hit” on, and “One” off (state 5)." in point


def test_a_return_to_the_start_is_said_to_be_one() -> None:
    text = """
title: Round
states: {a: Alpha, b: Beta}
decision_makers:
  x: {moves: {a: [b]}, preferences: {ranking: [b, a]}}
  y: {moves: {b: [a]}, preferences: {ranking: [a, b]}}
"""
    _, point = told(read_yaml(text, "round.yaml"), "Alpha", "x", "seq")
    assert point == one_line("""
        X could gain by moving to Beta (state 2), going up from second to first place in the ranking. But then y
        would answer by moving to Alpha (state 1), going up from second to first place in the ranking. This
        would lead back to where it began, and nothing would be gained.
    """)
