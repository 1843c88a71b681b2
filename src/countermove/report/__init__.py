"""Results in words and tables, for the terminal, for pages and for notebooks."""
