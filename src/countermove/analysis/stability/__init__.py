"""Stability concepts: their definitions, and the stable states of each decision maker under them."""
