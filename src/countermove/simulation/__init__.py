"""What is uncertain in a conflict, drawn: worlds, and the share of them in which something holds."""
