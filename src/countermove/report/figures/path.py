"""The way from the status quo to one state, step by step: a list, because a way is read and not looked at."""

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
    """Return a way from the status quo to a state, as an ordered list for a page of HTML.

    The decision makers have the marks that they have in `graph`, and the page needs `style` once.

    Parameters
    ----------
    evolution : Evolution
    number : int
        The number of the state.
    steps : sequence of Step, optional
        The way; by default a shortest one, by improvements if they lead there. `graph` shows the likeliest ones to
        the ends, which `evolution.likeliest.path(number)` returns.

    Returns
    -------
    str

    Raises
    ------
    UnknownName
        If there is no state of this number.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.evolution.evolve import evolve
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
    """Return what the template writes of a step."""
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
        "part": _part(evolution, step.to),
    }


def _part(evolution: Evolution, number: int) -> str:
    """Return what part a state has, as it follows on its number."""
    held = f", equilibrium by {evolution.concept}" if evolution.equilibria[number - 1] else ""
    likely = evolution.probability(number)
    return f"{held}{f', ends here {share(likely)}' if likely else ''}"
