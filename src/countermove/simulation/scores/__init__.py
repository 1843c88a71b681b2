"""How good forecasts were: arrays of probabilities and of what happened in, numbers out; no files, no conflicts."""
