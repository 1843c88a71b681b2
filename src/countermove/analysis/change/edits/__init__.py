"""The least changes by edits of statements and of the field of play: an exact search, the cheapest sets first."""
