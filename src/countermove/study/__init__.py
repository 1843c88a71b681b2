"""One question asked of one conflict, and its answer: what the command line and every other door call.

A file of this room is named for what is done in it, never as a question is: a function would hide a file of its name.
"""

from __future__ import annotations

from countermove.study.assuming import assumptions
from countermove.study.drawing import worlds
from countermove.study.evolving import evolve
from countermove.study.explaining import explain
from countermove.study.families import family, one_fact_otherwise
from countermove.study.forecasting import forecast
from countermove.study.freezing import freeze, thaw
from countermove.study.fronting import fronts
from countermove.study.joining import coalitions
from countermove.study.scoring import score
from countermove.study.solving import solve
from countermove.study.sourcing import sources

__all__ = [
    "assumptions",
    "coalitions",
    "evolve",
    "explain",
    "family",
    "forecast",
    "freeze",
    "fronts",
    "one_fact_otherwise",
    "score",
    "solve",
    "sources",
    "thaw",
    "worlds",
]
