"""Reading of graph form: states, moves and rankings, in the conflict file or in CSV tables beside it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from countermove.errors import Complaint, InvalidConflict, Place, did_you_mean
from countermove.io.tables import LINE, read_table
from countermove.io.yaml.composing import MAX_DIGITS
from countermove.io.yaml.document import PreferencesDocument
from countermove.model.graph import Graph
from countermove.model.records import Preferences

if TYPE_CHECKING:
    from countermove.io.yaml.document import ConflictDocument

Move = tuple[str, str, str]
"""A decision maker, the state before and the state after."""

MAX_SHOWN = 20
"""Most complaints about one table of moves."""

LONGEST_SHOWN = 40
"""Characters of a cell in a complaint."""


def read_graph(
    document: ConflictDocument, file: str, folder: Path | None
) -> tuple[Graph | None, dict[str, Preferences]]:
    """Return the graph of a document, or None in option form, and the rankings from its table.

    Parameters
    ----------
    document : ConflictDocument
        The conflict file.
    file : str
        Its name, for complaints.
    folder : pathlib.Path or None
        Folder of the tables.

    Returns
    -------
    Graph or None
    dict of str to Preferences
        Rankings by decision maker; empty without a table of rankings.


    Raises
    ------
    InvalidConflict
        If a table is missing or invalid, moves come without states, or preferences are given twice.
    """
    if document.states is None:
        _refuse_moves(document)
        return None, {}
    states = _states(document, file, folder)
    ids = {id_ for id_, _ in states}
    graph = Graph(states=states, moves=(*_inline_moves(document), *_table_moves(document, file, folder, ids)))
    if not document.rankings:
        return graph, {}
    _refuse_double_preferences(document)
    return graph, _rankings(document, file, folder)


def _refuse_moves(document: ConflictDocument) -> None:
    given = [id_ for id_, dm in document.decision_makers.items() if dm.moves]
    if given or document.moves or document.rankings:
        message = "moves and rankings in tables need 'states', the list of states that they lead between"
        raise InvalidConflict([Complaint(message, ("decision_makers", given[0], "moves") if given else ("moves",))])


def _states(document: ConflictDocument, file: str, folder: Path | None) -> tuple[tuple[str, str], ...]:
    if isinstance(document.states, str):
        rows = read_table(folder, document.states, ("state",), file)
        if not rows:
            raise InvalidConflict([Complaint("there is no state in this table", place=Place(document.states))])
        return tuple((row["state"], row.get("name", "")) for row in rows)
    if isinstance(document.states, dict):
        return tuple((id_, name or "") for id_, name in document.states.items())
    return tuple((id_, "") for id_ in document.states or ())


def _inline_moves(document: ConflictDocument) -> Iterator[Move]:
    for id_, dm in document.decision_makers.items():
        if isinstance(dm.moves, dict):
            yield from ((id_, start, end) for start, ends in dm.moves.items() for end in ends)
        else:
            yield from ((id_, start, end) for start, end in dm.moves)


def _table_moves(document: ConflictDocument, file: str, folder: Path | None, states: set[str]) -> list[Move]:
    if not document.moves:
        return []
    rows = read_table(folder, document.moves, ("dm", "from", "to"), file)
    _refuse_unknown_names(rows, document, states)
    return [(row["dm"], row["from"], row["to"]) for row in rows]


def _refuse_unknown_names(rows: list[dict[str, str]], document: ConflictDocument, states: set[str]) -> None:
    """Refuse rows of the table of moves that name an unknown decision maker or state.

    Raises
    ------
    InvalidConflict
        With the first `MAX_SHOWN` complaints.
    """
    if complaints := [*islice(_unknown_names(rows, document, states), MAX_SHOWN)]:
        raise InvalidConflict(complaints)


def _unknown_names(rows: list[dict[str, str]], document: ConflictDocument, states: set[str]) -> Iterator[Complaint]:
    known = sorted(states)
    for row in rows:
        place = Place(str(document.moves), int(row[LINE]))
        if row["dm"] not in document.decision_makers:
            hint = did_you_mean(row["dm"], document.decision_makers)
            yield Complaint(f"unknown decision maker {row['dm']!r}{hint}", place=place)
        for name in sorted({row["from"], row["to"]} - states):
            hint = did_you_mean(name, known)
            yield Complaint(f"unknown state {name!r} in a move of {row['dm']}{hint}", place=place)


def _refuse_double_preferences(document: ConflictDocument) -> None:
    twice = [id_ for id_, dm in document.decision_makers.items() if dm.preferences != PreferencesDocument()]
    if twice:
        message = f"{twice[0]} has preferences here and a ranking in {document.rankings}; leave one out"
        raise InvalidConflict([Complaint(message, ("decision_makers", twice[0], "preferences"))])


def _rankings(document: ConflictDocument, file: str, folder: Path | None) -> dict[str, Preferences]:
    """Return the rankings of a table: a row for each state, a column for each decision maker.

    Cells are ranks; a larger rank is more preferred.
    """
    name = str(document.rankings)
    ids = tuple(document.decision_makers)
    rows = read_table(folder, name, ("state", *ids), file)
    faults = ((message, row) for row in rows for id_ in ids if (message := _rank_fault(row, id_)))
    if complaints := [Complaint(message, place=Place(name, int(row[LINE]))) for message, row in faults]:
        raise InvalidConflict(complaints)
    return {id_: Preferences(ranking=_levels(rows, id_)) for id_ in ids}


def _rank_fault(row: dict[str, str], dm: str) -> str:
    """Return what is wrong with the rank in a cell; empty for a number."""
    written = row[dm] if len(row[dm]) <= LONGEST_SHOWN else f"{row[dm][:LONGEST_SHOWN]}..."
    what = f"the rank {written!r} of {row['state']!r} for {dm}"
    try:
        rank = Decimal(row[dm])
    except InvalidOperation:
        rank = Decimal("nan")
    if not rank.is_finite():
        return f"{what} is not a number; write one, larger for what is preferred"
    if len(rank.as_tuple().digits) > MAX_DIGITS or abs(rank.adjusted()) > MAX_DIGITS:
        return f"{what} has more than {MAX_DIGITS} digits; write a shorter one, as only the order of ranks counts"
    return ""


def _levels(rows: list[dict[str, str]], dm: str) -> tuple[tuple[str, ...], ...]:
    levels: dict[Decimal, list[str]] = {}
    for row in rows:
        levels.setdefault(Decimal(row[dm]), []).append(row["state"])
    return tuple(tuple(levels[rank]) for rank in sorted(levels, reverse=True))
