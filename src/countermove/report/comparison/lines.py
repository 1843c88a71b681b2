"""A comparison as lines of 80 columns: the headline, the changes of the model, ends and questions, verdicts."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from countermove.report.brief.heading import WIDTH
from countermove.report.comparison.changes import changes_in_words
from countermove.report.comparison.headline import headline
from countermove.report.comparison.tables import (
    account,
    method,
    quiet,
    share_rows,
    verdict_rows,
    verdict_sentences,
    verdicts_title,
)
from countermove.report.references import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from countermove.simulation.comparison.result import Comparison

MOST_CHANGES, MOST_ROWS = 8, 11
"""Changes and rows of shares that are told; the rest is counted."""

EVERYTHING = 1 << 30

TIED = "\N{NO-BREAK SPACE}"


def comparison_text(found: Comparison, *, every: bool = False) -> Text:
    """Return a comparison for the terminal, its headline in bold."""
    from rich.text import Text

    head = [line for said in headline(found) for line in _wrapped(said)]
    text = Text("\n".join([*head, *comparison_lines(found, every=every)]), no_wrap=True)
    text.stylize("bold", 0, sum(len(line) + 1 for line in head))
    return text


def comparison_lines(found: Comparison, *, every: bool = False) -> tuple[str, ...]:
    """Return what stands below the headline, as lines of at most 80 columns.

    Examples
    --------
    >>> from countermove import DecisionMaker, loads
    >>> was = loads({"title": "t", "decision_makers": {"a": {"options": ["go"], "preferences": ["go"]}}})
    >>> now = was.with_(decision_makers=[DecisionMaker("a", options=["go"], preferences=["not go"])])
    >>> from countermove.simulation.comparison.compare import compare
    >>> comparison_lines(compare(was, now))[5]
    '  1 Contrary wish of a: no “go” (was: “go”)'
    """
    parts = (_accounts(found), _changes(found, every=every), _shares(found, every=every))
    blocks = [[*part] for part in (*parts, _verdicts(found, every=every), _wrapped(" ".join(method(found))))]
    return tuple(line for block in blocks if block for line in ("", *block))


def _wrapped(text: str, indent: int = 0) -> list[str]:
    """Return a text as lines, those after the first indented; a number stays with its percent sign."""
    whole = wrap(text.replace(" %", f"{TIED}%"), WIDTH, subsequent_indent=" " * indent)
    return [line.replace(TIED, " ") for line in whole]


def _accounts(found: Comparison) -> Iterator[str]:
    """Yield what A and B are."""
    for letter, side in (("A", found.before), ("B", found.after)):
        yield from _wrapped(f"{letter}  {account(side)}", 3)


def _changes(found: Comparison, *, every: bool) -> Iterator[str]:
    """Yield the changes of the model, numbered."""
    words = changes_in_words(found)
    most = EVERYTHING if every else MOST_CHANGES
    yield "What changed in the model" if words else "Nothing changed in the model"
    for k, said in enumerate(words[:most], start=1):
        yield from _wrapped(f"{k:>3} {said}", 6)
    if len(words) > most:
        yield f"    and {len(words) - most} more; --all has them"
    for dm, old, new in found.renamed:
        who = name_of(found.after.conflict, dm)
        yield from _wrapped(f"    The option {old} of {who} is called {new} now", 6)
    if words_only := quiet(found):
        yield from _wrapped(f"    No answer depends on: {words_only}", 6)


def _shares(found: Comparison, *, every: bool) -> Iterator[str]:
    """Yield the shares of questions and ends in both."""
    rows, most = share_rows(found), EVERYTHING if every else MOST_ROWS
    if rows:
        yield "    A     B"
    for before, after, said in rows[:most]:
        room = WIDTH - 14
        cut = said if len(said) <= room else f"{said[: room - 3].rstrip()}..."
        yield f"{before or '-':>5} {after or '-':>5}   {cut}"
    if len(rows) > most:
        yield f"{'':14}and {len(rows) - most} more; --all has them"


def _verdicts(found: Comparison, *, every: bool) -> Iterator[str]:
    """Yield how many situations hold by each concept, which came and went, and because of what."""
    if not found.concepts:
        return
    if not found.verdicts:
        yield "The same situations hold, by each concept."
        return
    yield from _wrapped(verdicts_title(found))
    yield f"{'by':<9}{'A':>6}{'B':>7}{'gone':>7}{'new':>6}"
    for id_, before, after, gone, new in verdict_rows(found):
        yield f"{id_:<9}{before:>6,}{after:>7,}{_number(gone):>7}{_number(new):>6}"
    for said in verdict_sentences(found, every=every):
        yield from _wrapped(f"  {said}", 4)


def _number(count: int) -> str:
    return f"{count:,}" if count else "-"
