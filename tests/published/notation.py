"""How the tables in this folder are written.

A table says things as its source does. States have the source's own names, each with a pattern:
option 1 leftmost, `Y` on, `N` off, `-` either. A name whose pattern fits several states means all
of them. A ranking is best first, `"3 > 1~2 > 4"`. An answer is names divided by blanks, and one
answer may stand under several concepts: `{"gmr smr": "1 6"}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

States: TypeAlias = frozenset[int]
Names: TypeAlias = Mapping[str, States]


def mask(pattern: str) -> int:
    """Return the state of a pattern without `-`; option 1 is bit 0."""
    return sum(1 << bit for bit, letter in enumerate(pattern) if letter == "Y")


def fits(pattern: str, state: int) -> bool:
    """Tell whether the state is one that the pattern describes."""
    return all(letter == "-" or (letter == "Y") == bool(state >> bit & 1) for bit, letter in enumerate(pattern))


def patterns(options: int) -> list[str]:
    """Return the pattern of every combination of so many options, in ascending decimal order."""
    return ["".join("Y" if state >> bit & 1 else "N" for bit in range(options)) for state in range(1 << options)]


def feasible(options: int, infeasible: str) -> States:
    """Return the states that no infeasible pattern describes."""
    forbidden = infeasible.split()
    return frozenset(s for s in range(1 << options) if not any(fits(pattern, s) for pattern in forbidden))


def numbered(table: str) -> dict[str, str]:
    """Read rows of a number, a pattern and its decimal form, which must agree."""
    rows = [row.split() for row in table.strip().splitlines()]
    for number, pattern, decimal in rows:
        if mask(pattern) != int(decimal):
            raise ValueError(f"state {number}: {pattern} is {mask(pattern)}, not {decimal}")
    return {number: pattern for number, pattern, _ in rows}


def named(text: str, names: Names) -> States:
    """Return the states that the names in the text stand for."""
    return frozenset[int]().union(*(names[name] for name in text.split()))


def ranks(ranking: str, names: Names) -> dict[int, int]:
    """Return the rank of each state: how many levels are worse."""
    levels = [named(level.replace("~", " "), names) for level in ranking.split(">")]
    return {state: rank for rank, level in enumerate(reversed(levels)) for state in level}


def answers(table: Mapping[str, str], names: Names) -> dict[str, States]:
    """Return the states named in each row of a table, with one concept a row."""
    return {concept: named(text, names) for concepts, text in table.items() for concept in concepts.split()}
