"""The front door: one table of names, and the stub that gives their types."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import countermove as cm

STUB = Path(cm.__file__).with_suffix(".pyi")


def stubbed() -> dict[str, str]:
    """Return the names that the stub gives types to, with the modules that it has them from."""
    found: dict[str, str] = {}
    for each in ast.parse(STUB.read_text()).body:
        if isinstance(each, ast.ImportFrom):
            assert all(one.name == one.asname for one in each.names), "type checkers see `x as x` only"
            found |= {one.name: each.module or "" for one in each.names}
    return found


def test_the_stub_has_the_names_of_the_table() -> None:
    assert stubbed() == cm.ROOMS | {"cases": "countermove"}


def test_all_and_dir_follow_from_the_table() -> None:
    assert vars(cm)["__all__"] == [*cm.ROOMS]
    assert dir(cm) == sorted(cm.ROOMS)


@pytest.mark.parametrize("name", [*cm.ROOMS])
def test_each_name_leads_where_the_table_says(name: str) -> None:
    module = import_module(cm.ROOMS[name])
    assert getattr(cm, name) is (module if name == "cases" else getattr(module, name))


def test_other_names_are_refused() -> None:
    with pytest.raises(AttributeError, match="module 'countermove' has no attribute 'player'"):
        _ = getattr(cm, "player")  # noqa: B009  (a name that no type checker would let through)


def test_the_door_itself_imports_nothing() -> None:
    code = "import sys; before = set(sys.modules); import countermove; print(sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {*ast.literal_eval(done.stdout)} - {"__future__"} == {"countermove"}
