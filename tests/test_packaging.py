"""What is installed, and what the lock holds: every dependency by name, every release by its hash."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import countermove
from every_command import helps, untried

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
COMES_WITH = {"pydantic-core": "pydantic"}
"""Distributions of which another one, which is asked for, names the only version that it works with."""


def normal(requirement: str) -> str:
    """Return the name in a requirement, as the index spells it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[\s<>=;~!]", requirement, maxsplit=1)[0]).lower()


def asked_for() -> set[str]:
    return {normal(each) for each in PROJECT["project"]["dependencies"]}


def locked() -> dict[str, str]:
    """Return for each distribution in the lock what stands there of it."""
    entries = re.split(r"^(?=[a-z0-9])", LOCK, flags=re.MULTILINE)[1:]
    return {normal(entry): entry for entry in entries}


def imported() -> set[str]:
    """Return the names of the top-level modules that the package imports."""
    names = set()
    for file in Path(countermove.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    return names - {*sys.stdlib_module_names, "countermove"}


def test_every_package_that_is_imported_is_asked_for_by_name() -> None:
    extras = {normal(each) for each in PROJECT["project"]["optional-dependencies"]["cluster"]}
    owners = packages_distributions()
    needed = {name: {normal(each) for each in owners[name]} for name in imported()}
    needed = {name: {COMES_WITH.get(each, each) for each in found} for name, found in needed.items()}
    assert len(needed) > 10
    assert {name: found for name, found in needed.items() if not found & (asked_for() | extras)} == {}


def test_what_older_pips_do_not_find_by_an_extra_is_asked_for_by_name() -> None:
    """`justext` asks for `lxml[html_clean]`, an extra that they spell differently and leave out."""
    assert "lxml-html-clean" in asked_for()
    assert "lxml-html-clean" in locked()


def test_every_dependency_has_a_lowest_version() -> None:
    optional = PROJECT["project"]["optional-dependencies"]["cluster"]
    assert [each for each in PROJECT["project"]["dependencies"] + optional if not re.search(r">=\d", each)] == []


def test_the_lock_holds_what_is_asked_for_and_what_builds_it() -> None:
    """What builds the package as well: it is built without isolation, so nothing else would bring it along."""
    extras = PROJECT["project"]["optional-dependencies"]
    wanted = [
        *PROJECT["build-system"]["requires"],
        *PROJECT["project"]["dependencies"],
        *extras["test"],
        *extras["dev"],
    ]
    assert {normal(each) for each in wanted} - {*locked(), "countermove"} == set()


def test_the_lock_has_hashes_and_no_addresses() -> None:
    assert len(locked()) > 80
    for name, entry in locked().items():
        assert re.match(rf"{name}==[\w.]+( ; [^\\]+)? \\\n    --hash=sha256:[0-9a-f]{{64}}", entry), entry[:200]
    assert "://" not in LOCK
    assert re.search(r"^ *--?[a-gi-z]", LOCK, re.MULTILINE) is None


def test_the_versions_of_the_lock_are_not_below_the_lowest() -> None:
    for each in PROJECT["project"]["dependencies"]:
        found = re.match(r"([\w.-]+)(?:\[.*\])?>=([\d.]+)", each)
        assert found
        version = re.search(r"==([\d.]+)", locked()[normal(found[1])])
        assert version
        assert [*map(int, version[1].split("."))] >= [*map(int, found[2].split("."))], each


def test_an_installed_wheel_is_tried_with_every_command() -> None:
    assert untried() == []


def test_what_is_installed_is_installed_by_hash() -> None:
    """`make run` on a fresh machine takes nothing that the lock does not know."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    lines = [line for line in makefile.splitlines() if "--requirement requirements.lock" in line]
    assert lines
    assert all("--require-hashes" in line for line in lines)


def test_the_description_has_no_links_that_lead_nowhere_elsewhere() -> None:
    """An index shows the README without the files beside it; `make dist-check` looks at the wheel itself."""
    text = (ROOT / "README.md").read_text("utf-8")
    for each in PROJECT["tool"]["hatch"]["metadata"]["hooks"]["fancy-pypi-readme"]["substitutions"]:
        text = re.sub(each["pattern"], each["replacement"], text)
    assert "The tutorial (`docs/tutorial.md`) leads" in text
    assert "see `LICENSE`" in text
    assert re.findall(r"\]\((?!https?:)[^)]*\)", text) == []


def test_the_command_starts_where_early_signals_are_looked_after() -> None:
    assert PROJECT["project"]["scripts"] == {"countermove": "countermove.__main__:main"}


def test_the_authors_have_one_name() -> None:
    [author] = PROJECT["project"]["authors"]
    assert f"Copyright 2026 {author['name']}." in (ROOT / "README.md").read_text("utf-8")


def test_the_help_of_every_command_is_called() -> None:
    called = helps()
    assert {"-h", "score -h", "cases -h", "cases copy -h", "sources -h", "sources add -h"} <= {*called}
    assert len(called) == len({*called})
