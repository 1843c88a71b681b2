"""Evolution: attainment from the status quo, a Markov chain of credible improvements, and signposts of its ends."""

from countermove.analysis.evolution.attainment import attained as attained
