"""Warnings about ranks in a table that are almost equal, such as 0.30000000000000004 and 0.3 from a spreadsheet."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from countermove.errors import Complaint, Place
from countermove.io.tables import LINE, read_table
from countermove.io.text_files import read_text
from countermove.io.yaml.tree import parse_yaml

if TYPE_CHECKING:
    from pathlib import Path

    Ranked = tuple[Decimal, str, int]
    """A rank, its state, and its line in the table."""

ALMOST = Decimal("1e-12")
"""The difference, relative to the largest rank of a decision maker, up to which ranks are almost equal."""


def near_ties(file: Path) -> tuple[Complaint, ...]:
    """Return a warning for each decision maker with almost equal ranks in the table of a valid conflict file.

    Parameters
    ----------
    file : pathlib.Path
        A conflict file in YAML; one without a table of ranks has no warnings.
    """
    document = parse_yaml(read_text(file), str(file)).value
    table = document.get("rankings")
    if not isinstance(table, str):
        return ()
    rows = read_table(file.parent, table, ("state",), str(file))
    ranked = {
        dm: sorted((Decimal(row[dm]), row["state"], int(row[LINE])) for row in rows)
        for dm in map(str, document["decision_makers"])
    }
    return tuple(_warning(dm, table, close) for dm, each in ranked.items() if (close := _almost_equal(each)))


def _almost_equal(ranked: list[Ranked]) -> list[tuple[Ranked, Ranked]]:
    """Return the pairs of ranks in a row that are almost equal; whole numbers are meant as they are written."""
    most = max((abs(rank) for rank, _, _ in ranked), default=Decimal(0)) * ALMOST
    return [
        (low, high)
        for low, high in pairwise(ranked)
        if 0 < high[0] - low[0] <= most and not (_is_whole(low[0]) and _is_whole(high[0]))
    ]


def _is_whole(rank: Decimal) -> bool:
    return rank == rank.to_integral_value()


def _warning(dm: str, table: str, close: list[tuple[Ranked, Ranked]]) -> Complaint:
    (low, state, above), (high, other, below) = close[0]
    others = len(close) - 1
    more = f", as {'is one other pair' if others == 1 else f'are {others:,} other pairs'}" if others else ""
    message = f"the ranks {low} of {state!r} and {high} of {other!r} (line {below}) are almost equal{more}"
    advice = f"they count as unequal, so round them if ties are meant ({dm})"
    return Complaint(f"{message}: {advice}", place=Place(table, above))
