"""Two accounts side by side: what changed in the answers, and because of what."""
