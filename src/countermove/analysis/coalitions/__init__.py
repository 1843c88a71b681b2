"""Coalitions: joint improvements, coalition stability, equilibrium jumps, and agreements from the status quo."""
