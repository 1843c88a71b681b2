"""Where tables and sentences are printed: as wide as the terminal, plain where there is none."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Literal

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import RenderableType

NARROW = 60
"""How narrow tables may get; a terminal that is narrower folds their lines."""

WIDE = 120
"""How wide tables are where no terminal sets a limit."""


def console() -> Console:
    """Return the console on standard output; NO_COLOR, or no terminal, means no styles at all."""
    plain = bool(os.environ.get("NO_COLOR")) or not sys.stdout.isatty()
    given = os.environ.get("COLUMNS", "")
    width = int(given) if given.isdecimal() and int(given) >= 40 else None if sys.stdout.isatty() else WIDE
    colours: Literal["auto"] | None = None if plain else "auto"
    width = max(width or Console().width, NARROW)
    return Console(width=width, color_system=colours, markup=False, highlight=False, emoji=False)


def show(*parts: RenderableType) -> None:
    """Print one part after the other, a blank line between them, without blanks at the ends of lines."""
    out = console()
    with out.capture() as captured:
        for k, part in enumerate(parts):
            out.print(*([""] if k else []), part, sep="\n")
    sys.stdout.write(re.sub(" +$", "", captured.get(), flags=re.MULTILINE))


def table(*columns: str, right: tuple[str, ...] = (), centre: tuple[str, ...] = ()) -> Table:
    """Return an empty table with these columns."""
    empty = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False, padding=(0, 1, 0, 0))
    for column in columns:
        justify: Literal["left", "center", "right"]
        justify = "right" if column in right else "center" if column in centre else "left"
        empty.add_column(column, justify=justify, overflow="fold", no_wrap=column in centre)
    return empty


def bare_table() -> Table:
    """Return an empty table of two columns without lines or a header: a word, and what to say of it."""
    empty = Table.grid(padding=(0, 2))
    empty.add_column(no_wrap=True)
    empty.add_column(overflow="fold")
    return empty


def heading(text: str) -> Text:
    """Return a heading."""
    return Text(text, style="bold")


def indented(part: RenderableType, by: int = 2) -> Padding:
    """Return a part set in from the left."""
    return Padding(part, (0, 0, 0, by))


def can_print(symbols: str) -> bool:
    """Whether standard output has the characters for some symbols."""
    try:
        symbols.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
