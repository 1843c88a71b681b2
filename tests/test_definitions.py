"""Named conditions: they mean what they stand for, everywhere; and what is wrong with them is told."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from as_conflict import option_conflict
from countermove import Conflict, InvalidConflict, Preferences, TooLarge, explain, fronts, read, solve, write
from countermove.io.yaml.reading import read_yaml
from countermove.model.definitions import NamedCondition
from long_runs import few_at_once
from random_conflicts import draw_option_form

STRIKE = """
title: Strike
status_quo: []
came_about: deal
define:
  calm: not strike
  deal: {name: A deal, when: calm and raise}
ends: [deal, calm]
decision_makers:
  union: {options: {strike: {name: Go on strike, short: strike}}, preferences: [raise, not strike]}
  firm: {options: {raise: {name: Raise, when: calm}}, preferences: [deal, calm, not raise]}
feasible: ["at most 1 of (strike, deal)"]
questions: {r: {asks: Will there be a deal?, short: deal?, when: deal, closes: 2030-01-01}}
variations: {tough: {first: {firm: [not deal]}, feasible: [deal or not deal]}}
"""


def written_out(text: str) -> str:
    """Return a conflict file without its definitions, every name of a condition written out."""
    head, _, rest = text.partition("define:")
    rest = rest.partition("ends: [deal, calm]\n")[2]
    return (head + rest).replace("deal", "((not strike) and raise)").replace("calm", "(not strike)")


def same_answers(named: Conflict, plain: Conflict) -> bool:
    solved, expected = solve(named), solve(plain)
    return named.states.patterns() == plain.states.patterns() and all(
        np.array_equal(solved.where(id_), expected.where(id_)) for id_ in expected.concepts
    )


def test_a_named_condition_means_what_it_stands_for() -> None:
    named, plain = read_yaml(STRIKE, "strike"), read_yaml(written_out(STRIKE).replace("Will there be a", ""), "plain")
    assert same_answers(named, plain)
    for each in named.variations:
        found, wanted = (solve(conflict, ["seq"], variation=each.id) for conflict in (named, plain))
        assert np.array_equal(found.where("seq"), wanted.where("seq"))


def by_name(wants: Preferences, names: dict[str, str]) -> Preferences:
    """Return preferences whose statements are names of conditions."""
    levels = (tuple(replace(each, holds=names[each.holds]) for each in level) for level in wants.statements)
    return replace(wants, statements=tuple(levels))


@pytest.mark.parametrize("seed", few_at_once(range(150), 20))
def test_conditions_of_random_conflicts(seed: int) -> None:
    """Each statement gets a name; conditions that name conditions are unfolded."""
    rng = random.Random(seed)
    plain = option_conflict(draw_option_form(rng))
    texts = dict.fromkeys(
        each.holds for dm in plain.decision_makers for lv in dm.preferences.statements for each in lv
    )
    first = next(iter(plain.options), None)
    if first is None:
        return
    document = {f"c{k}": text for k, text in enumerate(texts)} | {"both": f"c0 and {first}" if texts else first}
    from dataclasses import replace

    names = {text: f"c{k}" for k, text in enumerate(texts)}
    dms = tuple(replace(dm, preferences=by_name(dm.preferences, names)) for dm in plain.decision_makers)
    named = plain.with_(
        decision_makers=dms, definitions=tuple(NamedCondition(id=id_, when=when) for id_, when in document.items())
    )
    assert same_answers(named, plain)


def test_a_file_with_definitions_is_written_and_read_back(tmp_path: Path) -> None:
    conflict = read_yaml(STRIKE, "strike")
    write(conflict, tmp_path / "strike.yaml")
    assert read(tmp_path / "strike.yaml") == conflict
    assert "- deal\n" in (tmp_path / "strike.yaml").read_text()


def test_readers_see_the_name_of_a_condition() -> None:
    said = str(explain(read_yaml(STRIKE, "strike"), 1, concept="nash"))
    assert "“A deal”" in said


FRONTS = """
title: Two
define: {peace: one.calm and two.calm}
ends: [peace]
came_about: peace
fronts:
  one:
    title: One
    status_quo: []
    define: {calm: not go}
    decision_makers: {a: {options: [go], preferences: [calm]}, b: {options: [come], preferences: [calm, come]}}
  two:
    title: Two
    status_quo: []
    define: {calm: not go}
    decision_makers: {a: {options: [go], preferences: [not calm]}, c: {options: [come], preferences: [come iff calm]}}
shared: {a: {preferences: [peace, not one.calm]}}
feasible: [peace or not peace]
questions: {p: {asks: Peace?, when: peace, closes: 2030-01-01}}
"""


def test_fronts_have_conditions_of_their_own() -> None:
    conflict = read_yaml(FRONTS, "two")
    assert [each.id for each in conflict.definitions] == ["peace", "one.calm", "two.calm"]
    plain = FRONTS.partition("define: {peace")[0] + "fronts:" + FRONTS.partition("fronts:")[2]
    plain = plain.replace("    define: {calm: not go}\n", "").replace("peace", "(not one.go and not two.go)")
    plain = plain.replace("not one.calm", "one.go").replace("not calm", "go").replace("calm", "(not go)")
    assert same_answers(conflict, read_yaml(plain, "plain"))
    assert fronts(conflict).conflict == conflict


def test_joined_conditions_are_written_and_read_back(tmp_path: Path) -> None:
    conflict = read_yaml(FRONTS, "two")
    write(conflict, tmp_path / "two.yaml")
    assert read(tmp_path / "two.yaml") == conflict


@pytest.mark.parametrize(
    ("define", "said"),
    [
        ("{strike: raise}", "'strike' is an option already"),
        ("{and: raise}", "'and' is a word of the statement language"),
        ("{a-b: raise}", "'a-b' cannot name a condition"),
        ("{a: b, b: not a}", "the definitions go round in a circle: a names b names a"),
        ("{a: strik}", "unknown option 'strik'; did you mean 'strike'? (in the definition of 'a')"),
        ("{a: strike and}", "breaks off"),
    ],
)
def test_what_is_wrong_with_a_definition(define: str, said: str) -> None:
    text = f"title: t\ndefine: {define}\ndecision_makers: {{u: {{options: [strike]}}, f: {{options: [raise]}}}}\n"
    with pytest.raises(InvalidConflict) as fault:
        read_yaml(text, "t.yaml")
    assert said in str(fault.value)
    assert "t.yaml, line 2" in str(fault.value)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("ends: [del]", "the end 'del' is not defined"),
        ("standpoint: then", "the standpoint 'then' is no variation"),
        ("came_about: strikes", "unknown option 'strikes'"),
        ("came_about: strike and", "breaks off"),
        ("came_about: 9", "there is no state number 9"),
    ],
)
def test_what_is_wrong_with_ends_standpoint_and_outcome(line: str, said: str) -> None:
    text = f"title: t\n{line}\ndecision_makers: {{u: {{options: [strike]}}, f: {{options: [raise]}}}}\n"
    with pytest.raises(InvalidConflict) as fault:
        read_yaml(text, "t.yaml")
    assert said in str(fault.value)
    assert "t.yaml, line 2" in str(fault.value)


def test_conditions_that_multiply_are_refused() -> None:
    doubling = "\n".join(f"  c{k}: c{k - 1} and c{k - 1}" for k in range(1, 40))
    text = f"title: t\ndefine:\n  c0: strike\n{doubling}\ndecision_makers: {{u: {{options: [strike]}}}}\n"
    with pytest.raises(TooLarge, match="262,144 characters are the most; what would help: write shorter conditions"):
        read_yaml(text, "t.yaml")
