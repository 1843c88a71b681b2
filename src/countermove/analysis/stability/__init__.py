"""How long a state holds: the stability concepts, one family a file."""
