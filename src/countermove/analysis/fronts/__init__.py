"""Conflicts on several fronts: the equilibria of each front, and those of all fronts together."""
