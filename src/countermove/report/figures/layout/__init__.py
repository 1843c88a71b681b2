"""Sugiyama layout: boxes in rows, with arrows that run between the rows and never through a box.

The steps are layer assignment (`rows`), crossing reduction (`layered`) and coordinates (`coordinates`), after
Sugiyama, Tagawa and Toda (1981). It is our own code: Graphviz is a separate installation, and networkx places points,
without sizes or routes of arrows.
"""

from countermove.report.figures.layout.coordinates import layered_layout as layered_layout
