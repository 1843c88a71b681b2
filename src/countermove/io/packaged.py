"""Paths of the packaged conflicts and families, by name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

CASES = Path(__file__).parent.parent / "cases"
FAMILY = ".family.yaml"
"""Suffix of a family file; the rest of its file name is the name of the family."""


@cache
def conflicts() -> dict[str, Path]:
    """Return the path of each packaged conflict by its name, the file name without suffix."""
    every = sorted(CASES.glob("*/*.yaml"))
    return {file.stem: file for file in every if not file.name.endswith(FAMILY)}


@cache
def families() -> dict[str, Path]:
    """Return the path of each packaged family by its name."""
    return {file.name.removesuffix(FAMILY): file for file in sorted(CASES.glob(f"*/*{FAMILY}"))}
