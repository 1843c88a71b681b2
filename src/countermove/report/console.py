"""Output on the terminal: the console and its tables, and JSON with one line for each key.

Tables are as wide as the terminal. Output that goes elsewhere has no styles.
"""

from __future__ import annotations

import json
import os
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from countermove.errors import TooLarge
from countermove.model.reading import concepts_in
from countermove.report.printable import visible
from countermove.report.words import tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import ConsoleOptions, RenderableType
    from rich.segment import Segment

    from countermove.model.conflict import Conflict


NARROW = 60
"""Minimum width of tables; a narrower terminal folds their lines."""

WIDE = 120
"""Width of tables where output goes to no terminal."""

MOST_STATES = 200_000
"""Maximum states in a JSON document."""

SAMPLED = 200
"""Approximate number of states from which the size of a document is estimated."""


def console() -> Console:
    """Return the console on standard output; without styles if NO_COLOR is set or there is no terminal."""
    plain = bool(os.environ.get("NO_COLOR")) or not sys.stdout.isatty()
    given = os.environ.get("COLUMNS", "")
    width = int(given) if given.isdecimal() and int(given) >= 40 else None if sys.stdout.isatty() else WIDE
    colours: Literal["auto"] | None = None if plain else "auto"
    width = max(width or Console().width, NARROW)
    return Console(width=width, color_system=colours, markup=False, highlight=False, emoji=False)


def show(*parts: RenderableType) -> None:
    """Print parts with a blank line between them; trailing blanks are cut.

    Control characters of texts come out as a sign; what styles the output is the console's own.
    """
    out = console()
    with out.capture() as captured:
        for k, part in enumerate(parts):
            out.print(*([""] if k else []), _Visible(part), sep="\n", crop=False)
    sys.stdout.write(re.sub("(?<! ) +$", "", captured.get(), flags=re.MULTILINE))


@dataclass(frozen=True)
class _Visible:
    """A part whose texts are printed without control characters."""

    part: RenderableType

    def __rich_console__(self, out: Console, options: ConsoleOptions) -> Iterator[Segment]:
        for each in out.render(self.part, options):
            yield each if each.control else each._replace(text=visible(each.text))


class Remarked(Protocol):
    """What has remarks: a conflict, or the answer to a question about one."""

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a reader of the answer has to know of it."""


def show_answer(answer: Remarked, parts: Sequence[RenderableType], following: str = "") -> None:
    """Print the parts of an answer, with its remarks after the first part, which says what it is about.

    The last line is the command that is useful next, if there is one.
    """
    last = [next_line(following)] if following else []
    show(*parts[:1], *remark_lines(answer.remarks), *parts[1:], *last)


def next_line(command: str) -> Text:
    """Return the last line of a command: what is useful next. It is not broken, so that it can be copied."""
    return Text(f"Next: {command}", "dim", no_wrap=True, overflow="ignore")


def _as_a_sentence(remark: str) -> str:
    """Return a remark that says what is left out with a capital; others may begin with an id."""
    return remark.replace("left out:", "Left out:", 1) if remark.startswith("left out:") else remark


def remark_lines(remarks: Iterable[str]) -> list[RenderableType]:
    """Return remarks as lines of one part; no part without remarks."""
    lines = [Text(_as_a_sentence(tidy(each))) for each in dict.fromkeys(remarks)]
    return [Group(*lines)] if lines else []


def table(*columns: str, right: tuple[str, ...] = (), centre: tuple[str, ...] = ()) -> Table:
    """Return an empty table with these columns."""
    empty = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False, padding=(0, 1, 0, 0))
    for column in columns:
        justify: Literal["left", "center", "right"]
        justify = "right" if column in right else "center" if column in centre else "left"
        empty.add_column(column, justify=justify, overflow="fold", no_wrap=column in centre)
    return empty


def bare_table() -> Table:
    """Return an empty table of two columns, without lines or a header."""
    empty = Table.grid(padding=(0, 2))
    empty.add_column(no_wrap=True)
    empty.add_column(overflow="fold")
    return empty


def heading(text: str) -> Text:
    """Return a heading, in bold."""
    return Text(text, style="bold")


def indented(part: RenderableType, by: int = 2) -> Padding:
    """Return a part, indented from the left."""
    return Padding(part, (0, 0, 0, by))


def can_print(symbols: str) -> bool:
    """Whether the encoding of standard output has some symbols."""
    try:
        symbols.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def as_json(document: dict[str, Any]) -> str:
    """Return a document as JSON text, in plain ASCII.

    Examples
    --------
    >>> print(as_json({"conflict": "Chicken", "states": [1, 2]}))
    {
      "conflict": "Chicken",
      "states": [1, 2]
    }
    """
    lines = (f"  {json.dumps(key)}: {json.dumps(each)}" for key, each in document.items())
    return "{\n" + ",\n".join(lines) + "\n}"


def print_json(document: dict[str, Any]) -> None:
    """Print a document as JSON on standard output."""
    sys.stdout.write(as_json(document) + "\n")


def refuse_flood(conflict: Conflict, concepts: Iterable[str] | None) -> None:
    """Refuse a JSON document with too many states.

    Raises
    ------
    TooLarge
        Above 200,000 states.
    UnknownName
        If a concept is unknown.
    """
    states = len(conflict.states)
    if states <= MOST_STATES:
        return
    megabytes = max(1, round(_most_bytes(conflict, len(concepts_in(conflict, concepts))) / 1e6))
    raise TooLarge(
        f"{conflict.title!r} has {states:,} states, as JSON up to about {megabytes:,} MB; {MOST_STATES:,} "
        "states are the most. What would help: --counts, with or without --json, or no --json at all, or in "
        "Python countermove.solve(...).where('seq'), which is an array"
    )


def _most_bytes(conflict: Conflict, concepts: int) -> int:
    """Return the approximate length of the document if every state is stable for everybody."""
    states = len(conflict.states)
    some = range(0, states, states // SAMPLED)
    on = sum(len(json.dumps([*conflict.states[k].on])) for k in some) // len(some)
    lists = concepts * (len(conflict.decision_makers) + 1)
    return states * (on + 40 + lists * (len(str(states)) + 2))
