"""GMCR+ files (``.gmcr``, JSON), read and written: options by index, states by number, conditions as preferences."""

from countermove.io.gmcr.reading import read_gmcr
from countermove.io.gmcr.writing import write_gmcr

__all__ = ["read_gmcr", "write_gmcr"]
