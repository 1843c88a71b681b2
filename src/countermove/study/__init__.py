"""One question asked of one conflict, and its answer: what the command line and every other door call.

A file of this room is named for what is done in it, never as a question is: a function would hide a file of its name.
"""

from __future__ import annotations

from countermove.analysis.assumptions.check import assumptions as assumptions
from countermove.analysis.coalitions.analysis import coalitions as coalitions
from countermove.analysis.evolution.evolve import evolve as evolve
from countermove.analysis.explain import explain as explain
from countermove.analysis.fronts.result import fronts as fronts
from countermove.analysis.grounds import sources as sources
from countermove.analysis.solve import solve as solve
from countermove.simulation.forecasts.freezing import freeze as freeze
from countermove.simulation.forecasts.freezing import thaw as thaw
from countermove.study.drawing import worlds as worlds
from countermove.study.families import family as family
from countermove.study.families import one_fact_otherwise as one_fact_otherwise
from countermove.study.forecasting import forecast as forecast
from countermove.study.scoring import score as score
