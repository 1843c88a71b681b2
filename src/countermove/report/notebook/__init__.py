"""HTML of conflicts and results in notebooks: one view for each type, which fits a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from countermove.report.notebook.chances import assumptions, family, forecast, grounds, judgement, scores, worlds
from countermove.report.notebook.change import changes
from countermove.report.notebook.comparison import comparison
from countermove.report.notebook.conflict import conflict
from countermove.report.notebook.elicitation import elicitation
from countermove.report.notebook.equilibria import account, coalitions, evolution, fronts, solution
from countermove.report.notebook.pieces import paragraph, shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

REMARKS, LETTERS = 4, 240
"""Maximum remarks above a view, and letters of each."""


def html(answer: object) -> str:
    """Return the HTML of a conflict or a result: at most about 1,000 pixels high where 800 are wide.

    Parameters
    ----------
    answer : object
        A conflict, or what `solve`, `explain`, `evolve`, `coalitions` or another question of the front door returns.

    Raises
    ------
    TypeError
        If no renderer has the name of its type.

    Examples
    --------
    >>> from countermove import cases, evolve
    >>> "where it ends</h4>" in html(evolve(cases.load("elmira")))
    True
    """
    name = type(answer).__name__
    if name not in RENDERERS:
        raise TypeError(f"a notebook does not show {name}; it shows {', '.join(RENDERERS)}")
    return _remarks(getattr(answer, "remarks", ())) + RENDERERS[name](answer)


def _remarks(remarks: Sequence[str]) -> str:
    """Return the first remarks, which stand above the view."""
    said = "".join(paragraph(shortened(each, LETTERS)) for each in remarks[:REMARKS])
    more = len(remarks) - REMARKS
    said += paragraph(f"... and {more} more: its remarks have all.") if more > 0 else ""
    return f'<div style="font-size: 13px; max-width: 800px">{said}</div>' if said else ""


RENDERERS: Mapping[str, Callable[[Any], str]] = {
    "Account": account,
    "Assumptions": assumptions,
    "Coalitions": coalitions,
    "Comparison": comparison,
    "Conflict": conflict,
    "Elicitation": elicitation,
    "Evolution": evolution,
    "FamilyForecasts": family,
    "Forecast": forecast,
    "Fronts": fronts,
    "Grounds": grounds,
    "Judgement": judgement,
    "LeastChanges": changes,
    "Scores": scores,
    "Solution": solution,
    "Worlds": worlds,
}
"""The renderers, by the name of the type. The front door registers these types with IPython."""
