"""One question a module, no randomness: the same conflict gives the same answer."""
