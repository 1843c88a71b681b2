"""countermove turns an analyst's account of a conflict into a model that can be run.

>>> import countermove as cm
>>> dispute = cm.cases.load("elmira")
>>> [state.number for state in cm.solve(dispute).equilibria("seq")]
[5, 8, 9]
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in typing, which takes longer to import than all else in this door
if TYPE_CHECKING:
    from typing import Any

    from countermove import cases as cases
    from countermove.analysis.evolution.answer import Evolution as Evolution
    from countermove.analysis.solution import Solution as Solution
    from countermove.errors import CountermoveError as CountermoveError
    from countermove.errors import InvalidConflict as InvalidConflict
    from countermove.errors import TooLarge as TooLarge
    from countermove.errors import UnknownName as UnknownName
    from countermove.io.files import read as read
    from countermove.io.files import write as write
    from countermove.io.yaml.family.reading import read_family as read_family
    from countermove.model.conflict import Conflict as Conflict
    from countermove.model.conflict import DecisionMaker as DecisionMaker
    from countermove.model.conflict import Graph as Graph
    from countermove.model.conflict import Option as Option
    from countermove.model.conflict import Preferences as Preferences
    from countermove.model.conflict import Rule as Rule
    from countermove.model.conflict import Statement as Statement
    from countermove.model.conflict import Variation as Variation
    from countermove.model.family import Family as Family
    from countermove.model.provenance import Evidence as Evidence
    from countermove.model.provenance import Question as Question
    from countermove.model.provenance import Source as Source
    from countermove.report.explanation import explain as explain
    from countermove.study import assumptions as assumptions
    from countermove.study import coalitions as coalitions
    from countermove.study import evolve as evolve
    from countermove.study import family as family
    from countermove.study import forecast as forecast
    from countermove.study import freeze as freeze
    from countermove.study import fronts as fronts
    from countermove.study import score as score
    from countermove.study import solve as solve
    from countermove.study import sources as sources
    from countermove.study import thaw as thaw
    from countermove.study import worlds as worlds

_ROOMS = {
    "explain": "countermove.report.explanation",
    "assumptions": "countermove.study",
    "coalitions": "countermove.study",
    "cases": "countermove.cases",
    "Evolution": "countermove.analysis.evolution.answer",
    "Solution": "countermove.analysis.solution",
    "CountermoveError": "countermove.errors",
    "InvalidConflict": "countermove.errors",
    "TooLarge": "countermove.errors",
    "UnknownName": "countermove.errors",
    "read": "countermove.io.files",
    "write": "countermove.io.files",
    "Conflict": "countermove.model.conflict",
    "DecisionMaker": "countermove.model.conflict",
    "Graph": "countermove.model.conflict",
    "Option": "countermove.model.conflict",
    "Preferences": "countermove.model.conflict",
    "Rule": "countermove.model.conflict",
    "Statement": "countermove.model.conflict",
    "Variation": "countermove.model.conflict",
    "Evidence": "countermove.model.provenance",
    "Question": "countermove.model.provenance",
    "Source": "countermove.model.provenance",
    "evolve": "countermove.study",
    "family": "countermove.study",
    "read_family": "countermove.io.yaml.family.reading",
    "Family": "countermove.model.family",
    "forecast": "countermove.study",
    "freeze": "countermove.study",
    "fronts": "countermove.study",
    "score": "countermove.study",
    "solve": "countermove.study",
    "thaw": "countermove.study",
    "worlds": "countermove.study",
    "sources": "countermove.study",
}

__all__ = [
    "Conflict",
    "CountermoveError",
    "DecisionMaker",
    "Evidence",
    "Evolution",
    "Family",
    "Graph",
    "InvalidConflict",
    "Option",
    "Preferences",
    "Question",
    "Rule",
    "Solution",
    "Source",
    "Statement",
    "TooLarge",
    "UnknownName",
    "Variation",
    "assumptions",
    "cases",
    "coalitions",
    "evolve",
    "explain",
    "family",
    "forecast",
    "freeze",
    "fronts",
    "read",
    "read_family",
    "score",
    "solve",
    "sources",
    "thaw",
    "worlds",
    "write",
]


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for: a door that opens quickly."""
    from importlib import import_module

    if name not in _ROOMS:
        raise AttributeError(f"module 'countermove' has no attribute {name!r}")
    room = import_module(_ROOMS[name])
    return room if name == "cases" else getattr(room, name)


def __dir__() -> list[str]:
    return __all__
