"""What changed between two conflicts, and which change did it."""
