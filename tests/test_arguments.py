"""Every function of the front door refuses arguments of other kinds, and never fails deep inside."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import countermove as cm
from countermove.errors import InvalidRequest

DOOR: dict[str, Callable[..., Any]] = {
    name: getattr(cm, name) for name in cm.ROOMS if inspect.isfunction(getattr(cm, name))
} | {"cases.load": inspect.unwrap(cm.cases.load), "cases.file": cm.cases.file}

untyped: Any = cm
"""The front door, for calls that no type checker would let through."""

WRONG: tuple[Any, ...] = (
    None, 5, -1, 10**30, True, 2.5, float("nan"), "nope", "", "\0", b"x", [], [None], [[1]], ["nope"], {}, {"a": 1},
    np.arange(3), object(), cm.Statement("x"),
)  # fmt: skip


@pytest.mark.parametrize("name", DOOR)
def test_wrong_kinds_are_refused_by_the_house(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    chicken = cm.cases.load("chicken")
    good = {
        "conflict": chicken,
        "state": 1,
        "text": "x",
        "path": "a.yaml",
        "case": "chicken",
        "name": "chicken",
        "goal": "1 holds by nash",
        "document": "{}",
    }
    good |= {"before": chicken, "after": chicken}
    good |= {"elicitations": [], "ask": lambda _: "unknown"}
    good |= {"family": None, "forecast": None, "forecasts": [], "answer": chicken}  # refused whatever else is wrong
    parameters = [*inspect.signature(DOOR[name]).parameters.values()]
    needed = {each.name: good[each.name] for each in parameters if each.default is each.empty}
    for each in parameters:
        for wrong in WRONG:
            if each.name != "scheduler" or not isinstance(wrong, str):  # which would be waited for
                _refused_or_answered(DOOR[name], needed | {each.name: wrong})


def _refused_or_answered(function: Callable[..., Any], arguments: dict[str, Any]) -> None:
    try:
        function(**arguments)
    except cm.CountermoveError as fault:
        assert str(fault)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (
            lambda: untyped.solve("elmira"),
            r"solve: a conflict, as cm.read\(path\) and cm.cases.load\(name\) return, is expected",
        ),
        (
            lambda: untyped.worlds(cm.cases.load("chicken"), count=2.5),
            "worlds: a whole number or 'all' is expected as 'count', not 2.5",
        ),
        (lambda: untyped.evolve(None, 5), "as 'conflict', not nothing\nevolve: text is expected as 'concept', not 5"),
        (
            lambda: untyped.solve(cm.cases.load("chicken"), engine="fast"),
            "'plain' or 'compiled' is expected as 'engine', not 'fast'",
        ),
        (lambda: untyped.score([5]), "score: a list, each a forecast, as cm.forecast"),
        (lambda: untyped.plot(5), "there is no figure of int; there is one of Conflict, Solution"),
    ],
)
def test_the_complaint_names_the_argument(ask: Callable[[], object], said: str) -> None:
    with pytest.raises(InvalidRequest, match=said):
        ask()


def test_one_text_stands_for_a_list_of_concepts() -> None:
    assert cm.solve(cm.cases.load("chicken"), "nash, seq").concepts == ("nash", "seq")
