"""The question `change`: what it would take for another end, and goals about shares, judged over a sample of worlds."""
