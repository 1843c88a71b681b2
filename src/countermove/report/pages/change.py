"""What it would take, as a page of its own in HTML or Markdown: the changes in a table, and how it is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from countermove.report.change import consequences, known, lead
from countermove.report.pages.sections import environment, inline
from countermove.report.words import tidy

if TYPE_CHECKING:
    from typing import Any

    from countermove.analysis.change.result import LeastChange, LeastChanges


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change: its cost, its steps, and what it does, in sentences."""

    cost: str
    steps: tuple[str, ...]
    does: str


def change_html(found: LeastChanges) -> str:
    """Return the least changes as one HTML file.

    Examples
    --------
    >>> from countermove import cases, change
    >>> change_html(change(cases.load("elmira"), "5 holds")).startswith("<!doctype html>")
    True
    """
    values = _values(found) | inline(tidy(found.conflict.title)) | {"version": version("countermove")}
    page = environment().get_template("change.html").render(values)
    return re.sub(r"(?<=\d) %", "\N{NO-BREAK SPACE}%", page)


def change_markdown(found: LeastChanges) -> str:
    """Return the least changes as Markdown.

    Examples
    --------
    >>> from countermove import cases, change
    >>> print(change_markdown(change(cases.load("elmira"), "5 holds")).splitlines()[0])
    # Elmira groundwater contamination, 1989-91
    """
    text = environment().get_template("change.md").render(_values(found))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _values(found: LeastChanges) -> dict[str, Any]:
    return {
        "title": tidy(found.conflict.title),
        "remarks": tuple(map(tidy, found.remarks)),
        "goal": tidy(found.goal),
        "lead": lead(found),
        "changes": tuple(_row(found, each) for each in found.found if each.edits),
        "known": tuple(map(tidy, known(found))),
    }


def _row(found: LeastChanges, each: LeastChange) -> ChangeRow:
    _, *does = consequences(found, each)
    return ChangeRow(f"{each.cost:g}", tuple(tidy(one.says) for one in each.edits), tidy(" ".join(does)))
