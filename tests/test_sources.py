"""Sources and evidence: what the format takes, what rests on what, and what `check` looks up in the texts."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from command_line import refused, run
from countermove import InvalidConflict, UnknownName, cases, read, sources
from countermove.io.yaml.joint import path_in_file
from countermove.io.yaml.reading import read_yaml
from countermove.io.yaml.schema import schema
from countermove.io.yaml.tree import parse_yaml
from countermove.io.yaml.writing import write_yaml
from countermove.model.citations import claims
from countermove.model.provenance import Position, Quotation, Quote
from countermove.model.variation import vary

TEXTS = Path(__file__).parent / "data" / "texts"

RIVER = """\
title: The river Linn
sources:
  item:
    title: Highfield won't stand for another dry summer
    publisher: Flusspost
    speaker: Anna Kalinovsky
    carried_by: millrace
    language: de
    translated: machine
    edited: by an unnamed hand
    date: 2024-05-17
    file: press-item.txt
    reliability: D
    credibility: 3
    quoted:
      - {by: the expert, paragraph: 2, quotation: It could be foreseen.}
      - That is out of the question
  minutes: {file: minutes.txt, edited: true}
  article: {title: River talks stall, file: article.html}
  rumour: {title: Nobody cites this, speaker: [A, B]}
decision_makers:
  governor:
    options:
      inspect:
        name: Send inspectors
        evidence: [{source: item, paragraph: 1, quotation: such a step suits the governor}]
      stay: {when: inspect}
    preferences:
      - holds: inspect
        because: it is the cheapest step there is
        confidence: 0.7
        evidence:
          - {source: item, position: {start: 432, end: 485}, says: no other step costs less}
          - {source: article, paragraph: 2, quotation: We would rather build than sue}
      - [not stay, not sue]
  town:
    options: {sue: Go to court}
    preferences:
      weights: {sue: 1}
      evidence: [minutes]
feasible:
  - holds: not (sue and stay)
    evidence: [{source: minutes, quote: {exact: a lawsuit would take longer, prefix: replied that, suffix: than}}]
  - sue or not sue or stay
irreversible:
  sue: {stays: on, because: a suit is a suit, evidence: [{source: minutes, paragraph: 2-3, disputed: true}]}
  stay: off
questions:
  settled: {asks: Settled?, when: not sue, evidence: [rumour, minutes], answer: {value: true, evidence: [minutes]}}
variations:
  dry:
    evidence: [item]
    feasible: [{holds: not stay, evidence: [{source: item, paragraph: headline}]}]
    last: {town: [not sue]}
    irreversible: {sue: both}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for file in TEXTS.iterdir():
        shutil.copy(file, tmp_path)
    return tmp_path


def written(folder: Path, text: str = RIVER) -> str:
    (folder / "river.yaml").write_text(text, "utf-8")
    return str(folder / "river.yaml")


def place(text: str, words: str) -> str:
    """Return the line and column of some words in a text."""
    before = text[: text.index(words)]
    return f"line {before.count(chr(10)) + 1}, column {len(before) - before.rfind(chr(10))}"


START, END = 432, 485
"""Of ``For the governor such a step is the cheapest there is`` in the press item."""


# -- the format ------------------------------------------------------------------------------------


def test_everything_is_read_and_survives_being_written() -> None:
    conflict = read_yaml(RIVER, "f.yaml")
    item, minutes, _, rumour = conflict.sources
    assert (item.speaker, item.carried_by, item.edited) == (("Anna Kalinovsky",), "millrace", "by an unnamed hand")
    assert (minutes.edited, rumour.speaker) == (True, ("A", "B"))
    assert item.quoted == (
        Quotation(by="the expert", paragraph=2, quotation="It could be foreseen."),
        Quotation(quotation="That is out of the question"),
    )
    wanted = conflict.decision_makers[0].preferences.statements[0][0].evidence
    assert wanted[0].position == Position(START, END)
    assert conflict.rules[0].evidence[0].quote == Quote(
        exact="a lawsuit would take longer", prefix="replied that", suffix="than"
    )
    sue = conflict.decision_makers[1].options[0]
    assert (sue.stays, sue.stays_because, sue.stays_evidence[0].paragraph) == ("on", "a suit is a suit", "2-3")
    assert conflict.decision_makers[0].options[1].stays == "off"
    assert read_yaml(write_yaml(conflict), "again.yaml") == conflict


def test_it_meets_the_json_schema() -> None:
    document = parse_yaml(RIVER, "f.yaml").value
    assert [error.message for error in Draft202012Validator(schema()).iter_errors(document)] == []
    for wrong in ("{stays: sideways}", "sideways", "{because: x}"):
        document = parse_yaml(RIVER.replace("stay: off", f"stay: {wrong}"), "f.yaml").value
        assert [*Draft202012Validator(schema()).iter_errors(document)]


@pytest.mark.parametrize(
    ("change", "where", "said"),
    [
        (("stays: on,", "stays: sideways,"), "sideways", "'on' or 'off' is expected here, not 'sideways'"),
        (("stays: on, ", ""), "sue: {because", "the key 'stays' is missing"),
        (
            ("[{source: minutes, paragraph: 2-3", "[{source: minuts, paragraph: 2-3"),
            "minuts",
            "unknown source 'minuts'",
        ),
        (("{source: item, paragraph: head", "{source: itm, paragraph: head"), "itm", "unknown source 'itm'"),
        (("{town: [not sue]}", "{town: [{holds: not sue, evidence: [xx]}]}"), "xx]", "unknown source 'xx'"),
        (("evidence: [minutes]\nfeas", "evidence: [minuets]\nfeas"), "minuets", "unknown source 'minuets'"),
        (("exact: a lawsuit would take longer", "exact: ' '"), " ', prefix", "there are no words to be found here"),
        (("exact: a lawsuit would take longer, ", ""), "quote: {prefix", "the key 'exact' is missing"),
        (("speaker: [A, B]", "speaker: {a: b}"), "speaker: {", "text is expected here, not a mapping"),
        (("edited: true", "edited: [a]"), "edited: [a]", "true or false is expected here, or by whom and how"),
        (("paragraph: 2-3", "paragraph: [2, 3]"), "paragraph: [2, 3]", "a paragraph is a number, as 2, a range"),
        (("paragraph: 2-3", "paragraph: true"), "true, disputed", "a paragraph is a number"),
        (
            ("quotation: It could be foreseen.", f"quotation: {'x' * 301}"),
            "xxx",
            "a quotation has up to 300 characters, and this one 301",
        ),
        (("suffix: than", "sufix: than"), "sufix", "unknown key 'sufix'; did you mean 'suffix'?"),
    ],
)
def test_complaints(change: tuple[str, str], where: str, said: str) -> None:
    assert change[0] in RIVER
    text = RIVER.replace(*change)
    with pytest.raises(InvalidConflict) as fault:
        read_yaml(text, "f.yaml")
    [only] = fault.value.complaints
    assert str(only).startswith(f"f.yaml, {place(text, where)}: {said}")


@pytest.mark.parametrize(
    ("position", "said"),
    [
        ("{start: 5, end: 5}", "the position ends at 5, which is not behind its start, 5"),
        ("{start: -1, end: 5}", "a number from 0 is expected here, not -1"),
        ("{start: a, end: 5}", "a whole number is expected here, not 'a'"),
        ("{start: 1.5, end: 5}", "a whole number is expected here"),
        ("{start: 5}", "the key 'end' is missing"),
        ("5-9", "a mapping is expected here, not '5-9'"),
    ],
)
def test_positions_that_are_none(position: str, said: str) -> None:
    with pytest.raises(InvalidConflict) as fault:
        read_yaml(RIVER.replace(f"{{start: {START}, end: {END}}}", position), "f.yaml")
    [only] = fault.value.complaints
    assert said in str(only)
    assert str(only).startswith(f"f.yaml, {place(RIVER, '- {source: item, position')}"[:15])


def test_evidence_of_a_direction_falls_with_it() -> None:
    sue = vary(read_yaml(RIVER, "f.yaml"), "dry").decision_makers[1].options[0]
    assert (sue.stays, sue.stays_because, sue.stays_evidence) == (None, "", ())


# -- what rests on what ----------------------------------------------------------------------------


def by_hand() -> dict[tuple[str, str], list[str]]:
    """Return, by kind and words, the sources that each thing cites: typed in from the file above."""
    return {
        ("option", "inspect"): ["item"],
        ("option", "stay"): [],
        ("irreversible", "stay, once off"): [],
        ("statement", "inspect"): ["item", "article"],
        ("statement", "not stay"): [],
        ("statement", "not sue"): [],
        ("option", "sue"): [],
        ("irreversible", "sue, once on"): ["minutes"],
        ("preferences", "weights"): ["minutes"],
        ("rule", "not (sue and stay)"): ["minutes"],
        ("rule", "sue or not sue or stay"): [],
        ("question", "Settled?"): ["rumour", "minutes"],
        ("answer", "yes"): ["minutes"],
        ("variation", "dry"): ["item"],
        ("rule", "not stay"): ["item"],
    }


def test_what_rests_on_what() -> None:
    conflict = read_yaml(RIVER, "f.yaml")
    expected = by_hand()
    assert {(each.kind, each.says): [one.source for one in each.evidence] for each in claims(conflict)} == expected
    found = sources(conflict)
    for source in ("item", "minutes", "article", "rumour"):
        citing = [key for key, cited in expected.items() if source in cited]
        assert [(each.kind, each.says) for each in found.resting_on(source)] == citing
        alone = [key for key in citing if set(expected[key]) == {source}]
        assert [(each.kind, each.says) for each in found.resting_alone_on(source)] == alone
    assert [(each.kind, each.says) for each in found.bare] == [key for key, cited in expected.items() if not cited]
    assert found.uncited == ()
    with pytest.raises(UnknownName, match="did you mean 'rumour'"):
        found.resting_on("rumor")


@pytest.mark.parametrize("name", cases.names())
def test_every_claim_stands_where_its_path_says(name: str) -> None:
    tree = parse_yaml(cases.file(name).read_text("utf-8"), name)
    conflict = cases.load(name)
    for claim in claims(conflict):
        if conflict.joint:  # what stands in another file stands where the front is named
            path = path_in_file(claim.path, conflict.joint)
            assert tree.has(path) or tree.has(path[:2])
            continue
        assert tree.place(claim.path).line is not None
        assert tree.has(claim.path) or tree.has((*claim.path[:3], "statements", *claim.path[3:]))
        for k in range(len(claim.evidence)):
            path = (*claim.path, "evidence")
            assert tree.has((*path, k)) or tree.has(path) or tree.has((*path[:3], "statements", *path[3:]))


@pytest.mark.parametrize("name", cases.names())
def test_packaged_cases_carry_no_texts(name: str) -> None:
    assert [source.file for source in cases.load(name).sources if source.file] == []


def test_the_answer_as_json_and_as_a_frame(folder: Path) -> None:
    file = written(folder)
    found = sources(read(file))
    assert json.loads(run("sources", file, "--json").stdout) == json.loads(json.dumps(found.to_dict()))
    document = found.to_dict()
    assert [each["says"] for each in document["claims"] if each["number"] in document["bare"]] == [
        each.says for each in found.bare
    ]
    frame = found.to_frame()
    assert len(frame) == sum(max(1, len(each.evidence)) for each in found.claims)
    assert set(frame["source"]) == {"", "item", "minutes", "article", "rumour"}


def test_sources_in_words(folder: Path) -> None:
    said = run("sources", written(folder)).stdout
    words = " ".join(said.split())
    assert "15 claims in the account, of which 9 cite evidence, 7 of them from one source only" in words
    assert "1 have a reason" not in words
    assert "Flusspost; Anna Kalinovsky speaks; carried by millrace; in de; translated: machine" in words
    assert "D3: not usually reliable, possibly true" in words
    assert "option of governor: Send inspectors ● paragraph 1 “such a step suits the governor”" in words
    assert "cannot be undone: “Go to court”, once on ● paragraph 2-3 (disputed)" in words
    assert "always so: no “stay” (variation dry) ● headline" in words
    assert "Claims without evidence" in said
    assert max(map(len, said.splitlines())) <= 120


def test_sources_of_what_names_none() -> None:
    said = run("sources", "prisoners-dilemma").stdout
    assert "Claims without evidence" in said
    assert "wanted by A: a ranking" in said


def test_sources_that_nothing_rests_on(folder: Path) -> None:
    said = run("sources", written(folder, RIVER.replace("evidence: [rumour, minutes]", "evidence: [minutes]"))).stdout
    assert "Sources that no claim cites" in said
    assert "Nobody cites this" in said


# -- looking it up ---------------------------------------------------------------------------------


def test_what_stands_there_is_found(folder: Path) -> None:
    result = run("check", written(folder))
    assert "Looked up in 3 texts: 7 places and 5 quotations." in result.stdout


@pytest.mark.parametrize(
    ("change", "where", "said"),
    [
        (
            ("quotation: It could be foreseen.", "quotation: It could be foretold."),
            "It could be foretold",
            "'It could be foretold.' does not stand in press-item.txt; nearest is 'It could be foreseen.' in "
            "paragraph 2 (press-item.txt, line 7)",
        ),
        (
            ("paragraph: 1, quotation: such", "paragraph: 5, quotation: such"),
            "such a step",
            "'such a step suits the governor' stands in paragraph 1 (press-item.txt, line 5), not in paragraph 5",
        ),
        (
            ("paragraph: 2-3", "paragraph: 2-4"),
            "2-4",
            "minutes.txt has 3 paragraphs, not 4; the last one begins 'It was agreed by seven",
        ),
        (("paragraph: 2-3", "paragraph: 3-2"), "3-2", "paragraphs are counted from 1, and a range is written as 2-4"),
        (
            ("prefix: replied that", "prefix: was told that"),
            "was told that",
            "'a lawsuit would take longer' stands there, but not after 'was told that'",
        ),
        (
            ("suffix: than", "suffix: then"),
            "then}",
            "'a lawsuit would take longer' stands there, but not before 'then'",
        ),
        (
            ("exact: a lawsuit would take longer", "exact: a lawsuit would take longest"),
            "a lawsuit would take longest",
            "'a lawsuit would take longest' does not stand in minutes.txt; nearest is 'a lawsuit would take longer",
        ),
        (
            (f"start: {START}, end: {END}", "start: 1000, end: 9000"),
            "position: {start: 1000",
            f"press-item.txt has {len((TEXTS / 'press-item.txt').read_text('utf-8')):,} characters, not 9,000",
        ),
        (
            (f"position: {{start: {START}, end: {END}}}", f"position: {{start: {START}, end: {END}}}, paragraph: 1"),
            "position: {start",
            f"characters {START} to {END} begin in paragraph 2 (press-item.txt, line 7), not in paragraph 1",
        ),
        (
            ("says: no other step costs less", "quotation: out of the question"),
            "out of the question}",
            "'out of the question' stands in paragraph 2 (press-item.txt, line 7), not in characters "
            f"{START} to {END}",
        ),
        (
            ("paragraph: headline", "paragraph: title, quotation: inspectors"),
            "inspectors}",
            "'inspectors' stands in paragraph 1 (press-item.txt, line 5), not in the headline",
        ),
        (
            ("paragraph: 2, quotation: We would rather", "paragraph: 3, quotation: We would rather"),
            "We would rather",
            "'We would rather build than sue' stands in paragraph 2 of article.html, not in paragraph 3",
        ),
        (
            ("file: minutes.txt", "file: minute.txt"),
            "minute.txt",
            "minute.txt: there is no such file; did you mean 'minutes.txt'?",
        ),
        (("file: minutes.txt", "file: ../minutes.txt"), "../minutes.txt", "../minutes.txt: a text has to lie in"),
        (("file: minutes.txt", "file: /etc/hostname"), "/etc/hostname", "/etc/hostname: a text has to lie in"),
        (("file: minutes.txt", "file: ."), "., edited", ".: this is not a file"),
        (("file: minutes.txt", "file: river.yaml/x"), "river.yaml/x", "river.yaml/x: there is no such file"),
    ],
)
def test_what_does_not_stand_there_is_told(folder: Path, change: tuple[str, str], where: str, said: str) -> None:
    assert change[0] in RIVER
    text = RIVER.replace(*change)
    file = written(folder, text)
    complaint = refused("check", file)
    assert complaint.count("\n") == 1
    assert complaint.startswith(f"{file}, {place(text, where)}: {said}")


def test_all_that_does_not_stand_there_is_told_at_once_and_in_order(folder: Path) -> None:
    text = RIVER.replace("It could be foreseen", "It could not").replace("paragraph: 2-3", "paragraph: 9")
    text = text.replace("file: article.html", "file: no.html")
    file = written(folder, text)
    places = [place(text, words) for words in ("It could not", "no.html", "9, disputed")]
    assert [line.split(": ")[0] for line in refused("check", file).splitlines()] == [
        f"{file}, {each}" for each in places
    ]


def test_solving_does_not_need_the_texts(tmp_path: Path) -> None:
    assert json.loads(run("solve", written(tmp_path), "--json").stdout)["conflict"] == "The river Linn"


def test_the_libraries_for_texts_are_loaded_for_texts_only() -> None:
    calls = [["check", "elmira"], ["solve", "chicken"], ["sources", "kazakhstan-2022"]]
    code = (
        f"import sys\nfrom countermove.cli import main\nfor call in {calls}:\n"
        "    sys.argv = ['countermove', *call]\n"
        "    try:\n        main()\n    except SystemExit as ended:\n        assert not ended.code\n"
        "heavy = {'trafilatura', 'rapidfuzz', 'dateparser', 'justext', 'charset_normalizer', 'lxml', 'pandas'}\n"
        "sys.stderr.write('loaded: ' + ' '.join(heavy & sys.modules.keys()))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stderr.rpartition("loaded: ")[2] == ""


def test_places_that_cannot_be_looked_up_are_warned_of(folder: Path) -> None:
    text = RIVER.replace("paragraph: 2-3", "paragraph: page 2")
    result = run("check", written(folder, text))
    assert f"{place(text, 'page 2')}: the place 'page 2' is not looked up" in result.stderr


def test_a_guessed_encoding_is_warned_of(folder: Path) -> None:
    words = (folder / "russian.txt").read_text("utf-8")
    (folder / "press-item.txt").write_bytes(words.encode("cp1251"))
    text = "title: t\nsources: {a: {file: press-item.txt}}\ndecision_makers: {a: {options: [x]}}\n"
    assert "line 2, column 21: read as cp1251, which is a guess" in run("check", written(folder, text)).stderr


# -- sources add ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["press-item.txt", "article.html", "minutes.txt", "russian.txt"])
def test_what_is_drafted_is_a_source_that_passes(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    draft = run("sources", "add", name).stdout
    assert draft.startswith("sources:\n")
    assert f"    file: {name}\n" in draft
    text = f"title: t\ndecision_makers: {{a: {{options: [x], preferences: [x]}}}}\n{draft}"
    assert "OK: t:" in run("check", written(folder, text)).stdout
    assert "preferences" not in draft


def test_a_draft_into_a_file(folder: Path) -> None:
    target = folder / "draft.yaml"
    assert run("sources", "add", str(folder / "minutes.txt"), "-o", str(target)).stdout.startswith(
        f"wrote {target}: "
    )
    assert "file: minutes.txt" in target.read_text("utf-8")
    assert "there is such a file already" in refused("sources", "add", str(folder / "minutes.txt"), "-o", str(target))
    run("sources", "add", str(folder / "article.html"), "--output", str(target), "--force", "--id", "paper")
    assert target.read_text("utf-8").startswith("sources:\n  paper:\n")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("end", [True, False])
def test_a_draft_into_a_conflict_leaves_the_rest_as_it_is(folder: Path, newline: str, end: bool) -> None:
    before = RIVER.replace("decision_makers:", "# Who decides.\n\ndecision_makers:  # all of them")
    before = (before if end else before.rstrip("\n")).replace("\n", newline)
    file = folder / "river.yaml"
    file.write_bytes(before.encode())
    said = run("sources", "add", str(folder / "russian.txt"), "--to", str(file)).stdout
    assert said.startswith(f"wrote речной_вестник into {file}")
    after = file.read_bytes().decode()
    at = before.index("# Who decides.")
    assert after.startswith(before[:at] + "  речной_вестник:" + newline)
    assert after.rstrip().endswith(newline + before[at:].rstrip())
    assert after.count("\r") == (after.count("\n") if newline == "\r\n" else 0)
    assert "Looked up in 4 texts" in run("check", str(file)).stdout
    run("sources", "add", str(folder / "russian.txt"), "--to", str(file))
    assert [each.id for each in read(file).sources][-2:] == ["речной_вестник", "речной_вестник_2"]


def test_a_draft_into_a_conflict_without_sources(folder: Path) -> None:
    file = folder / "mine.yaml"
    file.write_text("title: t\nsources:\n\n# who\ndecision_makers: {a: {options: [x]}}\n", "utf-8")
    run("sources", "add", str(folder / "minutes.txt"), "--to", str(file))
    assert [each.id for each in read(file).sources] == ["minutes"]
    file.write_text("# head\n\ntitle: t\n# who\ndecision_makers: {a: {options: [x]}}", "utf-8")
    run("sources", "add", str(folder / "minutes.txt"), "--to", str(file))
    assert file.read_text("utf-8").startswith("# head\n\ntitle: t\nsources:\n  minutes:\n")


@pytest.mark.parametrize(
    "text",
    [
        "title: t\nsources: {a: {title: b}}\ndecision_makers: {a: {options: [x]}}\n",
        "{title: t, decision_makers: {a: {options: [x]}}}\n",
        "title: t\nsources: &a\n  {a: {title: b}}\ndecision_makers: {a: {options: [x]}}\n",
    ],
)
def test_what_cannot_be_put_in_is_refused_and_nothing_is_written(folder: Path, text: str) -> None:
    file = written(folder, text)
    said = refused("sources", "add", str(folder / "minutes.txt"), "--to", file)
    assert "are not listed in lines of their own" in said
    assert Path(file).read_text("utf-8") == text
    assert sorted(each.suffix for each in folder.iterdir()) == [".html", ".txt", ".txt", ".txt", ".yaml"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["minute.txt"], "minute.txt: no such file or directory"),
        (["minutes.txt", "-o", "draft.txt"], "the name has to end in .yaml or .yml"),
        (["minutes.txt", "-o", "no/draft.yaml"], "no such file or directory"),
        (["minutes.txt", "--to", "no.yaml"], "no.yaml: no such file or directory"),
        (["minutes.txt", "--to", "elmira"], "elmira: the name has to end in .yaml or .yml"),
        (["minutes.txt", "--to", "river.yaml", "-o", "x.yaml"], "leave out either --to or --output"),
        (["minutes.txt", "--to", "river.yaml", "--id", "item"], "there is a source 'item' already"),
        (["minutes.txt", "--id", "a: b"], "--id a: b: the id of a source is made of letters, digits, _ and -"),
        (["minutes.txt", "--to", "broken.yaml"], "broken.yaml, line 2, column 37: unknown option 'y'"),
        ([".", "--to", "river.yaml"], "not a file"),
    ],
)
def test_calls_that_are_wrong(folder: Path, arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    written(folder)
    (folder / "broken.yaml").write_text("title: t\ndecision_makers: {a: {preferences: [y]}}\n", "utf-8")
    before = {each: each.read_bytes() for each in folder.iterdir()}
    assert said in refused("sources", "add", *arguments)
    assert {each: each.read_bytes() for each in folder.iterdir()} == before


def test_a_text_that_lies_elsewhere_is_not_named(folder: Path) -> None:
    (folder / "deep").mkdir()
    target = folder / "deep" / "draft.yaml"
    run("sources", "add", str(folder / "minutes.txt"), "-o", str(target))
    assert "# file: put the text beside the conflict file" in target.read_text("utf-8")
    run("sources", "add", str(folder / "minutes.txt"), "-o", str(folder / "draft.yaml"))
    shutil.move(folder / "minutes.txt", folder / "deep")
    run("sources", "add", str(folder / "deep" / "minutes.txt"), "-o", str(folder / "draft.yaml"), "--force")
    assert "file: deep/minutes.txt" in (folder / "draft.yaml").read_text("utf-8")


def test_converting_elsewhere_tells_of_texts_that_stay_behind(folder: Path) -> None:
    (folder / "deep").mkdir()
    result = run("convert", written(folder), str(folder / "deep" / "river.yaml"))
    assert "not copied: the text 'press-item.txt'" in result.stdout
    assert "not copied" not in run("convert", written(folder), str(folder / "again.yaml")).stdout
