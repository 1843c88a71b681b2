"""Key assumptions check: how a headline depends on single assumptions, on sources and on pairs of changes."""
