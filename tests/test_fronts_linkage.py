"""Linkage of fronts: equilibria on each front against the joint ones, and the command `fronts`."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import countermove as cm
from command_line import refused, run
from countermove import (
    Conflict,
    DecisionMaker,
    InvalidConflict,
    Option,
    Preferences,
    Rule,
    Statement,
    TooLarge,
    UnknownName,
    cases,
)
from countermove.analysis.fronts.result import Fronts
from countermove.model.conflict import Front, Joint
from countermove.model.fronts import local_masks
from countermove.model.joining import join
from countermove.model.records import Shared
from countermove.report.fronts import fall_sentences, linkage_sentences
from countermove.report.notebook import html
from random_joint import drawn_clause, drawn_joint
from test_fronts_compose import dilemma_and_chicken

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")


def crossed(seed: int) -> Conflict | None:
    """Draw a conflict of several fronts with a rule or a wish across them, if it leaves any state."""
    rng = random.Random(f"crossed {seed}")
    joint = drawn_joint(rng, most=6)
    names = [f"{front.id}.{rng.choice(front.conflict.options)}" for front in joint.fronts]
    text = drawn_clause(rng, names)
    if rng.random() < 0.4:
        wish = Preferences(statements=((Statement(holds=text),), *((Statement(holds=name),) for name in names)))
        return join(replace(joint, shared=tuple(_wishing(each, wish) for each in joint.shared)), title="crossed")
    try:
        return join(replace(joint, rules=(Rule(holds=text),)), title="crossed")
    except InvalidConflict:
        return None


def _wishing(shared: Shared, wish: Preferences) -> Shared:
    return replace(shared, order=(), weights=(), preferences=wish)


def local_equilibria(found: Fronts, concept: str) -> dict[str, set[int]]:
    """Return the masks of the equilibria of each front alone."""
    return {front: {state.decimal for state in each.equilibria(concept)} for front, each in found.alone.items()}


@pytest.mark.thorough
def test_joint_and_local_equilibria_are_compared_as_sets() -> None:
    compared = fell = 0
    for seed in range(120):
        conflict = crossed(seed)
        if conflict is None:
            continue
        found = cm.fronts(conflict)
        for concept in CONCEPTS:
            local = local_equilibria(found, concept)
            parts = {front: local_masks(conflict, front, conflict.states.masks).tolist() for front in local}
            held = found.compared(concept).whole.where(concept)
            made = np.array(
                [all(parts[f][k] in masks for f, masks in local.items()) for k in range(len(held))], np.bool_
            )
            assert found.linked(concept).lowest == (held & ~made).sum()
            assert found.broken(concept).lowest == (made & ~held).sum()
            lost = {
                (front, mask)
                for front, masks in local.items()
                for mask in masks - {parts[front][k] for k in np.flatnonzero(held)}
            }
            alone = {front: each.conflict.states.masks for front, each in found.alone.items()}
            assert {(front, int(alone[front][number - 1])) for front, number in found.fallen(concept)} == lost
            compared, fell = compared + 1, fell + len(lost)
    assert compared > 300
    assert fell > 50


@pytest.mark.thorough
def test_every_reason_can_be_told_and_is_true() -> None:
    kinds = dict.fromkeys(("impossible", "no gain", "deterred", "fallen by a rule", "fallen by leaving"), 0)
    for seed in range(150):
        conflict = crossed(seed)
        found = None if conflict is None else cm.fronts(conflict)
        for concept in CONCEPTS if found else ():
            assert found is not None
            for each in found.linkage(concept, 2):
                assert len(linkage_sentences(found, each)) >= 2 * len(each.restraints) > 0
                for kept in each.restraints:
                    assert not kept.leaving.stable
                    assert kept.kind != "not found"
                    assert kept.answer is None or kept.answer.move.to == kept.to
                    kinds[kept.kind] += 1
            for front, number in found.fallen(concept)[:2]:
                why = found.why_fallen(concept, front, number)
                assert why.leaving is None or not why.leaving.stable
                assert all(fall_sentences(found, why))
                kinds["fallen by a rule" if why.leaving is None else "fallen by leaving"] += 1
    assert min(kinds.values()) > 3, kinds


def test_what_makes_the_threat_credible_in_the_worked_example() -> None:
    """Theory 6.4: both swerve only because driving would be part of a move that gains in the dilemma."""
    found = cm.fronts(dilemma_and_chicken(order=("pd", "ch")), ["seq"])
    [each] = found.linkage("seq")
    names = [
        solution.conflict.states.pattern(k - 1) for solution, k in zip(found.alone.values(), each.parts, strict=True)
    ]
    assert names == ["YY", "YY"]
    kept = {one.leaving.dm: one for one in each.restraints}["ch.b"]
    assert (kept.front, kept.kind) == ("ch", "deterred")
    assert kept.answer is not None
    assert kept.answer.sanction is not None
    assert [(step.starts, step.stops) for step in kept.answer.sanction.moves] == [
        ((), ("pd.a.cooperate", "ch.a.swerve"))
    ]
    assert [(step.mover, step.without, step.gaining) for step in kept.cross_front_steps] == [("c", ("ch",), ("pd",))]
    assert "In ch alone that step would gain A nothing; it is worth it for what it gains in pd." in linkage_sentences(
        found, each
    )
    assert found.count("seq").lowest == 5


def going(*rules: Rule) -> Conflict:
    """One decision maker that would go on both of two fronts, the first one first, if it were not for a rule."""
    dm = DecisionMaker(
        id="c", options=(Option(id="go"),), preferences=Preferences(statements=((Statement(holds="go"),),))
    )
    fronts = tuple(Front(id=id_, conflict=Conflict(title=id_, decision_makers=(dm,))) for id_ in ("one", "two"))
    shared = Shared(id="c", there=(("one", "c"), ("two", "c")), order=("one", "two"))
    return join(Joint(fronts=fronts, shared=(shared,), rules=rules), title="Going")


def test_a_front_falls_because_the_other_is_more_important() -> None:
    found = cm.fronts(going(Rule(holds="not (one.go and two.go)")), ["nash"])
    assert found.fallen("nash") == [("two", 2)]
    why = found.why_fallen("nash", "two", 2)
    assert why.leaving is not None
    assert why.leaving.free is not None
    assert (why.leaving.free.move.starts, why.leaving.free.move.stops) == (("one.go",), ("two.go",))
    [each] = found.linkage("nash")
    [kept] = each.restraints
    assert (kept.front, kept.kind) == ("two", "impossible")
    assert [rule.holds for rule in kept.rules] == ["not (one.go and two.go)"]


def test_a_front_falls_because_a_rule_leaves_it_no_place() -> None:
    rules = (Rule(holds="one.go implies not two.go"), Rule(holds="two.go implies one.go"))
    found = cm.fronts(going(*rules), ["nash"])
    assert found.fallen("nash") == [("two", 2)]
    why = found.why_fallen("nash", "two", 2)
    assert why.leaving is None
    assert [rule.holds for rule in why.rules] == [rule.holds for rule in rules]


def test_a_conflict_without_fronts_is_refused() -> None:
    with pytest.raises(InvalidConflict, match="has no fronts"):
        cm.fronts(cases.load("elmira"))
    assert refused("fronts", "elmira")
    with pytest.raises(UnknownName, match="ask for some of: nash"):
        cm.fronts(cases.load("canal"), ["sim"])


# -- too large to list -------------------------------------------------------------------------------------------

LARGE = """
countermove: 1
title: Ten dilemmas
fronts: {%s}
shared:
  c: {fronts: {%s}, order: [%s]}
%s"""


def large_file(folder: Path, more: str = "") -> str:
    ids = [f"f{k}" for k in range(13)]
    file = folder / "large.yaml"
    fronts = ", ".join(f"{id_}: {'prisoners-dilemma' if k else 'chicken'}" for k, id_ in enumerate(ids))
    file.write_text(LARGE % (fronts, ", ".join(f"{id_}: a" for id_ in ids), ", ".join(ids), more))
    return str(file)


def test_solve_composes_what_cannot_be_listed(tmp_path: Path) -> None:
    """Chicken has two Nash equilibria, each dilemma one; NN and YY of a dilemma hold by SEQ, YN and NY of Chicken."""
    document = json.loads(run("solve", large_file(tmp_path), "--json").stdout)
    assert document["states"] == 4**13
    assert document["separates"]
    assert document["together"]["nash"]["equilibria"] == [2, 2]
    assert document["together"]["seq"]["equilibria"][0] >= 2 * 2**12
    assert "What holds only jointly" in run("fronts", large_file(tmp_path)).stdout


def test_in_python_it_says_what_to_ask_instead(tmp_path: Path) -> None:
    conflict = cm.read(large_file(tmp_path))
    with pytest.raises(TooLarge, match=r"countermove\.fronts"):
        cm.solve(conflict)
    assert cm.fronts(conflict, ["nash"]).count("nash").lowest == 2


def test_what_crosses_is_named_where_it_keeps_from_composing(tmp_path: Path) -> None:
    file = large_file(tmp_path, "feasible: ['not (f0.a.swerve and f1.a.cooperate)']\n")
    assert refused("fronts", file)
    with pytest.raises(TooLarge, match="speaks of f0 and f1"):
        cm.fronts(cm.read(file))


def test_every_answer_can_be_shown() -> None:
    found = cm.fronts(cases.load("canal"))
    assert "jointly only" in html(found)
    assert json.loads(json.dumps(found.to_dict()))["together"]["gmr"]["jointly_only"] == [2, 2]
    assert run("fronts", "canal", "--concepts", "seq").stdout
