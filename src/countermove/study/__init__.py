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
from countermove.simulation.families.forecast import family as family
from countermove.simulation.families.forecast import one_fact_otherwise as one_fact_otherwise
from countermove.simulation.forecasts.forecast import forecast as forecast
from countermove.simulation.forecasts.frozen import freeze as freeze
from countermove.simulation.forecasts.frozen import thaw as thaw
from countermove.simulation.forecasts.scores import score as score
from countermove.simulation.run import worlds as worlds
