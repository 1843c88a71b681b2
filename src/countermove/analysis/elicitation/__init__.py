"""The question `elicitation`: preferences asked pair by pair, and only where an answer can matter."""
