"""What would it take: the least changes of a conflict for another answer (inverse analysis)."""
