"""One question asked of one conflict, and its answer: what the command line and every other door call.

A file of this room is named for what is done in it, never as a question is: a function would hide a file of its name.
"""

from __future__ import annotations

from countermove.simulation.forecasts.freezing import freeze as freeze
from countermove.simulation.forecasts.freezing import thaw as thaw
from countermove.study.assuming import assumptions as assumptions
from countermove.study.drawing import worlds as worlds
from countermove.study.evolving import evolve as evolve
from countermove.study.explaining import explain as explain
from countermove.study.families import family as family
from countermove.study.families import one_fact_otherwise as one_fact_otherwise
from countermove.study.forecasting import forecast as forecast
from countermove.study.fronting import fronts as fronts
from countermove.study.joining import coalitions as coalitions
from countermove.study.scoring import score as score
from countermove.study.solving import solve as solve
from countermove.study.sourcing import sources as sources
