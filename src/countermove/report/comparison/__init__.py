"""A comparison of two accounts in words and lines."""
