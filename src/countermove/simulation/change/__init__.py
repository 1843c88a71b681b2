"""The question `change`: what it would take for another end, over one conflict or over its worlds."""
