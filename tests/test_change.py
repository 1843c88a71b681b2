"""What it would take: the command, the library and the pages, on packaged cases and on a small dispute."""

from __future__ import annotations

import json
from contextlib import contextmanager
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

import countermove as cm
from command_line import called, refused, run, written
from countermove.analysis.assumptions.changes import changed
from countermove.analysis.assumptions.trials import Trials
from countermove.analysis.change.asking import goal_of
from countermove.analysis.change.edits.least import least_edits
from countermove.errors import CountermoveError
from countermove.model.variation import vary
from countermove.report.notebook import html
from countermove.report.pages.change import change_html, change_markdown
from countermove.simulation.change.sampled import narrowed
from countermove.simulation.change.shares import OverWorlds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from countermove.analysis.change.goal import ShareGoal

DISPUTE = """
title: Dispute
status_quo: [strike]
define:
  calm: {name: Calm, when: not strike}
  stand_off: {name: Stand-off, when: strike and not raise}
ends: [calm, stand_off]
decision_makers:
  union:
    name: The union
    options: {strike: Go on strike}
    preferences:
      - {holds: raise or strike, confidence: 0.6}
      - {holds: not strike, confidence: 0.9}
  company:
    name: The company
    options: {raise: Raise wages, lock: Lock the gates}
    preferences:
      - {holds: not lock, confidence: 0.8}
      - {holds: not raise if strike, confidence: 0.7}
      - {holds: not strike, confidence: 0.9}
      - not raise
irreversible: {raise: on}
questions: {paid: {asks: Are wages raised?, when: raise}}
"""

EUPHRATES = "syria-iraq-1975"


def said(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


def test_the_answer_comes_first() -> None:
    lines = run("change", EUPHRATES, "--so-that", "2 holds", columns=80).stdout.splitlines()
    assert lines[1] == "So that: 2 holds"
    assert lines[3].startswith("It would take: Syria would have to put “no Attack” above “Escalate”.")
    assert max(map(len, lines)) <= 80
    assert any(line.startswith("Proved by exhaustion: ") for line in lines)
    assert lines[-1] == f"Next: countermove assumptions {EUPHRATES}"


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (["elmira", "--so-that", "5 holds"], "Nothing has to change: it is so already, at a cost of 0."),
        (["elmira", "--so-that", "accept, abandon holds"], "Nothing would do it: the rule 'exactly one of"),
        ([EUPHRATES, "--so-that", "2 holds by nash", "--most", "0.5"], "A cost of 3 is enough, with --most 3 --add"),
        (["canal", "--so-that", "likeliest 4", "--most", "1"], "A larger cost may: --most 2, or --by all."),
        ([EUPHRATES, "--so-that", "2 holds by seq", "--count", "syria"], "384 make state 2 hold by seq (53.3 %)"),
        ([EUPHRATES, "--so-that", "2 holds by gmr", "--count", "Syria"], "384 make state 2 hold by gmr"),
    ],
)
def test_each_case_has_a_clear_answer(call: list[str], says: str) -> None:
    assert says in said(run("change", *call).stdout)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        ([], "--so-that"),
        (["--so-that", "2 hold"], "did you mean 'holds'?"),
        (["--so-that", "relase holds"], "did you mean 'release'?"),
        (["--so-that", "2 holds", "--by", "statement"], "did you mean 'statements'?"),
        (["--so-that", "2 holds", "--most", "0"], "the cost up to which is searched is a number above 0"),
        (["--so-that", "2 holds", "--most", "nan"], "the cost up to which is searched is a number above 0"),
        (["--so-that", "2 holds", "--cost", "drop"], "write a kind of step and a number, as in drop=1"),
        (["--so-that", "2 holds", "--cost", "dropp=1"], "did you mean 'drop'?"),
        (["--so-that", "2 holds", "--offer", "iraq"], "write a decision maker and an option"),
        (["--so-that", "2 holds", "--keep", "syriaa"], "did you mean 'syria'?"),
        (["--so-that", "2 holds", "--add", "relase"], "did you mean 'release'?"),
        (["--so-that", "2 holds", "--row", "x"], "is no family, so it has no rows"),
        (["--so-that", "2 holds", "--json", "-o", "x.md"], "one of the two"),
        (["--so-that", "2 holds", "-o", "x.pdf"], "the name has to end in"),
        (["--so-that", "never attack", "--count", "syria"], "rankings are counted for 'STATE holds'"),
        (["--so-that", "release or attack holds", "--count", "syria"], "names 4"),
        (["--so-that", "2 holds", "--variation", "peace"], "has no variation 'peace'"),
        (["--so-that", "never attack", "--by", "rankings"], "ask for the state in which it is so"),
    ],
)
def test_bad_calls_are_refused_with_what_would_help(call: list[str], says: str) -> None:
    assert says in said(refused("change", EUPHRATES, *call))


def test_json_has_everything_and_nothing_else() -> None:
    found = json.loads(run("change", EUPHRATES, "--so-that", "2 holds", "--json").stdout)
    assert found["goal"] == "2 holds"
    assert found["proof"] == "exhausted"
    assert [each["cost"] for each in found["found"]] == sorted(each["cost"] for each in found["found"])
    first = found["found"][0]
    assert (first["cost"], first["reached"], len(first["certificates"])) == (1.0, 0.0, 2)
    assert run("change", EUPHRATES, "--so-that", "2 holds", "--json").stdout == json_text(found)


def json_text(found: dict[str, object]) -> str:
    from countermove.report.console import as_json

    return as_json(found) + "\n"


@pytest.mark.parametrize("name", ["page.html", "page.md"])
def test_a_page_is_written_once(tmp_path: Path, name: str) -> None:
    call = ("change", EUPHRATES, "--so-that", "2 holds", "-o", str(tmp_path / name))
    assert run(*call).stdout.startswith("wrote ")
    text = (tmp_path / name).read_text("utf-8")
    assert "It would take: Syria would have to put “no Attack” above “Escalate”." in text
    assert "--force overwrites it" in refused(*call)
    run(*call, "--force")


def test_what_is_shown_of_a_change_is_escaped() -> None:
    dispute = cm.loads(DISPUTE.replace("The union", "<b>Union</b> | *us*"))
    found = cm.change(dispute, "never lock and calm falls", most=3)
    assert "<b>Union</b>" not in change_html(found)
    assert "<b>Union</b>" not in html(found)
    assert "<b>Union</b>" not in change_markdown(found)


@contextmanager
def ended_after(number: int) -> Iterator[Callable[[int, int], None]]:
    """Yield a progress that is interrupted after so many calls."""
    calls = iter(range(number))

    def progress(_done: int, _total: int) -> None:
        if next(calls, None) is None:
            raise KeyboardInterrupt

    yield progress


def test_ctrl_c_prints_what_was_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("countermove.cli.change.progress_bar", lambda _what: ended_after(3))
    done = called("change", EUPHRATES, "--so-that", "2 holds", COLUMNS="80")
    assert done.exit_code == 130
    assert "Not proved: the search ended" in done.stdout
    assert done.stderr.strip() == "interrupted: not all changes were tried"


def test_ctrl_c_prints_no_half_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("countermove.cli.change.progress_bar", lambda _what: ended_after(3))
    done = called("change", EUPHRATES, "--so-that", "2 holds", "--json")
    assert (done.exit_code, done.stdout) == (130, "")


GOALS = ("2 holds", "1 holds by gmr", "6 falls", "never attack", "always release", "likeliest 2", "2 >= 100 %")


@pytest.mark.parametrize("goal", GOALS)
def test_what_is_found_meets_the_goal_and_no_part_does(goal: str) -> None:
    euphrates = cm.cases.load(EUPHRATES)
    found = cm.change(euphrates, goal, by="statements", most=5)
    asked = goal_of(euphrates, goal)
    assert found.found
    for each in found.found:
        assert asked.met(Trials(each.conflict, "seq").trial(()))
    steps = [{one.says for one in each.edits} for each in found.found]
    assert not any(one < other for one, other in combinations(steps, 2))
    assert found.found == tuple(sorted(found.found, key=lambda each: each.cost))


def test_the_front_door_asks_the_searches_that_stand_behind_it() -> None:
    euphrates = cm.cases.load(EUPHRATES)
    direct = least_edits(euphrates, goal_of(euphrates, "2 holds"), most=3.0)
    found = cm.change(euphrates, "2 holds")
    assert [each.says for each in found.found] == [each.says for each in direct.found]
    both = cm.change(euphrates, "2 holds", by="statements,rankings")
    assert {each.cost for each in both.found} >= {0.5, 1.0}


@pytest.mark.thorough
def test_shares_are_judged_over_the_worlds_that_brief_draws() -> None:
    dispute = cm.loads(DISPUTE)
    before = {each.id: each.chance.share.value for each in cm.brief(dispute).ends}
    worse = min(before, key=lambda each: before[each])
    found = cm.change(dispute, f"likeliest {worse}", most=6)
    assert (found.proof, found.worlds) == ("sampled", cm.worlds(dispute).count)
    assert found.before == pytest.approx(before[worse], abs=1e-12)
    for each in found.found:
        judged = cm.brief(each.conflict)
        assert judged.likeliest is not None
        assert judged.likeliest.id == worse
        assert judged.likeliest.chance.share.value == pytest.approx(each.share, abs=1e-12)


@pytest.mark.thorough
def test_a_question_and_several_goals_are_judged_over_worlds() -> None:
    dispute = cm.loads(DISPUTE)
    [chance] = [each.chance.share.value for each in cm.brief(dispute).questions]
    wanted = min(1.0, chance + 0.1)
    found = cm.change(dispute, f"paid yes >= {wanted:.3f} and never lock", most=6)
    assert found.before == pytest.approx(chance, abs=1e-12)
    assert found.found
    assert all((each.share or 0.0) >= round(wanted, 3) - 1e-9 for each in found.found)
    never = goal_of(dispute, "never lock")
    assert all(never.met(Trials(each.conflict, "seq").trial(())) for each in found.found)


def test_states_that_no_moves_lead_to_change_no_share() -> None:
    dispute = cm.loads(DISPUTE).with_(status_quo=("strike", "raise"))
    small = narrowed(dispute)
    assert len(small.states) < len(dispute.states)
    calm: ShareGoal = goal_of(dispute, "likeliest calm")  # type: ignore[assignment]  # the text is of one about a share
    judge = OverWorlds([calm], "seq")
    assert judge.share(small) == pytest.approx(judge.share(dispute), abs=1e-12)


def test_states_are_left_out_where_questions_are_asked_from_elsewhere() -> None:
    later = DISPUTE.replace("when: raise}", "when: raise, variation: cold}") + "variations: {cold: {remove: [lock]}}"
    dispute = vary(cm.loads(later), "none").with_(status_quo=("strike", "raise"))
    assert len(narrowed(dispute).states) == 4


def test_a_family_is_asked_row_by_row() -> None:
    one = run("change", "csto-appeals", "--so-that", "always send", "--row", "kz2022").stdout
    assert "nothing: it is so already" in one
    assert "has no case" in refused("change", "csto-appeals", "--so-that", "always send", "--row", "kz")
    assert "names nothing here" in refused("change", "csto-appeals", "--so-that", "always snd", "--row", "kz2022")


def test_what_brief_says_would_end_the_likeliest_end_does() -> None:
    for name in ("canal-north", "canal-south", EUPHRATES):
        conflict = cm.cases.load(name)
        judged = cm.brief(conflict)
        robust, first = judged.robustness, judged.likeliest
        assert robust is not None
        assert first is not None
        assert robust.ends is not None
        assert robust.ends.change is not None
        after = cm.brief(changed(conflict, [robust.ends.change])).likeliest
        assert after is None or not {*after.decimals} & {*first.decimals}
        if robust.then is not None and after is not None:
            assert {*after.decimals} <= {*judged.ends[robust.then].decimals}


def test_the_radius_stands_in_for_statements_where_states_are_ranked() -> None:
    judged = cm.brief(cm.cases.load("elmira"))
    assert judged.robustness is not None
    least = cm.change(cm.cases.load("elmira"), "5 falls").least
    assert least is not None
    assert judged.robustness.kind == "rankings"
    assert judged.robustness.ends is not None
    assert judged.robustness.ends.cost == least.cost


def test_goals_of_another_kind_are_refused_before_anything_is_searched() -> None:
    with pytest.raises(CountermoveError, match="text is expected as 'goal', not 5"):
        cm.change(cm.cases.load("elmira"), 5)  # type: ignore[arg-type]


def test_a_graph_of_states_is_asked_by_names() -> None:
    graph = cm.loads(
        "{title: t, status_quo: [p], states: {p: Peace, q: War and ruin}, decision_makers: {x: {moves: {p: [q]}, "
        "preferences: {ranking: [q, p]}}}}"
    )
    found = cm.change(graph, "Peace holds by nash")
    assert (found.by, found.least.cost if found.least else None) == ("rankings", 0.5)
    assert cm.change(graph, '"War and ruin" holds').met


def test_names_of_a_file_are_read(tmp_path: Path) -> None:
    file = written(tmp_path / "dispute.yaml", DISPUTE)
    assert "So that: Stand-off holds by nash" in run("change", file, "--so-that", "Stand-off holds by nash").stdout
