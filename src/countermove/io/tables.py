"""CSV tables beside a conflict file: states, moves and rankings, row by row."""

from __future__ import annotations

import csv
from pathlib import Path

from countermove.errors import Complaint, InvalidConflict, Place, did_you_mean

MAX_BYTES = 64 << 20
LINE = "line of the table"
OTHER_MARKS = {";": "semicolons", "\t": "tabs"}
"""What spreadsheets part columns by, other than commas."""


def read_table(folder: Path | None, name: str, needs: tuple[str, ...], file: str) -> list[dict[str, str]]:
    """Return the rows of a table.

    Parameters
    ----------
    folder : pathlib.Path or None
        The folder of the conflict file.
    name : str
        The table's file name, in that folder.
    needs : tuple of str
        Columns that have to be there.
    file : str
        The conflict file that names the table.

    Returns
    -------
    list of dict of str
        From column to text, blanks around it removed; under `LINE`, where in the table the row stands.

    Raises
    ------
    InvalidConflict
        If the table is not beside the file, too large, or not a table with these columns.
    """
    path = _beside(folder, name, file)
    try:
        with path.open(newline="", encoding="utf-8-sig") as lines:
            rows = csv.reader(lines, strict=True)
            columns = [column.strip() for column in next(rows, [])]
            _refuse_columns(columns, needs, path)
            return [_row(columns, values, path, rows.line_num) for values in rows if any(values)]
    except (UnicodeDecodeError, csv.Error) as fault:
        raise _invalid(f"this is not a table of comma-separated text: {fault}", path) from None


def _beside(folder: Path | None, name: str, file: str) -> Path:
    if folder is None or Path(name).name != name:
        message = f"the table {name!r} has to lie beside the conflict file, named without a folder"
        raise InvalidConflict([Complaint(message, place=Place(file))])
    path = folder / name
    if not path.is_file():
        here = sorted(each.name for each in folder.glob("*.csv"))
        message = f"there is no table {name!r} beside {Path(file).name}{did_you_mean(name, here)}"
        raise InvalidConflict([Complaint(message, place=Place(file))])
    if path.stat().st_size > MAX_BYTES:
        raise _invalid(f"the table has {path.stat().st_size:,} bytes; {MAX_BYTES:,} are the most", path)
    return path


def _refuse_columns(columns: list[str], needs: tuple[str, ...], path: Path) -> None:
    if len({*columns}) < len(columns):
        raise _invalid(f"two columns have the same name: {', '.join(columns)}", path, 1)
    missing = [name for name in needs if name not in columns]
    if missing:
        raise _invalid(
            f"the column {missing[0]!r} is missing; the first line has to name {', '.join(needs)}{_parted(columns)}",
            path,
            1,
        )


def _parted(columns: list[str]) -> str:
    """Return a hint where a spreadsheet has parted the columns by something else."""
    other = next((mark for mark in (";", "\t") if len(columns) == 1 and mark in columns[0]), "")
    return f", parted by commas rather than {OTHER_MARKS[other]}" if other else ""


def _row(columns: list[str], values: list[str], path: Path, line: int) -> dict[str, str]:
    if len(values) != len(columns):
        raise _invalid(f"a row of {len(values)} values under {len(columns)} columns: {values[:4]}", path, line)
    return dict(zip(columns, (value.strip() for value in values), strict=True)) | {LINE: str(line)}


def _invalid(message: str, path: Path, line: int | None = None) -> InvalidConflict:
    return InvalidConflict([Complaint(message, place=Place(path.name, line))])
