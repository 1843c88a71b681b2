"""The standpoint: the start that is meant where no variation is named, and what-ifs laid on it."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

import countermove as cm
from command_line import refused, run, written
from countermove import cases
from countermove.io.files import read
from countermove.model.patch import patched
from countermove.model.variation import standpoint_of, vary

RIVER = """
title: River
status_quo: []
decision_makers:
  up: {options: {dam: Dam}, preferences: [dam]}
  down:
    options: {sue: Sue, pay: Pay}
    preferences: [not dam, {holds: sue if dam, confidence: 0.8}, not sue, not pay]
variations:
  built: {name: the dam stands, status_quo: [dam]}
  calm: {drop: {down: [sue if dam]}, first: {down: [not sue]}}
  never: {remove: [dam]}
  rival: {weight: 0.25, drop: {up: [dam]}}
"""
SHARED = "questions:\n  q: {asks: Will it sue?, when: sue, variation: built}\n"
CASE = "kazakhstan-2022"


def river(more: str = "standpoint: built\n") -> cm.Conflict:
    from countermove.io.yaml.reading import read_yaml

    return read_yaml(RIVER + more, "river.yaml")


def patches(conflict: cm.Conflict, *names: str) -> cm.Conflict:
    """Return a conflict with variations of it as patches, one after another, from the definition."""
    known = {each.id: each for each in conflict.variations}
    for name in names:
        conflict = patched(conflict, known[name])
    return conflict


@pytest.mark.parametrize(
    ("more", "seen"),
    [
        ("", ""),
        ("standpoint: built\n", "built"),
        (SHARED, "built"),
        (SHARED + "standpoint: none\n", ""),
        (SHARED + "  r: {asks: Will it pay?, when: pay}\n", ""),
        (SHARED + "standpoint: calm\n", "calm"),
    ],
)
def test_the_file_names_the_standpoint_or_all_questions_share_it(more: str, seen: str) -> None:
    conflict = river(more)
    assert standpoint_of(conflict) == seen
    assert vary(conflict).states.masks.tolist() == patches(conflict, *([seen] if seen else [])).states.masks.tolist()
    assert vary(conflict).status_quo == patches(conflict, *([seen] if seen else [])).status_quo


@pytest.mark.parametrize(
    ("name", "path", "called"),
    [
        (None, ["built"], "built"),
        ("built", ["built"], "built"),
        ("none", [], "none"),
        ("calm", ["built", "calm"], "built+calm"),
        ("built+calm", ["built", "calm"], "built+calm"),
        ("none+calm", ["calm"], "none+calm"),
        ("none + calm + built", ["calm", "built"], "none+calm+built"),
    ],
)
def test_what_ifs_are_laid_on_the_standpoint(name: str | None, path: list[str], called: str) -> None:
    conflict = river()
    varied, expected = vary(conflict, name), patches(conflict, *path)
    assert (varied.variation, varied.status_quo) == (called, expected.status_quo)
    assert varied.decision_makers == expected.decision_makers
    assert varied.ranks.tolist() == expected.ranks.tolist()
    assert vary(conflict, called) == varied


def test_the_standpoint_keeps_the_other_variations_and_a_what_if_the_rival_codings() -> None:
    """The dam cannot be removed where it stands."""
    conflict = river()
    assert [each.id for each in vary(conflict).variations] == ["calm", "rival"]
    assert [each.id for each in vary(conflict, "calm").variations] == ["rival"]
    assert vary(vary(conflict)) == vary(conflict)
    assert vary(vary(conflict), "calm") == vary(conflict, "calm")
    assert vary(vary(conflict, "none")) == vary(conflict, "none")
    assert vary(conflict, "none+rival").variations == ()


def test_a_rival_coding_that_does_not_fit_is_left_out_with_a_remark() -> None:
    conflict = river("standpoint: none\n")
    clash = conflict.variations[2], cm.Variation(id="rival", weight=0.25, require=("dam",), status_quo=("dam",))
    odd = conflict.with_(variations=clash)
    [said] = vary(odd, "never").remarks
    assert said == "left out: the rival coding 'rival' of 'River', which contradicts 'never'."


def test_every_question_is_asked_from_the_standpoint() -> None:
    conflict = cases.load(CASE)
    base, seen = (cm.solve(conflict, ["seq"], variation=each) for each in ("none", "as-of-7-january"))
    assert cm.solve(conflict, ["seq"]).to_dict() == seen.to_dict()
    assert base.to_dict() != seen.to_dict()
    for ask in (cm.evolve, partial(cm.brief, count=100)):
        asked = ask(conflict, "nash")
        assert asked.to_dict() == ask(conflict, "nash", variation="as-of-7-january").to_dict()
        assert asked.to_dict()["variation"] == "as-of-7-january"
    evolved = [cm.evolve(conflict, variation=each).to_dict()["status_quo"] for each in (None, "none")]
    assert evolved == [424, 254]
    assert cm.worlds(conflict, count=100, workers=1).plan.space.conflict.variation == "as-of-7-january"


def test_commands_say_which_start_they_are_asked_from(tmp_path: Path) -> None:
    file = written(tmp_path / "river.yaml", RIVER + SHARED)
    for command in ("solve", "evolve", "worlds", "brief", "coalitions"):
        plain = json.loads(run(command, file, "--json").stdout)
        assert plain["variation"] == "built"
        assert json.loads(run(command, file, "--json", "--variation", "none").stdout)["variation"] == "none"
        assert "the dam stands" in run(command, file).stdout.splitlines()[0]
    assert "as the file stands" in run("solve", file, "--variation", "none").stdout.splitlines()[0]
    calm = json.loads(run("evolve", file, "--json", "--variation", "calm").stdout)
    assert calm["variation"] == "built+calm"


def test_without_a_standpoint_nothing_is_said_of_one(tmp_path: Path) -> None:
    file = written(tmp_path / "river.yaml", RIVER)
    assert json.loads(run("solve", file, "--json").stdout)["variation"] is None
    assert run("solve", file).stdout.startswith("River\n")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("standpoint: bilt\n", "the standpoint 'bilt' is no variation; did you mean 'built'?"),
        ("standpoint: rival\n", "the standpoint 'rival' is a rival coding"),
        ("  none: {remove: [sue]}\n", "'none' stands for the conflict as it stands; give the variation another name"),
        (
            "questions:\n  q: {asks: Will it?, when: sue, variation: nine}\n",
            "unknown variation 'nine' (in a question)",
        ),
    ],
)
def test_what_cannot_be_a_standpoint(more: str, said: str, tmp_path: Path) -> None:
    assert said in refused("check", written(tmp_path / "river.yaml", RIVER + more))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("calmm", "has no variation 'calmm'; did you mean 'calm'?"),
        ("none+", "a variation is missing beside '+' in 'none+'"),
        ("+calm", "a variation is missing beside '+' in '+calm'"),
        ("none+none", "'none' stands for the conflict as it stands, so it comes first and once"),
        ("calm+none", "so it comes first and once; 'calm+none' has it elsewhere"),
        ("never", "the variation 'never' does not fit on 'built'"),
        ("never", "--variation none+never lays it on the conflict as it stands"),
    ],
)
def test_what_cannot_be_laid_on_it(name: str, said: str, tmp_path: Path) -> None:
    file = written(tmp_path / "river.yaml", RIVER + SHARED)
    assert said in " ".join(refused("solve", file, "--variation", name).split())
    assert run("solve", file, "--variation", "none+never").stdout


def test_a_front_is_taken_from_its_standpoint(tmp_path: Path) -> None:
    written(tmp_path / "river.yaml", RIVER + SHARED)
    both = "title: Both\nfronts: {east: {conflict: river.yaml%s}, west: {conflict: river.yaml}}\n"
    whole = read(Path(written(tmp_path / "both.yaml", both % "")))
    assert whole.status_quo == ("east.dam", "west.dam")
    assert read(Path(written(tmp_path / "both.yaml", both % ", variation: none"))).status_quo == ("west.dam",)


def test_the_judgement_heads_the_answers(tmp_path: Path) -> None:
    file = written(tmp_path / "river.yaml", RIVER + SHARED)
    for command in ("solve", "evolve", "worlds", "forecast"):
        said = run(command, file).stdout
        assert said.index("Confidence: ") < said.index(f"countermove brief {file}") < 900
        assert "Confidence" not in run(command, file, "--json").stdout
    assert "Confidence" not in run("solve", file, "--counts").stdout
    start = written(tmp_path / "open.yaml", RIVER.replace("status_quo: []\n", "", 1))
    assert "No judgement: there is no start" in run("solve", start).stdout


def test_the_head_of_an_answer_says_which_ends_come_by_a_tie() -> None:
    for command in ("solve", "worlds"):
        said = " ".join(run(command, "kazakhstan-2022").stdout.split())
        assert "A tie, no motive: “Leak without a break”." in said
    assert "no motive" not in run("solve", "elmira").stdout
