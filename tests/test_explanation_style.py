"""The style of explanations in the packaged cases: known mistakes do not come back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from countermove import Conflict, DecisionMaker, cases, explain, solve
from countermove.report.explanation import paragraphs
from countermove.report.words import listed

pytestmark = pytest.mark.thorough

DOUBLED = re.compile(r"\b(\w+) \1\b", re.IGNORECASE)
CAPITAL_WITHIN = re.compile(r"[a-z,] (?:The|An?) [a-zA-Z]")
SHORT = ("cuban-missile-crisis", "elmira", "garrison", "kazakhstan-2022-coup", "kazakhstan-2022-mixture")


@cache
def read(name: str) -> tuple[str, ...]:
    """Return all that is told of the equilibria of a case."""
    return tuple(dict.fromkeys(_read(cases.load(name))))


def _read(conflict: Conflict) -> Iterator[str]:
    found = solve(conflict)
    for concept in found.concepts:
        for state in found.equilibria(concept):
            for part in explain(conflict, state.number, concept=concept).parts():
                yield from part


@pytest.mark.parametrize("name", SHORT)
def test_nothing_to_stumble_over(name: str) -> None:
    for said in read(name):
        plain = re.sub(r"“[^”]*”", "“”", said)
        assert not DOUBLED.search(plain.replace("“”", "")), said
        assert not CAPITAL_WITHIN.search(plain), said
        assert " to stay" not in plain, said
        assert "there is would" not in said


@pytest.mark.parametrize("name", SHORT)
def test_what_is_started_and_stopped_is_set_apart(name: str) -> None:
    """'Choosing a and b and dropping c' is read on too long; 'choosing a and dropping c' is not."""
    for said in read(name):
        assert not re.search(r"” and “[^”]*” and dropping", said), said


def test_a_name_with_an_and_of_its_own_is_set_apart() -> None:
    said = read("kazakhstan-2022-mixture")
    assert any(each.startswith("The street, and Nazarbayev and his circle would stay: neither of") for each in said)
    assert listed(["“Ask” on", "“Beg” and “Come” off"]) == "“Ask” on, and “Beg” and “Come” off"


def test_somebody_new_is_known_from_the_first_sentence_on() -> None:
    said = read("kazakhstan-2022-mixture")
    assert any(each.startswith("The faction in the security services could gain") for each in said)
    assert not any(re.search(r"\ba faction", each, re.IGNORECASE) for each in said)


def test_where_only_some_ends_leave_a_countermove_none_is_named() -> None:
    """From state 40 the president could still appeal; from 48, where he has appealed, he cannot move at all."""
    mixture = cases.load("kazakhstan-2022-mixture")
    [told] = explain(mixture, 34, "president", "smr").explanations
    sanctions = [answer.sanction for answer in told.answers]
    replies = [sanction.reply for sanction in sanctions if sanction]
    assert [reply is None for reply in replies] == [False, True]
    _, point = paragraphs(told)
    assert point.endswith("Nor would a countermove help: the best, where there is one, would not make up for that.")


def test_a_second_paragraph_goes_on_from_the_first() -> None:
    """State 3: nobody but the street punishes pressing alone, and nobody but loyalists pressing with a force."""
    [told] = explain(cases.load("kazakhstan-2022"), 3, "russia", "gmr").explanations
    _, first, second = paragraphs(told)
    assert first.startswith("Russia could gain by ")
    assert second.startswith("Russia could also gain by ")


def test_whoever_improves_at_the_same_time_spoils_it() -> None:
    [told, _] = explain(cases.load("chicken"), 4, concept="sim").explanations
    verdict, point = paragraphs(told)
    assert verdict.endswith("tempted by one improvement: B, improving at the same time, would spoil it.")
    assert "Together these moves would end with “Swerve before B” and “Swerve before A” off" in point


@pytest.mark.parametrize(
    ("name", "called"), [("The United Nations", "the United Nations"), ("A court", "the court"), ("A", "A")]
)
def test_articles_within_a_sentence(name: str, called: str) -> None:
    dms = (DecisionMaker(id="x", name="Xanthe"), DecisionMaker(id="y", name=name))
    account = explain(Conflict(title="t", decision_makers=dms), "nothing")
    assert str(account).endswith(
        f"Xanthe and {called} would stay: neither of them has anything to gain by moving alone."
    )
