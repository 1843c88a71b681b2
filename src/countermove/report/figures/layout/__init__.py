"""A layered drawing: boxes in rows, arrows that run between the rows and past the boxes, never through them."""

from countermove.report.figures.layout.drawing import drawn as drawn
