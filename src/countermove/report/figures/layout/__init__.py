"""A layered drawing: boxes in rows, arrows that run between the rows and past the boxes, never through them.

Our own code: Graphviz would have to be installed apart, and networkx places points, without sizes or arrow routes.
"""

from countermove.report.figures.layout.coordinates import drawn as drawn
