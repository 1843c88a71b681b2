"""Figures for a page of HTML, and their style sheet."""

from countermove.report.figures.graph import graph as graph
from countermove.report.figures.graph import standalone as standalone
from countermove.report.figures.templates import style as style
