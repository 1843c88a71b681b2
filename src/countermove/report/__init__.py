"""From answers to what people read: the words that explain them, and the tables."""
