"""Families: one structure forecasts many cases, and is scored beside rules of thumb."""
