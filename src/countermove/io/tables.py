"""Reading of CSV tables beside a conflict file: states, moves, rankings, facts and evidence."""

from __future__ import annotations

import csv
from collections import Counter
from io import StringIO
from pathlib import Path

from countermove.errors import Complaint, InvalidConflict, Place, did_you_mean
from countermove.io.foreign_formats import not_utf8
from countermove.io.regular_files import FileKind, content, named
from countermove.model.letters import composed

TABLE = FileKind("a table", 64 << 20, "leave out what the conflict does not need")
LINE = "line of the table"
"""Key of the line number in each row; no column has this name."""
OTHER_MARKS = {";": "semicolons", "\t": "tabs"}
"""Column separators of spreadsheets other than the comma, with their names."""


def read_table(folder: Path | None, name: str, needs: tuple[str, ...], file: str) -> list[dict[str, str]]:
    """Return the rows of a table.

    Parameters
    ----------
    folder : pathlib.Path or None
        Folder of the conflict file; None if there is none.
    name : str
        File name of the table in that folder.
    needs : tuple of str
        Columns that are required.
    file : str
        Name of the conflict file, for complaints.

    Returns
    -------
    list of dict of str
        For each row, the stripped text of each column; under `LINE` the line number, from 1.

    Raises
    ------
    InvalidConflict
        If the table is not beside the file, is no regular file, is too large or no text in UTF-8, or lacks a column.
    """
    path = _table_path(folder, name, file)
    raw = content(path, TABLE)
    if message := not_utf8(raw):
        raise _invalid(message, path)
    try:
        rows = csv.reader(StringIO(raw.decode("utf-8-sig"), newline=""), strict=True)
        columns = [composed(column.strip()) for column in next(rows, [])]
        _refuse_columns(columns, needs, path)
        return [_row(columns, values, path, rows.line_num) for values in rows if any(values)]
    except csv.Error as fault:
        raise _invalid(f"this is not a table of comma-separated text: {fault}", path) from None


def _table_path(folder: Path | None, name: str, file: str) -> Path:
    path = None if folder is None or Path(name).name != name else named(name, folder)
    if folder is None or path is None:
        message = (
            f"the table {name!r} has to lie beside the conflict file, named without a folder; no link may lead out"
        )
        raise InvalidConflict([Complaint(message, place=Place(file))])
    if not path.exists():
        here = sorted(each.name for each in folder.glob("*.csv"))
        message = f"there is no table {name!r} beside {Path(file).name}{did_you_mean(name, here)}"
        raise InvalidConflict([Complaint(message, place=Place(file))])
    return path


def _refuse_columns(columns: list[str], needs: tuple[str, ...], path: Path) -> None:
    twice = [name for name, times in Counter(columns).items() if times > 1]
    if twice:
        raise _invalid(f"two columns have the same name: {', '.join(map(repr, twice[:5]))}", path, 1)
    missing = [name for name in needs if name not in columns]
    if missing:
        hint = _separator_hint(columns)
        message = f"the column {missing[0]!r} is missing; the first line has to name {', '.join(needs)}{hint}"
        raise _invalid(message, path, 1)


def _separator_hint(columns: list[str]) -> str:
    """Return a hint if the columns are separated by semicolons or tabs."""
    other = next((mark for mark in (";", "\t") if len(columns) == 1 and mark in columns[0]), "")
    return f", parted by commas rather than {OTHER_MARKS[other]}" if other else ""


def _row(columns: list[str], values: list[str], path: Path, line: int) -> dict[str, str]:
    if len(values) != len(columns):
        raise _invalid(f"a row of {len(values)} values under {len(columns)} columns: {values[:4]}", path, line)
    return dict(zip(columns, (composed(value.strip()) for value in values), strict=True)) | {LINE: str(line)}


def _invalid(message: str, path: Path, line: int | None = None) -> InvalidConflict:
    return InvalidConflict([Complaint(message, place=Place(path.name, line))])
