"""Key assumptions check: what a headline hinges on, one assumption at a time, by source, and by twos."""
