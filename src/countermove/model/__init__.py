"""The model of a conflict: its frozen parts, its names, and its states, moves and ranks."""
