"""What a reader of the source may rely on: class names mean one thing, files are short, named files exist."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import countermove

PACKAGE = Path(countermove.__file__).parent
ROOT = Path(__file__).parent.parent
FILES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 350


def test_the_name_of_a_class_means_one_thing() -> None:
    found = defaultdict(list)
    for file in FILES:
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(str(file.relative_to(PACKAGE)))
    assert {name: where for name, where in found.items() if len(where) > 1} == {}


def test_no_file_is_too_long_to_read() -> None:
    lengths = {str(file.relative_to(PACKAGE)): len(file.read_text(encoding="utf-8").splitlines()) for file in FILES}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_contributing_names_files_that_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rooms = re.findall(r"`((?:analysis|simulation|report|cli)/[\w./]+\.py)`", text)
    named = {*re.findall(r"`((?:src|tests)/[\w./-]+)`", text), *(f"src/countermove/{path}" for path in rooms)}
    placeholders = {path for path in named if re.search("[A-Z]{2}", path)}
    assert len(named) > 20
    assert [path for path in sorted(named - placeholders) if not (ROOT / path).exists()] == []
