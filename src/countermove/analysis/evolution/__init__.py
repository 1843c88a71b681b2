"""How a conflict moves on from the status quo: what is attained, by whom, and where it ends."""

from countermove.analysis.evolution.attainment import attained as attained
