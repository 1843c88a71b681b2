"""Answers: contradictions asked again, undone, kept in a document, by several respondents, and what is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import permutations

import pytest

import countermove as cm
from countermove.analysis.elicitation.question import PairAnswer, PairQuestion, Reply
from countermove.errors import Contradiction, InvalidRequest
from scripted import ranked

GARRISON = cm.cases.load("garrison")

CIRCLE = cm.Conflict(
    "Circle",
    [cm.DecisionMaker("a"), cm.DecisionMaker("b")],
    graph=cm.Graph(states=[(id_, "") for id_ in "wxyz"], moves=[("a", *each) for each in permutations("wxyz", 2)]),
)
"""Four states, between which one decision maker can move at will: which of them is best?"""


def said(first: int, second: int, reply: Reply, by: str = "") -> PairAnswer:
    return PairAnswer(PairQuestion("us_support", "situations", first, second), reply, by)


def begun(*answers: PairAnswer, goal: object = (2, 3)) -> cm.Elicitation:
    return cm.elicitation(GARRISON, dms=["us_support"], goal=goal).with_answers(answers)


def test_intransitive_answers_are_a_contradiction_that_carries_the_cycle() -> None:
    answers = said(4, 3, "first"), said(3, 2, "first"), said(2, 4, "first")
    with pytest.raises(Contradiction, match="4 is preferred to 3; 3 is preferred to 2; 2 is preferred to 4") as fault:
        begun(*answers)
    assert fault.value.cycle == answers


class Respondent:
    """Prefers states in an order, and says the opposite of one pair: once, or whenever it is asked."""

    def __init__(self, *order: int, wrong: set[int], insists: bool = False) -> None:
        self.right, self.wrong, self.insists = ranked(*order), wrong, insists
        self.cycles: list[tuple[PairQuestion, ...]] = []
        self.count = 0

    def __call__(self, question: PairQuestion) -> Reply:
        self.count += 1
        if question.cycle:
            self.cycles.append(tuple(each.question for each in question.cycle))
        reply = self.right(question)
        if {question.first, question.second} == self.wrong and (self.insists or not question.cycle):
            return "second" if reply == "first" else "first"
        return reply


def asked_with_a_control(ask: Respondent) -> cm.Elicitation:
    return cm.elicit(CIRCLE, ask, dms=["a"], goal=["w", "x", "y", "z"], concept="nash", controls=1)


def test_an_answer_of_a_cycle_is_asked_again_with_the_cycle_shown() -> None:
    """From 2 above 1 and 1 above 4 follows 2 above 4, which is asked to check them, and contradicted."""
    ask = Respondent(2, 1, 3, 4, wrong={2, 4})
    found = asked_with_a_control(ask)
    [cycle] = ask.cycles
    assert [{each.first, each.second} for each in cycle] == [{1, 2}, {1, 4}, {2, 4}]
    assert [found.holds(goal) for goal in found.goals] == ["no", "surely", "no", "no"]
    assert all(each.reply == ask.right(each.question) for each in found.answers)


def test_an_earlier_answer_of_a_cycle_can_be_taken_back() -> None:
    """It said that 4 is above 1; the check says otherwise, it stays with that, and takes back the other."""
    ask = Respondent(1, 2, 3, 4, wrong={1, 4})
    found = asked_with_a_control(ask)
    assert ask.cycles
    assert [found.holds(goal) for goal in found.goals] == ["surely", "no", "no", "no"]
    assert all(each.reply == ask.right(each.question) for each in found.answers)


def test_who_insists_on_a_cycle_is_not_asked_for_ever() -> None:
    """Every answer is repeated; the one that closed the cycle then counts as if nobody knew."""
    ask = Respondent(2, 1, 3, 4, wrong={2, 4}, insists=True)
    found = asked_with_a_control(ask)
    assert found.answers[-1].reply == "unknown"
    assert found.answers[-1].question.pair[1] == {2, 4}
    assert ask.count == len(found.answers) + 3
    assert [found.holds(goal) for goal in found.goals] == ["no", "surely", "no", "no"]


def test_undone_is_what_it_was_before() -> None:
    asked = begun(goal=[2, 3, 11])
    while asked.question is not None:
        more = asked.answered("first")
        back = more.undone()
        assert (back.answers, back.question, back.verdicts) == (asked.answers, asked.question, asked.verdicts)
        asked = more
    with pytest.raises(InvalidRequest, match="nothing to undo"):
        begun().undone()
    with pytest.raises(InvalidRequest, match="nothing to answer"):
        asked.answered("first")


@pytest.mark.parametrize("about", ["situations", "wishes"])
def test_a_document_resumes_where_it_was_left(about: str) -> None:
    conflict = cm.cases.load("kazakhstan-2022")
    asked = cm.elicitation(conflict, dms=["president"], about=about, goal=[311, 351])
    for k in range(2):
        asked = asked.answered("second", by="Ann", on=f"2022-01-0{k + 1}") if asked.question else asked
    document = asked.to_json()
    again = cm.resume(conflict, document)
    assert again.to_json() == document
    assert (again.question, again.verdicts, again.answers) == (asked.question, asked.verdicts, asked.answers)


def test_a_document_of_a_changed_conflict_is_refused() -> None:
    document = begun(said(4, 3, "first")).to_json()
    other = replace(GARRISON.decision_makers[1], preferences=cm.Preferences(ranking=["---------"]))
    changed = GARRISON.with_(decision_makers=(GARRISON.decision_makers[0], other, *GARRISON.decision_makers[2:]))
    with pytest.raises(InvalidRequest, match="begin anew"):
        cm.resume(changed, document)
    same = replace(GARRISON.decision_makers[0], preferences=cm.Preferences(ranking=["---------"]))
    own = GARRISON.with_(decision_makers=(same, *GARRISON.decision_makers[1:]))
    assert cm.resume(own, document).answers


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"about": "weather"}, "'situations' or 'wishes'"),
        ({"answers": [{"dm": "us_support"}]}, "an answer has 'dm', 'first', 'second' and 'reply'"),
        ({"answers": [{"dm": "us_support", "first": 1, "second": 1, "reply": "same"}]}, "compared with itself"),
        (
            {"answers": [{"dm": "us_support", "first": 1, "second": "x", "reply": "same"}]},
            "a state number is expected",
        ),
        ({"answers": [{"dm": "us_support", "first": 1, "second": 2, "reply": "yes"}]}, "no reply"),
        ({"answers": [{"dm": "us_support", "first": 1.5, "second": 2, "reply": "same"}]}, "not 1.5"),
        ({"goals": "all"}, "'goals' is missing, or of another kind"),
        ({"goals": [99]}, "there is no state number 99"),
    ],
)
def test_a_spoilt_document_is_refused(change: dict[str, object], message: str) -> None:
    document = json.dumps(json.loads(begun().to_json()) | change)
    with pytest.raises(cm.CountermoveError, match=message):
        cm.resume(GARRISON, document)
    with pytest.raises(InvalidRequest, match="no document of an elicitation"):
        cm.resume(GARRISON, document[:-1])


def test_respondents_who_differ() -> None:
    ann = begun(said(4, 3, "first", "Ann"), said(1, 2, "same", "Ann"))
    bob = begun(said(3, 4, "first", "Bob"), said(2, 1, "same", "Bob"))
    [pair] = cm.disagreements([ann, bob])
    assert (pair.dm, pair.first, pair.second, pair.says) == (
        "us_support",
        4,
        3,
        (("Ann", "first"), ("Bob", "second")),
    )
    assert cm.disagreements([ann, ann]) == ()


def test_what_follows_from_answers_can_differ_too() -> None:
    ann = begun(said(1, 3, "first"), said(3, 4, "first"))
    bob = begun(said(4, 1, "first"))
    assert [(each.first, each.second) for each in cm.disagreements([ann, bob])] == [(4, 1)]


def test_respondents_are_rival_codings_by_their_share() -> None:
    asked = cm.elicitation(GARRISON, dms=["us_support"], goal=3)
    one, other = asked.answered("first", by="Ann"), asked.answered("second", by="Bob")
    told = cm.rival_codings([one, other, other])
    [variation] = told.variations
    assert (variation.name, round(variation.weight or 0, 3)) == ("as Bob says", 0.667)
    assert not cm.solve(told, ["seq"]).where("seq")[2]
    assert cm.solve(told, ["seq"], variation=variation.id).where("seq")[2]
    held = cm.worlds(told.with_(status_quo=["full", "legal", "favours_full"]), concept="seq", count=300, workers=1)
    assert held.plan.space.count == 2
    with pytest.raises(InvalidRequest, match="nobody answered"):
        cm.rival_codings([])


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({}, "everybody in 'Garrison Diversion Unit' has preferences in the file"),
        ({"dms": ["usa"]}, "has no decision maker 'usa'"),
        ({"dms": []}, "nobody is named"),
        ({"about": "wishes"}, "nobody in 'Garrison Diversion Unit' has two statements"),
        ({"about": "weather"}, "'about' is 'situations' or 'wishes'"),
        ({"dms": ["us_support"], "goal": 99}, "there is no state number 99"),
        ({"dms": ["us_support"], "goal": "full and reduced"}, "holds in no state"),
        ({"dms": ["us_support"], "concept": "seqq"}, "unknown concept 'seqq'"),
        ({"dms": ["us_support"], "goal": []}, "no state is named"),
        (
            {"dms": ["us_support"], "about": "wishes"},
            "without two statements there is nothing to compare: us_support",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(asked: dict[str, object], message: str) -> None:
    with pytest.raises(cm.CountermoveError, match=message):
        cm.elicitation(GARRISON, **asked)  # type: ignore[arg-type]


def test_goals_are_the_ends_of_the_judgement() -> None:
    conflict = cm.cases.load("elmira")
    ends = {end.decimals[0] for end in cm.brief(conflict).ends if end.chance.share.value}
    asked = cm.elicitation(conflict, dms=["ministry"])
    assert {asked.view.states[goal - 1].decimal for goal in asked.goals} == ends


def test_who_has_no_preferences_in_the_file_is_asked_about_by_default() -> None:
    silent = replace(GARRISON.decision_makers[0], preferences=cm.Preferences())
    conflict = GARRISON.with_(decision_makers=(silent, *GARRISON.decision_makers[1:]))
    asked = cm.elicitation(conflict)
    assert [*asked.incomplete] == ["us_support"]
    assert "put aside" not in " ".join(asked.remarks)
    assert "is put aside" in " ".join(begun().remarks)


def test_sim_is_not_asked_of_graphs_nor_anything_of_too_many_states() -> None:
    with pytest.raises(InvalidRequest, match="sim is defined by options"):
        cm.elicitation(CIRCLE, dms=["a"], goal="w", concept="sim")
    many = cm.Conflict("Many", [cm.DecisionMaker("a", options=[f"o{k}" for k in range(12)])])
    with pytest.raises(cm.TooLarge, match="4,096 states; questions about pairs are asked of 2,048 at most"):
        cm.elicitation(many, goal=1)
