"""Forecasts: how likely a yes to each question of a conflict is, by worlds and by evolution in each of them."""
