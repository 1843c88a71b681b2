"""Files of GMCR+ (``.gmcr``, JSON): options by index, states by number, preferences as conditions."""

from countermove.io.gmcr.reading import read_gmcr
from countermove.io.gmcr.writing import write_gmcr

__all__ = ["read_gmcr", "write_gmcr"]
