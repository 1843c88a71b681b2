# The names of the front door with their types; a test holds them to the table in __init__.py.

from countermove import cases as cases
from countermove.analysis.evolution.result import Evolution as Evolution
from countermove.analysis.solution import Solution as Solution
from countermove.errors import CountermoveError as CountermoveError
from countermove.errors import InvalidConflict as InvalidConflict
from countermove.errors import TooLarge as TooLarge
from countermove.errors import UnknownName as UnknownName
from countermove.io.files import read as read
from countermove.io.files import write as write
from countermove.io.yaml.family.reading import read_family as read_family
from countermove.model.conflict import Conflict as Conflict
from countermove.model.family import Family as Family
from countermove.model.provenance import Evidence as Evidence
from countermove.model.provenance import Question as Question
from countermove.model.provenance import Source as Source
from countermove.model.records import DecisionMaker as DecisionMaker
from countermove.model.records import Graph as Graph
from countermove.model.records import Option as Option
from countermove.model.records import Preferences as Preferences
from countermove.model.records import Rule as Rule
from countermove.model.records import Statement as Statement
from countermove.model.records import Variation as Variation
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

ROOMS: dict[str, str]
IN_NOTEBOOKS: dict[str, str]
