"""Ids in scripts whose vowels are marks on the letter before: Hindi, Thai, pointed Arabic, accents that stay."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from typer.testing import CliRunner

import countermove as cm
from countermove.cli.app import app
from countermove.io.yaml.reading import read_yaml
from countermove.model.language import parse
from countermove.model.letters import ID, LETTER, MARKS, composed

HINDI = """
title: हिन्दी
status_quo: [बातचीत]
came_about: समझौता
define: {समझौता: बातचीत and not हड़ताल}
ends: [समझौता]
decision_makers:
  मज़दूर:
    options: {हड़ताल: हड़ताल करना, बातचीत: बात करना}
    preferences: [मालिक.छूट, not हड़ताल, "at least 1 of (2 बातचीत, छूट)"]
  मालिक:
    options: [छूट]
    preferences: [not हड़ताल, not छूट, समझौता]
feasible: ["at most 1 of (हड़ताल, बातचीत)"]
irreversible: {छूट: on}
tempo: {मालिक: 2}
questions: {प्रश्न: {asks: क्या?, when: समझौता or छूट}}
variations: {कठोर: {require: [बातचीत], first: {मालिक: [छूट]}}}
"""

WORDS = [
    "हिन्दी",
    "बातचीत",
    "கல்வி",
    "ประชุม",
    "বিক্ষোভ",
    "ສົງຄາມ",
    "สู้รบ",
    "मृत्यु",
    "حَرْب",
    "שָׁלוֹם",
    "ភាសា",
    "or\u0302",
    "and\u0323\u0300x",
]
"""Words whose marks make no character with their letters, in normal form C."""


@pytest.mark.parametrize("word", WORDS)
def test_a_word_of_any_script_is_an_id(word: str) -> None:
    name = composed(word)
    assert re.search(r"\W", name)  # what `re` by itself takes for no word
    assert re.fullmatch(ID, name)
    assert [each.text for each in parse(f"not {name} and at least 1 of (2 a.{name}, {name})").names()] == [
        name,
        f"a.{name}",
        name,
    ]
    text = f"title: t\ndecision_makers: {{{name}: {{options: [{name}], preferences: [not {name}.{name}]}}}}\n"
    assert read_yaml(text, "t.yaml").options == (name,)


def test_marks_are_marks() -> None:
    """All in the ranges are marks, or letters between them, which are part of words anyway."""
    inside = re.findall(f"[{MARKS}]", "".join(map(chr, range(0x110000))))
    kinds = {unicodedata.category(letter) for letter in inside if not re.match(r"\w", letter)}
    assert kinds <= {"Mn", "Mc", "Cn"}
    assert len(inside) > 2_000


@pytest.mark.parametrize("word", ["a\u200db", "a\u2019b", "\u093f", "a-b", "a b", "1a", "a\u20dd"])
def test_what_is_no_letter_is_in_no_id(word: str) -> None:
    assert not re.fullmatch(ID, word)


@pytest.mark.parametrize(
    "call",
    [
        "check FILE",
        "solve FILE --variation कठोर",
        "explain FILE --state बातचीत,छूट --dm मालिक",
        "explain FILE --state छूट",
        "evolve FILE",
        "coalitions FILE --of मज़दूर,मालिक",
        "show FILE",
        "brief FILE",
    ],
)
def test_a_conflict_in_hindi_is_answered(call: str, tmp_path: Path) -> None:
    file = tmp_path / "hindi.yaml"
    file.write_text(HINDI, encoding="utf-8")
    result = CliRunner().invoke(app, [word.replace("FILE", str(file)) for word in call.split()])
    assert (result.exit_code, result.stderr) == (0, ""), result.stderr


def test_it_is_written_and_read_back(tmp_path: Path) -> None:
    conflict = read_yaml(HINDI, "hindi.yaml")
    cm.write(conflict, tmp_path / "again.yaml")
    assert cm.read(tmp_path / "again.yaml") == conflict
    cm.write(conflict, tmp_path / "again.gmcr")
    assert cm.read(tmp_path / "again.gmcr").options == ("हड़ताल_करना", "बात_करना", "छूट")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_form_of_accents_makes_no_difference(form: Literal["NFC", "NFD"]) -> None:
    """The second letter of `मज़दूर` may be one character or two, and neither has the form that a keyboard gives it."""
    text = unicodedata.normalize(form, HINDI)
    assert read_yaml(text, "hindi.yaml") == read_yaml(HINDI, "hindi.yaml")
    assert read_yaml(HINDI, "hindi.yaml").position(unicodedata.normalize(form, "मज़दूर")) == 0


def test_an_id_that_is_not_composed_is_refused_in_python_too() -> None:
    """Statements are composed, and would not find it."""
    option = cm.Option(id="cafe\u0301")
    with pytest.raises(cm.InvalidConflict, match="with each accent and its letter as one character"):
        cm.Conflict(title="t", decision_makers=(cm.DecisionMaker(id="a", options=(option,)),))


@pytest.mark.parametrize(("word", "near"), [("हिन्दी भाषा", "हिन्दी_भाषा"), ("1हि", "_1हि"), ("हि-न्दी", "हि_न्दी")])
def test_the_advice_keeps_the_marks(word: str, near: str) -> None:
    with pytest.raises(cm.InvalidConflict, match=f"as in '{near}'"):
        read_yaml(f"title: t\ndecision_makers: {{a: {{options: ['{word}']}}}}\n", "t.yaml")
    assert re.fullmatch(f"{LETTER}+", near)
