"""Key assumptions check: changes as written by hand, and the answer as ordinary conflicts give it one by one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import combinations

import pytest

from command_line import called, run
from countermove import (
    Conflict,
    CountermoveError,
    DecisionMaker,
    Evidence,
    Graph,
    InvalidConflict,
    Option,
    Preferences,
    Question,
    Rule,
    Source,
    Statement,
    TooLarge,
    UnknownName,
    cases,
    evolve,
    solve,
)
from countermove import assumptions as check
from countermove.analysis.assumptions import check as check_module
from countermove.analysis.assumptions.assumption import Assumption, assumptions_of
from countermove.analysis.assumptions.changes import Change, changed
from countermove.analysis.assumptions.headline import BROKEN, UNDECIDED, StateHeadline, baseline_of
from countermove.analysis.assumptions.result import Assumptions
from countermove.analysis.assumptions.singles import effect_of
from countermove.analysis.assumptions.trials import Trials
from countermove.errors import InvalidRequest
from countermove.kernels.jit import ENGINES
from countermove.report.notebook import html
from uncertain_conflicts import draw_uncertain, ranked

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
DEAL = "appeal, oust, accept, csto, press, thank"


def wants(*levels: str | tuple[str, ...]) -> Preferences:
    grouped = ((level,) if isinstance(level, str) else level for level in levels)
    return Preferences(statements=tuple(tuple(Statement(holds=each) for each in level) for level in grouped))


def alone(preferences: Preferences, *options: Option, **more: object) -> Conflict:
    """Return a conflict of one decision maker, with nothing on at the start."""
    dm = DecisionMaker(id="a", options=options or (Option(id="go"),), preferences=preferences)
    return Conflict(title="Alone", decision_makers=(dm,), status_quo=(), **more)  # type: ignore[arg-type]


def named(conflict: Conflict, name: str) -> Assumption:
    [found] = [each for each in assumptions_of(conflict) if each.name == name]
    return found


def tried(found: Assumptions, name: str, how: str) -> str:
    """Return what becomes of the headline if something is done to one assumption."""
    [one] = [
        one
        for each in found.checked
        for one in each.findings
        if each.assumption.name == name and one.changes[0].how == how
    ]
    return one.status


# -- what is changed -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "left"),
    [
        ({"x": "left out"}, ["y", "z", "u v"]),
        ({"y": "negated"}, ["x", "not (y)", "z", "u v"]),
        ({"y": "moved up"}, ["y", "x", "z", "u v"]),
        ({"y": "moved down"}, ["x", "z", "y", "u v"]),
        ({"z": "moved down"}, ["x", "y", "u v", "z"]),
        ({"u": "moved up"}, ["x", "y", "z", "u", "v"]),
        ({"u": "moved down"}, ["x", "y", "z", "v", "u"]),
        ({"v": "left out"}, ["x", "y", "z", "u"]),
        ({"u": "moved up", "v": "moved up"}, ["x", "y", "z", "u v"]),
        ({"x": "moved down", "y": "moved up"}, ["y", "x", "z", "u v"]),
        ({"x": "moved down", "z": "moved up"}, ["z", "y", "x", "u v"]),
        ({"x": "left out", "y": "moved up"}, ["y", "z", "u v"]),
        ({"x": "negated", "z": "moved up"}, ["not (x)", "z", "y", "u v"]),
    ],
)
def test_statements_after_changes(changes: dict[str, str], left: list[str]) -> None:
    options = [Option(id=each) for each in "xyzuv"]
    conflict = alone(wants("x", "y", "z", ("u", "v")), *options)
    done = changed(conflict, [Change(named(conflict, f"a: {each}"), how) for each, how in changes.items()])  # type: ignore[arg-type]
    levels = done.decision_makers[0].preferences.statements
    assert [" ".join(each.holds for each in level) for level in levels] == left


def test_rules_conditions_reach_and_irreversibility_are_left_out() -> None:
    go, stay = Option(id="go", stays="on"), Option(id="stay", when="go")
    conflict = alone(wants("go"), go, stay, rules=(Rule(holds="not (go and stay)"),))
    assert conflict.states.patterns() == ("NN", "YN")
    shaped = {
        "rule: not (go and stay)": ("NN", "YN", "YY"),
        "condition: a.stay implies (go)": ("NN", "YN", "NY"),
        "in reach: a.go": ("NN",),
    }
    for name, patterns in shaped.items():
        assert changed(conflict, [Change(named(conflict, name), "left out")]).states.patterns() == patterns
    free = changed(conflict, [Change(named(conflict, "irreversible: a.go"), "left out")])
    assert [option.stays for option in free.decision_makers[0].options] == [None, None]
    both = [Change(named(conflict, name), "left out") for name in list(shaped)[:2]]
    assert len(changed(conflict, both).states) == 4


def test_weights_are_statements_too() -> None:
    conflict = alone(Preferences(weights=(("go", 2.0), ("stay", 1.0))), Option(id="go"), Option(id="stay"))
    weight = named(conflict, "a: go (weight 2)")
    assert weight.hows == ("left out", "negated")
    assert changed(conflict, [Change(weight, "left out")]).ranks.tolist() == [[0, 0, 1, 1]]
    assert changed(conflict, [Change(weight, "negated")]).ranks.tolist() == [[2, 0, 3, 1]]


def test_a_ranking_by_numbers_keeps_its_meaning_when_numbers_shift() -> None:
    ranking = Preferences(ranking=(("4",), ("1",), ("2",), ("3",)))
    conflict = alone(ranking, Option(id="go"), Option(id="stay"))
    left = changed(conflict, [gone := Change(named(conflict, "in reach: a.go"), "left out")])
    assert (left.states.patterns(), left.ranks.tolist()) == (("NN", "NY"), [[1, 0]])
    assert Trials(conflict, "nash").trial([gone]).conflict.ranks.tolist() == [[1, 0]]


def test_an_out_of_reach_option_is_as_a_variation_removes_it() -> None:
    conflict = cases.load("kazakhstan-2022")
    gone = changed(conflict, [Change(named(conflict, "in reach: old_guard.leak"), "left out")])
    assert solve(gone).equilibria("seq") == solve(conflict, variation="none+no-kompromat").equilibria("seq")


def test_equal_statements_have_names_of_their_own() -> None:
    assert [each.name for each in assumptions_of(alone(wants("go", "go")))][1:] == ["a: go", "a: go (2)"]


# -- examples whose linchpins are known ----------------------------------------------------------


def test_what_one_statement_carries() -> None:
    found = check(alone(wants("go")))
    assert str(found.headline) == "go"
    assert tried(found, "a: go", "left out") == "not reached"  # indifferent, it holds, and nobody goes there
    assert tried(found, "a: go", "negated") == "falls"
    assert tried(found, "in reach: a.go", "left out") == "infeasible"
    assert [each.name for each in found.linchpins] == ["a: go", "in reach: a.go"]


def test_what_two_statements_carry_together() -> None:
    found = check(alone(wants("go", "go")))
    assert tried(found, "a: go", "left out") == tried(found, "a: go (2)", "left out") == "same"
    assert found.pairs is not None
    assert {frozenset(map(str, one.changes)) for one in found.pairs.found} >= {
        frozenset({"a: go: left out", "a: go (2): left out"})
    }


def test_a_status_quo_that_needs_an_option_is_no_start() -> None:
    conflict = alone(wants("not go")).with_(status_quo=("go",))
    found = check(conflict)
    assert str(found.headline) == "nothing is on"
    assert tried(found, "in reach: a.go", "left out") == "no start"
    both = alone(wants("go and stay"), Option(id="go"), Option(id="stay")).with_(status_quo=("go",))
    assert tried(check(both), "in reach: a.go", "left out") == "infeasible"


def test_a_ranking_that_no_longer_fits_is_void() -> None:
    ranking = Preferences(ranking=(("Y",),))
    conflict = alone(wants()).with_(status_quo=("go",), rules=(Rule(holds="go"),))
    dm = DecisionMaker(id="a", options=(Option(id="go"),), preferences=ranking)
    found = check(conflict.with_(decision_makers=(dm,)), pairs=False)
    assert tried(found, "rule: go", "left out") == "void"
    reasons = sorted(one.reason for each in found.checked for one in each.findings if one.status == "void")
    assert reasons[0].startswith("no state is feasible")
    assert reasons[1].startswith("the ranking of a omits")
    assert found.notes == ("a: the ranking of states is taken as it stands",)


def test_a_question_survives_while_its_answer_is_the_likelier() -> None:
    question = Question(id="gone", asks="Gone?", when="go")
    found = check(alone(wants("go"), questions=(question,)), "gone")
    assert (found.asked.answer, found.asked.base.probability) == (True, 1.0)
    assert tried(found, "a: go", "left out") == "falls"
    no = check(alone(wants("not go"), questions=(question,)), "gone")
    assert (no.asked.answer, no.asked.value(no.asked.base)) == (False, 1.0)
    assert tried(no, "a: not go", "negated") == "falls"
    assert tried(no, "a: not go", "left out") == "same"


def test_sources_alone_and_among_others() -> None:
    one, two = Evidence(source="one"), Evidence(source="two")
    statements = ((Statement(holds="go", evidence=(one, two)),), (Statement(holds="stay", evidence=(one,)),))
    sources = tuple(Source(id=each) for each in ("one", "two", "three"))
    conflict = alone(Preferences(statements=statements), Option(id="go"), Option(id="stay"), sources=sources)
    found = {each.source.id: each for each in check(conflict).sources}
    assert found.keys() == {"one", "two"}
    gone = {id_: [len(each.alone.finding.changes), len(each.citing.finding.changes)] for id_, each in found.items()}
    assert gone == {"one": [1, 2], "two": [0, 1]}
    assert found["one"].alone.finding.status == found["two"].citing.finding.status == "weaker"
    assert found["one"].alone.finding.lost == found["two"].citing.finding.lost == (0.5, 0.0)
    assert found["one"].citing.finding.status == "not reached"
    assert found["two"].alone.finding.status == "same"


def test_irreversibility_rests_on_its_own_evidence() -> None:
    option = Option(id="go", stays="on", stays_because="gone is gone", stays_evidence=(Evidence(source="one"),))
    conflict = alone(wants("not go", "go"), option, sources=(Source(id="one"),))
    assert named(conflict, "irreversible: a.go").because == "gone is gone"
    [source] = check(conflict, "go").sources
    assert [each.assumption.name for each in source.citing.finding.changes] == ["irreversible: a.go"]
    assert source.alone.finding.survives is False


# -- the same as ordinary conflicts --------------------------------------------------------------


def slowly(
    conflict: Conflict, found: Assumptions, changes: Iterable[Change]
) -> tuple[bool | None, float | None, tuple[str, ...]]:
    """Return whether the headline survives, its probability, and by what it holds, from the definitions."""
    headline, concept, base = found.asked.headline, found.asked.concept, found.asked.base
    try:
        other = changed(conflict, [*changes])
    except InvalidConflict:
        return None, None, ()
    ends = None if other.status_quo is None else [end for end in evolve(other, concept).ends if end.settles]
    if not isinstance(headline, StateHeadline):
        if ends is None:
            return None, None, ()
        asks = headline.question.when  # in what is drawn, an option's name
        chance = sum(end.probability for end in ends if asks in other.states[end.states[0] - 1].on)
        before = base.probability or 0.0
        return (chance >= 0.5 - 1e-9 if before >= 0.5 - 1e-9 else chance < 0.5 - 1e-9), chance, ()
    decimal = conflict.states[headline.position].decimal
    numbers = {state.decimal: state.number for state in other.states}
    if decimal not in numbers:
        return False, None if ends is None else 0.0, ()
    number = numbers[decimal]
    solved = solve(other, CONCEPTS)
    held = tuple(c for c in CONCEPTS if number in [state.number for state in solved.equilibria(c)])
    likely = None if ends is None else sum(end.probability for end in ends if end.states == (number,))
    if not base.probability:
        return concept in held, likely, held
    return None if likely is None else likely > 1e-9, likely, held


def drawn(seed: int) -> Conflict:
    """Draw a conflict; in some there are conditions."""
    conflict = draw_uncertain(seed) if seed % 5 else ranked(seed)
    return conflict.with_(variations=(), questions=(Question(id="q", asks="?", when=conflict.options[0]),))


def asked_of(conflict: Conflict, seed: int) -> Iterator[tuple[str | None, str]]:
    concept = CONCEPTS[seed % 5]
    yield None, concept
    yield "q", concept
    for state in solve(conflict, [concept]).equilibria(concept)[:2]:
        yield str(state.number), concept


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(20))
def test_one_at_a_time_is_as_ordinary_conflicts_have_it(seed: int) -> None:
    conflict, looked_at = drawn(seed), 0
    for headline, concept in asked_of(conflict, seed):
        try:
            found = check(conflict, headline, concept, pairs=False)
        except InvalidRequest:
            continue
        looked_at += 1
        for each in found.checked:
            for one in each.findings:
                survives, chance, held = slowly(conflict, found, one.changes)
                assert one.survives == survives, one
                if one.standing is not None and one.standing.feasible:
                    assert one.standing.probability == pytest.approx(chance, abs=1e-9)
                    assert one.standing.holds == held
    assert looked_at or conflict.status_quo is None or not evolve(conflict, CONCEPTS[seed % 5]).ends[0].settles


@pytest.mark.thorough
@pytest.mark.parametrize("seed", [1, 2, 3, 4, 6, 7])  # by the concept of 5 the conflict goes round for ever
def test_sets_of_two_are_as_ordinary_conflicts_have_them(seed: int) -> None:
    conflict = drawn(seed)
    [(headline, concept), *_] = [*asked_of(conflict, seed)][-1:]
    found = check(conflict, headline, concept, pairs=True)
    assert found.pairs is not None
    kept = [
        one.changes[0] for each in found.checked for one in each.findings if slowly(conflict, found, one.changes)[0]
    ]
    every = [pair for pair in combinations(kept, 2) if pair[0].assumption != pair[1].assumption]
    assert found.pairs.looked_at == found.pairs.total == len(every)
    breaking = {changed(conflict, pair) for pair in every[::7] if slowly(conflict, found, pair)[0] is False}
    assert breaking <= {changed(conflict, one.changes) for one in found.pairs.found}
    for one in found.pairs.found:
        assert slowly(conflict, found, one.changes)[0] is False
    assert len({changed(conflict, one.changes) for one in found.pairs.found}) == len(found.pairs.found)


@pytest.mark.parametrize("name", ["elmira", "chicken", "cuban-missile-crisis", "garrison"])
def test_published_conflicts_in_every_form(name: str) -> None:
    """Coalesced states, rankings and infeasible states: no trial differs from the ordinary conflict."""
    conflict = cases.load(name)
    [state, *_] = solve(conflict, ["seq"]).equilibria("seq")
    found = check(conflict, str(state.number), pairs=False)
    for each in found.checked:
        for one in each.findings:
            assert one.survives == slowly(conflict, found, one.changes)[0], one


@pytest.mark.parametrize("seed", range(1, 40, 4))
def test_engines_agree(seed: int) -> None:
    conflict, concept, found = drawn(seed), CONCEPTS[seed % 5], []
    for engine in ENGINES:
        trials = Trials(conflict, concept, engine)
        if not trials.trial(()).settles:
            return  # then the question has no answer
        asked = baseline_of(trials.trial(()), "q")
        found.append([effect_of(trials, asked, [Change(each, "left out")]) for each in assumptions_of(conflict)])
    assert found[0] == found[1]


# -- Kazakhstan ----------------------------------------------------------------------------------


def test_the_kompromat_thesis_hangs_on_the_leak() -> None:
    """The notes of the case: the deal falls without `leak iff purge`, and holds by Nash as well without `purge`."""
    found = check(cases.load("kazakhstan-2022"), DEAL, pairs=False)
    assert found.asked.base.holds == ("gmr", "smr", "seq", "sseq")
    assert found.checked[0].assumption.name == "old_guard: leak iff purge"
    assert tried(found, "old_guard: leak iff purge", "left out") == "falls"
    purge = next(each for each in found.checked if each.assumption.name == "president: purge")
    assert purge.findings[0].standing is not None
    assert purge.findings[0].standing.holds == CONCEPTS
    [matter] = [k for k, each in enumerate(found.checked) if each is purge]
    assert all(each.worst.status == "same" for each in found.checked[matter + 1 :])


@pytest.mark.thorough
def test_all_singles_and_pairs_of_kazakhstan() -> None:
    found = check(cases.load("kazakhstan-2022"), variation="none")
    assert str(found.headline).startswith("appeal, oust, purge")
    assert [each.assumption.name for each in found.checked[:1]] == ["street: not revolt if (csto or alone)"]
    assert found.pairs is not None
    assert found.pairs.looked_at == found.pairs.total > 3000
    for one in found.pairs.found:
        assert slowly(found.conflict, found, one.changes)[0] is False
        assert all(slowly(found.conflict, found, [each])[0] for each in one.changes)


# -- what cannot be asked ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "headline", "kind", "said"),
    [
        ("prisoners-dilemma", None, InvalidRequest, "has no status quo"),
        ("kazakhstan-2022", "withdrwn", UnknownName, "did you mean 'withdrawn'"),
        ("kazakhstan-2022", "status-quo", InvalidRequest, "does not hold by seq"),
        ("kazakhstan-2022", "csto", UnknownName, "is not feasible"),
    ],
)
def test_refuses(case: str, headline: str | None, kind: type[CountermoveError], said: str) -> None:
    with pytest.raises(kind, match=said):
        check(cases.load(case), headline)


def test_refuses_what_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    conflict = cases.load("kazakhstan-2022-mixture")
    changes = sum(len(each.hows) for each in assumptions_of(conflict))
    monkeypatch.setattr(check_module, "MOST", (changes + 1) * len(conflict.states))
    with pytest.raises(TooLarge, match=r"sets of two.*--no-pairs"):
        check(conflict, pairs=True)
    monkeypatch.setattr(check_module, "MOST_UNREQUESTED", 1)
    assert "--pairs looks into them" in check(conflict).notes[0]
    monkeypatch.setattr(check_module, "MOST", 1)
    with pytest.raises(TooLarge, match=r"hours\. What would help"):
        check(conflict)


def test_refuses_a_conflict_that_rests_on_a_graph_alone() -> None:
    dms = (DecisionMaker(id="a", preferences=Preferences(ranking=(("t",), ("s",)))),)
    graph = Graph(states=(("s", ""), ("t", "")), moves=(("a", "s", "t"),))
    with pytest.raises(InvalidRequest, match="nothing can be left out"):
        check(Conflict(title="G", decision_makers=dms, graph=graph, status_quo=("s",)))


def test_broken_off_it_says_what_was_found() -> None:
    conflict = cases.load("kazakhstan-2022-mixture")

    def stop(done: int, total: int) -> None:
        if min(done, total) > 300:
            raise KeyboardInterrupt

    found = check(conflict, pairs=True, progress=stop)
    assert found.pairs is not None
    assert 0 < found.pairs.looked_at < found.pairs.total


def test_as_a_frame_and_as_text() -> None:
    found = check(alone(wants("go")))
    assert found.to_frame()["status"].tolist() == ["not reached", "falls", "infeasible"]
    assert str(found) == "go: 2 of 2 assumptions are linchpins"
    assert "&lt;" not in html(found)
    assert {one.status for each in found.checked for one in each.findings} <= {*BROKEN, *UNDECIDED, "same", "weaker"}


def test_the_command() -> None:
    out = run("assumptions", "kazakhstan-2022", "--headline", "withdrawn", "--no-pairs").stdout
    assert "yes, with probability 100 % (seq)" in out
    assert "analysts were split on this (disputed)" in out
    assert "Two at a time" not in out
    document = called("assumptions", "elmira", "--headline", "8", "--json")
    assert (document.exit_code, document.stderr) == (0, "")
    assert json.loads(document.stdout)["pairs"]["looked_at"] == json.loads(document.stdout)["pairs"]["total"]


@pytest.mark.parametrize(
    ("call", "complaint"),
    [
        (("prisoners-dilemma",), "no status quo"),
        (("elmira", "--headline", "99"), "no state number 99"),
        (("elmira", "--concept", "sim"), "no evolution under 'sim'"),
        (("nowhere",), "no such file"),
    ],
)
def test_the_command_refuses(call: tuple[str, ...], complaint: str) -> None:
    done = called("assumptions", *call)
    assert (done.exit_code, done.stdout) == (2, "")
    assert complaint in done.stderr
