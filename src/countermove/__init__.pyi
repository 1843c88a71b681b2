# The public names with their types; a test compares them with the table in __init__.py.

from countermove import cases as cases
from countermove.analysis.assumptions.check import assumptions as assumptions
from countermove.analysis.change.rankings.counting import count_rankings as count_rankings
from countermove.analysis.change.rankings.radius import radius as radius
from countermove.analysis.coalitions.analysis import coalitions as coalitions
from countermove.analysis.elicitation.respondents import disagreements as disagreements
from countermove.analysis.elicitation.respondents import rival_codings as rival_codings
from countermove.analysis.elicitation.result import Elicitation as Elicitation
from countermove.analysis.elicitation.resume import resume as resume
from countermove.analysis.evolution.evolve import evolve as evolve
from countermove.analysis.evolution.result import Evolution as Evolution
from countermove.analysis.fronts.result import fronts as fronts
from countermove.analysis.grounds import sources as sources
from countermove.analysis.solution import Solution as Solution
from countermove.analysis.solve import solve as solve
from countermove.errors import CountermoveError as CountermoveError
from countermove.errors import InvalidConflict as InvalidConflict
from countermove.errors import TooLarge as TooLarge
from countermove.errors import UnknownName as UnknownName
from countermove.io.files import loads as loads
from countermove.io.files import read as read
from countermove.io.files import write as write
from countermove.io.yaml.family.reading import read_family as read_family
from countermove.model.conflict import Conflict as Conflict
from countermove.model.family import Family as Family
from countermove.model.graph import Graph as Graph
from countermove.model.provenance import Evidence as Evidence
from countermove.model.provenance import Question as Question
from countermove.model.provenance import Source as Source
from countermove.model.records import DecisionMaker as DecisionMaker
from countermove.model.records import Option as Option
from countermove.model.records import Preferences as Preferences
from countermove.model.records import Rule as Rule
from countermove.model.records import Statement as Statement
from countermove.model.records import Variation as Variation
from countermove.report.explanation import explain as explain
from countermove.report.plots import plot as plot
from countermove.simulation.change.ask import change as change
from countermove.simulation.comparison.compare import compare as compare
from countermove.simulation.elicitation import elicit as elicit
from countermove.simulation.elicitation import elicitation as elicitation
from countermove.simulation.families.forecast import family as family
from countermove.simulation.forecasts.forecast import forecast as forecast
from countermove.simulation.forecasts.frozen import freeze as freeze
from countermove.simulation.forecasts.frozen import thaw as thaw
from countermove.simulation.forecasts.scores import score as score
from countermove.simulation.judgement.judge import brief as brief
from countermove.simulation.run import worlds as worlds

ROOMS: dict[str, str]
IN_NOTEBOOKS: dict[str, str]
