"""What a reader of the source may rely on: class names mean one thing, files are short, named files exist."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import countermove

PACKAGE = Path(countermove.__file__).parent
ROOT = Path(__file__).parent.parent
FILES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 350


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def test_the_name_of_a_class_means_one_thing() -> None:
    found = defaultdict(list)
    for file in FILES:
        for node in tree_of(file).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(str(file.relative_to(PACKAGE)))
    assert {name: where for name, where in found.items() if len(where) > 1} == {}


def test_no_file_is_too_long_to_read() -> None:
    lengths = {str(file.relative_to(PACKAGE)): len(file.read_text(encoding="utf-8").splitlines()) for file in FILES}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_contributing_names_files_of_rooms_that_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = {*re.findall(r"`((?:analysis|simulation|report|cli)/[\w./]+\.py)`", text)}
    assert len(named) > 10
    assert [path for path in sorted(named) if not (PACKAGE / path).exists()] == []


def public_functions(body: list[ast.stmt], outer: str = "") -> Iterator[tuple[ast.FunctionDef, str]]:
    """Yield the public functions and methods, each with its docstring and that of its class."""
    for node in body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from public_functions(node.body, ast.get_docstring(node) or "")
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node, f"{ast.get_docstring(node) or ''} {outer}"


def types_of(function: ast.FunctionDef) -> set[str]:
    arguments = [*function.args.args, *function.args.kwonlyargs]
    annotations = [each.annotation for each in arguments if each.annotation] + [function.returns]
    return set(re.findall(r"\w+", " ".join(ast.unparse(each) for each in annotations if each)))


def test_public_functions_give_the_shapes_of_arrays() -> None:
    missing = []
    for file in (each for each in FILES if "NDArray" in each.read_text(encoding="utf-8")):
        tree = tree_of(file)
        assigned = [
            node for node in ast.walk(tree) if isinstance(node, ast.Assign) and "NDArray" in ast.unparse(node)
        ]
        arrays = {"NDArray", *(ast.unparse(node.targets[0]) for node in assigned)}
        for function, said in public_functions(tree.body):
            if arrays & types_of(function) and "shape" not in said:
                missing.append(f"{file.relative_to(PACKAGE)}: {function.name}")
    assert missing == []


def test_public_functions_say_what_they_raise() -> None:
    """But for commands, whose docstrings are their help."""
    missing = []
    for file in FILES:
        if file.parent.name != "cli":
            for function, said in public_functions(tree_of(file).body):
                raised = [node.exc for node in ast.walk(function) if isinstance(node, ast.Raise) and node.exc]
                if any(not ast.unparse(each).startswith("_") for each in raised) and "Raises" not in said:
                    missing.append(f"{file.relative_to(PACKAGE)}: {function.name}")
    assert missing == []
