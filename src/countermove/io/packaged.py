"""Where packaged conflicts lie: each by the name of its file, foldered by publication."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "cases"
FAMILY = ".family.yaml"


@cache
def conflicts() -> dict[str, Path]:
    """Return the files of packaged conflicts by name."""
    every = sorted(FOLDER.glob("*/*.yaml"))
    return {file.stem: file for file in every if not file.name.endswith(FAMILY)}


@cache
def families() -> dict[str, Path]:
    """Return the files of packaged families by name."""
    return {file.name.removesuffix(FAMILY): file for file in sorted(FOLDER.glob(f"*/*{FAMILY}"))}
