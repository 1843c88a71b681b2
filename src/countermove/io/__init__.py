"""Conflict files in and out. Each format is a file of its own; answers are written elsewhere."""
