"""What each decision maker wants, the most important first, and how sure the analyst is of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from countermove.report.console import bare_table, heading
from countermove.report.words import dm_names, tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import RenderableType

    from countermove.model.conflict import Conflict
    from countermove.model.records import Preferences, Share, Statement


def wants(conflict: Conflict, *, every: bool = False) -> list[RenderableType]:
    """Return the statements and weights of each decision maker; their reasons, too, if `every` is set."""
    rows = bare_table()
    for dm, name in zip(conflict.decision_makers, dm_names(conflict), strict=True):
        said = [*_said(dm.preferences, every=every)]
        for first, line in zip([name, *[""] * len(said)], said, strict=False):
            rows.add_row(Text(first, "bold"), line)
    title = heading("What each wants").append(", most important first", "not bold")
    return [Group(title, "", rows)] if rows.rows else []


def _said(wants: Preferences, *, every: bool) -> Iterator[Text]:
    for k, level in enumerate(wants.statements, start=1):
        words = " / ".join(wanted(each, tidy) for each in level)
        yield Text(f"{k}. {words}").append(_sure([each.confidence for each in level]), "dim")
        yield from _because(level) if every else ()
    for text, weight in wants.weights:
        yield Text(f"{weight:+g} if {tidy(text)}")
    for share in wants.fronts:
        yield Text(on_front(share))
        yield from _said(share.preferences, every=every)
    if wants.ranking and (wants.confidence is not None or (every and wants.because)):
        yield Text("a ranking of the states").append(_sure([wants.confidence]), "dim")
    if every and wants.because:
        yield Text(f"   because {tidy(wants.because)}", "dim")


def wanted(statement: Statement, worded: Callable[[str], str]) -> str:
    """Return a statement as `worded` words it, and whether it is vital."""
    return worded(statement.holds) + (" (vital)" if statement.vital else "")


def on_front(share: Share) -> str:
    """Return which front a share is about and how it counts."""
    return (
        f"on {share.front}" if share.weight is None else f"on {share.front}, where each rank counts {share.weight:g}"
    )


def _sure(confidences: list[float | None]) -> str:
    """Return how sure the analyst is of each of some statements, where anything is said of it."""
    if all(each is None for each in confidences):
        return ""
    return f"  (confidence {' / '.join('?' if each is None else f'{each:g}' for each in confidences)})"


def _because(level: tuple[Statement, ...]) -> Iterator[Text]:
    for each in level:
        if each.because:
            yield Text(f"   because {tidy(each.because)}", "dim")
