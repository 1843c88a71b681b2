"""Signs: what comes first, and where the worlds settle then, against every world written out."""

from __future__ import annotations

from collections import defaultdict

import pytest

import countermove as cm
from countermove import Conflict, cases, evolve
from countermove.io.yaml.reading import read_yaml
from countermove.report.brief.lines import brief_lines
from countermove.simulation.draws import space
from countermove.simulation.first_moves import FirstMoves
from countermove.simulation.one_pass import plans_by, worlds_by
from long_runs import few_at_once
from uncertain_conflicts import draw_uncertain

Moves = dict[tuple[int, int], tuple[float, dict[int, float]]]


def written_out(conflict: Conflict, concept: str) -> Moves:
    """Return the weight of each first move and where worlds settle then, by evolving every world from its target."""
    weight: dict[tuple[int, int], float] = defaultdict(float)
    settles: dict[tuple[int, int], dict[int, float]] = defaultdict(lambda: defaultdict(float))
    every = space(conflict)
    for world in every.worlds(every.numbered(0, every.count)):
        try:
            made = world.conflict
        except cm.InvalidConflict:
            continue
        if made.status_quo is None:
            continue
        chain = evolve(made, concept).chain
        start = made.states[int(chain.states[0])].decimal
        for k in range(int((chain.origin == 0).sum())):
            there = made.states[int(chain.states[chain.end[k]])]
            share = world.probability * float(chain.chance[k])
            weight[start, there.decimal] += share
            for end in evolve(made.with_(status_quo=there.on), concept).ends:
                if end.settles:
                    decimal = made.states[end.states[0] - 1].decimal
                    settles[start, there.decimal][decimal] += share * end.probability
    return {move: (total, dict(settles[move])) for move, total in weight.items()}


def found(conflict: Conflict, concept: str) -> Moves:
    first = FirstMoves()
    worlds_by(plans_by(conflict, [concept], 1_000, 1), first=first)
    moves: Moves = {}
    for move, some in first.found.items():
        settles: dict[int, float] = defaultdict(float)
        for each in some:
            for key, share in zip(each.ends.tolist(), each.settles.tolist(), strict=True):
                settles[key] += share
        moves[move] = (sum(each.weight for each in some), dict(settles))
    return moves


@pytest.mark.parametrize("seed", few_at_once(range(40), 10))
def test_first_moves_are_those_of_all_worlds_written_out(seed: int) -> None:
    conflict, concept = draw_uncertain(seed), ("seq", "nash", "smr")[seed % 3]
    if space(conflict).count > 32:
        return
    expected, moves = written_out(conflict, concept), found(conflict, concept)
    assert moves.keys() == expected.keys()
    for move, (weight, settles) in expected.items():
        assert moves[move][0] == pytest.approx(weight)
        assert {k: v for k, v in moves[move][1].items() if v > 1e-12} == pytest.approx(settles)


# x comes first half the time and brings peace; y brings war
RACE = """
title: Race
status_quo: []
decision_makers:
  x: {options: {talk: Talk}, preferences: [talk]}
  y: {options: {fight: Fight}, preferences: [{holds: fight, confidence: 0.8}]}
feasible: [not (talk and fight)]
irreversible: {talk: on, fight: on}
define: {peace: talk, war: fight}
ends: [peace, war]
"""


def test_the_first_move_tells_peace_from_war() -> None:
    judged = cm.brief(read_yaml(RACE, "race"))
    by_option = {each.options: each for each in judged.signs}
    war = by_option["fight",]
    assert (war.dm, war.on, judged.ends[war.end].id) == ("y", True, "war")
    assert war.probability == pytest.approx(0.4)
    assert [war.share, war.before] == pytest.approx([1.0, 0.4])
    peace = by_option["talk",]
    assert [peace.probability, peace.share, peace.before] == pytest.approx([0.6, 1.0, 0.6])
    assert "First signs: “Fight” by y (B 100 %); “Talk” by x (A 100 %)." in brief_lines(judged, "race")
    assert judged.to_dict()["signs"][0]["end"] in {"A", "B"}


def test_without_doubt_a_sign_is_what_would_end_it_elsewhere() -> None:
    judged = cm.brief(cases.load("elmira"))
    [sign] = judged.signs
    assert (sign.dm, sign.options, sign.on, sign.probability) == ("ministry", ("modify",), True, None)
    assert judged.letter(sign.end) == "C"
    assert judged.unreached[0].id == "settlement"


def test_what_is_seldom_or_tells_nothing_is_no_sign() -> None:
    quiet = cm.brief(read_yaml(RACE.replace("0.8", "0.02"), "race"))
    assert quiet.signs == ()


def test_signs_change_no_number_of_the_judgement() -> None:
    conflict = cases.load("kazakhstan-2022")
    judged = cm.brief(conflict, count=100)
    assert judged.signs
    assert all(each.share - each.before >= 0.1 and (each.probability or 0) >= 0.03 for each in judged.signs)
    plans = plans_by(judged.conflict, ["seq"], 100, 1)
    assert worlds_by(plans)["seq"].totals.equals(judged.worlds.totals)
