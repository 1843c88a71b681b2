"""The question `elicitation`: asking decision makers' preferences pair by pair, and only where an answer can matter."""
