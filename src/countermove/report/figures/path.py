"""A path from the status quo to a state, as an ordered list in HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from countermove.report.figures.arrows import marks
from countermove.report.figures.templates import template
from countermove.report.figures.text import drawable
from countermove.report.words import dm_names, move, share, situation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countermove.analysis.evolution.paths import Step
    from countermove.analysis.evolution.result import Evolution


def path(evolution: Evolution, number: int, steps: Sequence[Step] | None = None) -> str:
    """Return a path from the status quo to a state as an ordered list in HTML.

    Decision makers have the same marks as in `graph`. The page has to include `style` once.

    Parameters
    ----------
    evolution : Evolution
    number : int
        The number of the state.
    steps : sequence of Step, optional
        The steps of the path; by default those of a shortest path, by improvements if they lead there. `graph` shows
        likeliest paths instead, which `evolution.likeliest.path(number)` returns.

    Returns
    -------
    str

    Raises
    ------
    UnknownName
        If there is no state of this number.

    Examples
    --------
    >>> from countermove import cases, evolve
    >>> print(path(evolve(cases.load("elmira")), 9))
    <ol class="cm-path" aria-label="The way to state 9">
    <li><span class="cm-at">1</span> <i>status quo</i>: Uniroyal (UR): Draw out the appeal</li>
    ...
    """
    conflict, start = evolution.conflict, evolution.status_quo
    here = {"number": start, "where": drawable("; ".join(situation(conflict, start - 1)))}
    attained = evolution.way(number) is not None
    return template("path.html.jinja").render(
        label=f"The way to state {number}",
        none_leads=f"No moves lead from the status quo to state {number}.",
        start=here,
        steps=[_step(evolution, step) for step in steps or evolution.path(number)] if attained else None,
    )


def _step(evolution: Evolution, step: Step) -> dict[str, Any]:
    """Return the values of a step for the template."""
    conflict = evolution.conflict
    who = conflict.position(step.dm)
    rank = conflict.ranks[who]
    where = f"moves to {situation(conflict, step.to - 1)[0]}" if conflict.graph else ""
    return {
        "mark": marks(conflict)[step.dm],
        "who": drawable(dm_names(conflict)[who]),
        "done": drawable(move(conflict, step.starts, step.stops)) or drawable(where),
        "to": step.to,
        "improves": rank[step.to - 1] > rank[step.start - 1],
        "part": _state_role(evolution, step.to),
    }


def _state_role(evolution: Evolution, number: int) -> str:
    """Return whether a state is an equilibrium, and its probability as an end, as words that follow its number."""
    held = f", equilibrium by {evolution.concept}" if evolution.equilibria[number - 1] else ""
    likely = evolution.probability(number)
    return f"{held}{f', ends here {share(likely)}' if likely else ''}"
