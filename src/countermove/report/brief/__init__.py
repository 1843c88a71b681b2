"""The judgement in words, for the terminal."""
