"""countermove turns an analyst's account of a conflict into a model that can be run.

>>> import countermove as cm
>>> dispute = cm.cases.load("elmira")
>>> [state.number for state in cm.solve(dispute).equilibria("seq")]
[5, 8, 9]
"""

from __future__ import annotations

import sys

ROOMS = {
    "Conflict": "countermove.model.conflict",
    "CountermoveError": "countermove.errors",
    "DecisionMaker": "countermove.model.records",
    "Elicitation": "countermove.analysis.elicitation.result",
    "Evidence": "countermove.model.provenance",
    "Evolution": "countermove.analysis.evolution.result",
    "Family": "countermove.model.family",
    "Graph": "countermove.model.graph",
    "InvalidConflict": "countermove.errors",
    "Option": "countermove.model.records",
    "Preferences": "countermove.model.records",
    "Question": "countermove.model.provenance",
    "Rule": "countermove.model.records",
    "Solution": "countermove.analysis.solution",
    "Source": "countermove.model.provenance",
    "Statement": "countermove.model.records",
    "TooLarge": "countermove.errors",
    "UnknownName": "countermove.errors",
    "Variation": "countermove.model.records",
    "assumptions": "countermove.analysis.assumptions.check",
    "brief": "countermove.simulation.judgement.judge",
    "cases": "countermove.cases",
    "change": "countermove.simulation.change.ask",
    "coalitions": "countermove.analysis.coalitions.analysis",
    "count_rankings": "countermove.analysis.change.rankings.counting",
    "compare": "countermove.simulation.comparison.compare",
    "disagreements": "countermove.analysis.elicitation.respondents",
    "elicit": "countermove.simulation.elicitation",
    "elicitation": "countermove.simulation.elicitation",
    "evolve": "countermove.analysis.evolution.evolve",
    "explain": "countermove.report.explanation",
    "family": "countermove.simulation.families.forecast",
    "forecast": "countermove.simulation.forecasts.forecast",
    "freeze": "countermove.simulation.forecasts.frozen",
    "fronts": "countermove.analysis.fronts.result",
    "loads": "countermove.io.files",
    "plot": "countermove.report.plots",
    "radius": "countermove.analysis.change.rankings.radius",
    "read": "countermove.io.files",
    "read_family": "countermove.io.yaml.family.reading",
    "resume": "countermove.analysis.elicitation.resume",
    "rival_codings": "countermove.analysis.elicitation.respondents",
    "score": "countermove.simulation.forecasts.scores",
    "solve": "countermove.analysis.solve",
    "sources": "countermove.analysis.grounds",
    "thaw": "countermove.simulation.forecasts.frozen",
    "worlds": "countermove.simulation.run",
    "write": "countermove.io.files",
}
"""The public names, each with the module that defines it; a name is imported when it is first used.

`__all__` and `dir` follow from this table. `__init__.pyi` gives the same names to type checkers.
"""

IN_NOTEBOOKS = {
    "Account": "countermove.report.explanation",
    "Assumptions": "countermove.analysis.assumptions.result",
    "Coalitions": "countermove.analysis.coalitions.result",
    "Comparison": "countermove.simulation.comparison.result",
    "Conflict": "countermove.model.conflict",
    "Elicitation": "countermove.analysis.elicitation.result",
    "Evolution": "countermove.analysis.evolution.result",
    "FamilyForecasts": "countermove.simulation.families.result",
    "Forecast": "countermove.simulation.forecasts.result",
    "Fronts": "countermove.analysis.fronts.result",
    "Grounds": "countermove.analysis.grounds",
    "Judgement": "countermove.simulation.judgement.result",
    "LeastChanges": "countermove.analysis.change.result",
    "Scores": "countermove.simulation.forecasts.scores",
    "Solution": "countermove.analysis.solution",
    "Worlds": "countermove.simulation.result",
}
"""The types that notebooks show as HTML, with their modules; `countermove.report.notebook` renders them."""

__all__ = [*ROOMS]  # noqa: PLE0604  (names follow from the table)


def __getattr__(name: str) -> object:
    """Import a public name at its first use, so that `import countermove` stays quick."""
    from importlib import import_module

    if name not in ROOMS:
        raise AttributeError(f"module 'countermove' has no attribute {name!r}")
    room = import_module(ROOMS[name])
    return room if name == "cases" else getattr(room, name)


def __dir__() -> list[str]:
    return __all__


def _html(result: object) -> str:
    """Return a result as HTML; the renderer is imported when the first result is shown."""
    from countermove.report.notebook import html

    return html(result)


def _register_with_ipython() -> None:
    """Register the HTML formatter for each result type, by name, with IPython if it runs."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if shell is not None and shell.display_formatter is not None:
        formatter = shell.display_formatter.formatters["text/html"]
        for name, module in IN_NOTEBOOKS.items():
            formatter.for_type_by_name(module, name, _html)


_register_with_ipython()
