"""``python -m countermove`` does what ``countermove`` does."""

from countermove.cli import main

main()
