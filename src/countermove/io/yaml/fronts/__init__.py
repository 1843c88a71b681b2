"""Conflict files with several fronts."""
