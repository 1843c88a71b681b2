"""Coalitions against the oracle, the literature and the first case; and the command that tells of them."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest

import coalition_oracle as slow
from as_conflict import graph_conflict, option_conflict
from command_line import refused, run
from countermove import (
    Conflict,
    DecisionMaker,
    Option,
    Preferences,
    Rule,
    Statement,
    TooLarge,
    UnknownName,
    cases,
    coalitions,
)
from countermove.analysis.coalitions.agreements import Agreement, agreements, joint_flips
from countermove.analysis.coalitions.result import Coalitions
from countermove.analysis.coalitions.stability import stable_for
from countermove.analysis.coalitions.steps import Steps, steps, unpacked
from countermove.analysis.moves import leaving
from countermove.errors import NotACoalition
from countermove.model.variation import vary
from countermove.report.coalitions import ranked_jumps
from countermove.report.notebook import html
from long_runs import in_two
from oracle import GraphModel, coalesce, responses, stable
from random_conflicts import draw_graph_model, draw_interleaved_form, draw_option_form
from test_agreement import coalesced_form

IN_A_TEST = 140
LARGE = ("kazakhstan-2022-two-fronts",)
DMS = {"MoE": "ministry", "UR": "uniroyal", "LG": "local_government"}


def drawn(kind: str, seed: int) -> tuple[GraphModel, Conflict]:
    rng = random.Random(f"coalitions {kind} {seed}")
    if kind == "graph":
        model = draw_graph_model(rng)
        return model, graph_conflict(model)
    form = draw_option_form(rng) if kind == "options" else draw_interleaved_form(rng)
    return form.graph(), option_conflict(form)


# -- the definitions -------------------------------------------------------------------------------


@pytest.mark.thorough
@pytest.mark.parametrize("kind", ["options", "interleaved", "graph"])
def test_agrees_with_the_oracle(kind: str) -> None:
    for seed in range(IN_A_TEST):
        model, conflict = drawn(kind, seed)
        assert disagreements(model, steps(conflict)) == [], f"seed {seed}"


@pytest.mark.thorough
def test_agrees_where_states_are_coalesced() -> None:
    compared = 0
    for seed in range(250):
        form, entry, one = coalesced_form(random.Random(f"coalesced {seed}"))
        if len(one) > 1:
            model = coalesce(form, [one])
            assert disagreements(model, steps(option_conflict(form, (entry,)))) == [], f"seed {seed}"
            compared += 1
    assert compared > 80


def disagreements(model: GraphModel, found: Steps) -> list[tuple[str, tuple[int, ...]]]:
    states = np.array(sorted(model.states))
    wrong = []
    for members in slow.coalitions(range(len(model.rank))):
        reached = {
            tuple(states[[*pair]].tolist()) for pair in np.argwhere(unpacked(found.reached(members), len(states)))
        }
        if reached != {(s, t) for s in model.states for t in slow.moves(model, members, s)}:
            wrong.append(("moves", members))
        better = {tuple(states[pair].tolist()) for pair in found.improvements(members)}
        if better != {(s, t) for s in model.states for t in slow.improvements(model, members, s)}:
            wrong.append(("improvements", members))
        stays = {concept: {*states[stable_for(found, members, concept)].tolist()} for concept in slow.CONCEPTS}
        wrong += [(each, members) for each in stays if stays[each] != slow.stable(model, each, members)]
    return wrong


@pytest.mark.thorough
def test_what_follows_from_what() -> None:
    """Inclusions, coalitions of one, and the coalition of all, for which the four concepts are one."""
    for seed in range(150):
        model, _ = drawn("options" if seed % 2 else "graph", seed)
        everybody = tuple(range(len(model.rank)))
        for members in slow.coalitions(everybody):
            nash, gmr, smr, seq = (slow.stable(model, concept, members) for concept in slow.CONCEPTS)
            assert nash <= smr <= gmr
            assert nash <= seq <= gmr
            assert members != everybody or nash == gmr
        for dm in everybody:
            for concept in ("nash", "gmr", "smr"):
                assert slow.stable(model, concept, (dm,)) == stable(model, concept)[dm]
            assert stable(model, "seq")[dm] <= slow.stable(model, "seq", (dm,))


def test_sanctions_by_coalitions_deter_more() -> None:
    models = (drawn("options", seed)[0] for seed in range(300))
    pairs = ((m, dm) for m in models for dm in range(len(m.rank)))
    assert any(stable(model, "seq")[dm] != slow.stable(model, "seq", (dm,)) for model, dm in pairs)


# -- published answers -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "nash", "gmr", "smr", "seq"),
    [
        ("prisoners-dilemma", [], [4], [4], [4]),
        ("chicken", [2, 3], [2, 3, 4], [2, 3, 4], [2, 3]),
        ("elmira", [8, 9], [1, 4, 8, 9], [1, 4, 8, 9], [8, 9]),
    ],
)
def test_states_that_no_coalition_leaves(
    case: str, nash: list[int], gmr: list[int], smr: list[int], seq: list[int]
) -> None:
    found = coalitions(cases.load(case))
    for concept, expected in zip(found.concepts, (nash, gmr, smr, seq), strict=True):
        assert (np.flatnonzero(found.universal[concept]) + 1).tolist() == expected, concept


@pytest.mark.parametrize(("case", "expected"), [("prisoners-dilemma", (4,)), ("chicken", (2, 3, 4))])
def test_joint_improvements_of_two(case: str, expected: tuple[int, ...]) -> None:
    assert coalitions(cases.load(case)).of("a", "b").improvements_from(1) == expected


@pytest.mark.parametrize(
    ("who", "expected"),
    [("MoE UR", "2>4 5>8 6>8"), ("MoE LG", "1>5 3>7"), ("UR LG", "2>4 2>8 6>8"), ("MoE UR LG", "2>4 2>8 6>8")],
)
def test_joint_improvements_in_elmira(who: str, expected: str) -> None:
    each = coalitions(cases.load("elmira")).of(*(DMS[dm] for dm in who.split()))
    assert [f"{start}>{to}" for start, to in (each.improvements + 1).tolist()] == expected.split()


def test_the_only_jump_in_elmira() -> None:
    found = coalitions(cases.load("elmira"))
    for concept in ("nash", "seq"):
        [jump] = found.jumps(concept)
        assert (jump.coalition, jump.start, jump.to, jump.joint_only) == (("ministry", "uniroyal"), 5, 8, True)
        assert found.overturned(concept) == {5: (("ministry", "uniroyal"),)}


# -- agreements ------------------------------------------------------------------------------------


def dismissal(variation: str = "none") -> tuple[Coalitions, Agreement]:
    found = coalitions(
        cases.load("kazakhstan-2022"), of=["president, old_guard"], concepts=["nash"], variation=variation
    )
    [agreed] = found.agreements
    return found, agreed


def test_the_dismissal_is_an_agreement_kept_by_threat() -> None:
    found, agreed = dismissal()
    assert found.conflict.states[agreed.to - 1].on == ("revolt", "appeal", "oust", "accept", "press")
    assert (agreed.kept, agreed.tempted, agreed.deterred) == ("by threat", (), ("president",))


def test_what_the_dismissal_hangs_on() -> None:
    assert dismissal("none+no-kompromat")[1].kept == "not kept"
    assert dismissal("none+no-kompromat")[1].tempted == ("president",)
    assert dismissal("none+spared-anyway")[1].kept == "outright"


def swap(ranking: tuple[str, ...] = ("NY", "YN")) -> Conflict:
    wants = Preferences(statements=((Statement(holds="b1"),),))
    a = DecisionMaker(id="a", options=(Option(id="a1"),), preferences=wants)
    b = DecisionMaker(
        id="b", options=(Option(id="b1"),), preferences=Preferences(ranking=tuple((s,) for s in ranking))
    )
    return Conflict(
        title="Swap", decision_makers=(a, b), rules=(Rule(holds="exactly one of (a1, b1)"),), status_quo=("a1",)
    )


def test_all_at_once_where_no_single_step_is_feasible() -> None:
    found = coalitions(swap())
    assert found.each[0].improvements_from(1) == ()
    assert [(each.to, each.at_once, each.kept) for each in found.agreements] == [(2, True, "outright")]
    assert coalitions(swap(("YN", "NY"))).agreements == ()


@pytest.mark.parametrize("seeds", in_two(range(60), 15))
def test_joint_flips_keep_to_directions(seeds: range) -> None:
    for seed in seeds:
        form = draw_interleaved_form(random.Random(f"flips {seed}"))
        conflict, states = option_conflict(form), sorted(form.feasible)
        for members in slow.coalitions(range(form.dms)):
            for k, start in enumerate(states):
                expected = [
                    end != start and _flips(form.owner, form.direction, members, start, end) for end in states
                ]
                assert joint_flips(conflict, members, k).tolist() == expected


def _flips(owner: tuple[int, ...], way: tuple[str, ...], members: tuple[int, ...], start: int, end: int) -> bool:
    changed = [k for k in range(len(owner)) if (start ^ end) >> k & 1]
    return all(owner[k] in members and way[k] in ("both", "on" if end >> k & 1 else "off") for k in changed)


@pytest.mark.parametrize("seeds", in_two(range(80), 20))
def test_agreements_by_the_definition(seeds: range) -> None:
    compared = 0
    for seed in seeds:
        model, conflict = drawn("graph", seed)
        found, states = steps(conflict), sorted(model.states)
        for members in (each for each in slow.coalitions(range(len(model.rank))) if len(each) > 1):
            for k, start in enumerate(states):
                agreed = agreements(conflict, found, members, k)
                assert {states[each.to - 1] for each in agreed} == _agreed(model, members, start)
                assert [each.kept for each in agreed] == [
                    _kept(model, members, start, states[a.to - 1]) for a in agreed
                ]
                compared += len(agreed)
    assert compared > len(seeds) // 2


def _agreed(model: GraphModel, members: tuple[int, ...], start: int) -> set[int]:
    fewer = [each for each in slow.coalitions(members) if each != members]
    ends = slow.improvements(model, members, start)
    ends -= {end for each in fewer for end in slow.moves(model, each, start)}
    return {end for end in ends if not any(_dominates(model, members, other, end) for other in ends)}


def _dominates(model: GraphModel, members: tuple[int, ...], one: int, other: int) -> bool:
    ranks = [(model.rank[dm][one], model.rank[dm][other]) for dm in members]
    return all(a >= b for a, b in ranks) and any(a > b for a, b in ranks)


def _kept(model: GraphModel, members: tuple[int, ...], start: int, to: int) -> str:
    answered: list[bool] = []
    for dm in members:
        rank, others = model.rank[dm], [other for other in members if other != dm]
        tempting = [end for end in model.moves_from(dm, start) if rank[end] >= rank[to]]
        replies = [responses(model, others, end, improving=True) for end in tempting]
        answered += [any(rank[v] < rank[to] for v in reply) for reply in replies]
    return "outright" if not answered else "by threat" if all(answered) else "not kept"


# -- asking ----------------------------------------------------------------------------------------


def test_which_coalitions() -> None:
    elmira = cases.load("elmira")
    assert len(coalitions(elmira).each) == 4
    assert len(coalitions(elmira, up_to=2).each) == 3
    assert [each.members for each in coalitions(elmira, [["uniroyal", "ministry"]]).each] == [
        ("ministry", "uniroyal")
    ]


def test_a_variation_and_concepts() -> None:
    found = coalitions(cases.load("cuban-missile-crisis"), concepts=["seq"], variation="irreversible-strike")
    assert found.concepts == ("seq",)
    assert "air strike cannot be undone" in found.conflict.title
    with pytest.raises(UnknownName, match="'nash'"):
        found.jumps("nash")
    with pytest.raises(UnknownName, match="was not looked into"):
        coalitions(cases.load("elmira"), ["ministry, uniroyal"]).of("ministry", "local_government")


def test_shown_in_a_notebook_and_as_a_frame() -> None:
    found = coalitions(cases.load("elmira"))
    assert found.to_frame().to_numpy().tolist()[0] == ["nash", "ministry, uniroyal", 5, 8, True]
    shown = html(found)
    assert "<h4>Elmira groundwater contamination, 1989-91: what coalitions could bring about</h4>" in shown
    assert "the Ministry of the Environment and Uniroyal</td><td>Deadlock (5)</td><td>Settlement (8)</td>" in shown
    assert "What could be agreed on from the status quo: nothing." in shown
    crisis = html(coalitions(vary(cases.load("kazakhstan-2022"), "none"), of=["president, old_guard"]))
    assert "<td>by threat</td>" in crisis
    none = html(coalitions(cases.load("chicken"), concepts=["nash"]))
    assert "Equilibrium jumps that no member can make alone: none." in none


def test_too_large_before_anything_is_listed() -> None:
    dms = tuple(DecisionMaker(id=who, options=tuple(Option(id=f"{who}{k}") for k in range(5))) for who in "abcd")
    with pytest.raises(TooLarge, match=r"1,048,576 states .* seconds; 40 are the most. What would help"):
        coalitions(Conflict(title="Large", decision_makers=dms))


def test_one_decision_maker_is_no_coalition() -> None:
    alone = Conflict(title="Alone", decision_makers=(DecisionMaker(id="a", options=(Option(id="go"),)),))
    assert coalitions(alone).each == ()
    with pytest.raises(NotACoalition, match="there is nobody else"):
        coalitions(alone, ["a"])


# -- the command -----------------------------------------------------------------------------------


def told(*arguments: str) -> str:
    return run("coalitions", *arguments, columns=150).stdout


def test_the_command_tells_of_the_jump() -> None:
    said = " ".join(told("elmira").split())
    assert (
        "from Deadlock (state 5) to Settlement (state 8), both equilibria by nash, gmr, smr and seq; neither of"
        in said
    )
    assert "starts: Accept the order as it is at the time; stops: Draw out the appeal" in said


def test_the_command_says_whether_the_dismissal_is_an_agreement() -> None:
    asked = ("kazakhstan-2022", "--of", "president,old_guard")
    said = " ".join(told(*asked, "--concepts", "nash", "--variation", "none").split())
    assert "Take over the Security Council; gains: “Ask the CSTO for troops” if “Keep up the revolt”" in said
    assert "starts: Accept the removal; gains: “Take over the Security Council” if “Keep up the revolt”" in said
    assert "An agreement kept by threat: President Tokayev could do as well or better alone at first" in said
    said = told(*asked, "--variation", "none+no-kompromat")
    assert "Not an agreement that holds by itself: President Tokayev" in said


def test_the_command_as_json() -> None:
    answer = json.loads(told("elmira", "--json", "--of", "ministry,uniroyal", "--of", "uniroyal, local_government"))
    assert [each["members"] for each in answer["coalitions"]] == [
        ["ministry", "uniroyal"],
        ["uniroyal", "local_government"],
    ]
    assert answer["jumps"]["nash"] == [
        {"coalition": ["ministry", "uniroyal"], "from": 5, "to": 8, "joint_only": True}
    ]
    assert answer["overturned"]["seq"] == [{"state": 5, "by": [["ministry", "uniroyal"]]}]
    assert told("elmira", "--json") == told("elmira", "--json")


@pytest.mark.thorough
@pytest.mark.parametrize("case", [name for name in cases.names() if name not in LARGE])
def test_the_command_answers_for_every_case(case: str) -> None:
    assert "What survives" in told(case, "--up-to", "2")


@pytest.mark.parametrize("case", LARGE)
def test_a_case_with_too_many_states_is_refused_with_an_estimate(case: str) -> None:
    said = refused("coalitions", case)
    assert "43,008 states" in said
    assert "What would help" in " ".join(said.split())


def test_the_command_for_a_graph_and_for_one_decision_maker(tmp_path: Path) -> None:
    file = tmp_path / "round.yaml"
    file.write_text(
        "title: Round\nstatus_quo: [a]\nstates: {a: Alpha, b: Beta, c: Gamma}\ndecision_makers:\n"
        "  x: {moves: {a: [b]}, preferences: {ranking: [c, a, b]}}\n"
        "  y: {moves: {b: [c]}, preferences: {ranking: [c, a, b]}}\n",
        encoding="utf-8",
    )
    said = told(str(file))
    assert "x and y: from state 1 to state 3" in said
    assert "x  moves; ranks this higher" in said
    file.write_text("title: Alone\ndecision_makers: {a: {options: [go]}}\n", encoding="utf-8")
    assert "There is one decision maker only, and so no coalition." in told(str(file))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--of", "ministri,uniroyal"), "no decision maker 'ministri'; did you mean 'ministry'?"),
        (("--of", "ministry"), "'ministry' alone is no coalition: it has two members or more"),
        (
            ("--of", "ministry,uniroyal,ministry"),
            "'ministry' is in the coalition 'ministry, uniroyal, ministry' more",
        ),
        (("--of", ""), "a coalition has two members or more, with commas between them"),
        (("--up-to", "1"), "a coalition has two members or more; up to 1 there is none"),
        (("--up-to", "2", "--of", "ministry,uniroyal"), "not both"),
        (("--concepts", "sseq"), "for coalitions there is no concept 'sseq'; did you mean 'seq'?"),
        (("--concepts", ""), "for coalitions there are: nash, gmr, smr, seq"),
        (("--variation", "nine"), "has no variation 'nine'"),
    ],
)
def test_a_call_that_is_wrong(arguments: tuple[str, ...], said: str) -> None:
    assert said in refused("coalitions", "elmira", *arguments)


def test_every_coalition_that_is_wrong_is_complained_of_at_once() -> None:
    said = refused(
        "coalitions", "elmira", "--of", "ministry", "--of", "ministri,uniroyl", "--concepts", "sseq"
    ).splitlines()
    assert [line.split(";")[0].split(":")[0] for line in said] == [
        "for coalitions there is no concept 'sseq'",
        "'ministry' alone is no coalition",
        "'Elmira groundwater contamination, 1989-91' has no decision maker 'ministri'",
        "'Elmira groundwater contamination, 1989-91' has no decision maker 'uniroyl'",
    ]


def test_one_text_is_one_coalition_and_one_concept() -> None:
    found = coalitions(cases.load("elmira"), of="ministry, uniroyal", concepts="nash")
    assert [each.members for each in found.each] == [("ministry", "uniroyal")]
    assert found.concepts == ("nash",)


@pytest.mark.thorough
@pytest.mark.parametrize("case", [name for name in cases.names() if name not in LARGE])
def test_a_jump_that_is_shown_is_beyond_each_member(case: str) -> None:
    conflict = cases.load(case)
    for (who, start, to), _ in ranked_jumps(coalitions(conflict)):
        for each in who:
            i = conflict.position(each)
            assert conflict.ranks[i, to - 1] > conflict.ranks[i, start - 1]
            assert to - 1 not in leaving(conflict)(i, start - 1)


def test_a_move_that_one_member_could_make_is_no_jump() -> None:
    said = told("elmira", "--concepts", "gmr")
    assert "from Deadlock (state 5) to Settlement (state 8)" in said
    assert "(state 1) to Deadlock" not in said
    assert "Left out: 1 move between equilibria that a member could make alone" in said
