"""Conflicts on several fronts: what can be said of the whole from its fronts alone, and what they change together."""
