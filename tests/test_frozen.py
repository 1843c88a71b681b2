"""Frozen forecasts: every change shows, answers come from the case as it is now, what was reworded is not scored."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from command_line import called, run, written
from countermove import forecast, freeze, read, score, thaw
from countermove.errors import InvalidForecast, InvalidRequest
from countermove.io.frozen import FrozenForecast, digest_of
from countermove.simulation.forecasts.frozen import Frozen
from test_forecast import RACE

ASKED = RACE.replace(
    "when: first}",
    "when: first, asked: 2031-05-01, closes: 2031-12-31}\n  lost: {asks: Will b be first?, when: second}",
)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return Path(written(tmp_path / "race.yaml", ASKED))


@pytest.fixture
def frozen(case: Path) -> Frozen:
    return freeze(forecast(read(case), "nash", over=()), case, case.parent / "race.forecast.json")


def changed(case: Path, old: str, new: str) -> None:
    text = case.read_text("utf-8")
    assert old in text
    case.write_text(text.replace(old, new), "utf-8")


def test_what_is_frozen_is_read_again(frozen: Frozen, case: Path) -> None:
    again = thaw(frozen.path)
    assert again.document == frozen.document
    given = {each.id: each.probability for each in again.document.questions}
    assert given == pytest.approx({"won": 0.7, "lost": 0.3})
    assert again.document.case_sha256 == sha256(case.read_bytes()).hexdigest()
    assert again.document.case == "race.yaml"
    assert again.document.frozen_on == dt.datetime.now(dt.UTC).date()
    assert str(case.parent) not in frozen.path.read_text("utf-8")
    assert not again.has_changed(read(case))


def test_the_digest_is_that_of_everything_else(frozen: Frozen) -> None:
    """Whoever has the file and no countermove can check it: sorted keys, no blanks, SHA-256."""
    document = json.loads(frozen.path.read_text("utf-8"))
    digest = document.pop("digest")
    plain = json.dumps(document, sort_keys=True, separators=(",", ":"))
    assert sha256(plain.encode()).hexdigest() == digest == frozen.digest


def _set(*path: str | int, to: Any) -> Callable[[dict[str, Any]], None]:
    def change(document: dict[str, Any]) -> None:
        here: Any = document
        for step in path[:-1]:
            here = here[step]
        here[path[-1]] = to

    return change


CHANGES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "a probability": _set("questions", 0, "probability", to=0.9),
    "a probability in its last digit": _set("questions", 0, "probability", to=math.nextafter(0.7, 1)),
    "no probability": _set("questions", 0, "probability", to=None),
    "a bound": _set("questions", 0, "low", to=0.1),
    "a word": _set("questions", 0, "asks", to="Will a be last?"),
    "a statement": _set("questions", 0, "when", to="not first"),
    "a day": _set("questions", 0, "closes", to="2032-12-31"),
    "an id": _set("questions", 0, "id", to="one"),
    "a question less": lambda document: document["questions"].pop(),
    "a question more": lambda document: document["questions"].append(dict(document["questions"][0], id="more")),
    "another order": lambda document: document["questions"].reverse(),
    "the day of freezing": _set("frozen_on", to="2020-01-01"),
    "the case": _set("case", to="other.yaml"),
    "its hash": _set("case_sha256", to="0" * 64),
    "the model": _set("model", to="title: t\n"),
    "the seed": _set("seed", to=7),
    "the count": _set("solved", to=3),
    "the concept": _set("concept", to="seq"),
    "the version": _set("version", to="9.9.9"),
    "the digest": _set("digest", to="0" * 64),
    "no digest": _set("digest", to=""),
    "a key more": _set("note", to="better"),
    "a key less": lambda document: document.pop("seed"),
    "an impossible probability": _set("questions", 0, "probability", to=1.2),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_shows(frozen: Frozen, change: str) -> None:
    document = json.loads(frozen.path.read_text("utf-8"))
    CHANGES[change](document)
    frozen.path.write_text(json.dumps(document, indent=2) + "\n", "utf-8")
    with pytest.raises(InvalidForecast, match="altered"):
        thaw(frozen.path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('  "title"', ' "title"'),
        ("\n", "\n\n"),
        ('"probability": 0.7', '"probability": 0.9, "probability": 0.7'),
        ('"probability": 0.7,', '"probability": 7e-1,'),
        ("Will a be", "Will \\u0061 be"),
    ],
)
def test_a_change_that_leaves_the_meaning_shows_as_well(frozen: Frozen, old: str, new: str) -> None:
    text = frozen.path.read_text("utf-8")
    assert old in text
    frozen.path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(InvalidForecast, match="laid out"):
        thaw(frozen.path)


def test_every_flipped_bit_shows(frozen: Frozen) -> None:
    raw = frozen.path.read_bytes()
    for place in range(0, len(raw), 7):
        damaged = bytearray(raw)
        damaged[place] ^= 1 << place % 8
        frozen.path.write_bytes(damaged)
        with pytest.raises(InvalidForecast, match=r"race\.forecast\.json"):
            thaw(frozen.path)


def test_keys_in_another_order_show(frozen: Frozen) -> None:
    document = json.loads(frozen.path.read_text("utf-8"))
    frozen.path.write_text(json.dumps(dict(reversed(document.items())), indent=2) + "\n", "utf-8")
    with pytest.raises(InvalidForecast, match="laid out"):
        thaw(frozen.path)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"countermove_forecast": 2}', b"NaN"])
def test_what_is_no_frozen_forecast_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.forecast.json"
    file.write_bytes(content)
    with pytest.raises(InvalidForecast, match=r"a\.forecast\.json"):
        thaw(file)
    with pytest.raises(InvalidForecast, match="no such file"):
        thaw(tmp_path / "b.forecast.json")


def test_other_ends_of_lines_are_no_change(frozen: Frozen) -> None:
    frozen.path.write_bytes(frozen.path.read_bytes().replace(b"\n", b"\r\n"))
    assert thaw(frozen.path).digest == frozen.digest


def test_a_new_digest_hides_a_change_from_all_but_those_who_know_the_old_one(frozen: Frozen) -> None:
    """What a digest inside a file cannot do, which the documentation says."""
    document = json.loads(frozen.path.read_text("utf-8"))
    document["questions"][0]["probability"] = 0.9
    document["digest"] = digest_of(FrozenForecast.model_validate(document))
    frozen.path.write_text(json.dumps(document, indent=2) + "\n", "utf-8")
    assert thaw(frozen.path).digest != frozen.digest


def test_a_forecast_is_frozen_once(frozen: Frozen, case: Path) -> None:
    found = forecast(read(case), "nash", over=())
    with pytest.raises(InvalidRequest, match="frozen once"):
        freeze(found, case, frozen.path)
    assert freeze(found, case, frozen.path, force=True).digest == frozen.digest
    with pytest.raises(InvalidRequest, match="ends in"):
        freeze(found, case, case.parent / "race.json")


def test_the_file_is_named_by_the_day_as_of_which_it_is(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(case.parent)
    assert freeze(forecast(read(case), "nash", over=()), case).path == Path("race.2031-05-01.forecast.json")


# -- scored later --------------------------------------------------------------------------------


def test_answers_come_from_the_case_as_it_is_now(frozen: Frozen, case: Path) -> None:
    with pytest.raises(InvalidRequest, match=r"no forecast can be scored \(.*: no answer yet"):
        score([(frozen, read(case))])
    changed(case, "closes: 2031-12-31}", "closes: 2031-12-31, answer: {value: true, on: 2031-06-01}}")
    found = score([(frozen, read(case))])
    assert found.remarks == ()
    assert [(each.id, each.counts, each.remark) for each in found.items] == [
        ("won", True, ""),
        ("lost", False, "no answer yet"),
    ]
    assert found.summary.brier == pytest.approx(0.09)
    assert found.summary.against.brier_difference.difference == pytest.approx(0.09 - 0.25)


def test_a_question_that_is_scored_twice_is_told(frozen: Frozen, case: Path) -> None:
    changed(case, "closes: 2031-12-31}", "closes: 2031-12-31, answer: {value: true}}")
    found = score([(frozen, read(case)), forecast(read(case), "nash", over=())])
    assert "A race: won is scored 2 times, once for each forecast of it" in found.remarks
    assert found.summary.against.brier_difference.groups == 1


def test_a_case_that_says_something_else_by_now_is_told(frozen: Frozen, case: Path) -> None:
    changed(case, "closes: 2031-12-31}", "closes: 2031-12-31, answer: {value: true}}")
    changed(case, "confidence: 0.6", "confidence: 0.1")
    found = score([(frozen, read(case))])
    assert "has changed since race.forecast.json was frozen" in found.remarks[0]
    assert found.summary.brier == pytest.approx(0.09)


@pytest.mark.parametrize(
    ("old", "new", "remark"),
    [
        ("Will a be first?", "Will a win?", "the case asks something else by now (asks)"),
        ("when: first, asked", "when: second, asked", "the case asks something else by now (when)"),
        ("closes: 2031-12-31", "closes: 2032-12-31", "the case asks something else by now (closes)"),
        ("  won: {", "  first: {", "the case asks it no longer"),
    ],
)
def test_what_was_reworded_is_not_scored(frozen: Frozen, case: Path, old: str, new: str, remark: str) -> None:
    changed(case, "when: second}", "when: second, answer: {value: false}}")
    changed(case, "closes: 2031-12-31}", "closes: 2031-12-31, answer: {value: true}}")
    changed(case, old, new)
    found = score([(frozen, read(case))])
    first = found.items[0]
    assert (first.id, first.counts, first.remark) == ("won", False, remark)
    assert found.summary.count == 1


def test_a_forecast_of_what_was_known_already_is_told(case: Path) -> None:
    changed(case, "when: second}", "when: second, answer: {value: false, on: 2020-01-01}}")
    late = freeze(forecast(read(case), "nash", over=()), case, case.parent / "late.forecast.json")
    found = score([(late, read(case))])
    assert found.items[1].remark == "frozen when it was answered already, on 2020-01-01"
    assert "2020" not in late.path.read_text("utf-8")


# -- the commands --------------------------------------------------------------------------------


def test_freeze_and_score(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(case.parent)
    said = run("freeze", "race.yaml", "--concept", "nash", "--over", "nash").stdout
    assert said.startswith("race.2031-05-01.forecast.json\ndigest ")
    changed(case, "closes: 2031-12-31}", "closes: 2031-12-31, answer: {value: true, on: 2031-06-01}}")
    done = run("score", "race.2031-05-01.forecast.json", "--plot", "plot.svg")
    out = done.stdout
    assert "70.0 %  yes     0.090  0.357" in out
    assert "-0.160" in out
    assert "in answers, notes or layout alone" in out
    plot = Path("plot.svg").read_text("utf-8")
    assert plot.count('class="point"') == 1
    assert ElementTree.fromstring(plot).tag.endswith("svg")
    assert run("score", "race.yaml", "--concept", "nash", "--json").stdout.startswith("{")


def test_score_as_json_only(case: Path) -> None:
    changed(case, "closes: 2031-12-31}", "closes: 2031-12-31, answer: {value: true, on: 2031-06-01}}")
    done = called("score", str(case), "--concept", "nash", "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    document = json.loads(done.stdout)
    assert document["summary"]["brier"] == pytest.approx(0.09)
    assert document["summary"]["against"]["brier_difference"]["low"] is None


def test_forecast_as_json_only(case: Path) -> None:
    done = called("forecast", str(case), "--concept", "nash", "--over", "nash", "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    assert json.loads(done.stdout)["questions"][0]["probability"] == 0.7


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (("forecast", "chicken"), "asks no questions"),
        (("forecast", "race.yaml", "--over", "nash,nahs"), "did you mean 'nash'"),
        (("forecast", "race.yaml", "--count", "many"), "--count many"),
        (("freeze", "race.yaml", "--to", "race.txt"), "ends in .forecast.json"),
        (("freeze", "race.yaml", "--to", "nowhere/race.forecast.json"), "there is no folder"),
        (("score", "race.yaml"), "no forecast can be scored"),
        (("score", "race.yaml", "race.yaml"), "stands twice"),
        (("score", "race.yaml", "--plot", "plot.png"), "ends in .svg"),
        (("score", "race.yaml", "--bins", "0"), "--bins"),
        (("score", "none.forecast.json"), "no such file"),
        (("score", "altered.forecast.json"), "was altered after it was frozen"),
        (("score", "orphan/race.forecast.json"), "which is not there"),
    ],
)
def test_what_is_wrong_with_a_call(
    frozen: Frozen, case: Path, monkeypatch: pytest.MonkeyPatch, call: tuple[str, ...], words: str
) -> None:
    text = frozen.path.read_text("utf-8")
    (case.parent / "altered.forecast.json").write_text(text.replace("0.7", "0.9", 1), "utf-8")
    (case.parent / "orphan").mkdir()
    orphan = json.loads(text) | {"case": "gone.yaml"}
    orphan["digest"] = digest_of(FrozenForecast.model_validate(orphan))
    (case.parent / "orphan" / "race.forecast.json").write_text(json.dumps(orphan, indent=2) + "\n", "utf-8")
    monkeypatch.chdir(case.parent)
    before = {*case.parent.rglob("*")}
    done = called(*call)
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr
    assert {*case.parent.rglob("*")} == before
