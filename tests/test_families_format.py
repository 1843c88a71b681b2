"""Family files: what comes of a template and a row of facts, and every complaint at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countermove import Family, InvalidConflict, UnknownName, read_family
from countermove.io.yaml.family.reading import family_in
from countermove.io.yaml.family.template import write_cases
from countermove.io.yaml.reading import read_yaml
from countermove.io.yaml.tree import parse_yaml
from countermove.model.family import names_in, true_of
from tiny_family import BANK, FAMILY, PLAIN, PLAIN_TABLE, SHOP, plain


def family(text: str = FAMILY) -> Family:
    return family_in(parse_yaml(text, "f.yaml"))


def complaints(text: str) -> list[str]:
    with pytest.raises(InvalidConflict) as fault:
        family(text)
    return [str(each) for each in fault.value.complaints]


# -- what comes of it ----------------------------------------------------------------------------


@pytest.mark.parametrize(("case", "by_hand"), [("bank", BANK), ("shop", SHOP)])
def test_a_case_is_the_conflict_that_one_would_write_by_hand(case: str, by_hand: str) -> None:
    assert family().case(case).conflict == read_yaml(by_hand, "by hand")


def test_a_family_says_what_its_cases_are() -> None:
    found = family()
    bank, shop, barn = found.cases
    assert dict(bank.facts) == {"armed": "yes", "hour": "night", "trust": 0.3, "called": "police"}
    assert (bank.answers, shop.answers, barn.answers) == ((("fled", False),), (("fled", True),), ())
    assert (bank.name, shop.name, bank.date, barn.date) == ("The bank", "shop", "2001-02-03", "")
    assert bank.disputed == ("fled",)
    assert [(rule.id, rule.question) for rule in found.rules] == [("always-no", "fled"), ("by-day", "fled")]
    assert [case.satisfies("hour.day and not armed") for case in found.cases] == [False, True, False]
    assert found.known == (("loud", ("fled",)),)


def test_facts_may_be_taken_otherwise() -> None:
    found = family()
    by_day = found.otherwise(found.case("bank"), {"hour": "day", "armed": "no", "trust": 1.0})
    wants = found.case("shop").conflict.decision_makers[0].preferences.statements
    assert [each.holds for level in by_day.decision_makers[0].preferences.statements for each in level] == [
        each.holds for level in wants for each in level
    ]
    assert by_day.status_quo == ()
    assert by_day.questions[0].answer is None
    assert found.otherwise(found.case("bank"), {}).rules == found.case("bank").conflict.rules
    for wrong in ({"hour": "noon"}, {"sky": "blue"}, {"trust": 2.0}):
        with pytest.raises(UnknownName):
            found.otherwise(found.case("bank"), wrong)


def test_a_table_says_the_same_as_the_family_file(tmp_path: Path) -> None:
    rows = PLAIN_TABLE.splitlines()[1:]
    inline = "".join(
        f"  {id_}: {{name: {name}, facts: {{chance: {chance}, cold: {cold}, wet: {wet}}}"
        + (f", answers: {{goes: {goes}}}}}\n" if goes else "}\n")
        for id_, name, chance, cold, wet, goes in (row.split(",") for row in rows)
    )
    assert family(PLAIN.replace("cases: plain.csv\n", f"cases:\n{inline}")) == read_family(plain(tmp_path))


def test_evidence_may_stand_in_a_table(tmp_path: Path) -> None:
    file = plain(tmp_path)
    file.write_text(PLAIN + "evidence: e.csv\nsources: {x: {title: X}, y: {title: Y}}\n")
    (tmp_path / "e.csv").write_text("case,fact,source,says,disputed\n,cold,x,all,\na,cold,y,snow,yes\na,goes,y,,\n")
    a, b = read_family(file).cases[:2]
    assert [
        (about, [(each.source, each.says, each.disputed) for each in listed]) for about, listed in a.evidence
    ] == [
        ("cold", [("y", "snow", True)]),
        ("goes", [("y", "", False)]),
    ]
    assert [(about, listed[0].source) for about, listed in b.evidence] == [("cold", "x")]
    answer = a.conflict.questions[0].answer
    assert answer is not None
    assert answer.evidence[0].source == "y"


# -- statements over facts -----------------------------------------------------------------------


@given(armed=st.booleans(), late=st.booleans(), hour=st.sampled_from(["day", "dusk", "night"]))
def test_statements_over_facts_mean_what_they_say(armed: bool, late: bool, hour: str) -> None:
    facts = {"armed": "yes" if armed else "no", "late": "yes" if late else "no", "hour": hour}
    expected = {
        "armed": armed,
        "not armed or late": not armed or late,
        "armed implies hour.day": not armed or hour == "day",
        "hour.night if late": not late or hour == "night",
        "exactly one of (armed, late, hour.dusk)": [armed, late, hour == "dusk"].count(True) == 1,
        "true": True,
        "false or (armed xor late)": armed != late,
    }
    assert {text: true_of(text, facts) for text in expected} == expected


def test_names_in_a_statement() -> None:
    assert names_in("hour.day and not (armed or hour.night)") == ("hour", "armed")


# -- complaints ----------------------------------------------------------------------------------

WRONG = {
    "a fact is missing": (
        "trust: 0.3, called",
        "called",
        "line 34, column 3: case 'bank': the fact 'trust' is missing",
    ),
    "never so": (
        "hour: night, trust",
        "hour: noon, trust",
        "case 'bank': 'noon' for the fact 'hour'; it is one of day, ",
    ),
    "neither yes nor no": (
        'armed: "false"',
        "armed: perhaps",
        "'perhaps' for the fact 'armed'; it is one of yes, no",
    ),
    "out of range": ("trust: 1,", "trust: 1.5,", "'1.5' for the fact 'trust'; it is a number from 0 to 1"),
    "no number": ("trust: 1,", "trust: much,", "'much' for the fact 'trust'; it is a number from 0 to 1"),
    "not a number": ("trust: 1,", "trust: nan,", "'nan' for the fact 'trust'"),
    "an unknown fact of a case": (
        "armed: yes, hour: dusk",
        "armd: yes, armed: no, hour: dusk",
        "unknown fact 'armd'; did you",
    ),
    "an unknown answer": ("{fled: no}", "{fledd: no}", "unknown question 'fledd'; did you mean 'fled'?"),
    "an answer that is none": ("{fled: no}", "{fled: maybe}", "'maybe' as the answer to 'fled'; it is yes or no"),
    "no date": ("date: 2002", "date: 2002-13", "a date is written as"),
    "a case twice": ("  shop:\n", "  bank:\n", "duplicate key 'bank'"),
    "an unknown fact in a condition": ("if_fact: armed and", "if_fact: armored and", "unknown fact 'armored'"),
    "a value that is never taken": ("if_fact: hour.night", "if_fact: hour.noon", "the fact 'hour' is never 'noon'"),
    "one of several without its value": ("if_fact: hour.night", "if_fact: hour", "is one of several; write hour.day"),
    "yes or no with a value": (
        "if_fact: armed and",
        "if_fact: armed.yes and",
        "is yes or no; write armed or not armed",
    ),
    "a number as a condition": ("if_fact: armed and", "if_fact: trust and", "the fact 'trust' is a number"),
    "a condition that breaks off": (
        "if_fact: hour.night",
        "if_fact: hour.night and",
        "line 27, column 60: the statement",
    ),
    "an unknown table": ("{by: trust}", "{by: trst}", "line 19, column 51: unknown fact 'trst' (behind 'by')"),
    "a table that leaves something out": (
        "day: 0.9, else: 0.2",
        "day: 0.9",
        "nothing is said for hour = dusk, night",
    ),
    "a table that knows too much": ("day: 0.9,", "noon: 0.9,", "the fact 'hour' is never 'noon'"),
    "used before it is known": (
        "if_fact: hour.night,",
        "if_fact: called.police,",
        "known only after 'fled'; only a variation",
    ),
    "a rule that knows too much": ('always-no: "false"', "always-no: called.police", "which is known only after it"),
    "a rule over an unknown fact": (
        "says: hour.day and not armed",
        "says: hour.day and fat",
        "unknown fact 'fat'; there are: armed, hour, trust, called (in the rule by-day)",
    ),
    "a rule for an unknown question": (
        "because: light",
        "of: flied",
        "unknown question 'flied'; did you mean 'fled'?",
    ),
    "known after what": ("after: fled", "after: flight", "unknown question 'flight'"),
    "a name for two things": ("  armed: Whether", "  fled: x\n  armed: Whether", "name of a fact and of a question"),
    "one value only": ("one_of: [nobody, police]", "one_of: [police]", "at least two different values"),
    "a word of the language": ("one_of: [day, dusk, night]", "one_of: [day, dusk, night, else]", "'else' cannot be"),
    "an empty range": ("number: [0, 1]", "number: [1, 1]", "has no range"),
    "two kinds at once": (
        "number: [0, 1]",
        "number: [0, 1], one_of: [a, b]",
        "either one of several values or a number",
    ),
    "a title in the template": (
        "  irreversible:",
        "  title: T\n  irreversible:",
        "'title' does not belong in the template",
    ),
    "an unknown source": ("{source: paper,", "{source: papers,", "unknown source 'papers'; did you mean 'paper'?"),
    "evidence of nothing": ("      hour: [{", "      our: [{", "evidence of an unknown fact 'our'"),
    "an unknown option": ("not (shout and flee)", "not (shoot and flee)", "unknown option 'shoot'"),
    "an unknown key": ("because: noise", "becuse: noise", "unknown key 'becuse'; did you mean 'because'?"),
    "no cases": (FAMILY[FAMILY.index("cases:") : FAMILY.index("rules:")], "cases: {}\n", "there is no case"),
    "no version": ("family: 1\n", "", "the key 'family' is missing"),
    "another version": ("family: 1\n", "family: 2\n", "1 is expected here, not 2"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_said(wrong: str) -> None:
    old, new, said = WRONG[wrong]
    assert old in FAMILY
    assert any(said in each for each in complaints(FAMILY.replace(old, new, 1))), complaints(
        FAMILY.replace(old, new, 1)
    )


def test_everything_is_said_at_once() -> None:
    text = FAMILY.replace("hour: night", "hour: noon").replace("armed: yes, hour: dusk", "hour: dusk")
    text = text.replace("{by: trust}", "{by: trst}").replace("says: hour.day", "says: our.day")
    said = "\n".join(complaints(text))
    assert all(each in said for each in ("'noon'", "'barn': the fact 'armed' is missing", "'trst'", "'our'"))
    assert said.count("\n") == 3


def test_what_is_wrong_in_several_cases_is_said_once() -> None:
    [said] = complaints(FAMILY.replace("holds: not (shout and flee), if_fact: hour.night", "holds: not shoot"))
    assert said.startswith("f.yaml, line 27, column 19: unknown option 'shoot'")
    assert said.endswith("(in every case)")
    [said] = complaints(FAMILY.replace("not (shout and flee)", "not shoot"))
    assert said.endswith("(case bank)")


def test_a_case_whose_conflict_contradicts_itself_is_named() -> None:
    [said] = complaints(FAMILY.replace("night: [hide], else: []", "night: [hide], day: [hide], dusk: []"))
    assert "unknown option 'hide'" in said
    assert said.endswith("(case shop)")


TABLES = {
    "a fact is missing": ("b,Case B,0.6", "b,Case B,", "plain.csv, line 3: case 'b': the fact 'chance' is missing"),
    "a column is missing": ("wet,goes", "damp,goes", "plain.csv, line 1: unknown column 'damp'"),
    "an id stands twice": ("c,Case C", "b,Case C", "plain.csv, line 4: case 'b': this id stands in line 3 already"),
    "an id is missing": ("c,Case C", ",Case C", "it has no id"),
    "a value too many": ("d,Case D,0.2", "d,Case D,0.2,0.3", "a row of 7 values under 6 columns"),
    "no answer": ("no,no,no", "no,no,nope", "'nope' as the answer to 'goes'"),
}


@pytest.mark.parametrize("wrong", TABLES)
def test_what_is_wrong_in_a_table_is_said(wrong: str, tmp_path: Path) -> None:
    old, new, said = TABLES[wrong]
    file = plain(tmp_path)
    assert old in PLAIN_TABLE
    (tmp_path / "plain.csv").write_text(PLAIN_TABLE.replace(old, new, 1))
    with pytest.raises(InvalidConflict) as fault:
        read_family(file)
    assert any(said in str(each) for each in fault.value.complaints), str(fault.value)


def test_a_column_that_is_missing_is_one_complaint(tmp_path: Path) -> None:
    file = plain(tmp_path)
    (tmp_path / "plain.csv").write_text(PLAIN_TABLE.replace("wet,goes", "goes,x"))
    with pytest.raises(InvalidConflict) as fault:
        read_family(file)
    assert sum("'wet'" in str(each) for each in fault.value.complaints) == 1


def test_what_is_wrong_with_a_table_of_evidence_is_said(tmp_path: Path) -> None:
    file = plain(tmp_path)
    file.write_text(PLAIN + "evidence: e.csv\nsources: {x: {title: X}}\n")
    (tmp_path / "e.csv").write_text("case,fact,source\nz,cold,x\na,clod,x\na,cold,xx\n")
    with pytest.raises(InvalidConflict) as fault:
        read_family(file)
    said = [str(each) for each in fault.value.complaints]
    assert [each.split(";")[0] for each in said] == [
        "e.csv, line 2: unknown case 'z'",
        "e.csv, line 3: unknown fact 'clod'",
        "e.csv, line 4: unknown source 'xx'",
    ]


def test_one_kind_of_file_is_not_taken_for_the_other() -> None:
    assert ["this is a conflict file" in each for each in complaints(BANK)] == [True]
    with pytest.raises(InvalidConflict, match="this is a family of cases"):
        read_yaml(FAMILY, "f.yaml")


# -- written out ---------------------------------------------------------------------------------


def test_cases_are_written_as_ordinary_conflict_files(tmp_path: Path) -> None:
    found = family()
    files = write_cases(found, tmp_path / "cases")
    assert [file.name for file in files] == ["bank.yaml", "shop.yaml", "barn.yaml"]
    assert [read_yaml(file.read_text("utf-8"), "x") for file in files] == [case.conflict for case in found.cases]
    assert [each.name for each in tmp_path.iterdir()] == ["cases"]


def test_nothing_is_written_where_something_is_or_half(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    with pytest.raises(InvalidConflict, match="there is something already"):
        write_cases(family(), tmp_path / "full")
    with pytest.raises(InvalidConflict, match="no such file"):
        write_cases(family(), tmp_path / "no" / "where")
    odd = family(FAMILY.replace("  barn:", "  a/b:"))
    with pytest.raises(InvalidConflict, match="cannot be the name of a file"):
        write_cases(odd, tmp_path / "new")
    assert [each.name for each in tmp_path.iterdir()] == ["full"]
    assert [each.name for each in (tmp_path / "full").iterdir()] == ["mine.txt"]
